"""What of a plan may be changed, and how far: all that a form needs to show and to check."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from punctum.device import settable_lengths_mm
from punctum.planning.amendments import SETTINGS
from punctum.planning.anaesthesia import anaesthetic
from punctum.planning.bounds import UNITS, Bound, Value, goes_over, tightest
from punctum.planning.course_bounds import interval_bounds, session_bounds
from punctum.planning.date_bounds import date_bounds
from punctum.planning.drafting import Draft, ZoneDraft, draft_of
from punctum.planning.outline import planned_interval_weeks, planned_sessions
from punctum.planning.restrict import combined
from punctum.planning.tables import ENDPOINTS
from punctum.planning.values import TreatmentPlan
from punctum.planning.zone_bounds import zone_bounds
from punctum.screening import screen

SCREENED = "Each adjunct is screened as if the person had asked for it."


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class FieldLimits(_Part):
    """One field that may be changed.

    Arguments:
        value: as it is now. steps: the values it may take, from the least on; empty where any number may stand.
        bounds: everything that limits it, those that are never exceeded included. note: what else a form should say.
    """

    field: str
    unit: str
    value: Value | tuple[str, ...] | None
    steps: tuple[Value, ...] = ()
    bounds: tuple[Bound, ...] = ()
    note: str = ""

    @property
    def most(self) -> Bound | None:
        """The limit reached first from below."""
        return tightest(self.bounds, "most")

    @property
    def least(self) -> Bound | None:
        """The limit reached first from above."""
        return tightest(self.bounds, "least")

    @property
    def never_above(self) -> Bound | None:
        """The limit from above that is never exceeded."""
        return tightest((each for each in self.bounds if each.never), "most")

    @property
    def never_below(self) -> Bound | None:
        """The limit from below that is never exceeded."""
        return tightest((each for each in self.bounds if each.never), "least")


class ZoneLimits(_Part):
    """One zone of a plan. `why_none`: why nothing may be changed in it; empty when something may."""

    zone: str
    name: str
    why_none: str
    fields: tuple[FieldLimits, ...]


class PlanLimits(_Part):
    """What of a plan may be changed: by zone, and in the course; no course where no zone is treated."""

    zones: tuple[ZoneLimits, ...]
    course: tuple[FieldLimits, ...]


def limits_for(plan: TreatmentPlan) -> PlanLimits:
    """Every field of a plan that a clinician may change: its value now, its steps, and what limits it.

    The limits of the first needle length and of the course hold beside the settings as they are now; `amended` holds
    a change against the limits beside the settings as changed. A day within the limits of the first session may still
    be one on which screening, or an event of the person, stands in the way.
    """
    draft = draft_of(plan.patient, plan.made_on)
    settings = {each.zone: each for each in (plan.prescription.settings if plan.prescription else ())}
    zones = tuple(_zone_limits(zone, settings.get(zone.zone)) for zone in draft.zones)
    return PlanLimits(zones=zones, course=_course(plan, draft))


def _zone_limits(zone: ZoneDraft, settings: Any) -> ZoneLimits:
    if zone.frame is None or zone.planned is None:
        return ZoneLimits(zone=zone.zone, name=zone.name, why_none=zone.why_none, fields=())
    now = settings or zone.planned
    values = {name: getattr(now, name) for name in SETTINGS}
    bounds, lengths = zone_bounds(zone.frame, values), settable_lengths_mm(zone.frame.device)
    steps: Mapping[str, tuple[Value, ...]] = {
        "needle_length_mm": lengths,
        "first_needle_length_mm": lengths,
        "endpoint": tuple(row.id for row in ENDPOINTS.rows),
    }
    fields = tuple(_field(name, values[name], bounds[name], steps.get(name, ())) for name in SETTINGS)
    return ZoneLimits(zone=zone.zone, name=zone.name, why_none="", fields=fields)


def _course(plan: TreatmentPlan, draft: Draft) -> tuple[FieldLimits, ...]:
    prescription, patient = plan.prescription, plan.patient
    if prescription is None:
        return ()
    settings = prescription.settings
    zones = tuple(each.zone for each in settings)
    applying = tuple(finding for finding in draft.screening.findings if set(finding.zones) & set(zones))
    adjustment = combined(applying)
    planned = max(planned_interval_weeks(each, draft.outlines, adjustment) for each in settings)
    sessions = max(planned_sessions(each, plan.outlines) for each in settings)
    possible, note = anaesthetic(zones, patient, adjustment)
    first = prescription.sessions[0].date.isoformat() if prescription.sessions else None
    dates = date_bounds(
        settings,
        on=plan.made_on,
        events=patient.preferences.events,
        holds=combined(finding for finding in applying if finding.until is None).hold_hours_before,
        screen_on=cache(lambda day: screen(patient, on=day)),
    )
    return (
        _field("sessions", sessions, session_bounds(settings, draft.outlines, patient)),
        _field(
            "interval_weeks",
            prescription.interval_weeks,
            interval_bounds(settings, draft.outlines, applying, planned),
        ),
        _field("first_session_date", first, dates),
        FieldLimits(field="adjuncts", unit="", value=prescription.adjuncts, note=SCREENED),
        FieldLimits(
            field="anaesthetic",
            unit="",
            value=prescription.anaesthetic is not None,
            steps=(False, True) if possible else (False,),
            note=note,
        ),
    )


def _field(name: str, value: Any, bounds: tuple[Bound, ...], steps: tuple[Value, ...] = ()) -> FieldLimits:
    allowed = tuple(step for step in steps if not any(each.never and goes_over(step, each) for each in bounds))
    return FieldLimits(field=name, unit=UNITS.get(name, ""), value=value, steps=allowed, bounds=bounds)
