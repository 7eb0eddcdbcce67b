"""Holes sorted into square tiles, so that holes that lie near each other stand near each other in memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.layout import tiles_over
from punctum.delivery.region import Region
from punctum.lattice.compiled import helper, kernel
from punctum.lattice.threads import cut, shared_out

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]

OUTSIDE, INSIDE, BORDER = 0, 1, 2
_CHUNK = 1 << 16  # Holes that one part of the sort reads.
_FEW = 1 << 18
_BAND = 1 << 13  # Tiles whose counters stay in the nearest cache.


@dataclass(frozen=True, slots=True, eq=False)
class Tiles:
    """Holes in the order of the tiles they lie in, row by row from the lowest y, each row from the lowest x.

    Arguments:
        side_mm, left_mm, low_mm: size of a tile and the corner of the first. columns, rows: how many.
        x_mm, y_mm: the holes, those of one tile in the order in which they came. A hole outside the lattice of tiles
            stands in the nearest one. order: where each came from; from `inside` on it is a hole beyond the zone.
        starts: (rows * columns + 1,) where the holes of each tile begin.
        place: (rows * columns,) OUTSIDE, INSIDE or BORDER: how the tile lies to the zone.
    """

    side_mm: float
    left_mm: float
    low_mm: float
    columns: int
    rows: int
    x_mm: Floats
    y_mm: Floats
    order: Integers
    starts: Integers
    place: NDArray[np.uint8]
    inside: int


def tiled(x_mm: Floats, y_mm: Floats, region: Region, beyond_mm: Floats, threads: int) -> Tiles:
    """Sort holes into square tiles of about four holes each: a stable counting sort, first by bands of rows.

    Arguments:
        x_mm, y_mm: (n,) holes inside the zone.
        beyond_mm: (m, 2) holes outside it, which count for distances only; may be empty.
        threads: how many work side by side; the result is the same for any number.
    """
    inside, total = len(x_mm), len(x_mm) + len(beyond_mm)
    own, beyond = (
        [np.ascontiguousarray(axis, dtype=np.float32) for axis in pair] for pair in ((x_mm, y_mm), beyond_mm.T)
    )
    left, low, side, columns, rows = tiles_over(region, inside)
    place = np.zeros(rows * columns, dtype=np.uint8)
    _lay(region.edges_mm, left, low, side, columns, rows, place)
    starts = np.zeros(rows * columns + 1, dtype=np.int32)

    each, shift = 1 / side, max(0, (_BAND // columns).bit_length() - 1)
    bands = cut(rows, 1 << shift)
    chunks = [(*own, *part, 0) for part in cut(inside, _CHUNK)]
    chunks += [(*beyond, *part, inside) for part in cut(len(beyond_mm), _CHUNK)]
    counts = np.zeros((len(chunks), len(bands)), dtype=np.int32)
    turns = range(len(chunks))
    if total < _FEW:
        threads = 1  # To start others would take longer than to sort.
    shared_out(lambda turn: _count(*chunks[turn][1:4], low, each, rows, shift, counts[turn]), turns, threads)
    full = np.append(0, np.cumsum(counts.sum(axis=0, dtype=np.int64)))
    begin = full[:-1] + np.cumsum(counts, axis=0, dtype=np.int64) - counts
    result = np.empty(total, np.float32), np.empty(total, np.float32), np.empty(total, np.int32)
    shared_out(
        lambda turn: _to_bands(*chunks[turn], low, each, rows, shift, begin[turn].copy(), *result), turns, threads
    )
    shared_out(
        lambda part: _to_tiles(
            *result, full[part[0]], full[part[0] + 1], left, low, each, columns, rows, *part[1], starts
        ),
        list(enumerate(bands)),
        threads,
    )
    starts[-1] = total
    return Tiles(side, left, low, columns, rows, *result, starts, place, inside)


@helper
def _slot(at: float, first: float, each: float, count: int) -> np.int32:
    """Which of `count` tiles of the size 1 / `each` a coordinate lies in, the nearest if in none."""
    return min(max(np.int32((np.float64(at) - first) * each), np.int32(0)), np.int32(count - 1))


@kernel
def _count(y: Floats, start: int, stop: int, low: float, each: float, rows: int, shift: int, counts: Integers) -> None:
    for hole in range(start, stop):
        counts[_slot(y[hole], low, each, rows) >> shift] += 1


@kernel
def _to_bands(
    x: Floats,
    y: Floats,
    start: int,
    stop: int,
    before: int,
    low: float,
    each: float,
    rows: int,
    shift: int,
    begin: NDArray[np.int64],
    x_out: Floats,
    y_out: Floats,
    order_out: Integers,
) -> None:
    for hole in range(start, stop):
        band = _slot(y[hole], low, each, rows) >> shift
        to = begin[band]
        begin[band] = to + 1
        x_out[to] = x[hole]
        y_out[to] = y[hole]
        order_out[to] = before + hole


@kernel
def _to_tiles(
    x: Floats,
    y: Floats,
    order: Integers,
    start: int,
    stop: int,
    left: float,
    low: float,
    each: float,
    columns: int,
    rows: int,
    row_start: int,
    row_stop: int,
    starts: Integers,
) -> None:
    """Sort the holes of one band by tile, in their places."""
    first = row_start * columns
    tiles = (row_stop - row_start) * columns
    tile_of = np.empty(stop - start, np.int32)
    begin = np.zeros(tiles + 1, np.int32)
    for hole in range(start, stop):
        tile = _slot(y[hole], low, each, rows) * columns + _slot(x[hole], left, each, columns) - first
        tile_of[hole - start] = tile
        begin[tile + 1] += 1
    begin[0] = start
    for tile in range(tiles):
        starts[first + tile] = begin[tile]
        begin[tile + 1] += begin[tile]
    x_was, y_was, order_was = x[start:stop].copy(), y[start:stop].copy(), order[start:stop].copy()
    for hole in range(stop - start):
        tile = tile_of[hole]
        to = begin[tile]
        begin[tile] = to + 1
        x[to] = x_was[hole]
        y[to] = y_was[hole]
        order[to] = order_was[hole]


@kernel
def _lay(
    edges: NDArray[np.float64],
    left: float,
    low: float,
    side: float,
    columns: int,
    rows: int,
    place: NDArray[np.uint8],
) -> None:
    """Every tile an edge touches is BORDER; of the others each lies as its centre does."""
    flips = np.zeros(rows * (columns + 1), np.uint8)
    each = 1 / side
    dust = side * 1e-6
    for edge in range(len(edges)):
        x1, y1, x2, y2 = edges[edge]
        if y1 > y2:
            x1, y1, x2, y2 = x2, y2, x1, y1
        slope = (x2 - x1) / (y2 - y1) if y2 > y1 else 0.0
        for row in range(_slot(y1 - dust, low, each, rows), _slot(y2 + dust, low, each, rows) + 1):
            floor_mm = low + row * side
            middle = floor_mm + side / 2
            if y1 <= middle < y2:
                passed = np.floor((x1 + (middle - y1) * slope - left) / side + 0.5)
                flips[row * (columns + 1) + min(max(int(passed), 0), columns)] ^= 1
            enter = x1 + (max(floor_mm - dust, y1) - y1) * slope
            leave = x1 + (min(floor_mm + side + dust, y2) - y1) * slope if y2 > y1 else x2
            nearest, farthest = min(enter, leave) - dust, max(enter, leave) + dust
            for column in range(_slot(nearest, left, each, columns), _slot(farthest, left, each, columns) + 1):
                place[row * columns + column] = 2
    for row in range(rows):
        within = 0
        for column in range(columns):
            within ^= flips[row * (columns + 1) + column]
            if place[row * columns + column] != 2:
                place[row * columns + column] = within
