"""How far every place of a zone is from its nearest hole, without compiled loops."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, inf, nan, sqrt

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.layout import places_across
from punctum.delivery.made import Spacing
from punctum.delivery.plain.cells import Flags, laid
from punctum.delivery.plain.gap import largest_gap
from punctum.delivery.plain.tiles import Integers, Tiles
from punctum.delivery.region import Region
from punctum.delivery.values import Floats

_PLACES = 1 << 13  # Places measured at a time; they stay in a near cache.
_HOLES_AROUND = 16  # So many are looked at from a place on average, or more.
_DUST = 1e-6  # More than what single precision rounds away.


def spacing(tiles: Tiles, region: Region, radii_mm: Sequence[float]) -> Spacing:
    """Share of the zone within each radius of a hole, and the largest gap: those of `delivery.spacing`."""
    across = places_across(tiles.side_mm, region.area_cm2)
    step = tiles.side_mm / across
    cells = laid(region.edges_mm, tiles.left_mm, tiles.low_mm, step, tiles.columns * across, tiles.rows * across)
    inside, touched = (_by_tile(flags, across) for flags in (cells.inside, cells.inside | cells.touched))
    needed = np.flatnonzero(touched.any(axis=(0, 1))).astype(np.int32)
    inside, touched = inside[:, :, needed], touched[:, :, needed]
    radii = [float(radius) for radius in radii_mm]
    if len(tiles.x_mm) == 1:
        return Spacing(dict.fromkeys(radii, 0.0), inf, (nan, nan), int(np.count_nonzero(inside)), step)
    squared = _squared(tiles, needed, touched, across)
    own = squared[inside]
    coverage = {
        radius: int(np.count_nonzero(own <= np.float32(radius * radius))) / max(len(own), 1) for radius in radii
    }
    # Most small squares surely hold no place as far from all holes as the farthest found.
    least = max(0, sqrt(own.max(initial=0)) - step)
    up, right, tile = worth = np.nonzero(touched & (squared >= least * least))
    centre = _centres(tiles, step, across, needed[tile], up, right)
    distance, x, y = largest_gap(
        tiles,
        region.edges_mm,
        centre,
        step / 2,
        (1 + _DUST) * np.sqrt(squared[worth].astype(np.float64)),
        inside[worth],
    )
    return Spacing(coverage, 2 * distance, (x, y), len(own), step)


def _by_tile(flags: Flags, across: int) -> Flags:
    """(rows, columns) of small squares as (across, across, tiles)."""
    rows, columns = (length // across for length in flags.shape)
    return flags.reshape(rows, across, columns, across).transpose(1, 3, 0, 2).reshape(across, across, -1)


def _squared(tiles: Tiles, needed: Integers, touched: Flags, across: int) -> Floats:
    """Squared distances from the places of tiles (t,) to their nearest holes, (across, across, t).

    Right wherever a place is `touched`: holes that were not looked at are farther away than the ring that was.
    """
    found = np.full(touched.shape, np.inf, np.float32)
    todo, step = np.arange(len(needed)), tiles.side_mm / across
    most, size = max(tiles.columns, tiles.rows), max(1, _PLACES // across**2)
    # Where holes are few, neighbours hold none; twice the ring each time, until it is surely wide enough.
    ring = max(1, ceil((sqrt(_HOLES_AROUND * tiles.columns * tiles.rows / len(tiles.x_mm)) - 1) / 2))
    while len(todo):
        row, column = np.divmod(needed[todo], tiles.columns)
        for start in range(0, len(todo), size):
            part = slice(start, start + size)
            found[:, :, todo[part]] = _nearest(tiles, row[part], column[part], min(ring, most), across)
        top = np.where(touched[:, :, todo], found[:, :, todo], 0).max(axis=(0, 1))
        reach = (ring * tiles.side_mm + step / 2) * (1 - _DUST)
        todo = todo[top > reach * reach] if ring < most else todo[:0]
        ring *= 2
    return found


def _nearest(tiles: Tiles, row: Integers, column: Integers, ring: int, across: int) -> Floats:
    """Squared distance from each place of some tiles to the nearest hole up to `ring` tiles away."""
    at, step = tiles.around(row, column, ring), tiles.side_mm / across
    along = ((np.arange(across) + 1 / 2) * step).astype(np.float32)[:, None]
    corners = tiles.left_mm + column * tiles.side_mm, tiles.low_mm + row * tiles.side_mm
    x, y = (
        values[at] - corner.astype(np.float32) for values, corner in zip((tiles.x_mm, tiles.y_mm), corners, strict=True)
    )
    best = np.full((across, across, len(row)), np.inf, np.float32)
    far = np.empty_like(best)
    for hole_x, hole_y in zip(x, y, strict=True):
        across_x, up_y = along - hole_x, along - hole_y
        np.add((up_y * up_y)[:, None], across_x * across_x, out=far)
        np.minimum(best, far, out=best)
    return best


def _centres(
    tiles: Tiles, step: float, across: int, tile: Integers, up: NDArray[np.int64], right: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Centres of small squares, (n, 2)."""
    row, column = np.divmod(tile, tiles.columns)
    x = tiles.left_mm + (column * across + right + 1 / 2) * step
    y = tiles.low_mm + (row * across + up + 1 / 2) * step
    return np.column_stack([x, y])
