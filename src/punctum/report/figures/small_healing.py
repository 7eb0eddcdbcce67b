"""Bands over time small enough for a page: how red after a visit, how tissue responds over a year."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from punctum.healing.asking.bands import Bands
from punctum.report.figures.flat_zone import ring_path
from punctum.report.figures.svg import element, figure, label

Values = NDArray[np.float64]
TOP, TALL, WIDE = 6, 120, 300
FOOT = 24
TOLERANCE = 0.9


def fan_over_time(
    key: str,
    days: Values,
    fan: Bands,
    *,
    title: str,
    description: str,
    rest: float,
    levels: Mapping[float, str],
    times: Mapping[float, str],
) -> str:
    """Nested bands over time and the middle in them; heights are drawn as the root of the distance from rest.

    Arguments:
        key: unique on the page. days: (t,) ascending. fan: bands (t,).
        rest: the value of skin at rest. levels: value → words, drawn as lines across. times: day → words.
    """
    low, high = float(fan.low[95].min()), float(fan.high[95].max())
    least, most = (_root(end, rest) for end in (min(low, *levels), max(high, *levels)))
    begin, end = float(days[0]), float(days[-1])

    def y(values: Values) -> Values:
        roots = np.sign(values - rest) * np.sqrt(np.abs(values - rest))
        return np.asarray(TOP + TALL * (most - roots) / (most - least))

    x = WIDE * (days - begin) / (end - begin)
    bands = [
        element("path", d=_between(x, y(fan.high[level]), y(fan.low[level])), class_=f"band b{level}")
        for level in (95, 80, 50)
    ]
    middle = y(fan.median)
    bands.append(element("path", d=_between(x, middle, middle + 2), class_="visit"))
    # Bands stretch with the page; letters and lines do not.
    places = {day: (day - begin) / (end - begin) for day in times}
    lines = "".join(f"M{WIDE * place:.0f} {TOP}v{TALL}" for place in places.values())
    bands.append(element("path", d=lines, class_="grid"))
    parts = [
        f'<svg width="100%" height="{TOP + TALL}" viewBox="0 0 {WIDE} {TOP + TALL}" '
        f'preserveAspectRatio="none">{"".join(bands)}</svg>'
    ]
    for value, words in levels.items():
        at = round(float(y(np.array(value))))
        parts.append(element("line", x2="100%", y1=at, y2=at, class_="mark"))
        parts.append(element("text", words, x="100%", y=at - 4, text_anchor="end", class_="t on"))
    parts += [label(100 * places[day], TOP + TALL + 18, words, "t", edge=3) for day, words in times.items()]
    return figure(key, title, description, TOP + TALL + FOOT, parts)


def _between(x: Values, upper: Values, lower: Values) -> str:
    """The ring around a band, in whole pixels."""
    ring = np.concatenate([np.column_stack([x, upper]), np.column_stack([x, lower])[::-1]])
    return ring_path(ring, TOLERANCE, 0)


def _root(value: float, rest: float) -> float:
    return sqrt(value - rest) if value >= rest else -sqrt(rest - value)
