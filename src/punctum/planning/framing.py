"""What settings of a zone are made from: its courses, its ceiling, and the findings that apply."""

from __future__ import annotations

from dataclasses import dataclass

from punctum.device import Device
from punctum.patient import Concern, Patient
from punctum.planning.restrict import combined
from punctum.planning.tables import ENDPOINTS, Ceiling, Course, ceiling_for, course_for
from punctum.screening import Adjustment, Endpoint, Finding
from punctum.skin import ZONES


@dataclass(frozen=True, slots=True)
class NoSettings:
    """Why a zone gets no settings, and the limits a clinician who elects to treat it must keep."""

    why: str
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """What is set in a zone: by planning, or by a clinician."""

    needle_length_mm: float
    first_needle_length_mm: float
    density_per_cm2: float
    passes: int
    endpoint: Endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneFrame:
    """A zone that can have settings.

    Arguments:
        courses: of the indications that can be planned here. age_years: on the day of planning.
        findings: those that apply to the zone. adjustment: all of them as one.
    """

    zone: str
    courses: tuple[Course, ...]
    ceiling: Ceiling
    device: Device
    patient: Patient
    age_years: int
    findings: tuple[Finding, ...]
    adjustment: Adjustment


def frame_of(
    zone: str,
    concerns: tuple[Concern, ...],
    patient: Patient,
    age_years: int,
    device: Device,
    findings: tuple[Finding, ...],
) -> ZoneFrame | NoSettings:
    """What the settings of one treatable zone are made from, or why it gets none.

    Arguments:
        zone: zone id. concerns: those that name the zone. age_years: on the day of planning.
        device: the device to be used. findings: those that apply to the zone.
    """
    adjustment = combined(findings)
    if zone in adjustment.zones_excluded:
        return NoSettings("A finding leaves this zone out.")
    courses = _usable_courses(zone, concerns)
    if isinstance(courses, NoSettings):
        return courses
    if (ceiling := ceiling_for(zone)) is None:
        return NoSettings("No longest needle is known for this zone. A clinician decides.")
    return ZoneFrame(
        zone=zone,
        courses=courses,
        ceiling=ceiling,
        device=device,
        patient=patient,
        age_years=age_years,
        findings=findings,
        adjustment=adjustment,
    )


def _usable_courses(zone: str, concerns: tuple[Concern, ...]) -> tuple[Course, ...] | NoSettings:
    courses = [course_for(concern.indication) for concern in concerns]
    automatic = [course for course in courses if course.automatic]
    here = [course for course in automatic if not course.regions or ZONES.by_id[zone].region in course.regions]
    if here:
        return tuple(sorted(dict.fromkeys(here), key=lambda course: course.id))
    limits = tuple(
        f"{course.indication}: {course.why_length} Endpoint: {ENDPOINTS.by_id[course.endpoint].text}"
        for course in courses
        if not course.automatic and course.needle_length_mm is not None
    )
    if automatic:
        names = ", ".join(course.indication for course in automatic)
        return NoSettings(f"No protocol for {names} was studied in this zone. A clinician decides.", limits)
    reasons = " ".join(dict.fromkeys(course.why_course for course in courses))
    return NoSettings(f"No settings are given by themselves here. {reasons} A clinician decides.", limits)
