"""The prescription of one person: settings, dates and anaesthetic together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from punctum.patient import Patient
from punctum.planning.adjuncts import screened_adjuncts
from punctum.planning.amendments import COURSE, Amendment
from punctum.planning.anaesthesia import anaesthetic
from punctum.planning.bounds import Exceeded, exceeded, refused
from punctum.planning.course_bounds import interval_bounds, session_bounds
from punctum.planning.outline import amended_outlines, planned_interval_weeks, planned_sessions
from punctum.planning.restrict import combined
from punctum.planning.schedule import Wanted, course_dates
from punctum.planning.tables import course_for
from punctum.planning.values import Outline
from punctum.prescription import Anaesthetic, Prescription, ZoneSettings
from punctum.problems import Problem, shown
from punctum.screening import Adjustment, Screening, screen

WITHOUT = "Treat without a topical anaesthetic: a clinician chose so."


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescribed:
    """A prescription, the outlines it follows, notes for the clinician, and what is wrong with or over a limit."""

    prescription: Prescription | None
    outlines: tuple[Outline, ...]
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    exceeded: tuple[Exceeded, ...] = ()


def prescribe(
    patient: Patient,
    on: date,
    settings: tuple[ZoneSettings, ...],
    outlines: tuple[Outline, ...],
    screening: Screening,
    amendment: Amendment,
) -> Prescribed:
    """What is to be done, from the settings of the treatable zones.

    Arguments:
        on: the day of planning. settings: of the zones that may be treated. outlines: the course of each indication.
        screening: of the day of planning. amendment: what a clinician changes in the course.

    Returns:
        the prescription, or None when no zone has settings.
    """
    if not settings:
        given = {name: value for name in COURSE if (value := getattr(amendment, name)) is not None}
        nothing = (Problem(name, "nothing where no zone is treated", shown(value)) for name, value in given.items())
        return Prescribed(prescription=None, outlines=outlines, problems=tuple(nothing))
    zones = tuple(setting.zone for setting in settings)
    adjuncts = screened_adjuncts(patient, on, amendment.adjuncts or (), zones)
    applying = tuple(finding for finding in screening.findings if set(finding.zones) & set(zones))
    adjustment = combined((*applying, *adjuncts.findings))
    still_used = combined(finding for finding in applying if finding.until is None)
    planned = max(planned_interval_weeks(setting, outlines, adjustment) for setting in settings)
    interval = planned if amendment.interval_weeks is None else amendment.interval_weeks
    interval_limits = interval_bounds(settings, outlines, (*applying, *adjuncts.findings), planned)
    amended = amended_outlines(outlines, settings, amendment.sessions, None if interval == planned else interval)
    problems = [*adjuncts.problems, *refused("interval_weeks", interval, interval_limits)]
    over = list(exceeded("interval_weeks", None, interval, interval_limits))
    if amendment.sessions is not None:
        over += exceeded("sessions", None, amendment.sessions, session_bounds(settings, outlines, patient))
    dated = course_dates(
        settings,
        {setting.zone: planned_sessions(setting, amended) for setting in settings},
        interval,
        on=on,
        wanted=Wanted(events=patient.preferences.events, first=amendment.first_session_date),
        holds=still_used.hold_hours_before,
        screen_on=cache(lambda day: screen(adjuncts.asking, on=day)),
    )
    product, product_note, not_possible = _anaesthetic(zones, patient, adjustment, amendment.anaesthetic)
    return Prescribed(
        prescription=Prescription(
            device=settings[0].device,
            settings=settings,
            sessions=dated.sessions,
            interval_weeks=interval,
            anaesthetic=product,
            anaesthetic_note=product_note,
            adjuncts=amendment.adjuncts or (),
        ),
        outlines=amended,
        notes=(
            *dated.notes,
            *_fewer_visits(amended, outlines),
            *_changed(amended, outlines, interval, planned),
            *_beside(amendment.adjuncts or ()),
            *adjuncts.notes,
            *_materials(adjustment.materials_excluded),
        ),
        problems=(*problems, *dated.problems, *not_possible),
        exceeded=(*over, *dated.exceeded),
    )


def _anaesthetic(
    zones: tuple[str, ...], patient: Patient, adjustment: Adjustment, wanted: bool | None
) -> tuple[Anaesthetic | None, str, tuple[Problem, ...]]:
    product, note = anaesthetic(zones, patient, adjustment)
    if wanted is False and product is not None:
        return None, WITHOUT, ()
    if wanted is True and product is None:
        return None, note, (Problem("anaesthetic", f"false ({note})", "true"),)
    return product, note, ()


def _fewer_visits(outlines: tuple[Outline, ...], planned: tuple[Outline, ...]) -> tuple[str, ...]:
    """Where the person's wish for few visits cuts a course below what is usual in the studies."""
    return tuple(
        f"{outline.indication}: {outline.sessions} visits, as the person asked. The usual course has {usual}; "
        f"studies gave {outline.sessions_min} to {outline.sessions_max}."
        for outline, before in zip(outlines, planned, strict=True)
        if outline.sessions is not None
        and (usual := course_for(outline.indication).sessions) is not None
        and outline.sessions < usual
        and outline.sessions == before.sessions
    )


def _changed(
    outlines: tuple[Outline, ...], planned: tuple[Outline, ...], weeks: float, planned_weeks: float
) -> tuple[str, ...]:
    """What a clinician changed in the course."""
    sessions = tuple(
        f"{outline.indication}: {outline.sessions} sessions, chosen by a clinician (planned: {before.sessions})."
        for outline, before in zip(outlines, planned, strict=True)
        if outline.sessions != before.sessions
    )
    if weeks == planned_weeks:
        return sessions
    return (*sessions, f"Interval {weeks:g} weeks, chosen by a clinician (planned: {planned_weeks:g}).")


def _beside(adjuncts: tuple[str, ...]) -> tuple[str, ...]:
    return (f"Beside needling: {', '.join(adjuncts)}, chosen by a clinician.",) if adjuncts else ()


def _materials(materials: tuple[str, ...]) -> tuple[str, ...]:
    return (f"Keep away from this person: {', '.join(materials)}.",) if materials else ()
