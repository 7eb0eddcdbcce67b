"""How much of the surface is open: the area of many equal discs together, counted once where they overlap."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.compiled.tiles import Floats, Integers, Tiles
from punctum.lattice.compiled import helper, kernel
from punctum.lattice.threads import cut, shared_out

Doubles = NDArray[np.float64]

_ROWS = 4  # Rows of tiles in one part of the work.


def opened_area(tiles: Tiles, channel_radius_mm: float, region_area_cm2: float, threads: int) -> float:
    """Share of the zone's area that is open: area of the union of equal discs around the holes over the area.

    Exact, from the arcs of each circle that no other disc covers: 1/2 of the integral of x dy - y dx along them
    (Green's theorem). Holes beyond the zone do not count; what a channel at the border opens outside it does.

    Arguments:
        channel_radius_mm: of each disc. threads: how many work side by side; the result is the same for any number.
    """
    if channel_radius_mm <= 0:
        return 0.0
    parts = cut(tiles.rows, _ROWS)

    def summed(part: tuple[int, int]) -> float:
        area: float = _free_arcs(
            tiles.x_mm, tiles.y_mm, tiles.order, tiles.inside, tiles.starts, tiles.columns, tiles.rows,
            tiles.left_mm, tiles.low_mm, tiles.side_mm, float(channel_radius_mm), *part,
        )  # fmt: skip
        return area

    return sum(shared_out(summed, parts, threads)) / (100 * region_area_cm2)


@kernel
def _free_arcs(
    x: Floats,
    y: Floats,
    order: Integers,
    inside: int,
    starts: Integers,
    columns: int,
    rows: int,
    left: float,
    low: float,
    side: float,
    radius: float,
    row_start: int,
    row_stop: int,
) -> float:
    """Area in mm² that the free arcs of the holes in some rows of tiles contribute."""
    around = 2 * np.pi
    # A little more than two radii, so that rounding loses no neighbour; the exact figure decides below.
    reach = 2 * radius * (1 + 1e-5) + 1e-5
    touching = np.float32(reach * reach)
    middle_x, middle_y = left + columns * side / 2, low + rows * side / 2
    arcs = np.empty((64, 2))
    total = 0.0
    for row in range(row_start, row_stop):
        for column in range(columns):
            for hole in range(starts[row * columns + column], starts[row * columns + column + 1]):
                if order[hole] >= inside:
                    continue
                first_row, last_row = _slot(y[hole] - reach, low, side, rows), _slot(y[hole] + reach, low, side, rows)
                first = _slot(x[hole] - reach, left, side, columns)
                last = _slot(x[hole] + reach, left, side, columns)
                near = 0
                for other_row in range(first_row, last_row + 1):
                    for other in range(starts[other_row * columns + first], starts[other_row * columns + last + 1]):
                        dx, dy = x[other] - x[hole], y[other] - y[hole]
                        near += dx * dx + dy * dy < touching
                if near == 1:  # Nearly all channels stand alone.
                    total += np.pi * radius * radius
                    continue
                count = 0
                for other_row in range(first_row, last_row + 1):
                    for other in range(starts[other_row * columns + first], starts[other_row * columns + last + 1]):
                        dx, dy = np.float64(x[other]) - x[hole], np.float64(y[other]) - y[hole]
                        square = dx * dx + dy * dy
                        if square >= 4 * radius * radius or order[other] >= inside or other == hole:
                            continue
                        if square == 0:
                            if other < hole:  # Of holes at one place only the first counts.
                                arcs[0, 0], arcs[0, 1], count = 0.0, around, 1
                                break
                            continue
                        if count + 2 > len(arcs):
                            larger = np.empty((2 * len(arcs), 2))
                            larger[:count] = arcs[:count]
                            arcs = larger
                        half = np.arccos(np.sqrt(square) / (2 * radius))
                        begin = np.arctan2(dy, dx) - half
                        begin += around if begin < 0 else 0.0
                        end = begin + 2 * half
                        if end > around:
                            count = _cover(arcs, count, 0.0, end - around)
                            end = around
                        count = _cover(arcs, count, begin, end)
                        if count == 1 and arcs[0, 0] == 0 and arcs[0, 1] == around:
                            break
                    if count == 1 and arcs[0, 0] == 0 and arcs[0, 1] == around:
                        break
                begin = 0.0
                for arc in range(count + 1):
                    end = arcs[arc, 0] if arc < count else around
                    if end > begin:
                        total += _green(x[hole] - middle_x, y[hole] - middle_y, radius, begin, end)
                    if arc < count:
                        begin = arcs[arc, 1]
    return total


@helper
def _slot(at: float, first: float, side: float, count: int) -> int:
    """Which row or column of tiles a place belongs to; the nearest for one outside."""
    return min(max(int((at - first) / side), 0), count - 1)


@helper
def _cover(arcs: Doubles, count: int, begin: float, end: float) -> int:
    """Join one arc to the covered ones, which lie apart and in order; how many there are then."""
    first = 0
    while first < count and arcs[first, 1] < begin:
        first += 1
    behind = first
    while behind < count and arcs[behind, 0] <= end:
        begin, end = min(begin, arcs[behind, 0]), max(end, arcs[behind, 1])
        behind += 1
    if behind == first:
        for arc in range(count, first, -1):
            arcs[arc, 0], arcs[arc, 1] = arcs[arc - 1, 0], arcs[arc - 1, 1]
    else:
        for arc in range(behind, count):
            arcs[arc - behind + first + 1, 0], arcs[arc - behind + first + 1, 1] = arcs[arc, 0], arcs[arc, 1]
    arcs[first, 0], arcs[first, 1] = begin, end
    return count + 1 - (behind - first)


@helper
def _green(cx: float, cy: float, radius: float, begin: float, end: float) -> float:
    across = cx * (np.sin(end) - np.sin(begin)) - cy * (np.cos(end) - np.cos(begin))
    return float(radius / 2 * (radius * (end - begin) + across))
