"""A zone on squares: how much of each lies inside, and how many holes around it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.region import Region
from punctum.delivery.values import Punctures

# A square is judged by so many points along each side.
POINTS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Squares:
    """Squares side by side over a region.

    Arguments:
        left_mm, low_mm: corner of the first. inside: (rows, columns) share of each square that lies in the region.
    """

    left_mm: float
    low_mm: float
    side_mm: float
    inside: NDArray[np.float64]

    @property
    def centres_mm(self) -> NDArray[np.float64]:
        """(rows, columns, 2) x and y of the middle of each square."""
        rows, columns = self.inside.shape
        across = self.left_mm + self.side_mm * (np.arange(columns) + 1 / 2)
        along = self.low_mm + self.side_mm * (np.arange(rows) + 1 / 2)
        return np.stack(np.meshgrid(across, along), axis=-1)

    def counts(self, punctures: Punctures) -> NDArray[np.int64]:
        """(rows, columns) holes in each square."""
        rows, columns = self.inside.shape
        row, column = self.places(punctures)
        return np.bincount(row * columns + column, minlength=rows * columns).reshape(rows, columns)

    def places(self, punctures: Punctures) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Row and column of the square of each hole; holes on the outer edge belong to the last."""
        rows, columns = self.inside.shape
        row = ((punctures.y_mm.astype(np.float64) - self.low_mm) / self.side_mm).astype(np.int64)
        column = ((punctures.x_mm.astype(np.float64) - self.left_mm) / self.side_mm).astype(np.int64)
        return np.clip(row, 0, rows - 1), np.clip(column, 0, columns - 1)

    def local_density_per_cm2(self, punctures: Punctures) -> NDArray[np.float64]:
        """(rows, columns) holes per cm² on each square and the eight around it; 0 where none of them is inside."""
        area = _with_neighbours(self.inside) * self.side_mm * self.side_mm / 100
        holes = _with_neighbours(self.counts(punctures).astype(np.float64))
        return np.divide(holes, area, out=np.zeros_like(area), where=area > 0)


def squares(region: Region, side_mm: float, points: int = POINTS) -> Squares:
    """The squares over a region, with the share of each that lies inside, from points × points of its points."""
    left, low, right, high = region.bounds_mm
    columns, rows = (max(int(np.ceil(length / side_mm)), 1) for length in (right - left, high - low))
    pitch = side_mm / points
    x = left + pitch * (np.arange(columns * points) + 1 / 2)
    y = low + pitch * (np.arange(rows * points) + 1 / 2)
    mask = _inside(region, x, y).reshape(rows, points, columns, points)
    return Squares(left, low, side_mm, mask.mean(axis=(-1, 1)))


def reached(grid: Squares, punctures: Punctures, reach_mm: float) -> NDArray[np.bool_]:
    """(rows, columns) whether the middle of each square has a hole within a distance."""
    rows, columns = grid.inside.shape
    found = np.zeros((rows, columns), dtype=np.bool_)
    row, column = grid.places(punctures)
    beyond = int(np.ceil(reach_mm / grid.side_mm))
    # From each hole to the middle of its own square, in sides of a square.
    x = grid.left_mm / grid.side_mm + column + 1 / 2 - punctures.x_mm / grid.side_mm
    y = grid.low_mm / grid.side_mm + row + 1 / 2 - punctures.y_mm / grid.side_mm
    limit = (reach_mm / grid.side_mm) ** 2
    for down in range(-beyond, beyond + 1):
        for over in range(-beyond, beyond + 1):
            near = (x + over) ** 2 + (y + down) ** 2 <= limit
            there, across = row[near] + down, column[near] + over
            kept = (there >= 0) & (there < rows) & (across >= 0) & (across < columns)
            found[there[kept], across[kept]] = True
    return found


def _inside(region: Region, x: NDArray[np.floating], y: NDArray[np.floating]) -> NDArray[np.bool_]:
    """(rows, columns) whether an odd number of rings lies around each point of a grid, line by line."""
    x1, y1, x2, y2 = region.edges_mm.T
    found = np.zeros((len(y), len(x)), dtype=np.bool_)
    for row, height in enumerate(y):
        crosses = (y1 > height) != (y2 > height)
        left, low, right, high = x1[crosses], y1[crosses], x2[crosses], y2[crosses]
        places = np.sort(left + (right - left) * (height - low) / (high - low))
        found[row] = np.searchsorted(places, x) % 2 == 1
    return found


def _with_neighbours(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sum of each square and the eight around it."""
    padded = np.pad(values, 1)
    rows, columns = values.shape
    parts = [padded[down : down + rows, over : over + columns] for down in (0, 1, 2) for over in (0, 1, 2)]
    return np.sum(parts, axis=0)  # type: ignore[no-any-return]
