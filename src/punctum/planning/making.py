"""From a patient to a treatment plan, as planned or as a clinician changed it: one way for both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from punctum import __version__
from punctum.care import Clinic, risks
from punctum.patient import Patient
from punctum.planning.amendments import SETTINGS, Amendment, ZoneAmendment
from punctum.planning.bounds import Exceeded
from punctum.planning.choosing import Chosen, chosen
from punctum.planning.clearing import instead_of_needling, steps_to_treatment
from punctum.planning.drafting import Draft, ZoneDraft, draft_of
from punctum.planning.follow_up import care_flags_of, care_for, reviews_after
from punctum.planning.outlook import alternatives_to, forecast_of
from punctum.planning.prescribing import prescribe
from punctum.planning.registry import ALL_TABLES
from punctum.planning.settings import settings_of
from punctum.planning.values import TreatmentPlan, ZonePlan
from punctum.problems import InputError, Problem, nearest, shown
from punctum.screening import TREATABLE

LEFT_OUT = "Left out by a clinician."


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A plan, and the limits that the changes in it go over."""

    plan: TreatmentPlan
    exceeded: tuple[Exceeded, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Zone:
    plan: ZonePlan
    problems: tuple[Problem, ...] = ()
    exceeded: tuple[Exceeded, ...] = ()
    notes: tuple[str, ...] = ()


def make(patient: Patient, *, on: date, clinic: Clinic | None, amendment: Amendment) -> Made:
    """The plan for one person, with what a clinician changed.

    Arguments:
        patient: the person. on: the day of planning. clinic: whom to call. amendment: the changes; may be empty.

    Raises:
        InputError: the patient's dates do not fit the day, or a change can never be made; one problem for each.
    """
    draft = draft_of(patient, on)
    zones = tuple(_zone(zone, amendment) for zone in draft.zones)
    settings = tuple(zone.plan.settings for zone in zones if zone.plan.settings is not None)
    prescribed = prescribe(patient, on, settings, draft.outlines, draft.screening, amendment)
    problems = (
        *_unknown_zones(draft, amendment),
        *(problem for zone in zones for problem in zone.problems),
        *prescribed.problems,
    )
    if problems:
        raise InputError(problems)
    over = (*(each for zone in zones for each in zone.exceeded), *prescribed.exceeded)
    prescription, outlines, screening = prescribed.prescription, prescribed.outlines, draft.screening
    zone_plans = tuple(zone.plan for zone in zones)
    plan = TreatmentPlan(
        patient=patient,
        made_on=on,
        clinic=clinic,
        screening=screening,
        zones=zone_plans,
        outlines=outlines,
        prescription=prescription,
        forecasts=tuple(forecast_of(patient, each, settings, prescription, outlines) for each in patient.concerns),
        risks=risks(patient, prescription, flags=care_flags_of(screening)) if prescription else (),
        care=care_for(patient, prescription, screening, clinic, draft.device),
        alternatives={
            outline.indication: alternatives_to(outline.indication, patient, on, draft.device, settings)
            for outline in outlines
        },
        steps=steps_to_treatment(screening),
        reviews=reviews_after(prescription),
        instead=instead_of_needling(patient, zone_plans, screening),
        notes=(
            *(note for zone in zones for note in zone.notes),
            *prescribed.notes,
            *(f"Over a limit: {each.text}" for each in over),
        ),
        tables=table_versions(),
        version=__version__,
    )
    return Made(plan=plan, exceeded=over)


@cache
def _versions() -> tuple[tuple[str, str], ...]:
    return tuple(
        (f"{table.package.removeprefix('punctum.')}/{table.name}", table.sha256)
        for table in sorted(ALL_TABLES, key=lambda table: (table.package, table.name))
    )


def table_versions() -> dict[str, str]:
    """The SHA-256 of every table of the package, by `package/name`."""
    return dict(_versions())


def _unknown_zones(draft: Draft, amendment: Amendment) -> tuple[Problem, ...]:
    known = [zone.zone for zone in draft.zones]
    return tuple(
        Problem(
            f"zones[{at}].zone",
            f"a zone of this plan ({', '.join(known)})",
            shown(change.zone),
            nearest(change.zone, known),
        )
        for at, change in enumerate(amendment.zones)
        if change.zone not in known
    )


def _zone(zone: ZoneDraft, amendment: Amendment) -> _Zone:
    at = amendment.place_of(zone.zone)
    if zone.frame is None or zone.planned is None:
        problems = () if at is None else _closed(zone, amendment.zones[at], f"zones[{at}]")
        return _Zone(plan=zone.plan(None), problems=problems)
    made = Chosen(values=zone.planned)
    if at is not None and amendment.zones[at].leave_out:
        return _Zone(plan=zone.plan(None, LEFT_OUT), notes=(f"{zone.name.capitalize()}: left out by a clinician.",))
    if at is not None:
        made = chosen(zone.frame, zone.planned, amendment.zones[at], f"zones[{at}]")
    return _Zone(
        plan=zone.plan(settings_of(zone.frame, made.values, zone.planned)),
        problems=made.problems,
        exceeded=made.exceeded,
        notes=made.notes,
    )


def _closed(zone: ZoneDraft, change: ZoneAmendment, path: str) -> tuple[Problem, ...]:
    """A zone that screening closed, or that gets no settings, is not opened by a change."""
    by = f" {', '.join(zone.screened.rules)}." if zone.screened.verdict not in TREATABLE else ""
    return tuple(
        Problem(f"{path}.{name}", f"nothing for {zone.name} ({zone.why_none}{by})", shown(getattr(change, name)))
        for name in SETTINGS
        if getattr(change, name) is not None
    )
