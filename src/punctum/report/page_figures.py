"""The figures of the page: a plan's values drawn, as texts that the templates take as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from punctum.care import Instruction
from punctum.planning.values import TreatmentPlan
from punctum.prescription import Session
from punctum.report.care_spans import care_spans
from punctum.report.figures import Mark, care_bars, course_timeline, redness_bar
from punctum.report.figures.fan_values import fan_of
from punctum.report.words import capital


def timeline(plan: TreatmentPlan) -> str:
    """The course of visits and looks at the result; an empty text without visits."""
    if plan.prescription is None or not plan.prescription.sessions:
        return ""
    visits = [
        Mark(session.date, f"Visit {session.number}", "session", str(session.number))
        for session in plan.prescription.sessions
    ]
    reviews = [Mark(review.on, capital(review.kind), "review") for review in plan.reviews if review.on]
    first, last = visits[0].day, max(mark.day for mark in [*visits, *reviews])
    events = [Mark(day, "A day of yours", "event") for day in plan.patient.preferences.events if first <= day <= last]
    return safe(course_timeline("course-line", (*visits, *reviews, *events)))


def leave_out(care: list[Instruction], visits: tuple[Session, ...]) -> str:
    """What to leave out around each visit, as bars over days."""
    spans = care_spans(care, visits)
    return safe(care_bars("care-bars", spans, title="What to leave out around each visit"))


def redness(plan: TreatmentPlan) -> str:
    """How long redness lasts where it lasts longest, as it is told; an empty text without treatment."""
    days = [
        plan.healing[zone.zone].told_days if zone.zone in plan.healing else zone.settings.redness_days
        for zone in plan.zones
        if zone.settings is not None
    ]
    if not days:
        return ""
    longest = max(days, key=lambda span: (span[1], span[0]))
    return safe(redness_bar("redness-days", longest, title="How long redness usually lasts"))


def expectations(plan: TreatmentPlan) -> dict[int, dict[str, Any]]:
    """The fans again, with the studies behind them, for a script to draw."""
    from punctum.report.figures.fan import forecast_fan

    return {index: forecast_fan(forecast) for index, forecast in enumerate(plan.forecasts) if fan_of(forecast)}


def live_fans(specs: dict[int, dict[str, Any]], stills: Mapping[int, str]) -> dict[int, str]:
    """Fans with room for what the script draws over them, by forecast. `stills`: the drawings that need no script."""
    if not specs:
        return {}
    from punctum.report.figures.interactive import over

    return {index: safe(over(stills[index], spec, live_key(index))) for index, spec in specs.items()}


def live_key(index: int) -> str:
    """The key of what the script draws for a forecast."""
    return f"live-{index}"


def safe(svg: str) -> str:
    """SVG text that stands in the page unescaped."""
    from markupsafe import Markup

    # Figures escape every text themselves.
    return Markup(svg)  # noqa: S704
