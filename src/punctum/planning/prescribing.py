"""The prescription of one person: settings, dates and anaesthetic together."""

from __future__ import annotations

from datetime import date
from functools import cache

from punctum.patient import Patient
from punctum.planning.anaesthesia import anaesthetic
from punctum.planning.outline import planned_interval_weeks, planned_sessions
from punctum.planning.restrict import combined
from punctum.planning.schedule import course_dates
from punctum.planning.tables import course_for
from punctum.planning.values import Outline
from punctum.prescription import Prescription, ZoneSettings
from punctum.screening import Screening, screen


def prescribe(
    patient: Patient,
    on: date,
    settings: tuple[ZoneSettings, ...],
    outlines: tuple[Outline, ...],
    screening: Screening,
) -> tuple[Prescription | None, tuple[str, ...]]:
    """What is to be done, from the settings of the treatable zones.

    Arguments:
        on: the day of planning. settings: of the zones that may be treated. outlines: the course of each indication.
        screening: of the day of planning.

    Returns:
        the prescription, or None when no zone has settings; and notes for the clinician.
    """
    if not settings:
        return None, ()
    zones = tuple(setting.zone for setting in settings)
    applying = tuple(finding for finding in screening.findings if set(finding.zones) & set(zones))
    adjustment = combined(applying)
    still_used = combined(finding for finding in applying if finding.until is None)
    counts = {setting.zone: planned_sessions(setting, outlines) for setting in settings}
    interval = max(planned_interval_weeks(setting, outlines, adjustment) for setting in settings)
    sessions, notes = course_dates(
        settings,
        counts,
        interval,
        on=on,
        events=patient.preferences.events,
        holds=still_used.hold_hours_before,
        screen_on=cache(lambda day: screen(patient, on=day)),
    )
    product, product_note = anaesthetic(zones, patient, adjustment)
    return (
        Prescription(
            device=settings[0].device,
            settings=settings,
            sessions=sessions,
            interval_weeks=interval,
            anaesthetic=product,
            anaesthetic_note=product_note,
        ),
        (*notes, *_fewer_visits(outlines), *_materials(adjustment.materials_excluded)),
    )


def _fewer_visits(outlines: tuple[Outline, ...]) -> tuple[str, ...]:
    """Where the person's wish for few visits cuts a course below what is usual in the studies."""
    return tuple(
        f"{outline.indication}: {outline.sessions} visits, as the person asked. The usual course has {usual}; "
        f"studies gave {outline.sessions_min} to {outline.sessions_max}."
        for outline in outlines
        if outline.sessions is not None
        and (usual := course_for(outline.indication).sessions) is not None
        and outline.sessions < usual
    )


def _materials(materials: tuple[str, ...]) -> tuple[str, ...]:
    return (f"Keep away from this person: {', '.join(materials)}.",) if materials else ()
