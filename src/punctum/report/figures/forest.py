"""The forest plot: every study of a scale with its interval, the average with its own, and what a new study may see."""

from __future__ import annotations

from collections.abc import Iterator

from punctum.outcome import Evidence, ScaleEvidence
from punctum.problems import InputError, Problem, shown
from punctum.report.citations import citation
from punctum.report.figures.forest_layout import LEFT, RIGHT, WIDE, Layout
from punctum.report.figures.forest_words import COLUMNS, cells, description, subtitle
from punctum.report.figures.vega import (
    ACCENT,
    DIAMOND_MARK,
    FAINT,
    INK,
    LINE,
    PAPER,
    QUIET,
    Spec,
    across,
    down,
    figure_spec,
    layer,
    table_of,
    text_layers,
    tooltip,
)
from punctum.report.words import capital

SHAPES = {
    "before_after": "circle", "retrospective": "triangle-down", "split_face": "diamond", "parallel": "triangle-up",
    "randomised": "square", "meta_analysis": "cross", "case_report": "triangle-right",
}  # fmt: skip
POINT: Spec = {"type": "point", "size": 110, "opacity": 1, "strokeWidth": 2}


def forest_plot(evidence: Evidence, scale: str) -> Spec:
    """A Vega-Lite figure of one scale: studies, average, new study, and below them what has no value here.

    Intervals are thick lines, values stand on them in the shape of the study's design; the average is a diamond over
    its confidence interval, and the dashed bar under it the prediction interval of a new study. Rows outside the
    average are hollow, and doubtful ones carry a sign and a word.

    Raises:
        InputError: no study of the indication prints a value on the scale.
    """
    found = next((part for part in evidence.scales if part.scale == scale), None)
    if found is None or not drawable(found):
        known = ", ".join(part.scale for part in evidence.scales if drawable(part))
        expected = f"a scale with values to draw ({known})" if known else "a scale with values to draw"
        raise InputError([Problem("scale", expected, shown(scale))])
    layout = Layout(found)
    return figure_spec(
        title=f"{capital(evidence.indication)}: {found.name}",
        subtitle=subtitle(found),
        description=description(evidence, found),
        width=WIDE,
        height=layout.y,
        layers=[*_marks(layout), *text_layers(layout.texts, layout.domain, layout.y)],
        table=table_of(
            COLUMNS,
            [[cells(row, found.quantity)[name] for name in COLUMNS] for row in found.rows],
            [citation(row.source).url for row in found.rows],
        ),
        left=LEFT,
    )


def drawable(scale: ScaleEvidence) -> bool:
    """Whether any study prints a value that can be drawn."""
    return any(row.value is not None for row in scale.rows)


def _marks(layout: Layout) -> Iterator[Spec]:
    x, y, low, high = across(layout.domain), down(layout.y), *layout.domain
    end, right = {"field": "end"}, {"field": "high"}
    thin = {"type": "rule", "color": INK}
    shape = {
        "field": "design", "type": "nominal", "legend": None,
        "scale": {"domain": layout.designs, "range": [SHAPES[design] for design in layout.designs]},
    }  # fmt: skip
    told = tooltip(COLUMNS)
    edges: Spec = {"x": {"value": -LEFT}, "x2": {"value": WIDE + RIGHT}}
    yield layer(layout.rules, {"type": "rule", "color": LINE}, **edges, y=y)
    yield layer([{"low": 0, "y": 14, "end": layout.axis_y}], thin, x=x, y=y, y2=end)
    yield layer([{"low": low, "high": high, "y": layout.axis_y}], thin, x=x, x2=right, y=y)
    yield layer(layout.ticks, thin, x=x, y=y, y2=end)
    bar = {"type": "rule", "strokeWidth": 5}
    yield layer(layout.values, bar, x=x, x2=right, y=y, color=_either(QUIET, FAINT), tooltip=told)
    point: Spec = {"x": across(layout.domain, "value"), "y": y, "shape": shape, "tooltip": told}
    yield layer(layout.values, POINT, **point, stroke=_either(INK, QUIET), fill=_either(INK, PAPER))
    if layout.corners:
        yield layer(layout.corners, DIAMOND_MARK, x=x, y=y, order={"field": "order", "type": "quantitative"})
        dashed = {"type": "rule", "strokeWidth": 3, "strokeDash": [6, 4], "color": ACCENT}
        yield layer(layout.new_study, dashed, x=x, x2=right, y=y)
    if layout.synthesis:
        dotted = {"type": "rule", "strokeWidth": 3, "strokeDash": [2, 4], "color": ACCENT}
        yield layer(layout.synthesis, dotted, x=x, x2=right, y=y)
    for mark in layout.key:
        yield layer([mark], POINT | {"x": mark["x"], "fill": PAPER, "stroke": QUIET}, y=y, shape=shape)


def _either(pooled: str, other: str) -> Spec:
    return {"condition": {"test": "datum.pooled", "value": pooled}, "value": other}
