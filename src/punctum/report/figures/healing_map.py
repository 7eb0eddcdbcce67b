"""The map of healing: a zone to scale with how its tissue responds at each place, in five steps with their figures."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.values import Delivery
from punctum.healing.course import OUTPUTS
from punctum.healing.map import HealingMap
from punctum.problems import InputError, Problem, nearest
from punctum.report.delivery_words import device_text, dose_text, percent, zone_name
from punctum.report.figures.flat_zone import Frame, bar_mm, framed, outline
from punctum.report.figures.local_density import MIDDLE, runs
from punctum.report.figures.map_style import PATTERNS, STOP, STYLE, TONES
from punctum.report.figures.svg import element
from punctum.report.figures.vega import INK
from punctum.report.healing_words import NOT_BENEFIT
from punctum.report.words import count, number

WIDE, EDGE, TOP, BAR, LEGEND, GUTTER, MOST_TALL, ROW = 1000, 28, 152, 40, 320, 36, 640, 24
# From this width to height on the legend stands below the zone instead of beside it.
BROAD = 1.5
STEPS = len(TONES)
# Steps run between these shares of the places; the few beyond count with the first and the last.
ENDS = (0.02, 0.98)
EDGE_NOTE = (
    "At the edge less tissue responds: part of what holes do spreads beyond it. "
    "No bands are drawn: draws differ by more than most places do."
)
# Little response is no warning, so nothing is drawn in red.
MARKS = PATTERNS.replace(STOP, INK)


def healing_map(delivery: Delivery, made: HealingMap, output: str, day: float, *, key: str = "healing") -> str:
    """One output of a map at one of its days.

    Arguments:
        delivery: what the map was made of. output: id of `healing/outputs.csv`. day: one of `made.days`.
        key: unique on the page.

    Returns:
        SVG text that stands alone; everything it shows is said in its description.

    Raises:
        InputError: no such output, or a day that the map does not hold.
    """
    values = _values(made, output, day)
    bounds, classes = _classes(values, made.inside)
    alike = float(np.median(values[made.inside]))
    shares = [float(np.mean(classes[made.inside] == name)) for name in range(STEPS)]
    left, top, right, bottom = delivery.region.bounds_mm
    broad = (right - left) / (bottom - top) >= BROAD
    map_wide = WIDE - 2 * EDGE - (0 if broad else LEGEND + GUTTER)
    frame, tall = framed(delivery.region, EDGE, TOP, map_wide, MOST_TALL)
    legend = (EDGE, TOP + tall + BAR + 34) if broad else (WIDE - EDGE - LEGEND, TOP + 18)
    high = max(TOP + tall + BAR, legend[1] + ROW * (STEPS + 1)) + EDGE
    name, heading = escape(key), f"{zone_name(delivery)}: {_meaning(output)}, day {number(day)}"
    said = _said(output, bounds, alike, shares)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high:.0f}" width="{WIDE}" '
        f'height="{high:.0f}" role="img" aria-labelledby="{name}-t {name}-d">',
        f'<title id="{name}-t">{escape(heading)}</title>',
        f'<desc id="{name}-d">{escape(f"{said} {EDGE_NOTE} {dose_text(delivery)} {NOT_BENEFIT}")}</desc>',
        f"<style>{STYLE}</style>",
        element("rect", width=WIDE, height=f"{high:.0f}", class_="paper"),
        element("text", heading, x=EDGE, y=42, class_="title"),
        element("text", f"{_course(made)} {dose_text(delivery)}", x=EDGE, y=66, class_="lead"),
        *(
            element("text", words, x=EDGE, y=88 + 20 * row, class_="quiet")
            for row, words in enumerate((f"{device_text(delivery)}.", EDGE_NOTE, NOT_BENEFIT))
        ),
        *_zone(delivery, made, frame, classes, name),
        *_bar(frame, TOP + tall + 26),
        *_legend(output, made.side_mm, _steps(bounds, alike), shares, name, *legend),
        "</svg>\n",
    ]
    return "".join(parts)


def _values(made: HealingMap, output: str, day: float) -> NDArray[np.float64]:
    problems = []
    if output not in made.outputs:
        problems.append(Problem("output", "an output of healing", output, nearest(output, tuple(made.outputs))))
    if day not in made.days:
        problems.append(Problem("day", f"one of {', '.join(f'{each:g}' for each in made.days)}", f"{day:g}"))
    if problems:
        raise InputError(problems)
    return np.asarray(made[output][int(np.flatnonzero(made.days == day)[0])], dtype=np.float64)


def _classes(values: NDArray[np.float64], inside: NDArray[np.bool_]) -> tuple[list[float], NDArray[np.int8]]:
    """The bounds between five even steps, and the step of each place; −1 outside. Alike all over: the middle step."""
    low, high = (float(end) for end in np.quantile(values[inside], ENDS))
    bounds = np.linspace(low, high, STEPS + 1)[1:-1]
    # Differences in the seventh digit are rounding.
    flat = high - low <= 1e-6 * max(abs(low), abs(high), 1e-3)
    found = np.full(values.shape, MIDDLE) if flat else np.searchsorted(bounds, np.nan_to_num(values), side="right")
    return ([] if flat else bounds.tolist()), np.where(inside, found, -1).astype(np.int8)


def _zone(delivery: Delivery, made: HealingMap, frame: Frame, classes: NDArray[np.int8], name: str) -> Iterator[str]:
    line = outline(delivery.region, frame)
    size = frame.per_mm * made.side_mm
    x, y = frame.place(float(made.x_mm[0]) - made.side_mm / 2, float(made.y_mm[0]) - made.side_mm / 2)
    yield element("path", d=line, class_="skin", fill_rule="evenodd")
    yield f"<defs>{MARKS.format(key=name, back=f'{1 / size:.5f}')}"
    yield f'<clipPath id="{name}-z"><path d="{line}" clip-rule="evenodd"/></clipPath></defs>'
    yield f'<g clip-path="url(#{name}-z)"><g transform="translate({x:.2f} {y:.2f}) scale({size:.4f})">'
    for step in range(STEPS):
        if path := runs(_grown(classes) == step):
            yield element("path", d=path, class_=f"c{step}")
            yield element("path", d=path, fill=f"url(#{name}-p{step})") if step != MIDDLE else ""
    yield "</g></g>"
    yield element("path", d=line, class_="outline")


def _grown(classes: NDArray[np.int8]) -> NDArray[np.int8]:
    """Squares with little of their area in the zone take the step of a neighbour, so that the outline is filled."""
    padded = np.pad(classes, 1, constant_values=-1)
    near = [padded[1 + down : padded.shape[0] - 1 + down, 1 + across : padded.shape[1] - 1 + across]
            for down, across in ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1))]  # fmt: skip
    grown = classes.copy()
    for each in near:
        grown = np.where(grown < 0, each, grown)
    return grown


def _bar(frame: Frame, y: float) -> Iterator[str]:
    long = bar_mm(frame.per_mm)
    wide = long * frame.per_mm
    yield element("path", d=f"M{EDGE} {y - 6:.1f}v6h{wide:.1f}v-6", class_="bar")
    words = f"{long} mm" if long < 100 else f"{long // 10} cm"
    yield element("text", words, x=f"{EDGE + wide + 10:.1f}", y=f"{y + 1:.1f}", class_="small")


def _legend(
    output: str, side_mm: float, steps: list[tuple[int, str]], shares: list[float], name: str, x: float, y: float
) -> Iterator[str]:
    yield element("text", f"{OUTPUTS.by_id[output].unit}, in squares of {number(side_mm)} mm", x=f"{x:g}",
                  y=f"{y:.1f}", class_="head")  # fmt: skip
    yield f"<defs>{MARKS.format(key=f'{name}-l', back='1')}</defs>"
    for row, (step, words) in enumerate(steps):
        at = y + 4 + ROW * (row + 1)
        looks = [{"class_": f"c{step}"}, {"class_": "swatch"}]
        if step != MIDDLE:
            looks.insert(1, {"fill": f"url(#{name}-l-p{step})"})
        for look in looks:
            yield element("rect", x=f"{x:g}", y=f"{at - 13:.1f}", width=30, height=17, **look)
        yield element("text", words, x=f"{x + 42:g}", y=f"{at:.1f}")
        share = f"{percent(shares[step])} % of the zone" if shares[step] else "nowhere"
        yield element("text", share, x=f"{x + 190:g}", y=f"{at:.1f}", class_="small")


def _steps(bounds: list[float], alike: float) -> list[tuple[int, str]]:
    """Every step with its range in words."""
    if not bounds:
        return [(MIDDLE, f"{alike:.4g} all over")]
    digits = max(0, int(np.ceil(-np.log10(bounds[1] - bounds[0]))) + 1)
    texts = [f"{bound:.{digits}f}" for bound in bounds]
    middle = [f"{low} to {high}" for low, high in pairwise(texts)]
    return list(enumerate([f"below {texts[0]}", *middle, f"from {texts[-1]}"]))


def _said(output: str, bounds: list[float], alike: float, shares: list[float]) -> str:
    told = "; ".join(f"{words}: {percent(shares[step])} % of the zone" for step, words in _steps(bounds, alike))
    return f"{OUTPUTS.by_id[output].text} In {OUTPUTS.by_id[output].unit}: {told}. {EDGE_NOTE}"


def _meaning(output: str) -> str:
    text = OUTPUTS.by_id[output].text.split(".")[0].split(",")[0]
    return text[:1].lower() + text[1:]


def _course(made: HealingMap) -> str:
    draws = "usual constants" if made.draws == 1 else f"the median of {made.draws} draws"
    return f"{count(len(made.session_days), 'session')}, {draws}."
