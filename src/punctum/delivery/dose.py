"""From a dose to a number of holes and of passes."""

from __future__ import annotations

from dataclasses import dataclass

from punctum.delivery.measures import MEASURES
from punctum.delivery.operator import Operator
from punctum.delivery.paths import footprint_mm
from punctum.delivery.values import Density, Dose, Dwell, Passes
from punctum.device.hand_pieces import HandPiece
from punctum.problems import InputError, Problem

MM2_PER_CM2 = 100
MM_PER_CM = 10


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is made: `holes` wanted in the zone; `passes` over it. A pen makes the holes exactly, others nearly."""

    holes: int
    passes: int


def amount(hand_piece: HandPiece, dose: Dose, passes: int, area_cm2: float, operator: Operator) -> Amount:
    """Holes and passes of a dose: D = N·f·s for seconds per cm², and passes·N·f/(v·w) for passes with a pen.

    A roller or a stamp makes N/(footprint·w) holes per cm² in a pass; its passes are what comes nearest to the dose.

    Arguments:
        passes: directions to work in with a pen, unless the dose is given in passes.
        operator: glide speed v of a pen, presses a second of a stamp without a motor.

    Raises:
        InputError: a roller dosed in time; a pen of unknown rate dosed in time or passes; too many holes or passes.
    """
    per_pass = MM2_PER_CM2 * hand_piece.needle_count / (footprint_mm(hand_piece) * hand_piece.width_mm)
    match dose:
        case Dwell():
            density = hand_piece.needle_count * _rate_hz(hand_piece, operator, "dwell") * dose.s_per_cm2
        case Density():
            density = dose.per_cm2
        case Passes() if hand_piece.kind == "pen":
            speed_mm_per_s = MM_PER_CM * operator.glide_speed_cm_per_s
            strikes_per_mm = _rate_hz(hand_piece, operator, "passes") / speed_mm_per_s
            passes = dose.count
            density = MM2_PER_CM2 * passes * hand_piece.needle_count * strikes_per_mm / hand_piece.width_mm
        case _:
            passes = dose.count
            density = passes * per_pass
    _check("density", "holes", density * area_cm2)
    if hand_piece.kind != "pen" and not isinstance(dose, Passes):
        passes = round(density / per_pass) or 1
    _check("passes", "passes", passes)
    return Amount(round(density * area_cm2), passes)


def _rate_hz(hand_piece: HandPiece, operator: Operator, dose: str) -> float:
    if hand_piece.kind == "roller":
        raise InputError([Problem(dose, "passes or a density for a roller", "a time on the skin")])
    if hand_piece.stroke_rate_hz is not None:
        return hand_piece.stroke_rate_hz
    if hand_piece.kind == "stamp":
        return operator.presses_per_s
    raise InputError([Problem(dose, "a density, as the stroke rate is not known", f"a dose in {dose}")])


def _check(field: str, counted: str, found: float) -> None:
    most = MEASURES.by_id[f"most_{counted}"].value
    if not 0 <= found <= most:
        raise InputError([Problem(field, f"0 to {most:,.0f} {counted} in the zone", f"{found:,.0f}")])
