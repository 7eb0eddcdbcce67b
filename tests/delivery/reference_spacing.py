"""The same figures of spacing in the slow and obvious way: trees, fine grids, one disc after the other."""

from __future__ import annotations

from math import acos, ceil, pi, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from punctum.delivery.region import Region

Doubles = NDArray[np.float64]


def inside(region: Region, places: Doubles) -> NDArray[np.bool_]:
    """Whether each place (n, 2) has an odd number of rings around it: crossings of a ray to the right."""
    odd = np.zeros(len(places), dtype=bool)
    x, y = places.T
    for x1, y1, x2, y2 in region.edges_mm:
        crosses = (y1 <= y) != (y2 <= y)
        odd ^= crosses & (x < x1 + (y - y1) / (y2 - y1 if y1 != y2 else 1) * (x2 - x1))
    return odd


def lattice(region: Region, left: float, low: float, step: float) -> Doubles:
    """Centres of squares of one size, from a corner up and to the right, that lie in the zone."""
    _, _, right, high = region.bounds_mm
    x = left + (np.arange(ceil((right - left) / step) + 1) + 0.5) * step
    y = low + (np.arange(ceil((high - low) / step) + 1) + 0.5) * step
    places = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    return places[inside(region, places)]


def nearest(holes: Doubles, places: Doubles) -> Doubles:
    """Distance from each place to its nearest hole."""
    distance, _ = cKDTree(holes).query(places)
    return np.asarray(distance, dtype=np.float64)


def farthest(region: Region, holes: Doubles) -> float:
    """Distance from the farthest place to its nearest hole: a grid, points along the border, ever finer grids."""
    tree = cKDTree(holes)
    left, low, right, high = region.bounds_mm
    step = max(right - left, high - low) / 400
    grid = lattice(region, left, low, step)
    border = np.concatenate(
        [
            np.linspace(edge[:2], edge[2:], max(2, int(np.hypot(*(edge[2:] - edge[:2])) / 0.02)))
            for edge in region.edges_mm
        ]
    )
    best = float(tree.query(border)[0].max())
    if not len(grid):
        return best
    distance = tree.query(grid)[0]
    centres = grid[np.argsort(-distance)[:30]]
    while step > 1e-5:
        offsets = np.stack(np.meshgrid(np.linspace(-1, 1, 15), np.linspace(-1, 1, 15)), axis=-1).reshape(-1, 2) * step
        places = (centres[:, None] + offsets).reshape(-1, 2)
        places = np.concatenate([centres, places[inside(region, places)]])
        distance = tree.query(places)[0]
        centres, step = places[np.argsort(-distance)[:30]], step / 5
        best = max(best, float(distance.max()))
    return best


def lens_mm2(radius: float, apart: float) -> float:
    """Area that two equal discs share."""
    if apart >= 2 * radius:
        return 0.0
    return 2 * radius**2 * acos(apart / (2 * radius)) - apart / 2 * sqrt(4 * radius**2 - apart**2)


def union_mm2(holes: Doubles, radius: float, step: float) -> float:
    """Area of the union of equal discs, by counting squares of a fine grid, row by row."""
    low, high = holes.min(axis=0) - radius, holes.max(axis=0) + radius
    x = np.arange(low[0], high[0], step) + step / 2
    tree, count = cKDTree(holes), 0
    for y in np.arange(low[1], high[1], step) + step / 2:
        distance, _ = tree.query(np.column_stack([x, np.full(len(x), y)]), distance_upper_bound=radius)
        count += int(np.count_nonzero(np.isfinite(distance)))
    return count * step**2


def disc_mm2(radius: float) -> float:
    """Area of a disc."""
    return pi * radius**2
