"""Plans made by hand, so that what people look at is tested apart from what is planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from punctum.care import Clinic, Instruction, Risk, read_clinic
from punctum.evidence.sentences import quoted, said
from punctum.outcome import Alternative, DomainJudgement, FanPoint, Forecast, Slope, StudyResult
from punctum.patient import Patient, patient_of, read_patient
from punctum.planning import plan as planned
from punctum.planning import with_deliveries, with_healing
from punctum.planning.values import Outline, Review, Step, TreatmentPlan, ZonePlan
from punctum.prescription import Anaesthetic, Limit, Prescription, Session, Sourced, ZoneSettings
from punctum.screening import Action, Adjustment, Finding, Screening, Unrecognised, ZoneScreening

MADE_ON = date(2026, 11, 20)
SOURCE = "harris_2015_acne_scar_review"
OTHER = "alam_2014_acne_scar_rct"
HOUSE = "house_default"

CLINIC = Clinic(
    name="Example Skin Clinic",
    phone="01632 960 142",
    out_of_hours="01632 960 999",
    emergency_number="112",
    address="1 Sample Street, Exampleton",
)


def patient(**changes: object) -> Patient:
    fields: dict[str, object] = {
        "id": "ana",
        "birth_date": "1991-04-12",
        "sex": "female",
        "phototype": "IV",
        "concerns": [
            {
                "indication": "atrophic acne scars",
                "subtype": "rolling",
                "zones": ["cheek", "temple"],
                "scale": "goodman_baron_quantitative",
                "baseline": 14,
                "goal": 8,
            },
            {"indication": "melasma", "zones": ["perioral"]},
        ],
        "preferences": {"events": ["2027-02-14"]},
    }
    return patient_of(fields | changes)


def settings(zone: str, length_mm: float, first_mm: float, **changes: object) -> ZoneSettings:
    limits = (
        Limit("ceiling of the zone", length_mm, (HOUSE,), "house"),
        Limit("length studied for acne scars", 1.5, (SOURCE,), "read"),
    )
    fields: dict[str, object] = {
        "zone": zone,
        "indications": ("atrophic acne scars",),
        "device": "skinpen_precision",
        "needle_length_mm": length_mm,
        "first_needle_length_mm": first_mm,
        "density_per_cm2": 250.0,
        "passes": 4,
        "passes_min": 2,
        "directions": ("up and down", "side to side", "slanting to the right", "slanting to the left"),
        "endpoint": "erythema",
        "endpoint_text": "Stop at even redness. No bleeding.",
        "glide": "sterile hyaluronic acid gel that is allowed on open channels",
        "skip": ("moles", "active spots"),
        "below_studied": False,
        "off_label": ("SkinPen Precision is not cleared for the neck",),
        "redness_class": "1 to 3 days",
        "redness_days": (1.0, 3.0),
        "limits": limits,
        "why": {
            "needle_length_mm": Sourced(
                why=f"The ceiling of the zone allows {length_mm} mm.", sources=(SOURCE, HOUSE), basis="house"
            ),
            "passes": Sourced(why="At most 4 passes on skin types IV to VI.", sources=(HOUSE,), basis="house"),
            "density_per_cm2": Sourced(why="Needles times passes over the area.", sources=(SOURCE,), basis="derived"),
            "endpoint": Sourced(
                why="The gentlest endpoint that a finding asks for.", sources=(SOURCE, OTHER), basis="read"
            ),
            "device": Sourced(why="The person asked for it.", sources=(OTHER,), basis="read"),
        },
    }
    return ZoneSettings(**(fields | changes))  # type: ignore[arg-type]


def zone(place: str, **changes: object) -> ZonePlan:
    fields: dict[str, object] = {
        "zone": place,
        "name": place,
        "verdict": "adjust",
        "until": None,
        "until_open": False,
        "indications": ("atrophic acne scars",),
        "settings": settings(place, 1.0, 0.5),
        "no_settings": "",
        "limits_only": (),
        "rules": ("S061",),
    }
    return ZonePlan(**(fields | changes))  # type: ignore[arg-type]


def finding(rule: str = "S061", **changes: object) -> Finding:
    fields: dict[str, object] = {
        "rule": rule,
        "title": "skin type IV",
        "action": "adjust",
        "zones": ("cheek", "temple"),
        "reason": "Dark marks are likelier on skin types IV to VI. A gentler first visit shows how the skin reacts.",
        "patient_reason": "Your skin can get dark marks more easily.",
        "sources": (SOURCE,),
        "basis": "house",
        "disagreement": "One series saw no more dark marks.",
        "adjustment": Adjustment(first_session_shorter_mm=0.5, passes_max=4),
        "paths": ("phototype",),
    }
    return Finding(**(fields | changes))  # type: ignore[arg-type]


def screening(findings: tuple[Finding, ...], zones: tuple[ZonePlan, ...], **changes: object) -> Screening:
    fields: dict[str, object] = {
        "on": MADE_ON,
        "verdict": "adjust",
        "until": None,
        "until_open": False,
        "zones": {
            item.zone: ZoneScreening(
                verdict=item.verdict, until=item.until, until_open=item.until_open, rules=item.rules
            )
            for item in zones
        },
        "findings": findings,
        "unrecognised": (),
    }
    return Screening(**(fields | changes))  # type: ignore[arg-type]


ITEMS = (
    ("B02", "before", -72, 0, "Stop your retinol serum."),
    ("B05", "before", -24, 0, "Do not drink alcohol."),
    ("D01", "during", 0, 1, "Tell us at once if you feel dizzy."),
    ("A01", "after", 1, 24, "Do not put make-up on the area."),
    ("A02", "after", 1, 336, "Use sun cream with SPF 30 or more every day; then again, and again."),
    ("A03", "after", 168, 336, "Go back to your normal skin care, but without acids."),
)


def care(sessions: tuple[Session, ...]) -> tuple[Instruction, ...]:
    made = []
    for session in sessions:
        starts = datetime(session.date.year, session.date.month, session.date.day, 10)
        for item, phase, begins, ends, text in ITEMS:
            made.append(
                Instruction(
                    item=item,
                    phase=phase,  # type: ignore[arg-type]
                    session=session.number,
                    text=text,
                    clinician_text=f"Clinician: {text}",
                    begins=starts + timedelta(hours=begins),
                    ends=starts + timedelta(hours=ends),
                    audience="patient",
                    topic="skincare",
                    sources=(OTHER, HOUSE),
                    basis="house" if item == "A02" else "read",
                    disagreement="Sheets say 12 hours to 10 days." if item == "B02" else "",
                )
            )
        made.append(
            replace(made[-1], item="C01", phase="during", text="Wipe the cream off.", audience="clinician",
                    begins=starts, ends=starts + timedelta(hours=1))
        )  # fmt: skip
    return tuple(made)


def risk(event: str, **changes: object) -> Risk:
    fields: dict[str, object] = {
        "event": event,
        "name": "erythema",
        "patient_name": "redness",
        "patient_text": "Your skin is red like a mild sunburn.",
        "patient_action": "Keep it cool and clean.",
        "expected": True,
        "severity": "mild",
        "onset": "at once",
        "duration": "1 to 3 days",
        "incidence": "Nearly everybody.",
        "incidence_percent": None,
        "triage": "self_care",
        "action": "Cool compress, bland moisturiser.",
        "raised_by": (),
        "sources": (SOURCE,),
        "basis": "read",
    }
    return Risk(**(fields | changes))  # type: ignore[arg-type]


def fan_point(week: float, now: float, end: float) -> FanPoint:
    """A week of a fan that goes from `now` to `end` in half a year, wider the further it goes."""
    median = now + (end - now) * (0.6 + 0.4 * week / 26)
    far = abs(median - now)

    def around(share: float) -> tuple[float, float]:
        return round(median - share * far, 1), round(median + share * far, 1)

    return FanPoint(weeks=week, mean=median, median=round(median, 1), interval_50=around(0.3),
                    interval_80=around(0.6), interval_95=around(0.9))  # fmt: skip


def forecast(**changes: object) -> Forecast:
    study = StudyResult(
        study="Alam 2014", source=OTHER, arm="needling", participants=15, weeks=26.0,
        result="mean score fell from 12.5 to 9.3", design="split-face trial", controlled=True,
    )  # fmt: skip
    fields: dict[str, object] = {
        "indication": "atrophic acne scars",
        "zones": ("cheek", "temple"),
        "subtype": "rolling",
        "scale": "goodman_baron_quantitative",
        "baseline": 14.0,
        "goal": 8.0,
        "quantity": "score",
        "horizon_weeks": 12.0,
        "mean": 8.4,
        "median": 8.4,
        "interval_50": (6.9, 9.9),
        "interval_80": (5.2, 11.4),
        "interval_95": (3.1, 13.6),
        "group_mean": 8.4,
        "group_interval_95": (7.0, 9.8),
        "participants": 212,
        "studies": 6,
        "design": "before and after",
        "tau": 11.2,
        "i_squared": 0.71,
        "chance_of_goal": 0.44,
        "mcid": 4.0,
        "mcid_unit": "points",
        "mcid_basis": "house",
        "mcid_reason": "Raters agree within 4 points.",
        "chance_of_mcid": 0.62,
        "fan": tuple(fan_point(week, 14.0, 8.0) for week in range(27)),
        "untreated_mean": 1.0,
        "untreated_interval_80": (-0.2, 2.2),
        "controlled_mean": 4.6,
        "controlled_median": 4.5,
        "controlled_interval_80": (1.0, 8.0),
        "controlled_text": "Before and after only: an upper bound. Without treatment the score may fall by 1 point.",
        "spread_assumed": True,
        "slopes": (
            Slope(
                name="slope_sessions",
                text="More gain with more sessions.",
                unit="per log of sessions",
                mean=0.06,
                interval_95=(0.01, 0.11),
                prior_driven=False,
            ),
            Slope(
                name="slope_needle_length",
                text="More gain with longer needles. Few rows print it.",
                unit="per mm",
                mean=0.0,
                interval_95=(-0.2, 0.2),
                prior_driven=True,
            ),
        ),
        "domains": (
            DomainJudgement("risk of bias", "very serious", "No study left anybody untreated."),
            DomainJudgement("publication bias", "not known", "Nobody knows what was never printed."),
        ),
        "certainty": "low",
        "certainty_why": "Most studies had no comparison group.",
        "text": "Random-effects synthesis of six arms. Before and after only: an upper bound.",
        "patient_said": (
            quoted("Most people's scars get less deep. Few people's scars go away."),
            said("outcome_goal", people=4.4, goal=8.0),
            said("outcome_matters", people=6.2, least=4.0),
        ),
        "time_said": (quoted("Judge it three months after the last visit."),),
        "shown": (study,),
        "sources": (SOURCE,),
    }
    return Forecast(**(fields | changes))  # type: ignore[arg-type]


NO_FIGURE = forecast(
    indication="melasma", zones=("perioral",), subtype="", scale="", baseline=None, goal=None, quantity="",
    horizon_weeks=None, mean=None, median=None, interval_50=None, interval_80=None, interval_95=None, group_mean=None,
    group_interval_95=None, participants=0, studies=0, tau=None, i_squared=None, chance_of_goal=None,
    mcid=None, mcid_unit="", mcid_basis=None, mcid_reason="Nobody asked people.", chance_of_mcid=None, fan=(),
    untreated_mean=None, untreated_interval_80=None, controlled_mean=None, controlled_median=None,
    controlled_interval_80=None, controlled_text="", spread_assumed=False, slopes=(), domains=(),
    certainty="very low", patient_said=(quoted("Nobody has measured this well."),), text="No pooled figure.", shown=(),
)  # fmt: skip

OUTLINE = Outline(
    indication="atrophic acne scars", automatic=True, sessions=3, sessions_min=1, sessions_max=12, interval_weeks=6.0,
    interval_min_weeks=1.0, interval_max_weeks=8.0, stop_after_sessions=3, choice="Median of the studies.",
    sources=(SOURCE,), basis="read",
)  # fmt: skip


def alternatives() -> dict[str, tuple[Alternative, ...]]:
    nothing = Alternative(
        name="doing nothing", kind="nothing", benefit="Acne scars hardly change by themselves.", downtime="none",
        pigment_risk="none", shown=(), text="Scars stay as they are.", certainty="low",
    )  # fmt: skip
    laser = replace(nothing, name="fractional CO2 laser", kind="laser", text="Similar change, more days to heal.",
                    downtime="5 to 10 days", pigment_risk="higher")  # fmt: skip
    return {"atrophic acne scars": (nothing, laser)}


def treatable() -> TreatmentPlan:
    """Three zones: two treated, one waiting; a hostile free text among the unrecognised."""
    zones = (
        zone("cheek"),
        zone("temple", settings=settings("temple", 0.75, 0.75, below_studied=True, off_label=())),
        zone("perioral", name="around the mouth", verdict="refer", settings=None, indications=("melasma",),
             no_settings="None until the referral is cleared.", rules=("S120",)),
    )  # fmt: skip
    referral = finding(
        "S120", title="melasma", action="refer", zones=("perioral",), adjustment=Adjustment(),
        reason="Needling can make it darker.", clear_roles=("dermatologist",), cleared_action="adjust",
        until_open=True, until_text="a dermatologist has decided", basis="read", disagreement="",
    )  # fmt: skip
    sessions = tuple(
        Session(
            number=number,
            date=MADE_ON + timedelta(weeks=6 * (number - 1)),
            zones=("cheek", "temple"),
            weeks_since_last=None if number == 1 else 6.0,
            notes=("Gentle first visit.",) if number == 1 else (),
        )
        for number in (1, 2, 3)
    )
    treated = tuple(item.settings for item in zones if item.settings is not None)
    return TreatmentPlan(
        patient=patient(),
        made_on=MADE_ON,
        clinic=CLINIC,
        screening=screening(
            (referral, finding()),
            zones,
            verdict="refer",
            until_open=True,
            unrecognised=(Unrecognised(path="medicines[0].name", text="Roacutane", assumed="oral_isotretinoin"),),
        ),
        zones=zones,
        outlines=(OUTLINE,),
        prescription=Prescription(
            device="skinpen_precision",
            settings=treated,
            sessions=sessions,
            interval_weeks=6.0,
            anaesthetic=Anaesthetic(
                product="LMX4 (lidocaine 4 % cream)", agents=("lidocaine",), max_g=21.04, area_cm2=140.3,
                minutes_min=30.0, minutes_max=60.0, notes=("On whole skin only.", "Wipe off completely."),
                sources=(SOURCE,), basis="read",
            ),
            anaesthetic_note="",
        ),
        forecasts=(forecast(), NO_FIGURE),
        risks=(
            risk("AE01"),
            risk("AE14", name="dark marks", patient_name="dark marks", expected=False, severity="moderate",
                 triage="call_clinic", incidence_percent=(2.0, 7.0, 16.0), incidence="Skin types III to V.",
                 raised_by=("phototype_dark",), raised_by_text=("a skin type of IV to VI",), basis="house"),
        ),
        care=care(sessions),
        alternatives=alternatives(),
        steps=(
            Step(rule="S120", text="Melasma: a clinician must clear this first.", who=("dermatologist",), until=None,
                 until_text="a dermatologist has decided", sources=(SOURCE,), basis="read"),
        ),
        reviews=(
            Review(on=sessions[-1].date + timedelta(weeks=13), weeks_after_last=13.0, kind="review",
                   text="Photo and score again.", sources=(HOUSE,), basis="house"),
        ),
        instead=("A cream from your dermatologist comes first for melasma.",),
        notes=("Three visits fit the person's wish.",),
        tables={"screening/rules": "ab" * 32, "care/items": "cd" * 32},
        version="0.1.0",
    )  # fmt: skip


def untreated(action: Action, until: date | None, *, until_open: bool = False) -> TreatmentPlan:
    """The same person when nothing may be treated now."""
    plan = treatable()
    zones = tuple(
        replace(item, verdict=action, until=until, until_open=until_open, settings=None,
                no_settings="None today.", limits_only=())
        for item in plan.zones
    )  # fmt: skip
    stop = finding(
        "S041", title="isotretinoin by mouth", action=action, zones=tuple(item.zone for item in zones), until=until,
        until_open=until_open, until_text="the course has ended" if until_open else "", permanence="until_date",
        adjustment=Adjustment(first_session_shorter_mm=0.5, needle_length_max_mm=1.0),
    )  # fmt: skip
    step = Step(rule="S041", text="Wait until the medicine has left the skin.", who=(), until=until, until_text="",
                sources=(SOURCE,), basis="read")  # fmt: skip
    return replace(
        plan,
        zones=zones,
        screening=screening((stop,), zones, verdict=action, until=until, until_open=until_open),
        prescription=None,
        forecasts=plan.forecasts if action == "postpone" else (),
        risks=(),
        care=(),
        reviews=(),
        steps=(step,),
        outlines=plan.outlines if action == "postpone" else (),
    )


def postponed() -> TreatmentPlan:
    return untreated("postpone", date(2027, 2, 1))


def contraindicated() -> TreatmentPlan:
    return untreated("contraindicated", None)


ROOT = Path(__file__).parents[2]


@cache
def examples() -> dict[str, TreatmentPlan]:
    """Every example patient, planned on one day."""
    clinic = read_clinic(ROOT / "examples" / "clinic.yaml")
    files = sorted((ROOT / "examples" / "patients").iterdir())
    return {file.stem: planned(read_patient(file), on=MADE_ON, clinic=clinic) for file in files}


@cache
def simulated(name: str) -> TreatmentPlan:
    """An example with its deliveries."""
    return with_deliveries(examples()[name])


@cache
def healed(name: str) -> TreatmentPlan:
    """An example with its deliveries and its healing."""
    return with_healing(simulated(name))
