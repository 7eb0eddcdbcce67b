"""A forecast over time, small enough for the page: bands first, the middle on them, no treatment beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

import numpy as np
from numpy.typing import NDArray

from punctum.report.figures.fan_values import LEVELS, UNIT_WEEKS, Fan, band, description
from punctum.report.figures.flat_zone import ring_path
from punctum.report.figures.steps import marks_around
from punctum.report.figures.svg import across, element, figure
from punctum.report.words import number

TOP, TALL, FOOT, WIDE = 8, 190, 26, 300
BOTTOM = TOP + TALL
# Shares of the width: numbers, the fan, no treatment.
LEFT, SPAN, BESIDE, BAR = 8.0, 68.0, 84.0, 10.0
LETTERS_HIGH, LETTERS_LOW = 17, 13
TOLERANCE = 0.9
Values = NDArray[np.float64]
# From a value to a height on paper.
Scale = Callable[[float], float]


def small_fan(key: str, fan: Fan, *, title: str) -> str:
    """Nested bands of a forecast week by week, lines to compare with, and a hatched bar without treatment.

    Arguments:
        key: unique on the page.

    Returns:
        SVG text, as wide as its place; `page.css` colours it.
    """
    marks = marks_around(*fan.ends)

    def y(value: float) -> float:
        return TOP + TALL * (marks[-1] - value) / (marks[-1] - marks[0])

    # Bands stretch with the page; letters do not.
    parts = [
        f'<svg x="{across(LEFT)}" width="{across(SPAN)}" height="{BOTTOM}" viewBox="0 0 {WIDE} {BOTTOM}" '
        f'preserveAspectRatio="none">{"".join(_bands(fan, y))}</svg>'
    ]
    parts += _beside(escape(key), fan, y)
    parts += _lines(fan, y)
    parts += [_text(number(value), LEFT - 1, y(value) + 5, "end") for value in marks]
    first, last = (point.weeks for point in (fan.points[0], fan.points[-1]))
    parts += [
        _text("last visit" if first == 0 else f"{number(first)} weeks", LEFT, BOTTOM + 18),
        _text(f"{number(last)}{UNIT_WEEKS}", LEFT + SPAN, BOTTOM + 18, "end"),
    ]
    return figure(key, title, description(fan), BOTTOM + FOOT, parts)


def _bands(fan: Fan, y: Scale) -> Iterator[str]:
    weeks = np.array([point.weeks for point in fan.points])
    x = WIDE * (weeks - weeks[0]) / max(float(weeks[-1] - weeks[0]), 1e-9)
    for level in LEVELS:
        ends = [band(point, level) for point in fan.points]
        upper, lower = (np.array([y(end[side]) for end in ends]) for side in (1, 0))
        yield element("path", d=_between(x, upper, lower), class_=f"band b{level}")
    middle = np.array([y(point.median) for point in fan.points])
    yield element("path", d=_between(x, middle - 1, middle + 1), class_="visit")
    yield element("path", d=f"M0 {TOP}V{BOTTOM}H{WIDE}", class_="axis")


def _beside(key: str, fan: Fan, y: Scale) -> Iterator[str]:
    """What may happen without treatment: a hatched bar under a word, so that no colour is needed."""
    if fan.untreated is None:
        return
    middle, low, high = fan.untreated
    top, at = round(y(high)), round(y(middle))
    yield (
        f'<pattern id="{key}-u" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path d="M3 0V6" class="cross"/></pattern>'
    )
    place = {"x": across(BESIDE), "width": across(BAR)}
    yield element("rect", **place, y=top, height=max(round(y(low)) - top, 3), fill=f"url(#{key}-u)", class_="axis")
    yield element("line", x1=across(BESIDE), x2=across(BESIDE + BAR), y1=at, y2=at, class_="now")
    yield _text("untreated", BESIDE + BAR / 2, BOTTOM + 18, kind="t m")


def _lines(fan: Fan, y: Scale) -> Iterator[str]:
    """The lines to compare with, from the top down; their names keep apart from one another."""
    free = 0
    for name, value in sorted(fan.lines.items(), key=lambda line: y(line[1])):
        at = round(y(value))
        above = at - 5
        below = max(free, at + LETTERS_LOW + 2)
        text = above if above >= max(free, LETTERS_LOW) else below
        free = text + LETTERS_HIGH
        words = f"{name} {number(value)}" if value else name
        yield element("line", x1=across(LEFT), x2=across(BESIDE + BAR), y1=at, y2=at, class_="mark")
        yield _text(words, LEFT + 1, text, kind="t on strong")


def _text(text: str, x: float, y: float, anchor: str = "", kind: str = "t") -> str:
    more = {"text_anchor": anchor} if anchor else {}
    return element("text", text, x=across(x), y=round(y), **more, class_=kind)


def _between(x: Values, upper: Values, lower: Values) -> str:
    """The ring around a band, in whole pixels."""
    ring = np.concatenate([np.column_stack([x, upper]), np.column_stack([x, lower])[::-1]])
    return ring_path(ring, TOLERANCE, 0)
