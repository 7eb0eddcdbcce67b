"""Where the needles of a hand piece land in a zone, and how close its strikes must stand to make so many holes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.compiled.puncturing import land, lay_grid, put
from punctum.delivery.layout import cells_over
from punctum.delivery.operator import Operator
from punctum.delivery.paths import Strikes, strikes, strokes
from punctum.delivery.pitch import fitting
from punctum.delivery.region import Region
from punctum.delivery.values import Floats
from punctum.device.hand_pieces import HandPiece
from punctum.lattice.threads import cut, shared_out

PART = 1 << 16  # Holes that one part of the work makes; no result depends on it.


def grid_over(region: Region, reach_mm: float, holes: int) -> Any:
    """A grid of cells over a zone, as compiled loops take it, finer for more holes.

    Neighbourhoods of cells reach at least `reach_mm` each way.
    """
    grid, reach = cells_over(region, reach_mm, holes)
    return lay_grid(region.edges_mm, *grid, reach)


@dataclass(frozen=True, slots=True, eq=False)
class Landed:
    """Strikes, and which of their needles land in the zone; `counts` of each part."""

    strikes: Strikes
    needles: NDArray[np.float64]
    turn: NDArray[np.float64]
    parts: list[tuple[int, int]]
    states: NDArray[np.uint8]
    lands: NDArray[np.uint8]
    counts: list[int]

    @property
    def total(self) -> int:
        """Holes in the zone."""
        return sum(self.counts)

    def written(self, wanted: int, threads: int) -> tuple[Floats, Floats, Floats, NDArray[np.uint8]]:
        """Place, pressure and pass of `wanted` holes, the others left out evenly."""
        x, y = np.empty(wanted, np.float32), np.empty(wanted, np.float32)
        pressure, pass_number = np.empty(wanted, np.float32), np.empty(wanted, np.uint8)
        made, strokes, total = self.strikes, self.strikes.strokes, self.total
        before = list(accumulate(self.counts, initial=0))
        shared_out(
            lambda part: put(
                *self.parts[part], before[part], total, total - wanted, made.x_mm, made.y_mm, made.stroke, self.turn,
                strokes.pressure, strokes.pass_number, self.needles, self.states, self.lands,
                x, y, pressure, pass_number,
            ),
            range(len(self.parts)) if wanted else [],
            threads,
        )  # fmt: skip
        return x, y, pressure, pass_number


def landed(
    region: Region,
    hand_piece: HandPiece,
    holes: int,
    passes: int,
    operator: Operator,
    seed: int,
    draw: int,
    threads: int,
) -> Landed:
    """Strikes that make at least `holes` holes with a pen, as they come with a roller or a stamp.

    Raises:
        InputError: no pitch of a pen makes so many.
    """
    laid = strokes(region, hand_piece, passes, operator, seed, draw)
    needles = np.ascontiguousarray(np.array(hand_piece.needles_mm).T)
    grid = grid_over(region, float(np.hypot(*needles).max()), holes)
    turn = np.column_stack([laid.cos, laid.sin])

    def with_pitch(pitch_mm: float) -> tuple[int, Landed]:
        found = _counted(strikes(laid, pitch_mm), grid, needles, turn, threads)
        return found.total, found

    return fitting(region, hand_piece, holes, passes, operator, laid, with_pitch)[1]


def _counted(made: Strikes, grid: Any, needles: NDArray[np.float64], turn: NDArray[np.float64], threads: int) -> Landed:
    count, each = len(made.x_mm), needles.shape[1]
    parts = cut(count, max(1, PART // each))
    states, lands = np.empty(count, np.uint8), np.empty((count, each), np.uint8)
    counts = shared_out(
        lambda part: land(*part, made.x_mm, made.y_mm, made.stroke, turn, needles, grid, states, lands),
        parts,
        threads,
    )
    return Landed(made, needles, turn, parts, states, lands, counts)
