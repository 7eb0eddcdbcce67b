"""Compiled loops: which places lie in a zone, and where the needles of every strike land."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from punctum.lattice.compiled import helper, kernel

Values = NDArray[np.float64]
Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

# How a neighbourhood of cells or a whole strike lies to the zone: 0 outside, 1 inside, 2 neither.
# A single cell: 0 far outside, 1 inside, 2 outside but its neighbourhood is not, 3 neither.


@kernel
def lay_grid(edges: Values, left: float, low: float, cell: float, columns: int, rows: int, reach: int) -> Any:
    """How each cell of a grid lies to the zone, alone and with all cells up to `reach` away; the edges by row.

    The outermost cells must lie outside. Returns what the other loops take as `grid`: corner and cells per mm; (rows,
    columns) of single cells, the same of neighbourhoods; for each row of cells from where to where `members` names the
    edges that cross it; the edges.
    """
    each, dust = 1 / cell, cell * 1e-6
    starts = np.zeros(rows + 1, np.int64)
    for edge in range(len(edges)):
        y1, y2 = min(edges[edge, 1], edges[edge, 3]), max(edges[edge, 1], edges[edge, 3])
        for row in range(int((y1 - dust - low) * each), int((y2 + dust - low) * each) + 1):
            starts[row + 1] += 1
    for row in range(rows):
        starts[row + 1] += starts[row]
    members, filled = np.empty(starts[rows], np.int32), starts[:rows].copy()
    place = np.zeros((rows, columns), np.uint8)
    for edge in range(len(edges)):
        x1, y1, x2, y2 = edges[edge, 0], edges[edge, 1], edges[edge, 2], edges[edge, 3]
        if y1 > y2:
            x1, y1, x2, y2 = x2, y2, x1, y1
        slope = (x2 - x1) / (y2 - y1) if y2 > y1 else 0.0
        for row in range(int((y1 - dust - low) * each), int((y2 + dust - low) * each) + 1):
            members[filled[row]] = edge
            filled[row] += 1
            bottom = low + row * cell
            middle = bottom + cell / 2
            if y1 <= middle < y2:  # Flips every cell whose centre lies to its right.
                place[row, int((x1 + (middle - y1) * slope - left) * each + 0.5)] ^= 1
            enter = x1 + (min(max(bottom - dust, y1), y2) - y1) * slope
            leave = x1 + (min(max(bottom + cell + dust, y1), y2) - y1) * slope if y2 > y1 else x2
            first, last = min(enter, leave) - dust, max(enter, leave) + dust
            for column in range(int((first - left) * each), int((last - left) * each) + 1):
                place[row, column] |= 4
    near = np.zeros((rows, columns), np.uint8)
    for row in range(rows):
        inside, since = 0, reach + 1
        for column in range(columns):
            inside ^= place[row, column] & 1
            border = place[row, column] & 4
            place[row, column] = 3 if border else inside
            since = 0 if border else since + 1
            near[row, column] = since <= reach
        since = reach + 1
        for column in range(columns - 1, -1, -1):
            since = 0 if place[row, column] == 3 else since + 1
            near[row, column] |= since <= reach
    around = np.minimum(place, np.uint8(2))
    for column in range(columns):
        since = reach + 1
        for row in range(rows):
            since = 0 if near[row, column] else since + 1
            if since <= reach:
                around[row, column] = 2
        since = reach + 1
        for row in range(rows - 1, -1, -1):
            since = 0 if near[row, column] else since + 1
            if since <= reach:
                around[row, column] = 2
    for row in range(rows):
        for column in range(columns):
            if place[row, column] == 0 and around[row, column] == 2:
                place[row, column] = 2
    return left, low, each, place, around, starts, members, edges


@helper
def _cell(at: float, first: float, each: float, count: int) -> np.int32:
    """Which row or column of the grid a coordinate lies in, the nearest if in none: those at the rim lie outside."""
    return min(max(np.int32((np.float64(at) - first) * each), np.int32(0)), np.int32(count - 1))


@helper
def _odd(x: float, y: float, first: int, last: int, members: NDArray[np.int32], edges: Values) -> int:
    """1 where an odd number of edges lies to the right of a place, of those that its row of cells names; else 0."""
    odd = 0
    for at in range(first, last):
        edge = members[at]
        x1, y1, x2, y2 = edges[edge, 0], edges[edge, 1], edges[edge, 2], edges[edge, 3]
        if (y1 <= y) != (y2 <= y) and x < x1 + (y - y1) * ((x2 - x1) / (y2 - y1)):
            odd ^= 1
    return odd


@kernel
def land(
    start: int,
    stop: int,
    x: Floats,
    y: Floats,
    stroke: NDArray[np.int32],
    turn: Values,
    needles: Values,
    grid: Any,
    states: Bytes,
    lands: Bytes,
) -> int:
    """How many needles of strikes start to stop land in the zone; notes which.

    `states`: 0, 1 or 2 of each strike with all its needles. `lands`: which needles land, of strikes of state 2.
    """
    left, low, each, place, around, starts, members, edges = grid
    rows, columns = place.shape
    total, count = 0, needles.shape[1]
    for i in range(start, stop):
        state = around[_cell(y[i], low, each, rows), _cell(x[i], left, each, columns)]
        states[i] = state
        if state == 1:
            total += count
        elif state == 2:
            cos, sin = turn[stroke[i], 0], turn[stroke[i], 1]
            for j in range(count):
                px = np.float32(x[i] + (needles[0, j] * cos - needles[1, j] * sin))
                py = np.float32(y[i] + (needles[0, j] * sin + needles[1, j] * cos))
                row = _cell(py, low, each, rows)
                hit = place[row, _cell(px, left, each, columns)]
                if hit == 3:
                    hit = _odd(px, py, starts[row], starts[row + 1], members, edges)
                lands[i, j] = hit == 1
                total += hit == 1
    return total


@kernel
def put(
    start: int,
    stop: int,
    rank: int,
    total: int,
    surplus: int,
    x: Floats,
    y: Floats,
    stroke: NDArray[np.int32],
    turn: Values,
    pressure: Floats,
    pass_number: Bytes,
    needles: Values,
    states: Bytes,
    lands: Bytes,
    x_out: Floats,
    y_out: Floats,
    pressure_out: Floats,
    pass_out: Bytes,
) -> None:
    """Write the holes of strikes start to stop, leaving out `surplus` of all `total` at evenly spread ranks.

    `rank` is how many holes come before. Hole k is left out where ⌊k·surplus/total + 1/2⌋ grows from k to k + 1.
    """
    count = needles.shape[1]
    behind = rank * surplus + total // 2
    to, due = rank - behind // total, behind % total
    for i in range(start, stop):
        if states[i] == 0:
            continue
        s = stroke[i]
        cos, sin, hard, number = turn[s, 0], turn[s, 1], pressure[s], pass_number[s]
        if states[i] == 1 and due + count * surplus < total:
            due += count * surplus
            for j in range(count):
                x_out[to + j] = x[i] + (needles[0, j] * cos - needles[1, j] * sin)
                y_out[to + j] = y[i] + (needles[0, j] * sin + needles[1, j] * cos)
                pressure_out[to + j] = hard
                pass_out[to + j] = number
            to += count
            continue
        for j in range(count):
            if states[i] == 2 and lands[i, j] == 0:
                continue
            due += surplus
            if due >= total:
                due -= total
                continue
            x_out[to] = x[i] + (needles[0, j] * cos - needles[1, j] * sin)
            y_out[to] = y[i] + (needles[0, j] * sin + needles[1, j] * cos)
            pressure_out[to] = hard
            pass_out[to] = number
            to += 1


@kernel
def sift(x: Floats, y: Floats, grid: Any, near_x: Floats, near_y: Floats, near_rank: NDArray[np.int32]) -> Any:
    """Move the places in the zone to the front of `x` and `y`, those near it to others; both keep their order.

    `near_rank`: how many places in the zone come before each. Returns how many lie in the zone, and how many near it.
    """
    left, low, each, place, _, starts, members, edges = grid
    rows, columns = place.shape
    inside, near = 0, 0
    for i in range(len(x)):
        px, py = x[i], y[i]
        row = _cell(py, low, each, rows)
        state = place[row, _cell(px, left, each, columns)]
        if state == 3:
            state = 2 - _odd(px, py, starts[row], starts[row + 1], members, edges)
        x[inside], y[inside] = px, py
        near_x[near], near_y[near], near_rank[near] = px, py, inside
        inside += state == 1
        near += state == 2
    return inside, near
