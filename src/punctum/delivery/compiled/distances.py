"""The distance from every place of a lattice to its nearest hole, counted and never kept."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.compiled.tiles import Floats, Integers, Tiles
from punctum.lattice.compiled import helper, kernel
from punctum.lattice.threads import cut, shared_out

Doubles = NDArray[np.float64]

_PARTS = 64
_EIGHT = 8
_LANES = 16  # Places that one step of the processor handles; where it has fewer lanes, it takes two or four steps.
# What a group of places holds, each over all lanes: x, y, squared distance (in two places), inside, touching the zone.
_Y, _FOUND, _SPARE, _INSIDE, _TOUCHING, _WIDTH = (_LANES * part for part in range(1, 7))
_FAR = np.float32(1e30)


def measured(
    tiles: Tiles, edges_mm: Doubles, across: int, radii_mm: Sequence[float], threads: int
) -> tuple[NDArray[np.int64], Floats, Doubles]:
    """Places of the zone with a hole within each radius, all places, and how far the farthest are.

    Arguments:
        edges_mm: (e, 4) of the zone. across: places along the side of a tile; they lie at the centres of small squares.

    Returns:
        (radii + 1,) how many places have a hole within each radius, and how many there are.
        (tiles,) the largest squared distance of a place whose small square touches the zone; -1 where there is none,
        1e30 where no hole is near. The squared distance of the farthest place in the zone, its x and its y.
    """
    squares = np.array([radius * radius for radius in radii_mm], dtype=np.float32)
    farthest = np.full(len(tiles.place), -1, dtype=np.float32)
    parts = cut(tiles.rows, ceil(tiles.rows / _PARTS))
    counts = np.zeros((len(parts), len(squares) + 1), dtype=np.int64)
    best = np.zeros((len(parts), 3))
    # A step takes eight holes; fewer are repeated.
    x, y = (np.resize(axis, _EIGHT) if 0 < len(axis) < _EIGHT else axis for axis in (tiles.x_mm, tiles.y_mm))

    def measure(part: tuple[int, tuple[int, int]]) -> None:
        index, rows = part
        _measure(
            x, y, tiles.starts, tiles.place, tiles.columns, tiles.rows, tiles.left_mm, tiles.low_mm, tiles.side_mm,
            across, edges_mm, squares, max(radii_mm, default=0.0), *rows, farthest, counts[index], best[index],
        )  # fmt: skip

    shared_out(measure, list(enumerate(parts)), threads)
    return counts.sum(axis=0), farthest, best[int(np.argmax(best[:, 0]))]


@helper
def _squared(x: float, y: float, hole_x: float, hole_y: float) -> float:
    return (x - hole_x) * (x - hole_x) + (y - hole_y) * (y - hole_y)


@kernel
def _measure(
    x: Floats,
    y: Floats,
    starts: Integers,
    place: NDArray[np.uint8],
    columns: int,
    rows: int,
    left: float,
    low: float,
    side: float,
    across: int,
    edges: Doubles,
    squares: Floats,
    needed: float,
    row_start: int,
    row_stop: int,
    farthest: Floats,
    counts: NDArray[np.int64],
    best: Doubles,
) -> None:
    """For some rows of tiles: how many places have a hole within each radius, and how far they are from one at most.

    Arguments:
        needed: up to here every distance must be right. counts: places within each radius, then all places.
        farthest: (tiles,) largest squared distance; `_FAR` where holes are too far away to be looked for here.
        best: squared distance of the farthest place, then the place.
    """
    step = side / across
    half = step * np.sqrt(0.5) * (1 + 1e-6)
    groups = (across * across + _LANES - 1) // _LANES
    work = np.empty(groups * _WIDTH, np.float32)
    _lay_out(work, groups, across, step)
    near = np.empty(len(edges), np.int64)
    tally = np.zeros(len(squares) * _LANES, np.int32)
    plain, own, widest = False, 0, max(4, int(needed / side) + 1)
    for row in range(row_start, row_stop):
        floor_mm = low + row * side
        held = _edges_in_row(edges, floor_mm, side, near)
        for column in range(columns):
            tile = row * columns + column
            if place[tile] == 0:
                continue
            wall_mm = left + column * side
            if place[tile] == 2:
                own = _weigh(work, groups, across, step, wall_mm, floor_mm, edges, near, held, half)
                plain = False
            elif not plain:
                own = _weigh_plain(work, groups, across)
                plain = True
            top, complete = _search(
                work, groups, x, y, starts, columns, rows, row, column, wall_mm, floor_mm, side, step / 2, widest
            )
            farthest[tile] = top if complete else _FAR
            counts[len(squares)] += own
            source = _FOUND
            if own < groups * _LANES:
                source = _SPARE
                for group in range(groups):
                    at = group * _WIDTH
                    for lane in range(_LANES):
                        found = work[at + lane + _FOUND]
                        work[at + lane + _SPARE] = found if work[at + lane + _INSIDE] > 0 else _FAR
            for index in range(len(squares)):
                square = squares[index]
                if top <= square:
                    counts[index] += own
                    continue
                for group in range(groups):
                    at, to = group * _WIDTH + source, index * _LANES
                    for lane in range(_LANES):
                        tally[to + lane] += np.int32(work[at + lane] <= square)
            if complete and top > best[0]:
                _keep(work, groups, wall_mm, floor_mm, best)
    for index in range(len(squares)):
        for lane in range(_LANES):
            counts[index] += tally[index * _LANES + lane]


@helper
def _keep(work: Floats, groups: int, left: float, low: float, best: Doubles) -> None:
    """Remember the place inside the zone that is farther from its hole than any before."""
    for group in range(groups):
        for lane in range(group * _WIDTH, group * _WIDTH + _LANES):
            if work[lane + _INSIDE] > 0 and work[lane + _FOUND] > best[0]:
                best[0], best[1], best[2] = work[lane + _FOUND], left + work[lane], low + work[lane + _Y]


@helper
def _search(
    work: Floats,
    groups: int,
    x: Floats,
    y: Floats,
    starts: Integers,
    columns: int,
    rows: int,
    row: int,
    column: int,
    left: float,
    low: float,
    side: float,
    inner: float,
    widest: int,
) -> tuple[np.float32, bool]:
    """Squared distances of the places of one tile; the largest, and whether all are surely the nearest.

    Holes that were not looked at are farther away than the ring that was, so that each distance up to it is right.
    """
    for group in range(groups):
        for lane in range(_LANES):
            work[group * _WIDTH + lane + _FOUND] = _FAR
    wall, floor = np.float32(left), np.float32(low)
    ring = 1
    while True:
        first, behind = max(column - ring, 0), min(column + ring + 1, columns)
        for other in range(max(row - ring, 0), min(row + ring + 1, rows)):
            start, stop = starts[other * columns + first], starts[other * columns + behind]
            for start_of_eight in range(start, stop, _EIGHT):
                hole = max(min(start_of_eight, len(x) - _EIGHT), 0)
                x0, x1, x2, x3 = x[hole] - wall, x[hole + 1] - wall, x[hole + 2] - wall, x[hole + 3] - wall
                x4, x5, x6, x7 = x[hole + 4] - wall, x[hole + 5] - wall, x[hole + 6] - wall, x[hole + 7] - wall
                y0, y1, y2, y3 = y[hole] - floor, y[hole + 1] - floor, y[hole + 2] - floor, y[hole + 3] - floor
                y4, y5, y6, y7 = y[hole + 4] - floor, y[hole + 5] - floor, y[hole + 6] - floor, y[hole + 7] - floor
                for group in range(groups):
                    at = group * _WIDTH
                    for lane in range(_LANES):
                        px, py = work[at + lane], work[at + lane + _Y]
                        one = min(_squared(px, py, x0, y0), _squared(px, py, x1, y1))
                        two = min(_squared(px, py, x2, y2), _squared(px, py, x3, y3))
                        work[at + lane + _SPARE] = min(min(one, two), work[at + lane + _FOUND])
                    # Two places take turns: a value written over itself is written under a mask, and read back late.
                    for lane in range(_LANES):
                        px, py = work[at + lane], work[at + lane + _Y]
                        one = min(_squared(px, py, x4, y4), _squared(px, py, x5, y5))
                        two = min(_squared(px, py, x6, y6), _squared(px, py, x7, y7))
                        work[at + lane + _FOUND] = min(min(one, two), work[at + lane + _SPARE])
        top = np.float32(0)
        for group in range(groups):
            at = group * _WIDTH
            for lane in range(_LANES):
                top = max(top, work[at + lane + _FOUND] * work[at + lane + _TOUCHING])
        reach = (ring * side + inner) * (1 - 1e-6)
        if top <= reach * reach or ring >= max(rows, columns):
            return top, True
        if ring >= widest:
            return top, False
        wanted = int(np.ceil(np.sqrt(top) / side)) if top < _FAR else 2 * ring
        ring = min(widest, max(ring + 1, wanted))


@helper
def _lay_out(work: Floats, groups: int, across: int, step: float) -> None:
    """Coordinates of the places in their tile; lanes that are left over repeat the last place."""
    for group in range(groups):
        for lane in range(_LANES):
            index = min(group * _LANES + lane, across * across - 1)
            work[group * _WIDTH + lane] = (index % across + 0.5) * step
            work[group * _WIDTH + lane + _Y] = (index // across + 0.5) * step


@helper
def _weigh_plain(work: Floats, groups: int, across: int) -> int:
    for group in range(groups):
        for lane in range(_LANES):
            own = group * _LANES + lane < across * across
            work[group * _WIDTH + lane + _INSIDE] = own
            work[group * _WIDTH + lane + _TOUCHING] = own
    return across * across


@helper
def _edges_in_row(edges: Doubles, low: float, side: float, near: NDArray[np.int64]) -> int:
    """Which edges reach into a row of tiles; how many."""
    held = 0
    for edge in range(len(edges)):
        if (
            min(edges[edge, 1], edges[edge, 3]) <= low + side * 1.01
            and max(edges[edge, 1], edges[edge, 3]) >= low - side * 0.01
        ):
            near[held] = edge
            held += 1
    return held


@helper
def _weigh(
    work: Floats,
    groups: int,
    across: int,
    step: float,
    left: float,
    low: float,
    edges: Doubles,
    near: NDArray[np.int64],
    held: int,
    half: float,
) -> int:
    """Which places of a border tile lie in the zone, and which stand for a square that may reach into it."""
    side = across * step
    for group in range(groups):
        for lane in range(group * _WIDTH, group * _WIDTH + _LANES):
            work[lane + _INSIDE] = work[lane + _TOUCHING] = 0
    for index in range(held):
        x1, y1, x2, y2 = edges[near[index]]
        for across_y in range(across):
            py = low + (across_y + 0.5) * step
            if (y1 <= py) != (y2 <= py):
                crossing = x1 + (py - y1) / (y2 - y1) * (x2 - x1)
                behind = int(np.ceil((min(max(crossing - left, 0.0), side)) / step - 0.5))
                for place in range(across_y * across, across_y * across + behind):
                    lane = place // _LANES * _WIDTH + place % _LANES
                    work[lane + _INSIDE] = 1 - work[lane + _INSIDE]
        if max(x1, x2) >= left - half and min(x1, x2) <= left + side + half:
            for place in range(across * across):
                lane = place // _LANES * _WIDTH + place % _LANES
                px, py = left + work[lane], low + work[lane + _Y]
                along = ((px - x1) * (x2 - x1) + (py - y1) * (y2 - y1)) / max(_squared(x1, y1, x2, y2), 1e-30)
                along = min(max(along, 0.0), 1.0)
                if _squared(px, py, x1 + along * (x2 - x1), y1 + along * (y2 - y1)) <= half * half:
                    work[lane + _TOUCHING] = 1
    count = 0
    for group in range(groups):
        for lane in range(group * _WIDTH, group * _WIDTH + _LANES):
            work[lane + _TOUCHING] = max(work[lane + _TOUCHING], work[lane + _INSIDE])
            count += int(work[lane + _INSIDE])
    return count
