"""Which parts of a straight line matter to a zone: wherever the zone comes near enough to it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


def chords(
    edges_mm: Values, cos: Values, sin: Values, line_mm: Values, aside_mm: float, along_mm: float
) -> tuple[NDArray[np.intp], Values, Values]:
    """Of each line, the stretches where the zone lies within a distance to either side.

    Seen along the line, the zone within a strip is the shadow of its edges inside the strip and of what it shares with
    the right side of the strip: who walks from a place in the zone straight to that side meets an edge, or gets there.

    Arguments:
        edges_mm: (e, 4) edges of closed rings, as `Region.edges_mm`.
        cos, sin, line_mm: (n,) direction of each line, and its distance from the origin to the left of the direction.
        aside_mm: half the breadth of the strip. along_mm: added at both ends of each stretch.

    Returns:
        line (k,), start_mm (k,), end_mm (k,) along the direction; ascending by line and start.
    """
    x1, y1, x2, y2 = edges_mm.T
    c, s, line = cos[:, None], sin[:, None], line_mm[:, None]
    below = y1 * c - x1 * s - line
    above = y2 * c - x2 * s - line
    near = (np.maximum(below, above) >= -aside_mm) & (np.minimum(below, above) <= aside_mm)
    row, edge = np.nonzero(near)
    v1, v2 = below[near], above[near]
    u1 = x1[edge] * cos[row] + y1[edge] * sin[row]
    u2 = x2[edge] * cos[row] + y2[edge] * sin[row]
    level = v1 == v2
    slope = np.where(level, 0, (u2 - u1) / np.where(level, 1, v2 - v1))
    first = u1 + (np.clip(v1, -aside_mm, aside_mm) - v1) * slope
    last = u2 + (np.clip(v2, -aside_mm, aside_mm) - v2) * slope
    crosses = (v1 <= -aside_mm) != (v2 <= -aside_mm)
    at, of = (u1 - (aside_mm + v1) * slope)[crosses], row[crosses]
    order = np.lexsort((at, of))
    at, of = at[order], of[order]
    starts = np.concatenate([np.minimum(first, last), at[::2]])
    ends = np.concatenate([np.maximum(first, last), at[1::2]])
    return _joined(np.concatenate([row, of[::2]]), starts - along_mm, ends + along_mm)


def _joined(row: NDArray[np.intp], start: Values, end: Values) -> tuple[NDArray[np.intp], Values, Values]:
    """Intervals of each row with those that overlap made one."""
    rows, at = np.concatenate([row, row]), np.concatenate([start, end])
    step = np.repeat([1, -1], len(row))
    order = np.lexsort((-step, at, rows))
    rows, at, step = rows[order], at[order], step[order]
    open_now = np.cumsum(step)
    opens = (open_now == 1) & (step == 1)
    return rows[opens], at[opens], at[open_now == 0]
