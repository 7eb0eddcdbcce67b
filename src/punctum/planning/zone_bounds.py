"""What limits each setting of a zone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from punctum.device import round_down_mm, settable_lengths_mm
from punctum.patient import Patient
from punctum.planning.bounds import Bound
from punctum.planning.framing import NoSettings, ZoneFrame
from punctum.planning.tables import CONSTANTS, ENDPOINTS, REDNESS, RednessClass, constant
from punctum.screening import Endpoint


def length_bounds(frame: ZoneFrame) -> tuple[Bound, ...]:
    """What limits the needle length, without the redness that the person can accept."""
    studied = [
        (f"studied or planned for {course.indication}", course.needle_length_mm, course)
        for course in frame.courses
        if course.needle_length_mm is not None
    ]
    rows: list[tuple[str, float, Any]] = [*studied, ("longest in this zone", frame.ceiling.ceiling_mm, frame.ceiling)]
    if frame.device.label_length_max_mm is not None:
        rows.append((f"label of {frame.device.name}", frame.device.label_length_max_mm, frame.device))
    bounds = [_most("needle_length_mm", value, what, row) for what, value, row in rows]
    bounds += _found(frame, "needle_length_mm", "needle_length_max_mm")
    if frame.patient.requests.needle_length_mm is not None:
        asked = frame.patient.requests.needle_length_mm
        bounds.append(_wish("needle_length_mm", asked, "asked for by the person"))
    return tuple(bounds)


def redness_bound(patient: Patient, endpoint: Endpoint) -> Bound | NoSettings | None:
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
    what = f"redness of at most {_days(allowed)}, as the person asked"
    return _most("needle_length_mm", longest.length_max_mm, what, longest)


def first_length_bounds(frame: ZoneFrame, needle_length_mm: float) -> tuple[Bound, ...]:
    """What limits the needle length of the first session, when the later ones have this length."""
    shortest = min(settable_lengths_mm(frame.device), default=needle_length_mm)
    gentler = [
        Bound(
            field="first_needle_length_mm",
            side="most",
            value=first,
            what=f"{finding.rule}: {finding.title}",
            never=True,
            sources=finding.sources,
            basis=finding.basis,
        )
        for finding in frame.findings
        if (shorter := finding.adjustment.first_session_shorter_mm) is not None
        and (first := round_down_mm(frame.device, max(needle_length_mm - shorter, shortest))) is not None
    ]
    later = _wish("first_needle_length_mm", needle_length_mm, "needle length of the later sessions")
    return (later.model_copy(update={"never": True}), *gentler)


def density_bounds() -> tuple[Bound, ...]:
    """What limits the density."""
    row = CONSTANTS.by_id["density_upper_per_cm2"]
    return (_most("density_per_cm2", constant(row.id), "most holes of a session as printed for devices", row),)


def passes_bounds(frame: ZoneFrame) -> tuple[Bound, ...]:
    """What limits the passes."""
    return (
        _most("passes", frame.ceiling.passes_max, "most passes in this zone", frame.ceiling),
        *_found(frame, "passes", "passes_max"),
    )


def endpoint_bounds(frame: ZoneFrame) -> tuple[Bound, ...]:
    """What asks for an endpoint, the gentlest of which holds; the person's wish for little redness stands apart."""
    phototype = frame.patient.phototype
    seen = [row for row in ENDPOINTS.rows if row.phototypes and (phototype is None or phototype in row.phototypes)]
    return (
        *(_most("endpoint", course.endpoint, course.indication, course) for course in frame.courses),
        _most("endpoint", frame.ceiling.endpoint, "this zone", frame.ceiling),
        *_found(frame, "endpoint", "endpoint", "{0.rule} {0.title}"),
        *(_most("endpoint", row.id, f"phototype {' or '.join(row.phototypes)}, or not known", row) for row in seen),
    )


def wished_endpoint(patient: Patient) -> tuple[Bound, ...]:
    """The last endpoint at which some setting reddens the skin no longer than the person can accept."""
    bearable = [row for row in ENDPOINTS.rows if not isinstance(redness_bound(patient, row.id), NoSettings)]
    allowed = patient.preferences.max_redness_days
    if allowed is None or not bearable or len(bearable) == len(ENDPOINTS.rows):
        return ()
    return (_wish("endpoint", bearable[-1].id, f"redness of at most {_days(allowed)}, as the person asked"),)


def zone_bounds(frame: ZoneFrame, values: Mapping[str, Any]) -> dict[str, tuple[Bound, ...]]:
    """Field → everything that limits it, beside the other settings of the zone as they are in `values`."""
    redness = redness_bound(frame.patient, values["endpoint"])
    return {
        "needle_length_mm": (*length_bounds(frame), *((redness,) if isinstance(redness, Bound) else ())),
        "first_needle_length_mm": first_length_bounds(frame, values["needle_length_mm"]),
        "density_per_cm2": density_bounds(),
        "passes": passes_bounds(frame),
        "endpoint": (*endpoint_bounds(frame), *wished_endpoint(frame.patient)),
    }


def redness_of(needle_length_mm: float, endpoint: Endpoint) -> RednessClass:
    """How long redness usually lasts after such a session."""
    return next(
        row
        for row in REDNESS.rows
        if (row.length_max_mm is None or needle_length_mm <= row.length_max_mm)
        and (not row.endpoints or endpoint in row.endpoints)
    )


def _found(frame: ZoneFrame, field: str, adjusted: str, what: str = "{0.rule}: {0.title}") -> tuple[Bound, ...]:
    """What findings ask for; a finding may only be kept to or gone below."""
    return tuple(
        _most(field, value, what.format(finding), finding).model_copy(update={"never": True})
        for finding in frame.findings
        if (value := getattr(finding.adjustment, adjusted)) is not None
    )


def _most(field: str, value: Any, what: str, row: Any) -> Bound:
    return Bound(field=field, side="most", value=value, what=what, never=False, sources=row.sources, basis=row.basis)


def _wish(field: str, value: Any, what: str) -> Bound:
    return Bound(field=field, side="most", value=value, what=what, never=False, sources=(), basis="house")


def _days(many: float) -> str:
    return f"{many:g} day" + ("" if many == 1 else "s")
