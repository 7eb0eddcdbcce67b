"""How a delivery reads: counts, layers, goals, how long to dwell, what the bands are."""

from __future__ import annotations

from collections.abc import Callable
from math import floor, log10

from punctum.delivery.values import Delivery, GoalResult, LayerDose
from punctum.evidence.language import NBSP
from punctum.report.layer_words import depth
from punctum.report.words import at_most, capital, count, length, number
from punctum.skin import ZONES

ENDPOINT = "The endpoint outranks density, passes and time: stop at the endpoint."
NO_RATE = "No rate of this device was read or measured: no time is named."
# Smaller shares than this many digits show are told as under the smallest.
LEAST_DIGITS = 2
MOVED = {"pen": "moved in strokes", "roller": "rolled in strokes", "stamp": "set down in strokes"}
AT_RANDOM = "holes anywhere at random"
LAYERS = {
    "stratum_corneum": "horny layer",
    "viable_epidermis": "living epidermis",
    "papillary_dermis": "upper dermis",
    "reticular_dermis": "deep dermis",
    "below_dermis": "below the dermis",
}


def counted(value: float) -> str:
    """A whole number with commas: `9,775`."""
    return f"{round(value):,}"


def density_number(per_cm2: float) -> str:
    """Holes per cm²: whole where there are many, with two digits that say something where there are few."""
    digits = _decimals(per_cm2)
    return number(per_cm2, digits) if digits else counted(per_cm2)


def percent(share: float) -> str:
    """A share in percent with two digits that say something: `0.96`, `8.4`, `87`, `under 0.01`."""
    value = 100 * share
    if value <= 0:
        return number(value)
    least = 10**-LEAST_DIGITS
    if value < least:
        return f"under {number(least, LEAST_DIGITS)}"
    text = number(value, min(_decimals(value), LEAST_DIGITS))
    # Nearly all is not all.
    return at_most(value) if text == "100" and share < 1 else text


def zone_name(delivery: Delivery) -> str:
    """The name of the zone with a capital letter."""
    row = ZONES.by_id.get(delivery.treatment.zone)
    return capital(row.name if row else delivery.treatment.zone)


def dose_text(delivery: Delivery) -> str:
    """The dose in one line: `9,775 holes in 39.1 cm²: 250 per cm², in 4 passes.`"""
    many, area = len(delivery.punctures.x_mm), f"{delivery.region.area_cm2:,.1f}".removesuffix(".0")
    passes = "" if delivery.treatment.pattern == "random" else f", in {count(delivery.passes, 'pass', 'passes')}"
    holes = f"{many:,} {'hole' if many == 1 else 'holes'}"
    return f"{holes} in {area}{NBSP}cm²: {density_number(delivery.density_per_cm2)} per cm²{passes}."


def device_text(delivery: Delivery) -> str:
    """Device, needle length and pattern: `SkinPen Precision, needle 1.0 mm, moved in strokes`."""
    hand_piece = delivery.treatment.hand_piece
    pattern = AT_RANDOM if delivery.treatment.pattern == "random" else MOVED[hand_piece.kind]
    return f"{hand_piece.name}, needle {length(delivery.needle_length_mm)}, {pattern}"


def named_minutes(delivery: Delivery) -> float | None:
    """Minutes with the needles on the skin; None for a pen or stamp unless count and rate were read or measured."""
    return delivery.minutes if delivery.treatment.hand_piece.rate_sourced or _rolls(delivery) else None


def named_dwell(delivery: Delivery) -> float | None:
    """Seconds for each cm²; None unless count and rate were read or measured."""
    return delivery.dwell_s_per_cm2 if delivery.treatment.hand_piece.rate_sourced else None


def dwell_text(delivery: Delivery) -> str:
    """How long to stay with this device here, or that no time is named."""
    dwell, minutes = named_dwell(delivery), named_minutes(delivery)
    if _rolls(delivery):
        rolling = (
            "" if minutes is None else f" Rolling takes about {time_text(minutes)}, at a speed that is a house default."
        )
        return f"A roller is counted in passes, not in time.{rolling}"
    if dwell is None or minutes is None:
        return NO_RATE
    each = number(dwell, _decimals(dwell))
    return (
        f"With this device: about {each}{NBSP}s for each cm², {time_text(minutes)} for the zone, needles on the skin."
    )


def depth_text(delivery: Delivery) -> str:
    """Where most holes end: `Half of the holes are deeper than 0.70 mm; 90 of 100 end between 0.45 and 0.94 mm.`"""
    made = delivery.depth_mm
    return (
        f"Half of the holes are deeper than {made.p50:.2f}{NBSP}mm; "
        f"90 of 100 end between {made.p05:.2f} and {made.p95:.2f}{NBSP}mm."
    )


def layer_range(layer: LayerDose) -> str:
    """Where a layer lies on average: `83 µm to 0.26 mm`."""
    if layer.bottom_um is None:
        return f"from {depth(layer.top_um)}"
    top, bottom = depth(layer.top_um), depth(layer.bottom_um)
    (low, unit), (high, other) = top.split(NBSP), bottom.split(NBSP)
    return (
        f"{number(layer.top_um)} to {bottom}"
        if layer.top_um == 0
        else (f"{low} to {high}{NBSP}{unit}" if unit == other else f"{top} to {bottom}")
    )


def goal_value(value: float, goal: GoalResult) -> str:
    """A value of a goal with its unit; a share without unit in percent."""
    if goal.unit:
        return f"{number(value, 2)}{NBSP}{goal.unit}"
    return f"{percent(value)}{NBSP}%" if abs(value) <= 1 else number(value, 2)


def goal_text(goal: GoalResult) -> str:
    """The value, the limit, by how much it is met or missed, and how sure that is."""
    side = "at least" if goal.at_least else "at most"
    by = f"{'to spare' if goal.met else 'short'}: {goal_value(abs(goal.margin), goal)}"
    words = f"{goal_value(goal.value, goal)}, {side} {goal_value(goal.limit, goal)} asked, {by}"
    return words if goal.sure is None else f"{words}; {sure_text(goal.sure)}"


def sure_text(sure: float) -> str:
    """How often a goal is met over operator and skin."""
    return f"met in {number(100 * sure, 0)}{NBSP}% of the draws"


def band_text(delivery: Delivery, name: str, said: Callable[[float], str]) -> str:
    """The band of a figure in brackets; nothing where it has none or where it says nothing."""
    if name not in delivery.bands:
        return ""
    low, high = (said(end) for end in delivery.bands[name])
    return f" ({low} to {high})" if low != high else ""


def time_text(minutes: float) -> str:
    """A time with the needles on the skin, in seconds where they are few: `65 s`, `2.2 min`."""
    seconds = 60 * minutes
    return f"{number(seconds, _decimals(seconds))}{NBSP}s" if seconds < 100 else f"{number(minutes)}{NBSP}min"


def _decimals(value: float) -> int:
    """Digits after the point that leave two that say something."""
    return max(1 - floor(log10(value)), 0) if value > 0 else 0


def _rolls(delivery: Delivery) -> bool:
    return delivery.treatment.hand_piece.kind == "roller"
