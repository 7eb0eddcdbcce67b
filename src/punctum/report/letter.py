"""The letter that asks a patient's doctor for a clearance: what is planned, why we ask, and boxes for the answer."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date

from punctum.care import Clinic
from punctum.planning.restrict import combined
from punctum.planning.tables import ceiling_for
from punctum.planning.values import Outline, TreatmentPlan
from punctum.report.changes import changes
from punctum.report.citations import Citation, citation
from punctum.report.clearable import Clearable, find_clearable
from punctum.report.disclosed import disclosed
from punctum.report.typeset import Pdf, typeset
from punctum.report.words import BASIS_WORDS, capital, count, date_only, day_text, length, listed, plain
from punctum.screening import TREATABLE, Adjustment
from punctum.screening.roles import ROLES
from punctum.skin import ZONES


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterZone:
    """One zone in question: what for, and the longest needle that may ever be used there, in mm, if one is known."""

    name: str
    purposes: tuple[str, ...]
    longest_mm: float | None
    left_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A clearance request.

    Arguments:
        rule: what the answer is recorded under. roles: who may answer.
        visits: the course of each indication. disclosed: what the patient told that led to the question.
        reasons: title and reason of each finding. exception: why there may be an exception; empty for a referral.
        waiting: until when we wait without an answer; empty when nothing but the answer helps.
        conditions: what we keep to if the answer is yes. pauses: what would be left out before a visit.
        earlier: earlier clearances that do not hold. others_open: whether an answer alone opens no zone.
        confirm: what a clinician still has to confirm about the rule itself.
    """

    rule: str
    made_on: date
    clinic: Clinic | None
    roles: tuple[str, ...]
    patient_id: str
    birth_date: date
    zones: tuple[LetterZone, ...]
    visits: tuple[str, ...]
    disclosed: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...]
    exception: str
    waiting: str
    conditions: tuple[str, ...]
    pauses: tuple[str, ...]
    earlier: tuple[str, ...]
    others_open: bool
    sources: tuple[Citation, ...]
    confirm: str


def letter(plan: TreatmentPlan, rule: str) -> Letter:
    """The clearance request for one finding of a plan.

    Arguments:
        rule: the id of a rule that fired, of one of its rows, or of an exception from one.

    Raises:
        InputError: there is nothing to ask; what can be asked is listed.
    """
    asked = find_clearable(plan.screening, rule)
    kept = combined(replace(asked.findings[0], adjustment=adjustment) for adjustment in asked.adjustments)
    return Letter(
        rule=asked.rule,
        made_on=plan.made_on,
        clinic=plan.clinic,
        roles=tuple(ROLES.by_id[role].name for role in asked.roles),
        patient_id=plan.patient.id,
        birth_date=plan.patient.birth_date,
        zones=tuple(_zone(zone, plan, kept) for zone in asked.zones),
        visits=_visits(plan, asked, kept),
        disclosed=tuple(
            dict.fromkeys(
                disclosed(plan.patient, path, plan.screening.unrecognised, plan.made_on)
                for finding in asked.findings
                for path in finding.paths
            )
        ),
        reasons=tuple(dict.fromkeys((finding.title, finding.reason) for finding in asked.findings)),
        exception=asked.exception,
        waiting=_waiting(asked),
        conditions=changes(replace(kept, hold_hours_before=(), zones_excluded=())),
        pauses=tuple(f"{plain(what)}: {count(hours, 'hour')}" for what, hours in kept.hold_hours_before),
        earlier=tuple(dict.fromkeys(finding.clearance_note for finding in asked.findings if finding.clearance_note)),
        others_open=_others_open(plan, asked),
        sources=tuple(
            citation(source) for source in dict.fromkeys(s for finding in asked.findings for s in finding.sources)
        ),
        confirm=next((words for finding in asked.findings if (words := BASIS_WORDS[finding.basis])), ""),
    )


def letter_pdf(letter: Letter) -> Pdf:
    """The letter on paper: tagged, in English."""
    clinic = letter.clinic
    data = asdict(replace(letter, clinic=None)) | {
        "made_on": letter.made_on.isoformat(),
        "date": day_text(letter.made_on),
        "birth_date": date_only(letter.birth_date),
        "to": f"The {listed(letter.roles, 'or')}",
        "subject": "; ".join(title for title, _ in letter.reasons),
        "clinic": None if clinic is None else {name: getattr(clinic, name) for name in ("name", "address", "phone")},
        "zones": _rows(letter.zones),
        "sources": [(work.text, work.url) for work in letter.sources if work.kind != "house"],
    }
    return typeset("letter", data, language="en", title=f"May needling go ahead? Request {letter.rule}")


def _rows(zones: tuple[LetterZone, ...]) -> list[tuple[str, str, str]]:
    """Where, what for, and the needle; zones that differ in nothing but the name in one row."""
    groups: dict[tuple[str, str], list[str]] = {}
    for zone in zones:
        groups.setdefault((listed(zone.purposes), _needle(zone)), []).append(zone.name)
    return [(capital(listed(names)), purposes, needle) for (purposes, needle), names in groups.items()]


def _needle(zone: LetterZone) -> str:
    if zone.left_out:
        return "left out in any case"
    if zone.longest_mm is None:
        return "set by the clinician"
    return f"never longer than {length(zone.longest_mm)}"


def _zone(zone: str, plan: TreatmentPlan, kept: Adjustment) -> LetterZone:
    """The zone with limits that hold whatever the answer; settings are made only after it."""
    all_kept = combined(plan.screening.in_zone(zone))
    ceiling = ceiling_for(zone)
    limits = (
        ceiling.ceiling_mm if ceiling else None,
        all_kept.needle_length_max_mm,
        kept.needle_length_max_mm,
        plan.patient.requests.needle_length_mm,
    )
    return LetterZone(
        name=ZONES.by_id[zone].name,
        purposes=next(item.indications for item in plan.zones if item.zone == zone),
        longest_mm=min((limit for limit in limits if limit is not None), default=None) if ceiling else None,
        left_out=zone in (*kept.zones_excluded, *all_kept.zones_excluded),
    )


def _visits(plan: TreatmentPlan, asked: Clearable, kept: Adjustment) -> tuple[str, ...]:
    """The course of every indication in question, those with the same course together."""
    wanted = {concern.indication for concern in plan.patient.concerns if set(concern.zones) & set(asked.zones)}
    courses: dict[str, list[str]] = {}
    for outline in plan.outlines:
        if outline.indication in wanted:
            courses.setdefault(_course(outline, kept), []).append(outline.indication)
    return tuple(f"{capital(listed(names))}: {course}" for course, names in courses.items())


def _course(outline: Outline, kept: Adjustment) -> str:
    if not outline.automatic or outline.sessions is None:
        return "as a clinician decides"
    weeks = max(outline.interval_weeks or 0, kept.interval_min_weeks or 0)
    apart = f", at least {count(weeks, 'week')} apart" if weeks and outline.sessions != 1 else ""
    return f"{count(outline.sessions, 'visit')}{apart}"


def _waiting(asked: Clearable) -> str:
    until = max((finding.until for finding in asked.findings if finding.until), default=None)
    return date_only(until) if until else ""


def _others_open(plan: TreatmentPlan, asked: Clearable) -> bool:
    """Whether every zone in question stays closed by something else, which the letter does not name."""
    others = [
        finding
        for finding in plan.screening.findings
        if finding.action not in TREATABLE and finding not in asked.findings
    ]
    return all(any(zone in finding.zones for finding in others) for zone in asked.zones)
