"""A random pattern: holes anywhere in a zone, and around it as far as they matter."""

from __future__ import annotations

from math import ceil

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.compiled.landing import PART, grid_over
from punctum.delivery.compiled.philox import candidates
from punctum.delivery.compiled.puncturing import sift
from punctum.delivery.dose import MM2_PER_CM2
from punctum.delivery.layout import margin_mm
from punctum.delivery.quantiles import BLOCK, PLACES
from punctum.delivery.region import Region
from punctum.delivery.values import Floats
from punctum.lattice.threads import cut, shared_out

Part = tuple[Floats, Floats, Floats, Floats, NDArray[np.int32]]


def scattered(region: Region, holes: int, seed: int, draw: int, threads: int) -> tuple[Floats, Floats, Floats]:
    """Places anywhere in the zone and around it, until `holes` lie in it: x, y, and those around it (m, 2)."""
    left, low, right, high = region.bounds_mm
    area_mm2 = MM2_PER_CM2 * region.area_cm2
    margin = margin_mm(holes, area_mm2)
    grid = grid_over(region, margin, holes)
    width, height = right - left + 2 * margin, high - low + 2 * margin
    box = np.array([left - margin, low - margin, width, height])
    blocks_a_hole = width * height / area_mm2 / BLOCK

    def drawn(part: tuple[int, int]) -> Part:
        count = part[1] - part[0]
        (x, y), (near_x, near_y) = np.empty((2, 2, count), np.float32)
        rank = np.empty(count, np.int32)
        candidates(*part, draw, PLACES, seed, box, x, y)
        inside, near = sift(x, y, grid, near_x, near_y, rank)
        return x[:inside], y[:inside], near_x[:near], near_y[:near], rank[:near]

    found: list[Part] = []
    tried = ready = 0
    while ready < holes:
        more = BLOCK * ceil((holes - ready) * blocks_a_hole)
        made = shared_out(drawn, [(tried + start, tried + stop) for start, stop in cut(more, PART)], threads)
        found, tried = found + made, tried + more
        ready += sum(len(part[0]) for part in made)
    if not found:
        return np.empty(0, np.float32), np.empty(0, np.float32), np.empty((0, 2), np.float32)
    xs, ys, near_xs, near_ys, ranks = zip(*found, strict=True)
    before = np.repeat(np.cumsum([0, *map(len, xs)])[:-1], [len(part) for part in ranks])
    earlier = before + np.concatenate(ranks) < holes
    beyond = np.column_stack([np.concatenate(near_xs), np.concatenate(near_ys)])[earlier]
    return np.concatenate(xs)[:holes], np.concatenate(ys)[:holes], beyond
