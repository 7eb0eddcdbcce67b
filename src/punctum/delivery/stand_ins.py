"""What stands in for measurements in a simulation: the share of the needle, the width of a channel, the hand."""

from __future__ import annotations

from punctum.delivery.dose import MM_PER_CM
from punctum.delivery.operator import OPERATOR
from punctum.delivery.tables import CHANNEL, DEPTH_RATIOS
from punctum.delivery.values import Density, Dwell, Passes, Treatment
from punctum.device import Assumption
from punctum.skin import zone_area


def stand_ins(treatment: Treatment) -> tuple[Assumption, ...]:
    """The values of the tables of delivery that this treatment uses, in words; those of the device stand with it."""
    kind = treatment.hand_piece.kind
    ratio, width = DEPTH_RATIOS.by_id[kind], CHANNEL.by_id["diameter"]
    found = [
        Assumption(
            "depth_ratio",
            f"Channels are {ratio.mean:g} of the needle length on average; that this may be off by "
            f"{ratio.mean_sd:g} (SD) is in the bands. {ratio.disagreement}",
            ratio.sources,
        ),
        Assumption(
            "channel_width",
            f"Channels are {width.value:g} {width.unit.replace('um', 'µm')} wide at the surface, as in a rat after a "
            f"roller. {width.disagreement}",
            width.sources,
        ),
    ]
    if treatment.pattern == "strokes":
        found.append(
            Assumption(
                "hand",
                "How unevenly a hand moves and presses is assumed; no measurement of it was found.",
                OPERATOR.by_id["speed_between_sd"].sources,
            )
        )
    if kind == "pen" and isinstance(treatment.dose, Passes):
        row = OPERATOR.by_id["glide_speed_cm_per_s"]
        text = (
            f"The hand glides at {row.value:g} cm a second; {row.minimum:g} to {row.maximum:g} is in the bands. "
            "How many holes a pass makes, and the time, follow from it."
        )
        found.append(Assumption(row.id, text, row.sources))
    if kind == "stamp" and treatment.hand_piece.stroke_rate_hz is None:
        row = OPERATOR.by_id["presses_per_s"]
        found.append(Assumption(row.id, f"{row.value:g} presses a second. {row.text}", row.sources))
    area = zone_area(treatment.zone, treatment.sex)
    if area.disagreement:
        found.append(Assumption("area", f"Area: {area.disagreement}", area.sources))
    return tuple(found)


def pace_note(treatment: Treatment) -> str:
    """That a pen would have to glide faster or slower than hands do: v = passes·N·f/(w·D); empty where it need not.

    Only for a pen whose needles and rate were read or measured: a speed is a time.
    """
    pen, dose = treatment.hand_piece, treatment.dose
    if pen.kind != "pen" or pen.stroke_rate_hz is None or not pen.rate_sourced or treatment.pattern != "strokes":
        return ""
    holes_a_second = pen.needle_count * pen.stroke_rate_hz
    match dose:
        case Density():
            seconds = dose.per_cm2 / holes_a_second
        case Dwell():
            seconds = dose.s_per_cm2
        case _:
            return ""
    speed = treatment.passes * MM_PER_CM / (pen.width_mm * seconds)
    usual = OPERATOR.by_id["glide_speed_cm_per_s"]
    if usual.minimum <= speed <= usual.maximum:
        return ""
    fast = speed > usual.maximum
    pace = f"fast hand: {round(speed)}" if fast else f"slow hand: below {usual.minimum:g}"
    return (
        f"This is a {pace} cm a second in {treatment.passes} passes. {usual.minimum:g} to {usual.maximum:g} is usual "
        f"(house default) and makes {'more' if fast else 'fewer'} holes."
    )
