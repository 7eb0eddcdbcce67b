"""The settings of one zone: the shortest of all limits, rounded down to what the device can be set to."""

from __future__ import annotations

from dataclasses import dataclass

from punctum.device import Device, off_label, round_down_mm, settable_lengths_mm
from punctum.evidence.table import Basis
from punctum.patient import Concern, Patient
from punctum.planning.restrict import combined, gentlest
from punctum.planning.tables import (
    CONSTANTS,
    DIRECTIONS,
    ENDPOINTS,
    REDNESS,
    Ceiling,
    Course,
    RednessClass,
    ceiling_for,
    constant,
    course_for,
)
from punctum.prescription import Limit, Sourced, ZoneSettings
from punctum.screening import Adjustment, Endpoint, Finding
from punctum.skin import ZONES


@dataclass(frozen=True, slots=True)
class NoSettings:
    """Why a zone gets no settings, and the limits a clinician who elects to treat it must keep."""

    why: str
    limits: tuple[str, ...] = ()


def zone_settings(
    zone: str,
    concerns: tuple[Concern, ...],
    patient: Patient,
    age_years: int,
    device: Device,
    findings: tuple[Finding, ...],
) -> ZoneSettings | NoSettings:
    """The settings of one treatable zone.

    Needle length = min(course, zone ceiling, device label, adjustments, the person's wishes), rounded down to a
    setting of the device. With several indications in a zone the shortest length and the gentlest endpoint hold.

    Arguments:
        zone: zone id. concerns: those that name the zone. age_years: on the day of planning.
        device: the device to be used. findings: those that apply to the zone.

    Returns:
        the settings, or why there are none.
    """
    adjustment = combined(findings)
    if zone in adjustment.zones_excluded:
        return NoSettings("A finding leaves this zone out.")
    courses = _usable_courses(zone, concerns)
    if isinstance(courses, NoSettings):
        return courses
    if (ceiling := ceiling_for(zone)) is None:
        return NoSettings("No longest needle is known for this zone. A clinician decides.")
    asked = _endpoints(courses, ceiling, findings, patient)
    endpoint = gentlest(wanted for wanted, _ in asked)
    limits = _limits(courses, ceiling, device, adjustment, findings, patient)
    if isinstance(redness := _redness_limit(patient, endpoint), NoSettings):
        return redness
    limits = [*limits, *([redness] if redness else [])]
    tightest = min(limits, key=lambda limit: limit.value_mm)
    length = round_down_mm(device, tightest.value_mm)
    shortest = min(settable_lengths_mm(device), default=None)
    if length is None or shortest is None:
        return NoSettings(f"{device.name} has no known setting as short as {tightest.value_mm:g} mm ({tightest.what}).")
    wanted_first = length - (adjustment.first_session_shorter_mm or 0)
    first = round_down_mm(device, max(wanted_first, shortest))
    if first is None or (adjustment.first_session_shorter_mm and first == length and length > shortest):
        return NoSettings(f"{device.name} cannot be set shorter for a gentle first session.")
    if adjustment.first_session_shorter_mm and length == shortest and len(settable_lengths_mm(device)) == 1:
        return NoSettings(f"{device.name} has one length only. A gentle first session is not possible with it.")
    redness_class = _redness(length, endpoint)
    passes = min(ceiling.passes_max, adjustment.passes_max or ceiling.passes_max)
    studied = [course.shortest_studied_mm for course in courses if course.shortest_studied_mm is not None]
    return ZoneSettings(
        zone=zone,
        indications=tuple(course.indication for course in courses),
        device=device.id,
        needle_length_mm=length,
        first_needle_length_mm=first,
        density_per_cm2=constant("density_upper_per_cm2"),
        passes=passes,
        passes_min=min(ceiling.passes_min, passes),
        directions=tuple(row.name for row in DIRECTIONS.rows[:passes]),
        endpoint=endpoint,
        endpoint_text=ENDPOINTS.by_id[endpoint].text,
        glide=CONSTANTS.by_id["glide"].text,
        skip=_skip(zone, adjustment),
        instructions=adjustment.instructions,
        below_studied=any(length < shortest_studied for shortest_studied in studied),
        off_label=tuple(
            dict.fromkeys(
                reason
                for course in courses
                for reason in off_label(device, course.indication, zone, patient.phototype, age_years, length)
            )
        ),
        redness_class=redness_class.name,
        redness_days=(redness_class.days_low, redness_class.days_high),
        limits=tuple(sorted(limits, key=lambda limit: (limit.value_mm, limit.what))),
        why=_why(tightest, courses, ceiling, redness_class, passes, adjustment, findings)
        | {"device": _device_why(device, patient), "endpoint": _endpoint_why(endpoint, asked)},
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


def _endpoints(
    courses: tuple[Course, ...], ceiling: Ceiling, findings: tuple[Finding, ...], patient: Patient
) -> list[tuple[Endpoint, str]]:
    """Every endpoint that something asks for, with what asks for it."""
    asked: list[tuple[Endpoint, str]] = [(course.endpoint, course.indication) for course in courses]
    asked.append((ceiling.endpoint, "this zone"))
    asked += [
        (finding.adjustment.endpoint, f"{finding.rule} {finding.title}")
        for finding in findings
        if finding.adjustment.endpoint is not None
    ]
    asked += [
        (row.id, f"phototype {' or '.join(row.phototypes)}, or not known")
        for row in ENDPOINTS.rows
        if row.phototypes and (patient.phototype is None or patient.phototype in row.phototypes)
    ]
    return asked


def _limits(
    courses: tuple[Course, ...],
    ceiling: Ceiling,
    device: Device,
    adjustment: Adjustment,
    findings: tuple[Finding, ...],
    patient: Patient,
) -> list[Limit]:
    limits = [
        Limit(
            f"studied or planned for {course.indication}",
            course.needle_length_mm,
            course.sources,
            course.basis,
        )
        for course in courses
        if course.needle_length_mm is not None
    ]
    limits.append(Limit("longest in this zone", ceiling.ceiling_mm, ceiling.sources, ceiling.basis))
    if device.label_length_max_mm is not None:
        limits.append(Limit(f"label of {device.name}", device.label_length_max_mm, device.sources, device.basis))
    limits += [
        Limit(
            f"{finding.rule}: {finding.title}",
            finding.adjustment.needle_length_max_mm,
            finding.sources,
            finding.basis,
        )
        for finding in findings
        if finding.adjustment.needle_length_max_mm is not None
    ]
    if patient.requests.needle_length_mm is not None:
        limits.append(Limit("asked for by the person", patient.requests.needle_length_mm, (), "house"))
    return limits


def _redness(length_mm: float, endpoint: Endpoint) -> RednessClass:
    return next(row for row in REDNESS.rows if _fits(row, length_mm, endpoint))


def _fits(row: RednessClass, length_mm: float, endpoint: Endpoint) -> bool:
    return (row.length_max_mm is None or length_mm <= row.length_max_mm) and (
        not row.endpoints or endpoint in row.endpoints
    )


def _redness_limit(patient: Patient, endpoint: Endpoint) -> Limit | NoSettings | None:
    """The longest needle whose redness fits the days the person can accept."""
    allowed = patient.preferences.max_redness_days
    if allowed is None:
        return None
    bearable = [
        row for row in REDNESS.rows if row.days_high <= allowed and (not row.endpoints or endpoint in row.endpoints)
    ]
    if not bearable:
        return NoSettings(
            f"Every setting may redden the skin for longer than the person can accept ({_days(allowed)})."
        )
    longest = bearable[-1]
    if longest.length_max_mm is None:
        return None
    return Limit(
        f"redness of at most {_days(allowed)}, as the person asked",
        longest.length_max_mm,
        longest.sources,
        longest.basis,
    )


def _days(many: float) -> str:
    return f"{many:g} day" + ("" if many == 1 else "s")


def _skip(zone: str, adjustment: Adjustment) -> tuple[str, ...]:
    usual = [part.strip() for part in CONSTANTS.by_id["skip"].text.split(";")]
    eyes = [CONSTANTS.by_id["skip_eyes"].text] if ZONES.by_id[zone].region == "face" else []
    return tuple(dict.fromkeys([*usual, *eyes, *adjustment.skip]))


def _why(
    tightest: Limit,
    courses: tuple[Course, ...],
    ceiling: Ceiling,
    redness_class: RednessClass,
    passes: int,
    adjustment: Adjustment,
    findings: tuple[Finding, ...],
) -> dict[str, Sourced]:
    density = CONSTANTS.by_id["density_upper_per_cm2"]
    course_text = " ".join(course.why_length for course in courses)
    why = {
        "needle_length_mm": Sourced(
            why=f"The shortest limit is {tightest.value_mm:g} mm: {tightest.what}. {course_text}",
            sources=tightest.sources,
            basis=tightest.basis,
        ),
        "density_per_cm2": Sourced(why=density.text, sources=density.sources, basis=density.basis),
        "passes": _passes_why(ceiling, passes, adjustment, findings),
        "glide": _constant_why("glide"),
        "skip": _constant_why("skip"),
        "redness_class": Sourced(why=redness_class.text, sources=redness_class.sources, basis=redness_class.basis),
    }
    gentler = [finding for finding in findings if finding.adjustment.first_session_shorter_mm is not None]
    if gentler:
        why["first_needle_length_mm"] = Sourced(
            why="A gentler first session: " + "; ".join(f"{finding.rule} {finding.title}" for finding in gentler) + ".",
            sources=tuple(dict.fromkeys(source for finding in gentler for source in finding.sources)),
            basis="house",
        )
    return why


def _passes_why(ceiling: Ceiling, passes: int, adjustment: Adjustment, findings: tuple[Finding, ...]) -> Sourced:
    if adjustment.passes_max is not None and passes < ceiling.passes_max:
        cause = next(finding for finding in findings if finding.adjustment.passes_max == adjustment.passes_max)
        basis: Basis = "house"
        return Sourced(why=f"At most {passes}: {cause.rule} {cause.title}.", sources=cause.sources, basis=basis)
    return Sourced(why=f"At most {passes} in this zone.", sources=ceiling.sources, basis=ceiling.basis)


def _endpoint_why(endpoint: Endpoint, asked: list[tuple[Endpoint, str]]) -> Sourced:
    row = ENDPOINTS.by_id[endpoint]
    by = dict.fromkeys(what for wanted, what in asked if wanted == endpoint)
    return Sourced(why=f"The gentlest endpoint asked for, by: {'; '.join(by)}.", sources=row.sources, basis=row.basis)


def _device_why(device: Device, patient: Patient) -> Sourced:
    chosen = patient.preferences.device is not None
    why = "Chosen for this person." if chosen else "No device was chosen, so the default one stands here."
    return Sourced(why=why, sources=device.sources, basis=device.basis if chosen else "house")


def _constant_why(name: str) -> Sourced:
    row = CONSTANTS.by_id[name]
    return Sourced(why=row.text, sources=row.sources, basis=row.basis)
