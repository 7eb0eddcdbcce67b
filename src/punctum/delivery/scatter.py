"""A random pattern: holes anywhere in a zone, and around it as far as they matter."""

from __future__ import annotations

from math import ceil, e, log, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.dose import MM2_PER_CM2
from punctum.delivery.landing import PART, grid_over
from punctum.delivery.philox import BLOCK, PLACES, candidates
from punctum.delivery.puncturing import within
from punctum.delivery.region import Region
from punctum.delivery.values import Floats
from punctum.lattice.threads import cut, shared_out


def scattered(region: Region, holes: int, seed: int, draw: int, threads: int) -> tuple[Floats, Floats, Floats]:
    """Places anywhere in the zone and around it, until `holes` lie in it: x, y, and those around it (m, 2)."""
    left, low, right, high = region.bounds_mm
    area_mm2 = MM2_PER_CM2 * region.area_cm2
    margin = _margin_mm(holes, area_mm2)
    grid = grid_over(region, margin)
    width, height = right - left + 2 * margin, high - low + 2 * margin
    box = np.array([left - margin, low - margin, width, height])
    blocks_a_hole = width * height / area_mm2 / BLOCK

    def drawn(part: tuple[int, int]) -> tuple[Floats, Floats, NDArray[np.bool_]]:
        x, y = (np.empty(part[1] - part[0], np.float32) for _ in range(2))
        states = np.empty(len(x), np.uint8)
        candidates(*part, draw, PLACES, seed, box, x, y)
        within(x, y, grid, states)
        near = states > 0
        return x[near], y[near], states[near] == 1

    found: list[tuple[Floats, Floats, NDArray[np.bool_]]] = []
    tried, missing = 0, holes
    while missing > 0:
        more = BLOCK * ceil(missing * blocks_a_hole)
        parts = [(tried + start, tried + stop) for start, stop in cut(more, PART)]
        found += shared_out(drawn, parts, threads)
        tried += more
        missing = holes - sum(int(np.count_nonzero(hits)) for _, _, hits in found)
    if not found:
        return np.empty(0, np.float32), np.empty(0, np.float32), np.empty((0, 2), np.float32)
    x, y, hits = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
    inside = np.flatnonzero(hits)[:holes]
    around = np.flatnonzero(~hits[: inside[-1]])
    return x[inside], y[inside], np.column_stack([x[around], y[around]])


def _margin_mm(holes: int, area_mm2: float) -> float:
    """How far around the zone holes may matter: with n holes, a gap wider than this is rarer than 1 in n².

    No hole lies within r of a place with the probability exp(-λπr²).
    """
    return sqrt(2 * log(e + holes) * area_mm2 / (pi * max(holes, 1)))
