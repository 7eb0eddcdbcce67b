"""How far every place of a zone is from its nearest hole: the share within some distance, and the largest gap."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, nan, sqrt

import numpy as np

from punctum.delivery.compiled.distances import measured
from punctum.delivery.compiled.gap import largest_gap
from punctum.delivery.compiled.tiles import Tiles
from punctum.delivery.layout import places_across
from punctum.delivery.made import Spacing
from punctum.delivery.region import Region

_DUST = 1e-6  # More than what single precision rounds away.


def spacing(tiles: Tiles, region: Region, radii_mm: Sequence[float], threads: int) -> Spacing:
    """Share of the zone within each radius of a hole, and the largest gap between holes.

    The distance to the nearest hole is exact at every place of a square lattice of about four places a hole, the
    centres of small squares that fill the zone. It changes by no more than one moves, so that only a square whose
    distance plus half its diagonal exceeds the best found can hold the farthest place; those are divided further.

    Arguments:
        tiles: the holes. region: the zone they were sorted for.
        radii_mm: how far a hole reaches. threads: how many work side by side; the result is the same for any number.
    """
    radii = [float(radius) for radius in radii_mm]
    across = places_across(tiles.side_mm, region.area_cm2)
    step, edges = tiles.side_mm / across, region.edges_mm
    counts, farthest, best = measured(tiles, edges, across, radii, threads)
    *within, samples = (int(count) for count in counts)
    coverage = {radius: count / max(samples, 1) for radius, count in zip(radii, within, strict=True)}
    if not len(tiles.x_mm):
        return Spacing(coverage, inf, (nan, nan), samples, step)
    upper = (1 + _DUST) * (np.sqrt(np.abs(farthest)) + np.float32(step * sqrt(0.5)))
    distance, x, y = largest_gap(tiles, edges, np.where(farthest < 0, farthest, upper), best)
    return Spacing(coverage, 2 * distance, (x, y), samples, step)
