"""From a dose to every puncture, without compiled loops."""

from __future__ import annotations

from math import ceil

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.dose import MM2_PER_CM2, amount
from punctum.delivery.layout import cells_over, margin_mm
from punctum.delivery.made import Made
from punctum.delivery.operator import Operator
from punctum.delivery.paths import strikes, strokes
from punctum.delivery.pitch import fitting
from punctum.delivery.plain.cells import Cells, laid, widened
from punctum.delivery.plain.numbers import candidates, depths
from punctum.delivery.quantiles import BLOCK
from punctum.delivery.region import Region
from punctum.delivery.values import Dose, Floats, PatternName, Punctures
from punctum.device.hand_pieces import HandPiece

Bytes = NDArray[np.uint8]


def puncture(
    region: Region,
    hand_piece: HandPiece,
    dose: Dose,
    passes: int,
    operator: Operator,
    depth_at_z_mm: Floats,
    pattern: PatternName,
    seed: int,
    draw: int,
) -> Made:
    """Every hole that a dose makes in a zone: those of `delivery.puncture`, to the rounding of float32."""
    made = amount(hand_piece, dose, passes, region.area_cm2, operator)
    beyond = np.empty((0, 2), dtype=np.float32)
    share = 0.0
    if pattern == "random":
        x, y, beyond = _scattered(region, made.holes, seed, draw)
        pressure, pass_number = np.zeros(len(x), np.float32), np.zeros(len(x), np.uint8)
    else:
        x, y, pressure, pass_number = _landed(region, hand_piece, made.holes, made.passes, operator, seed, draw)
        share = operator.pressure_share
    deep = depths(pressure, share, depth_at_z_mm, seed, draw)
    return Made(Punctures(x, y, deep, pass_number), beyond, made.passes, made.holes)


def _landed(
    region: Region, hand_piece: HandPiece, holes: int, passes: int, operator: Operator, seed: int, draw: int
) -> tuple[Floats, Floats, Floats, Bytes]:
    """Place, pressure and pass of every hole of strokes: as many as wanted of a pen, the others left out evenly."""
    made = strokes(region, hand_piece, passes, operator, seed, draw)
    along, aside = np.array(hand_piece.needles_mm).T
    cells, _ = _cells(region, float(np.hypot(along, aside).max()), holes)

    def with_pitch(pitch_mm: float) -> tuple[int, tuple[Floats, Floats, NDArray[np.intp], NDArray[np.int32]]]:
        struck = strikes(made, pitch_mm)
        cos, sin = made.cos[struck.stroke][:, None], made.sin[struck.stroke][:, None]
        x = (struck.x_mm[:, None] + (along * cos - aside * sin)).astype(np.float32).ravel()
        y = (struck.y_mm[:, None] + (along * sin + aside * cos)).astype(np.float32).ravel()
        lands = np.flatnonzero(cells.hold(x, y))
        return len(lands), (x, y, lands, struck.stroke)

    total, (x, y, lands, stroke) = fitting(region, hand_piece, holes, passes, operator, made, with_pitch)
    wanted = holes if hand_piece.kind == "pen" else total
    behind = (np.arange(total + 1) * (total - wanted) + total // 2) // max(total, 1)
    lands = lands[behind[1:] == behind[:-1]]
    of = stroke[lands // len(along)]
    return x[lands], y[lands], made.pressure[of], made.pass_number[of]


def _scattered(region: Region, holes: int, seed: int, draw: int) -> tuple[Floats, Floats, Floats]:
    """Places anywhere in the zone and around it, until `holes` lie in it: x, y, and those around it (m, 2)."""
    if not holes:
        return np.empty(0, np.float32), np.empty(0, np.float32), np.empty((0, 2), np.float32)
    left, low, right, high = region.bounds_mm
    area_mm2 = MM2_PER_CM2 * region.area_cm2
    margin = margin_mm(holes, area_mm2)
    cells, reach = _cells(region, margin, holes)
    close = widened(cells.touched, reach)
    width, height = right - left + 2 * margin, high - low + 2 * margin
    box = left - margin, low - margin, width, height
    x = y = np.empty(0, np.float32)
    hold = np.empty(0, bool)
    while (ready := np.count_nonzero(hold)) < holes:
        more = BLOCK * ceil((holes - ready) * (width * height / area_mm2 / BLOCK))
        new_x, new_y = candidates(len(x), len(x) + more, box, seed, draw)
        x, y, hold = np.append(x, new_x), np.append(y, new_y), np.append(hold, cells.hold(new_x, new_y))
    inside = np.flatnonzero(hold)[:holes]
    beside = ~hold & close[cells.at(x, y)] & (np.cumsum(hold) < holes)
    return x[inside], y[inside], np.column_stack([x[beside], y[beside]])


def _cells(region: Region, reach_mm: float, holes: int) -> tuple[Cells, int]:
    grid, reach = cells_over(region, reach_mm, holes)
    return laid(region.edges_mm, *grid), reach
