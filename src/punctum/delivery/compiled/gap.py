"""The place of a zone that is farthest from every hole."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.compiled.tiles import Floats, Integers, Tiles
from punctum.lattice.compiled import helper, kernel

Doubles = NDArray[np.float64]

_UNKNOWN = 1e14
_CLOSE = 0.0005  # In mm of a distance; a gap is twice as wide.


def largest_gap(tiles: Tiles, edges_mm: Doubles, bound: Floats, known: Doubles) -> tuple[float, float, float]:
    """Distance from the farthest place of the zone to its nearest hole, and the place: branch and bound.

    No place of a square is farther from its nearest hole than, for any hole, the corner of the square farthest from it.
    Squares begin as blocks of tiles and are cut into four, the most promising first, until none can hold more than
    the best place found. A square across the border counts with the point of the border nearest to its centre.

    Arguments:
        tiles: at least one hole. edges_mm: of the zone.
        bound: (tiles,) no place of the tile is farther; negative outside the zone, from 1e14 mm on where nothing is
            known. known: a squared distance, and a place of the zone with it; 0 for none.
    """
    result = np.empty(3)
    _branch(
        tiles.x_mm, tiles.y_mm, tiles.starts, tiles.place, tiles.columns, tiles.rows,
        tiles.left_mm, tiles.low_mm, tiles.side_mm, edges_mm, *_pyramid(tiles, bound), known, result,
    )  # fmt: skip
    distance, x, y = (float(value) for value in result)
    return distance, x, y


def _pyramid(tiles: Tiles, bound: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """The bounds of tiles, of blocks of 2 x 2, of 4 x 4 and so on, one after the other.

    Also (levels, 3): where each level begins, how many columns and how many rows it has.
    """
    levels, shape, begins = [bound.reshape(tiles.rows, tiles.columns)], [], 0
    while levels[-1].size > 1:
        rows, columns = levels[-1].shape
        padded = np.full((rows + rows % 2, columns + columns % 2), -1, dtype=np.float32)
        padded[:rows, :columns] = levels[-1]
        across = np.maximum(padded[:, ::2], padded[:, 1::2])
        levels.append(np.maximum(across[::2], across[1::2]))
    for level in levels:
        shape.append((begins, level.shape[1], level.shape[0]))
        begins += level.size
    return np.concatenate([level.ravel() for level in levels]), np.array(shape, dtype=np.int64)


@kernel
def _branch(
    x: Floats,
    y: Floats,
    starts: Integers,
    place: NDArray[np.uint8],
    columns: int,
    rows: int,
    left: float,
    low: float,
    side: float,
    edges: Doubles,
    pyramid: Floats,
    shape: NDArray[np.int64],
    known: Doubles,
    best: Doubles,
) -> None:
    best[0] = -1.0
    if known[0] > 0:
        found, _ = _nearest(x, y, starts, columns, rows, left, low, side, known[1], known[2], 0.0)
        _offer(best, known[1], known[2], found)
    for corner in range(len(edges)):
        px, py = edges[corner, 0], edges[corner, 1]
        _offer(best, px, py, _nearest(x, y, starts, columns, rows, left, low, side, px, py, 0.0)[0])
    # A heap of squares: bound, centre, half a side, level (0 a tile, above it blocks of tiles).
    heap, parts = np.empty((64, 5)), np.empty((256, 4))
    level = len(shape) - 1
    half = side * 2.0**level / 2
    size = _put(heap, 0, pyramid[-1], left + half, low + half, half, level)
    while size > 0 and heap[0, 0] > best[0] + _CLOSE:
        upper, middle_x, middle_y, half, level = heap[0, 0], heap[0, 1], heap[0, 2], heap[0, 3], int(heap[0, 4])
        size = _drop(heap, size)
        if level == 0:
            parts[0, 0], parts[0, 1], parts[0, 2], parts[0, 3] = upper, middle_x, middle_y, half
            lies = place[_slot(middle_y, low, side, rows) * columns + _slot(middle_x, left, side, columns)]
            _divide(x, y, starts, columns, rows, left, low, side, edges, lies, parts, best)
            continue
        if size + 4 > len(heap):
            larger = np.empty((2 * len(heap), 5))
            larger[:size] = heap[:size]
            heap = larger
        half, level, above = half / 2, level - 1, upper
        for quarter in range(4):
            cx = middle_x + (half if quarter % 2 else -half)
            cy = middle_y + (half if quarter >= 2 else -half)
            column, row = int((cx - left) / (2 * half)), int((cy - low) / (2 * half))
            if column >= shape[level, 1] or row >= shape[level, 2]:
                continue
            upper = pyramid[shape[level, 0] + row * shape[level, 1] + column]
            if upper >= _UNKNOWN:
                upper = min(above, _nearest(x, y, starts, columns, rows, left, low, side, cx, cy, half)[1])
            if upper > best[0] + _CLOSE:
                size = _put(heap, size, upper, cx, cy, half, level)


@helper
def _divide(
    x: Floats,
    y: Floats,
    starts: Integers,
    columns: int,
    rows: int,
    left: float,
    low: float,
    side: float,
    edges: Doubles,
    lies: int,
    parts: Doubles,
    best: Doubles,
) -> None:
    """Cut one tile, the first of the `parts`, into four as long as a part may hold a place better than the best."""
    count = 1
    while count > 0:
        count -= 1
        above, middle_x, middle_y, half = parts[count, 0], parts[count, 1], parts[count, 2], parts[count, 3] / 2
        if above <= best[0] + _CLOSE:
            continue
        for quarter in range(4):
            cx = middle_x + (half if quarter % 2 else -half)
            cy = middle_y + (half if quarter >= 2 else -half)
            distance, upper = _nearest(x, y, starts, columns, rows, left, low, side, cx, cy, half)
            upper = min(upper, above)
            if upper <= best[0] + _CLOSE:
                continue
            if lies == 2:
                inside, away, px, py = _to_border(edges, cx, cy)
                if not inside:
                    if away > half * np.sqrt(2.0):
                        continue
                    cx_in, cy_in = px, py
                    distance, _ = _nearest(x, y, starts, columns, rows, left, low, side, px, py, 0.0)
                else:
                    cx_in, cy_in = cx, cy
                _offer(best, cx_in, cy_in, distance)
            else:
                _offer(best, cx, cy, distance)
            parts[count, 0], parts[count, 1], parts[count, 2], parts[count, 3] = upper, cx, cy, half
            count += 1


@helper
def _offer(best: Doubles, x: float, y: float, distance: float) -> None:
    if distance > best[0]:
        best[0], best[1], best[2] = distance, x, y


@helper
def _slot(at: float, first: float, side: float, count: int) -> int:
    return min(max(int((at - first) / side), 0), count - 1)


@helper
def _nearest(
    x: Floats,
    y: Floats,
    starts: Integers,
    columns: int,
    rows: int,
    left: float,
    low: float,
    side: float,
    px: float,
    py: float,
    half: float,
) -> tuple[float, float]:
    """Distance from the centre of a square to its nearest hole, and an upper bound for all of the square.

    The bound is the least, over the holes, of the distance to the corner of the square that is farthest from the hole.
    """
    column, row = _slot(px, left, side, columns), _slot(py, low, side, rows)
    found, bound = 1e60, 1e60
    first, behind = max(column - 1, 0), min(column + 2, columns)
    for other in range(max(row - 1, 0), min(row + 2, rows)):
        start, stop = starts[other * columns + first], starts[other * columns + behind]
        found, bound = _scan(x, y, start, stop, px, py, half, found, bound)
    if found <= side * side * (1 - 1e-9):
        return np.sqrt(found), np.sqrt(bound)
    # Row by row away from the place, and in each as far as a nearer hole may lie.
    for away in range(rows):
        gap = max(away - 1, 0) * side
        if gap * gap > found:
            break
        wide = np.sqrt(found - gap * gap) if found < 1e59 else columns * side
        first = _slot(px - wide, left, side, columns)
        behind = _slot(px + wide, left, side, columns) + 1
        if row + away < rows:
            other = (row + away) * columns
            found, bound = _scan(x, y, starts[other + first], starts[other + behind], px, py, half, found, bound)
        if away > 0 and row - away >= 0:
            other = (row - away) * columns
            found, bound = _scan(x, y, starts[other + first], starts[other + behind], px, py, half, found, bound)
    return np.sqrt(found), np.sqrt(bound)


@helper
def _scan(
    x: Floats, y: Floats, start: int, stop: int, px: float, py: float, half: float, found: float, bound: float
) -> tuple[float, float]:
    for hole in range(start, stop):
        dx, dy = abs(x[hole] - px), abs(y[hole] - py)
        found = min(found, dx * dx + dy * dy)
        bound = min(bound, (dx + half) * (dx + half) + (dy + half) * (dy + half))
    return found, bound


@helper
def _to_border(edges: Doubles, px: float, py: float) -> tuple[bool, float, float, float]:
    """Whether a point lies in the zone, how far the nearest point of its border is, and that point."""
    inside, least, at_x, at_y = False, 1e60, 0.0, 0.0
    for edge in range(len(edges)):
        x1, y1, x2, y2 = edges[edge]
        if (y1 <= py) != (y2 <= py) and px < x1 + (py - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
        dx, dy = x2 - x1, y2 - y1
        along = min(max(((px - x1) * dx + (py - y1) * dy) / max(dx * dx + dy * dy, 1e-30), 0.0), 1.0)
        away_x, away_y = x1 + along * dx - px, y1 + along * dy - py
        away = away_x * away_x + away_y * away_y
        if away < least:
            least, at_x, at_y = away, px + away_x, py + away_y
    return inside, np.sqrt(least), at_x, at_y


@helper
def _put(heap: Doubles, size: int, bound: float, cx: float, cy: float, half: float, level: int) -> int:
    at = size
    while at > 0 and heap[(at - 1) // 2, 0] < bound:
        heap[at] = heap[(at - 1) // 2]
        at = (at - 1) // 2
    heap[at, 0], heap[at, 1], heap[at, 2], heap[at, 3], heap[at, 4] = bound, cx, cy, half, level
    return size + 1


@helper
def _drop(heap: Doubles, size: int) -> int:
    """Take the first square out of the heap."""
    last = size - 1
    bound, at = heap[last, 0], 0
    while 2 * at + 1 < last:
        child = 2 * at + 1
        if child + 1 < last and heap[child + 1, 0] > heap[child, 0]:
            child += 1
        if heap[child, 0] <= bound:
            break
        heap[at] = heap[child]
        at = child
    heap[at] = heap[last]
    return last
