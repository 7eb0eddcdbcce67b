"""The grids over a zone: of cells that tell which places lie in it, of tiles of holes, of places between holes."""

from __future__ import annotations

from math import ceil, e, floor, isqrt, log, pi, sqrt

from punctum.delivery.region import Region

_COARSEST, _FINEST = 128, 512  # Cells along the longer side of a zone, between these as the number of holes goes.
_HOLES_A_CELL = 9
_HOLES_A_TILE = 4
_FEWEST_HOLES = 4096  # Fewer holes are tiled as if there were so many: small tiles follow the border closely.
_GRAIN = 4096  # Tile corners are multiples of 1/4096 mm, so that float32 holds them exactly up to 4096 mm.
_FEWEST_ACROSS = 4  # Four holes a tile, four places a hole.
_FEWEST_PLACES = 1 << 16

Grid = tuple[float, float, float, int, int]


def cells_over(region: Region, reach_mm: float, holes: int) -> tuple[Grid, int]:
    """Grid of cells over a zone and around it: corner x and y, side in mm, columns, rows; finer for more holes.

    Also how many cells make at least `reach_mm`; more than so many lie around the zone.
    """
    left, low, right, high = region.bounds_mm
    cell = max(right - left, high - low) / min(max(_COARSEST, isqrt(holes // _HOLES_A_CELL)), _FINEST)
    reach = ceil(reach_mm / cell) + 1
    columns, rows = (int(side / cell) + 2 * reach + 1 for side in (right - left, high - low))
    return (left - reach * cell, low - reach * cell, cell, columns, rows), reach


def tiles_over(region: Region, holes: int) -> Grid:
    """Grid of tiles that hold four holes on average; larger where the zone is a thin shape in a wide box."""
    left, low, right, high = region.bounds_mm
    left, low = floor(left * _GRAIN) / _GRAIN, floor(low * _GRAIN) / _GRAIN
    area_mm2 = max(region.area_cm2 * 100, (right - left) * (high - low) / 16)
    wanted = sqrt(area_mm2 * _HOLES_A_TILE / max(holes, _FEWEST_HOLES))
    side = max(1, round(wanted * _GRAIN)) / _GRAIN
    return left, low, side, max(1, ceil((right - left) / side)), max(1, ceil((high - low) / side))


def places_across(side_mm: float, area_cm2: float) -> int:
    """Places along the side of a tile at which the distance to a hole is measured."""
    return max(_FEWEST_ACROSS, ceil(side_mm / sqrt(area_cm2 * 100 / _FEWEST_PLACES)))


def margin_mm(holes: int, area_mm2: float) -> float:
    """How far around a zone holes anywhere may matter: with n holes, a gap wider than this is rarer than 1 in n².

    No hole lies within r of a place with the probability exp(-λπr²).
    """
    return sqrt(2 * log(e + holes) * area_mm2 / (pi * max(holes, 1)))
