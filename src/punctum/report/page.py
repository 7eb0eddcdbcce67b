"""The plan as one HTML page that needs no network and no script."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from punctum.care import Instruction, call_list
from punctum.device import find_device
from punctum.evidence.scales import SCALES
from punctum.outcome import Alternative, Forecast
from punctum.patient import age_years
from punctum.planning.values import TreatmentPlan, ZonePlan
from punctum.prescription import Session
from punctum.problems import InputError
from punctum.report import words
from punctum.report.care_days import care_days
from punctum.report.care_spans import care_spans
from punctum.report.changes import changes
from punctum.report.citations import citation, cited
from punctum.report.compiled import compiled_templates
from punctum.report.figures import Mark, care_bars, course_timeline, icon_array, interval_fan, redness_bar
from punctum.report.figures.policy import policy
from punctum.report.words import TONES, day_text, number, verdict_words
from punctum.report.zone_charts import one_side_stands_for_both, zone_charts, zone_numbers
from punctum.screening import TREATABLE, Action
from punctum.skin import ZONES

if TYPE_CHECKING:
    from jinja2 import Environment

TAG = re.compile(r"<[a-z][^<>]*>")
# A slash after the value would become part of it.
QUOTED = re.compile(r'="([\w.#%:-]+)"(?=[\s>])')
BLOCKS = "section|article|div|p|h2|h3|h4|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|th|td|details|summary|figure|figcaption"


def page(plan: TreatmentPlan, *, interactive: bool = False) -> str:
    """The plan as a self-contained HTML page. Everything a person wrote is escaped.

    Arguments:
        interactive: draw the fans anew with the studies behind them, by a script under a strict policy; the page then
            weighs about a megabyte more. Without it no script is in the page.
    """
    patient = [entry for entry in plan.care if entry.audience == "patient"]
    clinician = [entry for entry in plan.care if entry.audience == "clinician"]
    sessions = plan.prescription.sessions if plan.prescription else ()
    visits = sessions or _first_possible(plan)
    works = tuple(work for source in cited(plan) if (work := citation(source)).kind != "house")
    specs = _expectations(plan) if interactive else {}
    text: str = (
        _environment()
        .get_template("plan.html")
        .render(
            plan=plan,
            patient=plan.patient,
            screening=plan.screening,
            prescription=plan.prescription,
            age_years=age_years(plan.patient.birth_date, plan.made_on),
            treated=tuple(zone for zone in plan.zones if zone.settings is not None),
            cards=_cards(plan.zones),
            drawings=tuple(map(_safe, zone_charts(plan))),
            one_side=one_side_stands_for_both(plan),
            zone_numbers=zone_numbers(plan.zones),
            untreated=_untreated(plan.zones),
            strictest_zones=sum(zone.verdict == plan.screening.verdict for zone in plan.zones),
            verdicts=_by_verdict(plan.zones),
            zone_names={zone.zone: zone.name for zone in plan.zones},
            sessions=sessions,
            timeline=_timeline(plan),
            fans={index: _fan(index, forecast) for index, forecast in enumerate(plan.forecasts)},
            live_fans=_live_fans(plan, specs),
            people={index: _people(index, forecast) for index, forecast in enumerate(plan.forecasts)},
            redness=_redness(plan),
            patient_days=care_days(patient, visits),
            leave_out=_leave_out(patient, visits),
            clinician_days=care_days(clinician, visits),
            levels=call_list(plan.clinic),
            works=works,
            refs={work.id: number for number, work in enumerate(works, 1)},
            house=frozenset(source for source in cited(plan) if citation(source).kind == "house"),
            shared=_shared(plan),
            css=_css(),
            # A page with a script brings a policy of its own.
            policy="" if interactive else _safe(policy(styles=[_css()], scripts=[])),
        )
    )
    text = _lean(text)
    if not interactive:
        return text
    from punctum.report.figures.interactive import with_script

    return with_script(text, {_live_key(index): spec for index, spec in specs.items()})


def _lean(text: str) -> str:
    """The same page without the line ends around blocks and the quotes that HTML can spare."""
    text = re.sub(rf"\s*\n\s*(?=</?(?:{BLOCKS})\b)", "", re.sub(r"\n\s*\n", "\n", text))
    return TAG.sub(lambda tag: QUOTED.sub(r"=\1", tag[0]), text)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("punctum.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled_templates(),
    )
    environment.filters |= {
        "day": day_text,
        "full_dates": words.full_dates,
        "number": number,
        "at_most": words.at_most,
        "mm": words.length,
        "count": words.count,
        "listed": words.listed,
        "capital": words.capital,
        "plain": words.plain,
        "zones": _zone_names,
        "lead": _lead,
        "grouped_ways": _grouped_ways,
        "digits": lambda phone: "".join(char for char in phone if char.isdigit() or char == "+"),
    }
    environment.globals |= {
        "span": words.span,
        "verdict_words": verdict_words,
        "tones": TONES,
        "treatable": TREATABLE,
        "action_words": words.ACTION_WORDS,
        "basis_words": words.BASIS_WORDS,
        "certainty_words": words.CERTAINTY_WORDS,
        "level_tones": words.LEVEL_TONES,
        "citation": citation,
        "changes": changes,
        "device_name": _device_name,
        "scale_name": _scale_name,
    }
    return environment


def compile_templates() -> None:
    """Compile every template, so that the first page needs no compiling."""
    for name in _environment().list_templates():
        _environment().get_template(name)


@cache
def _css() -> str:
    from markupsafe import Markup

    text = files("punctum.report").joinpath("page.css").read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*([{};,>])\s*", r"\1", text).replace(": ", ":").replace(";}", "}")
    # The file is ours, so it may stand in the page unescaped.
    return Markup(text)  # noqa: S704


def _first_possible(plan: TreatmentPlan) -> tuple[Session, ...]:
    """The day that care before a postponed course counts from."""
    if plan.screening.until is None:
        return ()
    zones = tuple(zone.zone for zone in plan.zones)
    return (Session(number=1, date=plan.screening.until, zones=zones, weeks_since_last=None),)


def _cards(zones: tuple[ZonePlan, ...]) -> tuple[tuple[ZonePlan, tuple[ZonePlan, ...]], ...]:
    """Treated zones, those that differ in nothing but the name under one heading."""
    groups: list[tuple[ZonePlan, list[ZonePlan]]] = []
    for zone in zones:
        if zone.settings is None:
            continue
        bare = replace(zone, zone="", name="", settings=replace(zone.settings, zone=""))
        same = next((members for known, members in groups if known == bare), None)
        if same is None:
            groups.append((bare, [zone]))
        else:
            same.append(zone)
    return tuple((members[0], tuple(members)) for _, members in groups)


def _untreated(zones: tuple[ZonePlan, ...]) -> tuple[tuple[ZonePlan, tuple[ZonePlan, ...]], ...]:
    """Zones without settings, those that differ in nothing but the name under one heading."""
    groups: dict[ZonePlan, list[ZonePlan]] = {}
    for zone in zones:
        if zone.settings is None:
            groups.setdefault(replace(zone, zone="", name="", rules=()), []).append(zone)
    return tuple((members[0], tuple(members)) for members in groups.values())


def _grouped_ways(ways: tuple[Alternative, ...]) -> tuple[tuple[Alternative, tuple[str, ...]], ...]:
    """Other ways, those of which the same is known in one row."""
    groups: dict[Alternative, list[Alternative]] = {}
    for way in ways:
        groups.setdefault(replace(way, name=""), []).append(way)
    return tuple((members[0], tuple(way.name for way in members)) for members in groups.values())


def _shared(plan: TreatmentPlan) -> frozenset[str]:
    """The settings that are the same in every zone treated, and said once."""
    treated = [zone.settings for zone in plan.zones if zone.settings is not None]
    return frozenset(
        field
        for field in ("density_per_cm2", "glide", "off_label")
        if len({(getattr(settings, field), settings.why.get(field)) for settings in treated}) == 1
    )


def _by_verdict(zones: tuple[ZonePlan, ...]) -> tuple[tuple[Action, str, tuple[str, ...]], ...]:
    groups: dict[tuple[Action, str], list[str]] = {}
    for zone in zones:
        groups.setdefault((zone.verdict, verdict_words(zone.verdict, zone.until, zone.until_open)), []).append(
            zone.name
        )
    return tuple((verdict, text, tuple(names)) for (verdict, text), names in groups.items())


def _zone_names(zones: tuple[str, ...]) -> str:
    return words.listed(ZONES.by_id[zone].name if zone in ZONES.by_id else words.plain(zone) for zone in zones)


def _device_name(device: str) -> str:
    try:
        return find_device(device).name
    except InputError:
        return words.plain(device)


def _scale_name(scale: str) -> str:
    row = SCALES.by_id.get(scale)
    return row.name if row else words.plain(scale)


def _safe(svg: str) -> str:
    from markupsafe import Markup

    # Figures escape every text themselves.
    return Markup(svg)  # noqa: S704


def _lead(text: str) -> tuple[str, str]:
    """The first two sentences, and the rest."""
    sentences = text.split(". ")
    if len(sentences) <= 3:
        return text, ""
    return ". ".join(sentences[:2]) + ".", ". ".join(sentences[2:])


def _timeline(plan: TreatmentPlan) -> str:
    if plan.prescription is None or not plan.prescription.sessions:
        return ""
    visits = [
        Mark(session.date, f"Visit {session.number}", "session", str(session.number))
        for session in plan.prescription.sessions
    ]
    reviews = [Mark(review.on, words.capital(review.kind), "review") for review in plan.reviews if review.on]
    first, last = visits[0].day, max(mark.day for mark in [*visits, *reviews])
    events = [Mark(day, "A day of yours", "event") for day in plan.patient.preferences.events if first <= day <= last]
    return _safe(course_timeline("course-line", (*visits, *reviews, *events)))


def _fan(index: int, forecast: Forecast) -> str:
    bands = {
        percent: interval
        for percent, interval in (
            (50, forecast.interval_50),
            (80, forecast.interval_80),
            (95, forecast.interval_95),
        )
        if interval is not None
    }
    if forecast.mean is None or not bands:
        return ""
    name = _scale_name(forecast.scale)
    share = forecast.quantity == "percent_reduction"
    axis = f"percent lower than before, {name}" if share else f"points, {name}{_better(forecast.scale)}"
    marks: dict[str, float] = {"no change": 0.0} if share else {}
    if not share:
        marks |= {
            label: value
            for label, value in (("now", forecast.baseline), ("your goal", forecast.goal))
            if value is not None
        }
    return _safe(
        interval_fan(
            f"fan-{index}",
            title=f"Where people like you end: {forecast.indication}",
            axis=axis,
            mean=forecast.mean,
            bands=bands,
            low=0.0,
            high=None,
            marks=marks,
        )
    )


def _expectations(plan: TreatmentPlan) -> dict[int, dict[str, Any]]:
    """The fans again, with the studies behind them, for a script to draw."""
    from punctum.report.figures.expectation import expectation

    return {index: expectation(forecast) for index, forecast in enumerate(plan.forecasts) if _fan(index, forecast)}


def _live_fans(plan: TreatmentPlan, specs: dict[int, dict[str, Any]]) -> dict[int, str]:
    if not specs:
        return {}
    from punctum.report.figures.interactive import over

    return {
        index: _safe(over(_fan(index, plan.forecasts[index]), spec, _live_key(index))) for index, spec in specs.items()
    }


def _live_key(index: int) -> str:
    return f"live-{index}"


def _better(scale: str) -> str:
    row = SCALES.by_id.get(scale)
    if row is None or row.higher_is_better is None:
        return ""
    return " (higher is better)" if row.higher_is_better else " (lower is better)"


def _people(index: int, forecast: Forecast) -> str:
    if forecast.chance_of_goal is None:
        return ""
    share = min(max(forecast.chance_of_goal, 0.0), 1.0)
    return _safe(icon_array(f"people-{index}", share, title="People who reach this goal"))


def _leave_out(care: list[Instruction], visits: tuple[Session, ...]) -> str:
    spans = care_spans(care, visits)
    return _safe(care_bars("care-bars", spans, title="What to leave out around each visit"))


def _redness(plan: TreatmentPlan) -> str:
    days = [zone.settings.redness_days for zone in plan.zones if zone.settings is not None]
    if not days:
        return ""
    longest = max(days, key=lambda span: (span[1], span[0]))
    return _safe(redness_bar("redness-days", longest, title="How long redness usually lasts"))
