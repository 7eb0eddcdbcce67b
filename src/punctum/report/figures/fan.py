"""The forecast over time as a Vega-Lite figure: bands first, the middle on them, and the studies it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from punctum.outcome import Forecast
from punctum.report.figures.fan_studies import StudyMark, study_marks
from punctum.report.figures.fan_values import (
    COLUMNS,
    LEVELS,
    Fan,
    band,
    description,
    fan_of,
    row_of,
    table_rows,
    untreated_row,
)
from punctum.report.figures.healing_key import EDGE, TINTS
from punctum.report.figures.steps import marks_around
from punctum.report.figures.vega import INK, PAPER, QUIET, Spec, figure_spec, layer, table_of, tooltip
from punctum.report.words import capital, number

WIDE, HIGH, LETTERS = 620, 320, 88
# Weeks of the axis: the fan ends at half a year, then stands what may happen without treatment.
WEEKS, BESIDE, END = (0, 4, 8, 13, 20, 26), (28.5, 31.5), 34
STRIPES = 9


def forecast_fan(forecast: Forecast) -> Spec:
    """A Vega-Lite figure: nested bands of one person week by week, no treatment beside them, and the pooled studies.

    A study stands as a letter at its week with the interval of its average, which is narrower than what one person may
    see; falls in percent are turned into the person's score, baseline · (1 − fall/100), where the forecast is a score.

    Raises:
        ValueError: the forecast gives no figure for one person.
    """
    fan = fan_of(forecast)
    if fan is None:
        raise ValueError(f"{forecast.indication}: no figure for one person")
    studies = study_marks(forecast)
    ends = [end for study in studies for end in (study.low, study.high)]
    marks = marks_around(min([*ends, fan.ends[0]]), max([*ends, fan.ends[1]]))
    y: Spec = {
        "type": "quantitative",
        "scale": {"domain": [marks[0], marks[-1]], "nice": False, "zero": False},
        "axis": {"title": None, "values": marks, "grid": False},
    }
    rows = [*table_rows(fan), *(study.cells for study in studies)]
    return figure_spec(
        title=f"What to expect: {forecast.indication}",
        subtitle=[line for text in _told(forecast, fan, studies) for line in wrap(text, LETTERS)],
        description=" ".join([description(fan), *(f"{'; '.join(study.cells)}." for study in studies)]),
        width=WIDE,
        height=HIGH,
        layers=_layers(fan, studies, y),
        table=table_of(
            [*COLUMNS, "Source"],
            [[*row, source] for row, source in zip(rows, _sources(fan, studies), strict=True)],
            ["" for _ in table_rows(fan)] + [study.link for study in studies],
        ),
    )


def _told(forecast: Forecast, fan: Fan, studies: tuple[StudyMark, ...]) -> Iterator[str]:
    yield f"{capital(fan.axis)}, by weeks after the last visit."
    yield "Bands: 50, 80 and 95 of 100 people like you. Line: the middle. Striped: without treatment, by assumption."
    if not forecast.controlled:
        yield "Before against after: an upper bound, because these studies left nobody untreated."
    if studies:
        yield "Letters: the average of each study, not one person."
        yield " ".join(f"{study.letter} {study.name}." for study in studies)


def _sources(fan: Fan, studies: tuple[StudyMark, ...]) -> list[str]:
    return ["this forecast" for _ in table_rows(fan)] + [study.source for study in studies]


def _layers(fan: Fan, studies: tuple[StudyMark, ...], y: Spec) -> Iterator[Spec]:
    """What is drawn, from back to front: bands, the middle, no treatment, lines to compare with, studies."""
    weeks = _weeks()
    points: list[dict[str, Any]] = [
        {"weeks": point.weeks, "median": point.median}
        | {f"low{level}": band(point, level)[0] for level in LEVELS}
        | {f"high{level}": band(point, level)[1] for level in LEVELS}
        for point in fan.points
    ]
    for level in LEVELS:
        area: Spec = {"type": "area", "color": TINTS[level], "line": {"color": EDGE, "strokeWidth": 0.75}}
        yield layer(points, area, x=weeks, y=y | {"field": f"high{level}"}, y2={"field": f"low{level}"})
    edge: Spec = {"type": "line", "color": EDGE, "strokeWidth": 0.75}
    yield layer(points, edge, x=weeks, y=y | {"field": f"low{max(LEVELS)}"})
    yield layer(points, {"type": "line", "color": INK, "strokeWidth": 2}, x=weeks, y=y | {"field": "median"})
    dots = [
        {"weeks": point.weeks, "median": point.median} | dict(zip(COLUMNS, row_of(point), strict=True))
        for point in fan.points
    ]
    unseen: Spec = {"type": "point", "filled": True, "size": 300, "opacity": 0}
    yield layer(dots, unseen, x=weeks, y=y | {"field": "median"}, tooltip=tooltip(COLUMNS))
    yield from _beside(fan, weeks, y)
    for name, value in fan.lines.items():
        end = {"from": 0.0, "to": float(BESIDE[1]), "value": value}
        rule: Spec = {"type": "rule", "color": INK, "strokeDash": [2, 4]}
        yield layer([end], rule, x=weeks | {"field": "from"}, x2={"field": "to"}, y=y | {"field": "value"})
        text = f"{name} {number(value)}" if value else name
        words: Spec = {"type": "text", "text": text, "dy": -8, "align": "right", "color": INK, "fontWeight": 600}
        yield layer([end | {"from": WEEKS[-1]}], words, x=weeks | {"field": "from"}, y=y | {"field": "value"})
    yield from _studies(studies, weeks, y)


def _weeks() -> Spec:
    label = " : ".join(f"datum.value == {week} ? '{week}{' weeks' if week == WEEKS[-1] else ''}'" for week in WEEKS)
    return {
        "field": "weeks",
        "type": "quantitative",
        "scale": {"domain": [0, END], "nice": False},
        "axis": {"title": None, "values": list(WEEKS), "labelExpr": f"{label} : ''", "grid": False},
    }


def _beside(fan: Fan, weeks: Spec, y: Spec) -> Iterator[Spec]:
    """What may happen without treatment: a striped box with a word, so that no colour is needed."""
    if fan.untreated is None:
        return
    middle, low, high = fan.untreated
    told = dict(zip(COLUMNS, untreated_row(fan), strict=True))
    box = {"from": BESIDE[0], "to": BESIDE[1], "low": low, "high": high, "middle": middle} | told
    place: Spec = {"x": weeks | {"field": "from"}, "x2": {"field": "to"}}
    frame: Spec = {"type": "rect", "fill": PAPER, "stroke": QUIET, "strokeWidth": 1.5}
    yield layer([box], frame, **place, y=y | {"field": "low"}, y2={"field": "high"}, tooltip=tooltip(COLUMNS))
    stripes = [box | {"at": low + (high - low) * at / STRIPES} for at in range(1, STRIPES)]
    yield layer(stripes, {"type": "rule", "color": QUIET}, **place, y=y | {"field": "at"})
    yield layer([box], {"type": "rule", "color": INK, "strokeWidth": 2}, **place, y=y | {"field": "middle"})
    word: Spec = {"type": "text", "text": ["without", "treatment"], "color": QUIET, "dy": 8, "baseline": "top"}
    yield layer([box], word, x=weeks | {"field": "from"}, y=y | {"field": "low"})


def _studies(studies: tuple[StudyMark, ...], weeks: Spec, y: Spec) -> Iterator[Spec]:
    placed = [study for study in studies if study.weeks is not None]
    values = [
        {"weeks": study.weeks, "low": study.low, "high": study.high, "value": study.value, "letter": study.letter}
        | dict(zip(COLUMNS, study.cells, strict=True))
        for study in placed
    ]
    if not values:
        return
    told = tooltip(COLUMNS)
    bar: Spec = {"type": "rule", "color": INK, "strokeWidth": 1.5}
    yield layer(values, bar, x=weeks, y=y | {"field": "low"}, y2={"field": "high"}, tooltip=told)
    point: Spec = {"type": "point", "shape": "diamond", "size": 320, "opacity": 1, "fill": PAPER, "stroke": INK}
    yield layer(values, point, x=weeks, y=y | {"field": "value"}, tooltip=told)
    letter: Spec = {"type": "text", "align": "center", "fontWeight": 600, "color": INK}
    yield layer(values, letter, x=weeks, y=y | {"field": "value"}, text={"field": "letter"}, tooltip=told)
