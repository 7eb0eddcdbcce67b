"""The plan in a few lines, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from punctum.planning.values import TreatmentPlan, ZonePlan
from punctum.report.words import at_most, count, day_text, full_dates, length, listed, plain, verdict_words


def summary(plan: TreatmentPlan) -> str:
    """Verdict, zones with their settings or why they have none, visits, and what to read first."""
    return "\n".join(_visible(line) for line in _lines(plan)).replace("\u00a0", " ")


def _lines(plan: TreatmentPlan) -> Iterator[str]:
    screening, prescription = plan.screening, plan.prescription
    verdict = verdict_words(screening.verdict, screening.until, screening.until_open)
    yield f"{plan.patient.id}, {day_text(plan.made_on)}: {verdict}"
    if screening.until and screening.verdict in ("refer", "contraindicated"):
        yield f"Not before {day_text(screening.until)}"
    yield ""
    for zone in plan.zones:
        yield f"  {zone.name}: {_zone(zone)}"
    if prescription is not None and prescription.sessions:
        yield ""
        days = (f"{session.number} on {day_text(session.date)}" for session in prescription.sessions)
        yield f"  Visits: {', '.join(days)}; screen again each day"
        if prescription.anaesthetic is not None:
            cream = prescription.anaesthetic
            yield f"  Anaesthetic: {cream.product}, at most {at_most(cream.max_g)} g in all"
    if plan.steps:
        yield ""
        yield "  What would clear the way:"
        for step in plan.steps:
            who = f" ({listed((plain(role) for role in step.who), 'or')})" if step.who else ""
            yield f"    {full_dates(step.text)}{who}"
    if screening.unrecognised:
        yield ""
        yield f"  {count(len(screening.unrecognised), 'text')} to be read by a clinician: " + "; ".join(
            item.text for item in screening.unrecognised
        )


def _zone(zone: ZonePlan) -> str:
    verdict = verdict_words(zone.verdict, zone.until, zone.until_open)
    settings = zone.settings
    if settings is None:
        return f"{verdict}. {zone.no_settings}".rstrip()
    first = settings.first_needle_length_mm != settings.needle_length_mm
    dial = f"{length(settings.needle_length_mm)}" + (
        f" (first visit {length(settings.first_needle_length_mm)})" if first else ""
    )
    return f"{verdict}. {dial}, at most {count(settings.passes, 'pass', 'passes')}. {settings.endpoint_text}"


def _visible(text: str) -> str:
    """The text without characters that could drive the terminal."""
    return "".join(char if char.isprintable() or char == "\u00a0" else "�" for char in text)
