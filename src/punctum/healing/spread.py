"""How the holes of a zone are spread over it, as the tissue feels them: counted in squares, blurred sideways."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, erf, sqrt

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.evenness import square_areas_mm2
from punctum.delivery.region import Region
from punctum.delivery.values import Punctures

Values = NDArray[np.float64]
# The kernel ends at so many SD; cells are at most half an SD wide.
ENDS, CELLS_AN_SD = 4, 2


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Squares of `side_mm` from the lowest x and y of a zone; arrays of rows by columns.

    Arguments:
        left_mm, low_mm: where the first square begins. holes_per_mm2: as felt, the mean over each square.
        inside: squares with half of their area or more in the zone.
    """

    side_mm: float
    left_mm: float
    low_mm: float
    holes_per_mm2: Values
    inside: NDArray[np.bool_]

    @property
    def middles_mm(self) -> tuple[Values, Values]:
        """The middles of the squares: (columns,) x and (rows,) y."""
        rows, columns = (np.arange(count, dtype=np.float64) + 1 / 2 for count in self.inside.shape)
        return self.left_mm + columns * self.side_mm, self.low_mm + rows * self.side_mm


def spread(punctures: Punctures, region: Region, side_mm: float, width_mm: float) -> Spread:
    """The density of holes after their injury has spread sideways: n(x) = Σ over holes of a normal bell around each.

    What spreads beyond the edge of the zone is lost to it, so that the edge feels about half of the middle.

    Arguments:
        side_mm: of the squares. width_mm: SD of the bell; its sum over all squares is 1.
    """
    left, low, right, high = region.bounds_mm
    columns, rows = max(ceil((right - left) / side_mm), 1), max(ceil((high - low) / side_mm), 1)
    parts = max(ceil(CELLS_AN_SD * side_mm / width_mm), 1)
    cell = side_mm / parts
    across = np.clip(((punctures.x_mm - left) / cell).astype(np.int64), 0, columns * parts - 1)
    down = np.clip(((punctures.y_mm - low) / cell).astype(np.int64), 0, rows * parts - 1)
    counts = np.bincount(down * columns * parts + across, minlength=rows * columns * parts * parts)
    weights = bell(cell, width_mm)
    felt = _blurred(_blurred(counts.reshape(rows * parts, columns * parts).astype(np.float64), weights).T, weights).T
    square = side_mm * side_mm
    felt_in_squares = felt.reshape(rows, parts, columns, parts).sum(axis=(1, -1))
    inside = square_areas_mm2(region, side_mm, columns, rows) >= square / 2
    return Spread(side_mm, left, low, felt_in_squares / square, inside)


def bell(cell_mm: float, width_mm: float) -> Values:
    """The share of a hole's injury that falls into its own cell of a row and into those beside it, (2·k + 1,)."""
    reach = ceil(ENDS * width_mm / cell_mm)
    edges = (np.arange(-reach, reach + 2) - 1 / 2) * cell_mm / (width_mm * sqrt(2))
    shares = np.diff([erf(edge) for edge in edges.tolist()])
    return np.asarray(shares / shares.sum(), dtype=np.float64)


def _blurred(values: Values, weights: Values) -> Values:
    """Each row convolved with the weights; nothing comes from beyond the ends."""
    reach, long = len(weights) // 2, values.shape[1]
    padded = np.pad(values, ((0, 0), (reach, reach)))
    felt = np.zeros_like(values)
    for at, weight in enumerate(weights.tolist()):
        felt += weight * padded[:, at : at + long]
    return felt
