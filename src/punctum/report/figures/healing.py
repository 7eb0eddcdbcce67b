"""A course of healing as small multiples: every output over its first week and over the whole course, bands first."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

import numpy as np

from punctum.healing.asking.bands import Bands
from punctum.healing.asking.looks import late_days, soon_days
from punctum.healing.asking.respond import Response
from punctum.healing.course import OUTPUTS
from punctum.report.figures.healing_key import EDGE, TINTS, key, triangle
from punctum.report.figures.steps import nice_step
from punctum.report.figures.vega import FAINT, INK, LINE, QUIET, Spec, figure_spec, layer, table_of
from punctum.report.healing_words import (
    NOT_BENEFIT,
    SOON,
    band_text,
    done_text,
    figure,
    redness_text,
    time_after,
    zone_text,
)
from punctum.report.words import count, number

WEEK, WEEK_WIDE, COURSE_WIDE, HIGH = 7, 270, 410, 88
GAP_ACROSS, GAP_DOWN, LETTERS = 44, 14, 112
# Through every look, without hills of its own.
CURVE: Spec = {"clip": True, "interpolate": "monotone"}
NAMES = {
    "erythema_au": "Redness, 1 is just visible",
    "tewl_g_m2_h": "Water loss through the skin, g/m²/h",
    "open_channel_fraction": "Channels of the last session still open, share",
    "collagen_iii": "Type III collagen, times rest",
    "collagen_i": "Young type I collagen, times rest",
    "mature_collagen": "Cross-linked collagen, times rest",
    "elastin": "All that stains as elastin, times rest",
    "epidermal_thickness_um": "Living epidermis, µm",
}
# Marks of the first week and what stands beside them, in days; the axis runs with the root of time.
WEEK_MARKS = {0: "0", 1 / 24: "1 h", 6 / 24: "6 h", 1: "1 day", 2: "2", 4: "4", 7: "7 days"}
# Up to so many days a long course is marked by quarters of a year.
QUARTER, MANY = 3, 600
PANELS = ("The first week; early hours are drawn wider", "The whole course")
COLUMNS = ("Output", "Time after the last session", "Median", "80 of 100 draws")


def healing_figure(response: Response) -> Spec:
    """A Vega-Lite figure: a row an output, left the week after the first session, right the whole course.

    Bands of 95, 80 and 50 of 100 draws are nested and drawn first, the median over them as a line. Triangles and dashed
    lines are sessions; a dotted line is skin at rest.
    """
    first = next(iter(response.bands))
    rows = [
        key(WEEK_WIDE + COURSE_WIDE + 2 * GAP_ACROSS),
        *(_row(response, name, bands, name == first) for name, bands in response.bands.items()),
    ]
    spec = figure_spec(
        title=f"{zone_text(response)}: how tissue responds over {_span(response.asked.until_days)}",
        subtitle=[*wrap(done_text(response), LETTERS), *wrap(NOT_BENEFIT, LETTERS)],
        description=description(response),
        width=0,
        height=0,
        layers=(),
        table=table_of(COLUMNS, table_rows(response), ()),
    )
    for name in ("width", "height", "layer"):
        del spec[name]
    spec["vconcat"], spec["spacing"] = rows, GAP_DOWN
    return spec


def description(response: Response) -> str:
    """The figure in words."""
    told = [
        f"{NAMES[name]}: {time} after the last session {middle}, 80 of 100 draws {band}."
        for name in response.bands
        for _, time, middle, band in [_told(response, name)[-1]]
    ]
    sessions = ", ".join(number(day, 0) for day in response.asked.session_days)
    return " ".join([f"Sessions on day {sessions}.", redness_text(response), *told, NOT_BENEFIT])


def table_rows(response: Response) -> list[list[str]]:
    """The figure as rows of words."""
    return [row for name in response.bands for row in _told(response, name)]


def _told(response: Response, name: str) -> list[list[str]]:
    asked, bands = response.asked, response.bands[name]
    last = asked.session_days[-1]
    times = soon_days() if name in SOON else late_days(last, asked.until_days)
    made = []
    for days in times:
        if last + days <= asked.until_days:
            at = int(np.argmin(np.abs(response.course.days - last - days)))
            made.append(
                [NAMES[name], time_after(days), figure(name, float(bands.median[at])), band_text(name, bands, at, 80)]
            )
    return made


def _row(response: Response, name: str, bands: Bands, headed: bool) -> Spec:
    """One output in both panels, on one scale; `headed`: with what the panels are."""
    values = _values(response, bands)
    low, high = min(value["low95"] for value in values), max(value["high95"] for value in values)
    rest = OUTPUTS.by_id[name].at_rest
    ends = [low, high] if rest is None else [min(low, rest), max(high, rest)]
    y = {"type": "quantitative", "scale": {"domain": ends, "nice": True, "zero": False}, "axis": _y_axis()}
    until = response.asked.until_days
    panels = []
    for heading, wide, last, x in (
        (PANELS[0], WEEK_WIDE, float(WEEK), _week_axis()),
        (PANELS[1], COURSE_WIDE, until, _course_axis(until)),
    ):
        shown = [value for value in values if value["day"] <= last]
        later = [value for value in values if value["day"] > last][:1]
        layers = list(_marks([*shown, *later], x, y))
        layers += list(_sessions(response, last, x))
        if rest is not None:
            layers.append(
                layer([{"rest": rest}], {"type": "rule", "color": QUIET, "strokeDash": [1, 3]}, y=y | {"field": "rest"})
            )
        panel: Spec = {"width": wide, "height": HIGH, "layer": layers, "view": {"stroke": LINE}}
        panels.append(panel | {"title": _small(heading)} if headed else panel)
    return {
        "title": {"text": NAMES[name], "fontSize": 14, "fontWeight": 600, "offset": 6},
        "hconcat": panels,
        "spacing": GAP_ACROSS,
    }


def _small(text: str) -> Spec:
    return {"text": text, "fontSize": 14, "fontWeight": "normal", "color": QUIET, "offset": 12}


def _values(response: Response, bands: Bands) -> list[dict[str, float]]:
    return [
        {
            "day": float(day),
            "median": float(bands.median[at]),
            **{f"low{level}": float(bands.low[level][at]) for level in TINTS},
            **{f"high{level}": float(bands.high[level][at]) for level in TINTS},
        }
        for at, day in enumerate(response.course.days)
    ]


def _marks(values: list[dict[str, float]], x: Spec, y: Spec) -> Iterator[Spec]:
    for level, tint in TINTS.items():
        edge = {"line": {"color": EDGE, "strokeWidth": 0.75}} if level == max(TINTS) else {}
        area = {"type": "area", "color": tint, **CURVE, **edge}
        yield layer(values, area, x=x, y=y | {"field": f"high{level}"}, y2={"field": f"low{level}"})
    bottom = {"type": "line", "color": EDGE, "strokeWidth": 0.75, **CURVE}
    yield layer(values, bottom, x=x, y=y | {"field": f"low{max(TINTS)}"})
    yield layer(values, {"type": "line", "color": INK, "strokeWidth": 1.75, **CURVE}, x=x, y=y | {"field": "median"})


def _sessions(response: Response, last: float, x: Spec) -> Iterator[Spec]:
    days = [{"day": float(day)} for day in response.asked.session_days if day <= last]
    yield layer(days, {"type": "rule", "color": FAINT, "strokeDash": [4, 4]}, x=x)
    yield layer(days, triangle(), x=x, y={"value": -1})


def _y_axis() -> Spec:
    return {"title": None, "tickCount": 3, "grid": False, "minExtent": 44, "maxExtent": 44}


def _week_axis() -> Spec:
    labels = " : ".join(f"abs(datum.value - {day:.6f}) < 0.001 ? '{text}'" for day, text in WEEK_MARKS.items())
    return {
        "field": "day",
        "type": "quantitative",
        "scale": {"type": "pow", "exponent": 0.5, "domain": [0, WEEK], "nice": False},
        "axis": {"title": None, "values": list(WEEK_MARKS), "labelExpr": f"{labels} : ''", "grid": False},
    }


def _course_axis(until: float) -> Spec:
    unit, name = (365 / 12, "month") if until > 92 else (7, "week") if until > 14 else (1, "day")
    step = QUARTER if name == "month" and until < MANY else max(round(nice_step(until / unit)), 1)
    marks = [step * at for at in range(int(until / unit / step + 1e-6) + 1)]
    words = {mark: number(mark) if mark != marks[-1] else count(mark, name) for mark in marks}
    labels = " : ".join(f"abs(datum.value - {mark * unit:.4f}) < 0.01 ? '{text}'" for mark, text in words.items())
    return {
        "field": "day",
        "type": "quantitative",
        "scale": {"domain": [0, until], "nice": False},
        "axis": {
            "title": None, "values": [mark * unit for mark in marks], "labelExpr": f"{labels} : ''", "grid": False,
        },
    }  # fmt: skip


def _span(until: float) -> str:
    return "a year" if abs(until - 365) < 1 else time_after(until)
