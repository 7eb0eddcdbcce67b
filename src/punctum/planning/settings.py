"""The settings of one zone: the shortest of all limits, rounded down to what the device can be set to."""

from __future__ import annotations

from punctum.device import off_label, round_down_mm, settable_lengths_mm
from punctum.planning.bounds import Bound
from punctum.planning.framing import NoSettings, Values, ZoneFrame
from punctum.planning.restrict import gentlest
from punctum.planning.tables import CONSTANTS, DIRECTIONS, ENDPOINTS, constant
from punctum.planning.why import why_of
from punctum.planning.zone_bounds import endpoint_bounds, length_bounds, redness_bound, redness_of
from punctum.prescription import Limit, ZoneSettings
from punctum.screening import Adjustment, Endpoint
from punctum.skin import ZONES


def proposed(frame: ZoneFrame) -> Values | NoSettings:
    """What planning sets in a zone.

    Needle length = min(course, zone ceiling, device label, adjustments, the person's wishes), rounded down to a
    setting of the device. With several indications in a zone the shortest length and the gentlest endpoint hold.

    Returns:
        the values, or why there are none.
    """
    device, adjustment = frame.device, frame.adjustment
    endpoint = gentlest(_endpoint(bound) for bound in endpoint_bounds(frame))
    limits = limits_of(frame, endpoint)
    if isinstance(limits, NoSettings):
        return limits
    tightest = min(limits, key=lambda limit: limit.value_mm)
    length = round_down_mm(device, tightest.value_mm)
    shortest = min(settable_lengths_mm(device), default=None)
    if length is None or shortest is None:
        return NoSettings(f"{device.name} has no known setting as short as {tightest.value_mm:g} mm ({tightest.what}).")
    first = first_length(frame, length)
    if first is None or (adjustment.first_session_shorter_mm and first == length and length > shortest):
        return NoSettings(f"{device.name} cannot be set shorter for a gentle first session.")
    if adjustment.first_session_shorter_mm and length == shortest and len(settable_lengths_mm(device)) == 1:
        return NoSettings(f"{device.name} has one length only. A gentle first session is not possible with it.")
    passes_max = frame.ceiling.passes_max
    return Values(
        needle_length_mm=length,
        first_needle_length_mm=first,
        density_per_cm2=constant("density_upper_per_cm2"),
        passes=min(passes_max, adjustment.passes_max or passes_max),
        endpoint=endpoint,
    )


def limits_of(frame: ZoneFrame, endpoint: Endpoint) -> tuple[Limit, ...] | NoSettings:
    """Everything that limits the needle length, or why no length is short enough."""
    bounds = list(length_bounds(frame))
    if isinstance(redness := redness_bound(frame.patient, endpoint), NoSettings):
        return redness
    return tuple(_limit(bound) for bound in (*bounds, *((redness,) if redness else ())))


def first_length(frame: ZoneFrame, needle_length_mm: float) -> float | None:
    """The needle length of the first session where the later ones have this length; None when none is short enough."""
    shortest = min(settable_lengths_mm(frame.device), default=needle_length_mm)
    wanted = needle_length_mm - (frame.adjustment.first_session_shorter_mm or 0)
    return round_down_mm(frame.device, max(wanted, shortest))


def settings_of(frame: ZoneFrame, values: Values, planned: Values) -> ZoneSettings:
    """The settings of a zone with these values, and everything that follows from them.

    Arguments:
        planned: what planning set; where `values` differ, a clinician chose.
    """
    zone, patient, length = frame.zone, frame.patient, values.needle_length_mm
    found = limits_of(frame, values.endpoint)
    limits = tuple(map(_limit, length_bounds(frame))) if isinstance(found, NoSettings) else found
    redness_class = redness_of(length, values.endpoint)
    studied = [course.shortest_studied_mm for course in frame.courses if course.shortest_studied_mm is not None]
    return ZoneSettings(
        zone=zone,
        indications=tuple(course.indication for course in frame.courses),
        device=frame.device.id,
        needle_length_mm=length,
        first_needle_length_mm=values.first_needle_length_mm,
        density_per_cm2=values.density_per_cm2,
        passes=values.passes,
        passes_min=min(frame.ceiling.passes_min, values.passes),
        directions=tuple(row.name for row in DIRECTIONS.rows[: values.passes]),
        endpoint=values.endpoint,
        endpoint_text=ENDPOINTS.by_id[values.endpoint].text,
        glide=CONSTANTS.by_id["glide"].text,
        skip=_skip(zone, frame.adjustment),
        instructions=frame.adjustment.instructions,
        below_studied=any(length < shortest_studied for shortest_studied in studied),
        off_label=tuple(
            dict.fromkeys(
                reason
                for course in frame.courses
                for reason in off_label(
                    frame.device, course.indication, zone, patient.phototype, frame.age_years, length
                )
            )
        ),
        redness_class=redness_class.name,
        redness_days=(redness_class.days_low, redness_class.days_high),
        limits=tuple(sorted(limits, key=lambda limit: (limit.value_mm, limit.what))),
        why=why_of(frame, values, planned, limits, redness_class),
    )


def _limit(bound: Bound) -> Limit:
    return Limit(bound.what, float(bound.value), bound.sources, bound.basis)


def _endpoint(bound: Bound) -> Endpoint:
    return next(row.id for row in ENDPOINTS.rows if row.id == bound.value)


def _skip(zone: str, adjustment: Adjustment) -> tuple[str, ...]:
    usual = [part.strip() for part in CONSTANTS.by_id["skip"].text.split(";")]
    eyes = [CONSTANTS.by_id["skip_eyes"].text] if ZONES.by_id[zone].region == "face" else []
    return tuple(dict.fromkeys([*usual, *eyes, *adjustment.skip]))
