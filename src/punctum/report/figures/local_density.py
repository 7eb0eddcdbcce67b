"""How many holes lie in each small square of a zone, in five classes, and where the typical square centimetre is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.region import Region
from punctum.delivery.values import Punctures

Numbers = NDArray[np.float64]

# Classes end at these shares of the mean density: half, four fifths, five fourths, double.
BOUNDS = (0.5, 0.8, 1.25, 2.0)
CLASSES = len(BOUNDS) + 1
MIDDLE = CLASSES // 2
# Lines across each row of squares, by which the part of a square inside the zone is measured.
SCAN_LINES = 16
# A square with less of it inside is read together with its neighbours.
ENOUGH_INSIDE = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class LocalDensity:
    """Squares of `side_mm` from (`left_mm`, `top_mm`): arrays of rows by columns.

    Arguments:
        inside_cm2: how much of a square lies in the zone. per_cm2: holes over that area; NaN outside.
        classes: 0 for the thinnest to 4 for the densest; −1 outside the zone.
    """

    side_mm: float
    left_mm: float
    top_mm: float
    inside_cm2: Numbers
    counts: NDArray[np.int64]
    per_cm2: Numbers
    classes: NDArray[np.int8]

    @property
    def shares(self) -> tuple[float, ...]:
        """The share of the zone that each class covers."""
        whole = max(float(self.inside_cm2.sum()), 1e-12)
        return tuple(float(self.inside_cm2[self.classes == name].sum()) / whole for name in range(CLASSES))


def local_density(region: Region, punctures: Punctures, mean_per_cm2: float, side_mm: float) -> LocalDensity:
    """Holes per cm² in every square; a square cut by the outline counts for the part of it that lies inside.

    Arguments:
        mean_per_cm2: what the classes are reckoned from. side_mm: of a square.
    """
    left, top, right, bottom = region.bounds_mm
    columns, rows = max(int(np.ceil((right - left) / side_mm)), 1), max(int(np.ceil((bottom - top) / side_mm)), 1)
    inside = _inside_cm2(region, left, top, side_mm, rows, columns)
    column = np.clip(((punctures.x_mm - left) / side_mm).astype(np.int64), 0, columns - 1)
    row = np.clip(((punctures.y_mm - top) / side_mm).astype(np.int64), 0, rows - 1)
    counts = np.bincount(row * columns + column, minlength=rows * columns).reshape(rows, columns)
    area, holes = inside.copy(), counts.astype(np.float64)
    cut = inside < ENOUGH_INSIDE * side_mm * side_mm / 100
    area[cut], holes[cut] = _with_neighbours(inside)[cut], _with_neighbours(holes)[cut]
    outside = (inside <= 0) & (counts == 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        per_cm2 = np.where(outside, np.nan, holes / area)
    bounds = np.array(BOUNDS) * mean_per_cm2
    classes = np.where(outside, -1, np.searchsorted(bounds, np.nan_to_num(per_cm2, nan=0.0), side="right"))
    return LocalDensity(side_mm, left, top, inside, counts, per_cm2, classes.astype(np.int8))


def fitting_side(region: Region, sides_mm: tuple[float, ...], most: int) -> float:
    """The smallest side with which at most so many squares cover the zone; else the largest."""
    return next((side for side in sides_mm if region.area_cm2 * 100 / side**2 <= most), sides_mm[-1])


def typical_square(region: Region, punctures: Punctures, mean_per_cm2: float, side: float) -> tuple[float, float]:
    """Left and top of a square wholly in the zone whose density is nearest to the mean, the most central first.

    `side` is in mm. Where no square lies wholly inside, the one with most of it inside.
    """
    found = local_density(region, punctures, mean_per_cm2, side / 2)
    area, counts = _by_fours(found.inside_cm2), _by_fours(found.counts.astype(np.float64))
    rows, columns = np.indices(area.shape)
    middle = np.hypot(rows - rows.max() / 2, columns - columns.max() / 2)
    whole = area >= 0.999 * area.max()
    off = np.abs(counts / np.maximum(area, 1e-9) - mean_per_cm2) / max(mean_per_cm2, 1e-9)
    # A square that is off by a twentieth but in the middle shows the zone as well as one at its edge.
    cost = np.where(whole, np.maximum(off, 0.05) + 1e-3 * middle, np.inf)
    row, column = np.unravel_index(int(np.argmin(cost)), cost.shape)
    return found.left_mm + float(column) * side / 2, found.top_mm + float(row) * side / 2


def runs(wanted: NDArray[np.bool_]) -> str:
    """All wanted squares as a path in units of one square, neighbours of a row joined."""
    parts: list[str] = []
    for row, line in enumerate(wanted):
        steps = np.diff(np.concatenate(([0], line.astype(np.int8), [0])))
        for start, stop in zip(np.flatnonzero(steps == 1), np.flatnonzero(steps == -1), strict=True):
            parts.append(f"M{start} {row}h{stop - start}v1h{start - stop}z")
    return "".join(parts)


def _inside_cm2(region: Region, left: float, top: float, side: float, rows: int, columns: int) -> Numbers:
    """How much of each square lies inside: the length inside of lines drawn across it, times their distance."""
    x1, y1, x2, y2 = region.edges_mm.T
    grid = left + side * np.arange(columns + 1)
    area = np.zeros((rows, columns))
    for line in range(rows * SCAN_LINES):
        y = top + side * (line + 0.5) / SCAN_LINES
        crossed = (y1 > y) != (y2 > y)
        xs = np.sort(x1[crossed] + (y - y1[crossed]) * (x2[crossed] - x1[crossed]) / (y2[crossed] - y1[crossed]))
        for enters, leaves in zip(xs[::2], xs[1::2], strict=True):
            area[line // SCAN_LINES] += np.diff(np.clip(grid, enters, leaves))
    scaled: Numbers = area * (side / SCAN_LINES / 100)
    return scaled


def _with_neighbours(values: Numbers) -> Numbers:
    """Each value with its eight neighbours."""
    padded = np.pad(values, 1)
    rows, columns = values.shape
    total = np.zeros_like(values)
    for down in range(3):
        for across in range(3):
            total += padded[down : down + rows, across : across + columns]
    return total


def _by_fours(values: Numbers) -> Numbers:
    """Sums over two by two squares, every half side; a zone of one square stands for itself."""
    padded = np.pad(values, ((0, max(2 - values.shape[0], 0)), (0, max(2 - values.shape[1], 0))))
    summed: Numbers = padded[:-1, :-1] + padded[1:, :-1] + padded[:-1, 1:] + padded[1:, 1:]
    return summed
