"""How evenly the holes are spread: the variation of the local density over small squares."""

from __future__ import annotations

from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.region import Region

Doubles = NDArray[np.float64]
_FEWEST = 2 + 1  # One more than a line goes through exactly.


def density_cv(x_mm: NDArray[np.float32], y_mm: NDArray[np.float32], region: Region, square_cm2: float) -> float | None:
    """SD over mean of the holes per area in squares laid over the zone, each weighted with its area in the zone.

    Squares with less than half of their area in the zone are left out.

    Arguments:
        x_mm, y_mm: (n,) holes inside the zone. square_cm2: area of a square.

    Returns:
        None where fewer than three squares remain, or no hole lies in them.
    """
    side = sqrt(100 * square_cm2)
    left, low, right, high = region.bounds_mm
    columns, rows = ceil((right - left) / side), ceil((high - low) / side)
    column = np.clip(((x_mm - left) / side).astype(np.int64), 0, columns - 1)
    row = np.clip(((y_mm - low) / side).astype(np.int64), 0, rows - 1)
    holes = np.bincount(row * columns + column, minlength=rows * columns)
    area = square_areas_mm2(region, side, columns, rows).ravel()
    chosen = area >= side * side / 2
    holes, area = holes[chosen], area[chosen]
    if len(area) < _FEWEST or not holes.any():
        return None
    mean = holes.sum() / area.sum()
    variance = float(np.sum(area * (holes / area - mean) ** 2) / area.sum())
    return sqrt(variance) / float(mean)


def square_areas_mm2(region: Region, side_mm: float, columns: int, rows: int) -> Doubles:
    """Area of the zone in each square of a lattice from the lowest x and y of the zone: (rows, columns), exact.

    Each edge is cut at the lines between rows. The part in a row adds the integral of min(x, X) dy to all that lies
    left of X; what lies left of one line between columns less what lies left of the line before is in between.
    """
    left, low, _, _ = region.bounds_mm
    edges = np.concatenate([_oriented(index, region.rings_mm) for index in range(len(region.rings_mm))])
    x1, y1, x2, y2 = (edges - [left, low, left, low]).T
    sloping = y1 != y2
    x1, y1, x2, y2 = x1[sloping], y1[sloping], x2[sloping], y2[sloping]
    first = np.clip(np.floor(np.minimum(y1, y2) / side_mm).astype(np.int64), 0, rows - 1)
    last = np.clip(np.floor(np.maximum(y1, y2) / side_mm).astype(np.int64), 0, rows - 1)
    edge = np.repeat(np.arange(len(x1)), last - first + 1)
    row = (
        np.arange(len(edge))
        - np.repeat(np.cumsum(last - first + 1) - (last - first + 1), last - first + 1)
        + first[edge]
    )
    y1, y2, x1, slope = y1[edge], y2[edge], x1[edge], ((x2 - x1) / (y2 - y1))[edge]
    enter, leave = np.clip(y1, row * side_mm, (row + 1) * side_mm), np.clip(y2, row * side_mm, (row + 1) * side_mm)
    ends = np.sort([x1 + (enter - y1) * slope, x1 + (leave - y1) * slope], axis=0)
    small, large = ends[0][:, None], ends[1][:, None]
    lines = np.arange(columns + 1) * side_mm
    share = np.clip((lines - small) / np.where(large > small, large - small, 1), 0, 1)
    share = np.where(large > small, share, lines >= large)
    mean = share * (small + np.minimum(lines, large)) / 2 + (1 - share) * lines
    below = np.zeros((rows, columns + 1))
    np.add.at(below, row, (leave - enter)[:, None] * mean)
    return np.diff(below, axis=1)


def _oriented(index: int, rings: tuple[Doubles, ...]) -> Doubles:
    """Edges of a ring, with the zone to their left: against the clock, or with it where it bounds a hole."""
    ring = rings[index]
    after = np.roll(ring, -1, axis=0)
    around = sum(_holds(other, ring) for place, other in enumerate(rings) if place != index)
    anticlockwise = np.sum(ring[:, 0] * after[:, 1] - after[:, 0] * ring[:, 1]) > 0
    if anticlockwise == (around % 2 == 0):
        return np.hstack([ring, after])
    return np.hstack([after, ring])


def _holds(outer: Doubles, inner: Doubles) -> bool:
    """Whether most points of one ring lie within another; a point that both share says nothing."""
    after = np.roll(outer, -1, axis=0)
    x, y = inner[:, :1], inner[:, 1:]
    crosses = (outer[:, 1] <= y) != (after[:, 1] <= y)
    rise = np.where(crosses, after[:, 1] - outer[:, 1], 1)
    at = outer[:, 0] + (y - outer[:, 1]) / rise * (after[:, 0] - outer[:, 0])
    return bool(np.mean(np.sum(crosses & (x < at), axis=1) % 2) > 1 / 2)
