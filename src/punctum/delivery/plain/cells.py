"""Which cells of a grid lie in a zone, and which places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Flags = NDArray[np.bool_]
_DUST = 1e-6  # Of a cell: more than what is rounded away.


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """How the cells of a grid lie to a zone.

    Arguments:
        left_mm, low_mm, side_mm: corner of the grid and size of a cell.
        touched, inside: (rows, columns) whether an edge of the zone touches the cell; whether its centre lies inside.
        edges_mm: (k, 4) the edges that cross each row of cells, row by row; starts: (rows + 1,) where each row begins.
    """

    left_mm: float
    low_mm: float
    side_mm: float
    touched: Flags
    inside: Flags
    edges_mm: Values
    starts: NDArray[np.int64]

    def at(self, x_mm: NDArray[Any], y_mm: NDArray[Any]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Row and column of each place, of the nearest cell if it lies in none."""
        rows, columns = self.touched.shape
        return slot(y_mm, self.low_mm, self.side_mm, rows), slot(x_mm, self.left_mm, self.side_mm, columns)

    def hold(self, x_mm: NDArray[Any], y_mm: NDArray[Any]) -> Flags:
        """Whether each place lies in the zone: an odd number of edges lies to its right."""
        row, column = self.at(x_mm, y_mm)
        hold: Flags = self.inside[row, column]
        close = np.flatnonzero(self.touched[row, column])
        first, count = self.starts[row[close]], np.diff(self.starts)[row[close]]
        edge, of = runs(first, count), np.repeat(close, count)
        x1, y1, x2, y2 = self.edges_mm[edge].T
        x, y = x_mm[of].astype(np.float64), y_mm[of].astype(np.float64)
        passed = (y1 <= y) != (y2 <= y)
        passed &= x < x1 + (y - y1) * ((x2 - x1) / np.where(passed, y2 - y1, 1))
        hold[close] = np.bincount(of[passed], minlength=len(hold))[close] % 2 == 1
        return hold


def runs(first: NDArray[Any], count: NDArray[Any]) -> NDArray[np.int64]:
    """The whole numbers of runs, each from its first on, one run after the other."""
    before = np.cumsum(count) - count
    found: NDArray[np.int64] = np.arange(np.sum(count)) + np.repeat(first - before, count)
    return found


def slot(at: NDArray[Any], first: float, side: float, count: int) -> NDArray[np.int32]:
    """Which of `count` cells each coordinate lies in, the nearest if in none."""
    return np.clip(((at.astype(np.float64) - first) * (1 / side)).astype(np.int32), 0, count - 1)


def laid(edges_mm: Values, left: float, low: float, side: float, columns: int, rows: int) -> Cells:
    """A grid of square cells over a zone; what lies beyond the grid counts to its outermost cells.

    Arguments:
        edges_mm: (e, 4) edges of closed rings. left, low: corner of the grid. side: of a cell.
    """
    x1, y1, x2, y2 = np.where((edges_mm[:, 1] <= edges_mm[:, 3])[:, None], edges_mm, edges_mm[:, [2, 3, 0, 1]]).T
    slope = np.where(y2 > y1, (x2 - x1) / np.where(y2 > y1, y2 - y1, 1), 0)
    dust = side * _DUST
    first, last = slot(y1 - dust, low, side, rows), slot(y2 + dust, low, side, rows)
    count = last - first + 1
    edge = np.repeat(np.arange(len(edges_mm)), count)
    row = runs(first, count)
    x1, y1, x2, y2, slope = (values[edge] for values in (x1, y1, x2, y2, slope))
    bottom = low + row * side
    enter = x1 + (np.clip(bottom - dust, y1, y2) - y1) * slope
    leave = np.where(y2 > y1, x1 + (np.clip(bottom + side + dust, y1, y2) - y1) * slope, x2)
    # Sums go from row to row of an array, which is several times as quick as along its rows.
    changes = np.zeros((columns + 1, rows), np.int16)
    np.add.at(changes, (slot(np.minimum(enter, leave) - dust, left, side, columns), row), 1)
    np.add.at(changes, (slot(np.maximum(enter, leave) + dust, left, side, columns) + 1, row), -1)
    touched = (np.cumsum(changes, axis=0, dtype=np.int16)[:-1] > 0).T
    # Every cell whose centre lies on the crossing or to its right is flipped.
    middle = bottom + side / 2
    flips = (y1 <= middle) & (middle < y2)
    passed = np.ceil((x1 + (middle - y1) * slope - left) / side - 1 / 2)[flips]
    changes = np.zeros((columns + 1, rows), np.int16)
    np.add.at(changes, (np.clip(passed, 0, columns).astype(np.int64), row[flips]), 1)
    inside = (np.cumsum(changes, axis=0, dtype=np.int16)[:-1] % 2 == 1).T
    order = np.argsort(row, kind="stable")
    starts = np.append(0, np.cumsum(np.bincount(row, minlength=rows)))
    return Cells(left, low, side, touched, inside, edges_mm[edge[order]], starts)


def widened(cells: Flags, reach: int) -> Flags:
    """Every cell with a marked one up to `reach` rows and columns away."""
    for axis in (0, 1):
        length = cells.shape[axis]
        before = np.insert(np.cumsum(cells, axis=axis, dtype=np.int32), 0, 0, axis=axis)
        at = np.arange(length)
        ahead = np.take(before, np.minimum(at + reach + 1, length), axis=axis)
        cells = ahead > np.take(before, np.maximum(at - reach, 0), axis=axis)
    return cells
