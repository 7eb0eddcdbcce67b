"""The place of a zone that is farthest from every hole, without compiled loops."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.plain.cells import Flags, slot
from punctum.delivery.plain.tiles import Tiles

Values = NDArray[np.float64]

_CLOSE = 0.0005  # In mm of a distance; a gap is twice as wide.
_FIRST, _GROWTH = 16, 8  # Squares looked into first, and how many times as many next.


@dataclass(slots=True)
class _Best:
    distance: float
    x: float
    y: float

    def offer(self, distance: Values, x: Values, y: Values) -> None:
        if len(distance) and distance[at := int(np.argmax(distance))] > self.distance:
            self.distance, self.x, self.y = float(distance[at]), float(x[at]), float(y[at])


def largest_gap(
    tiles: Tiles, edges_mm: Values, centre_mm: Values, half_mm: float, distance_mm: Values, inside: Flags
) -> tuple[float, float, float]:
    """Distance from the farthest place of the zone to its nearest hole, and the place: branch and bound.

    No place of a square is farther from its nearest hole than its centre and half a diagonal more, nor than the corner
    farthest from any one hole. Squares are cut into four, the most promising first, until none can hold more than the
    best place found.

    Arguments:
        edges_mm: (e, 4) of the zone. centre_mm, half_mm: (n, 2) of squares that fill the zone, and half their side.
        distance_mm: (n,) from each centre to its nearest hole. inside: whether the centre lies in the zone.
    """
    best = _Best(-1.0, 0.0, 0.0)
    best.offer(np.where(inside, distance_mm, -1.0), centre_mm[:, 0], centre_mm[:, 1])
    bound = distance_mm + half_mm * sqrt(2)
    left = np.flatnonzero(bound > best.distance + _CLOSE)
    left = left[np.argsort(-bound[left], kind="stable")]
    size = _FIRST
    while len(left):
        now, left = left[:size], left[size:]
        _look_into(tiles, edges_mm, centre_mm[now], half_mm, bound[now], best)
        left = left[bound[left] > best.distance + _CLOSE]
        size *= _GROWTH
    return best.distance, best.x, best.y


def _look_into(tiles: Tiles, edges: Values, centre: Values, half: float, bound: Values, best: _Best) -> None:
    """Cut squares into four and their parts again while a part may hold a place better than the best."""
    x, y = centre.T
    ring = ceil(bound.max() / tiles.side_mm)
    at = tiles.around(
        slot(y, tiles.low_mm, tiles.side_mm, tiles.rows), slot(x, tiles.left_mm, tiles.side_mm, tiles.columns), ring
    )
    hole_x, hole_y = tiles.x_mm[at].astype(np.float64), tiles.y_mm[at].astype(np.float64)
    of = np.arange(len(x))
    while len(of):
        half /= 2
        x, y = (
            np.concatenate([axis + half * side for side in sides])
            for axis, sides in ((x, (-1, 1, -1, 1)), (y, (-1, -1, 1, 1)))
        )
        of, bound = np.tile(of, 4), np.tile(bound, 4)
        away_x, away_y = np.abs(hole_x[:, of] - x), np.abs(hole_y[:, of] - y)
        distance = np.sqrt((away_x**2 + away_y**2).min(axis=0))
        corner = np.sqrt(((away_x + half) ** 2 + (away_y + half) ** 2).min(axis=0))
        bound = np.minimum(bound, corner)
        good = bound > best.distance + _CLOSE
        x, y, of, bound, distance = x[good], y[good], of[good], bound[good], distance[good]
        inside, away = _to_border(edges, x, y)
        best.offer(distance[inside], x[inside], y[inside])
        near = away <= half * sqrt(2)
        good = (inside | near) & (bound > best.distance + _CLOSE)
        x, y, of, bound = x[good], y[good], of[good], bound[good]


def _to_border(edges: Values, x: Values, y: Values) -> tuple[Flags, Values]:
    """Whether places (n,) lie in the zone, and how far its border is."""
    x1, y1, x2, y2 = edges.T
    x, y = x[:, None], y[:, None]
    passed = (y1 <= y) != (y2 <= y)
    level = np.where(y1 == y2, 1, y2 - y1)
    inside = np.count_nonzero(passed & (x < x1 + (y - y1) / level * (x2 - x1)), axis=1) % 2 == 1
    dx, dy = x2 - x1, y2 - y1
    along = np.clip(((x - x1) * dx + (y - y1) * dy) / np.maximum(dx * dx + dy * dy, 1e-30), 0, 1)
    squared = (x1 + along * dx - x) ** 2 + (y1 + along * dy - y) ** 2
    return inside, np.sqrt(squared.min(axis=1))
