"""The interval fan: where most people end, drawn first; the middle, drawn second."""

from __future__ import annotations

from math import ceil, floor, log10
from textwrap import wrap

from punctum.evidence.language import NBSP
from punctum.report.figures.svg import across, element, figure, label
from punctum.report.words import number

LEFT, WIDE = 3.0, 94.0
MIDDLE_Y, AXIS_Y = 76, 116


def interval_fan(
    key: str,
    *,
    title: str,
    axis: str,
    mean: float,
    bands: dict[int, tuple[float, float]],
    low: float | None = None,
    high: float | None = None,
    marks: dict[str, float] | None = None,
) -> str:
    """A horizontal fan of prediction intervals over one axis.

    Arguments:
        key: unique on the page. title: what is shown. axis: what the numbers are, with their unit.
        mean: the middle. bands: percent of people → interval, for example `{50: (a, b), 80: …, 95: …}`.
        low, high: the least the axis must cover. marks: name → value of further marks (`now`, `goal`).

    Returns:
        SVG text.
    """
    marks = marks or {}
    every = [mean, *marks.values(), *(end for band in bands.values() for end in band)]
    least = min(every if low is None else [*every, low])
    most = max(every if high is None else [*every, high])
    step = nice_step(most - least)
    start = floor(least / step) * step
    stop = max(ceil(most / step) * step, start + step)

    def at(value: float) -> float:
        return LEFT + WIDE * (value - start) / (stop - start)

    parts = [_tick(at(start + i * step), start + i * step) for i in range(round((stop - start) / step) + 1)]
    parts.append(element("line", x1=across(LEFT), x2=across(LEFT + WIDE), y1=AXIS_Y, y2=AXIS_Y, class_="axis"))
    for index, percent in enumerate(sorted(bands, reverse=True)):
        begin, end = (at(value) for value in bands[percent])
        half = 10 + 7 * index
        parts.append(
            element(
                "rect", x=across(begin), width=across(max(end - begin, 0.2)), y=MIDDLE_Y - half, height=2 * half,
                rx=3, class_=f"band b{percent}",
            )
        )  # fmt: skip
    x = across(at(mean))
    parts.append(element("line", x1=x, x2=x, y1=MIDDLE_Y - 28, y2=MIDDLE_Y + 28, class_="mean"))
    for row, (name, value) in enumerate(marks.items()):
        x, y = across(at(value)), 14 + 18 * row
        parts.append(element("line", x1=x, x2=x, y1=y + 5, y2=AXIS_Y, class_="mark"))
        parts.append(label(at(value), y, f"{name} {number(value)}", "t strong"))
    # SVG does not wrap; 44 letters fit on a telephone.
    lines = wrap(axis, 44)
    parts += [
        element("text", line, x="50%", y=AXIS_Y + 42 + 19 * row, text_anchor="middle", class_="t")
        for row, line in enumerate(lines)
    ]
    return figure(key, title, _description(axis, mean, bands, marks), AXIS_Y + 28 + 19 * len(lines), parts)


def _tick(x: float, value: float) -> str:
    line = element("line", x1=across(x), x2=across(x), y1=AXIS_Y, y2=AXIS_Y + 5, class_="axis")
    return line + label(x, AXIS_Y + 20, number(value), "t", edge=2)


def nice_step(width: float) -> float:
    """The distance of the marks of an axis: 1, 2 or 5 times a power of ten, about five of them."""
    if width <= 0:
        return 1.0
    rough = width / 5
    power = 10.0 ** floor(log10(rough))
    return next(power * nice for nice in (1, 2, 5, 10) if power * nice >= rough * 0.999)


def _description(axis: str, mean: float, bands: dict[int, tuple[float, float]], marks: dict[str, float]) -> str:
    spans = [
        f"{percent}{NBSP}of 100 people between {number(low)} and {number(high)}"
        for percent, (low, high) in sorted(bands.items(), reverse=True)
    ]
    named = [f"{name}: {number(value)}" for name, value in marks.items()]
    return f"{axis}. {'; '.join([*spans, f'middle: {number(mean)}', *named])}."
