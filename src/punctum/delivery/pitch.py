"""How close the strikes of a hand piece must stand to make so many holes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from punctum.delivery.dose import MM2_PER_CM2
from punctum.delivery.operator import Operator
from punctum.delivery.paths import Strokes, footprint_mm, spacing_mm
from punctum.delivery.region import Region
from punctum.device.hand_pieces import HandPiece
from punctum.problems import InputError, Problem

TRIAL = 8192  # Strikes that tell how many holes a pitch makes.
SURPLUS, TRIES = 1.005, 64
Struck = TypeVar("Struck")


def fitting(
    region: Region,
    hand_piece: HandPiece,
    holes: int,
    passes: int,
    operator: Operator,
    strokes: Strokes,
    struck: Callable[[float], tuple[int, Struck]],
) -> tuple[int, Struck]:
    """How many holes there are, and what made them: at least `holes` of a pen, of others as many as they make.

    Arguments:
        strokes: over the zone. struck: what strikes a pitch in mm apart make, and how many holes that is.

    Raises:
        InputError: no pitch of a pen makes so many.
    """
    if hand_piece.kind != "pen":
        return struck(footprint_mm(hand_piece))
    way_mm = passes * region.area_cm2 * MM2_PER_CM2 / spacing_mm(hand_piece, operator)
    pitch = max(way_mm * hand_piece.needle_count / max(holes, 1), float(strokes.length_mm.sum()) / TRIAL)
    for attempt in range(TRIES):
        total, what = struck(pitch)
        if attempt > 0 and total >= holes:
            return total, what
        pitch *= total / (SURPLUS * max(holes, 1)) if total else 1 / 2
    raise InputError([Problem("zone", "a zone that the hand piece reaches", f"{region.area_cm2:g} cm²")])
