"""The area of many equal discs together."""

from __future__ import annotations

from math import pi

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.plain.cells import runs
from punctum.delivery.values import Floats

Values = NDArray[np.float64]
Integers = NDArray[np.int64]
_TURN = 2 * pi
_APART = 8.0  # More than a turn: angles of one circle after those of the other.


def opened_area(x_mm: Floats, y_mm: Floats, channel_radius_mm: float, region_area_cm2: float) -> float:
    """Share of the zone's area that is open: area of the union of equal discs around the holes over the area.

    Exact, from the arcs of each circle that no other disc covers: 1/2 of the integral of x dy - y dx along them
    (Green's theorem). A disc that meets no other is whole.
    """
    radius = channel_radius_mm
    if radius <= 0 or not len(x_mm):
        return 0.0
    places = x_mm.astype(np.float64) + 1j * y_mm
    one, other = _pairs(places.real, places.imag, 2 * radius)
    if (places[one] == places[other]).any():
        # Of holes at one place only one counts.
        places = np.unique(places)
        one, other = _pairs(places.real, places.imag, 2 * radius)
    one, other = np.concatenate([one, other]), np.concatenate([other, one])
    meets, one = np.unique(one, return_inverse=True)
    area = pi * radius**2 * (len(places) - len(meets))
    if len(one):
        area += _free_mm2(places[meets], one, places[other], radius)
    return float(area) / (100 * region_area_cm2)


def _pairs(x: Values, y: Values, within: float) -> tuple[Integers, Integers]:
    """All pairs of places closer than `within`, from cells of that size: a place's own and the four behind it."""
    cell = max(within, float(np.ptp(x)) * 1e-6, float(np.ptp(y)) * 1e-6)
    row, column = (((axis - axis.min()) / cell).astype(np.int64) for axis in (y, x))
    columns = int(column.max()) + 3
    key = row * columns + column + 1
    order = np.argsort(key)
    key, x, y = key[order], x[order], y[order]
    index = np.arange(len(key))
    behind = [
        (index + 1, np.searchsorted(key, key + 1, "right")),
        (np.searchsorted(key, key + columns - 1, "left"), np.searchsorted(key, key + columns + 1, "right")),
    ]
    found = []
    for start, stop in behind:
        count = stop - start
        one = np.repeat(index, count)
        other = runs(start, count)
        close = (x[one] - x[other]) ** 2 + (y[one] - y[other]) ** 2 < within**2
        found.append((order[one[close]], order[other[close]]))
    (a, b), (c, d) = found
    return np.concatenate([a, c]), np.concatenate([b, d])


def _free_mm2(
    centres: NDArray[np.complex128], circle: Integers, others: NDArray[np.complex128], radius: float
) -> float:
    """What the free arcs of circles contribute: every row names a circle and the centre of a disc that meets it."""
    away = others - centres[circle]
    half = np.arccos(np.minimum(np.abs(away) / (2 * radius), 1))
    begin = np.mod(np.angle(away) - half, _TURN)
    end = begin + 2 * half
    over = end > _TURN
    # Beside what is covered: the part of an arc that goes on past the whole turn, and an end to each circle.
    count = len(centres)
    circle = np.concatenate([circle, circle[over], np.arange(count)])
    begin = np.concatenate([begin, np.zeros(np.count_nonzero(over)), np.full(count, _TURN)])
    end = np.concatenate([np.minimum(end, _TURN), end[over] - _TURN, np.full(count, _TURN)])
    order = np.lexsort((begin, circle))
    circle, begin, end = circle[order], begin[order], end[order]
    behind = np.maximum.accumulate(end + _APART * circle) - _APART * circle
    first = np.diff(circle, prepend=-1) > 0
    covered_to = np.where(first, 0, np.append(0, behind[:-1]))
    free = begin > covered_to
    start, stop, centre = covered_to[free], begin[free], (centres - centres.mean())[circle[free]]
    across = centre.real * (np.sin(stop) - np.sin(start)) - centre.imag * (np.cos(stop) - np.cos(start))
    return float(np.sum(radius / 2 * (radius * (stop - start) + across)))
