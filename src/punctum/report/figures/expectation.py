"""What one person may expect, with the studies behind it on the same axis."""

from __future__ import annotations

from collections.abc import Iterator

from punctum.outcome import Forecast
from punctum.report.figures.expectation_layout import ExpectationLayout
from punctum.report.figures.forest_layout import LEFT, RIGHT, WIDE
from punctum.report.figures.vega import (
    ACCENT,
    DIAMOND_MARK,
    INK,
    LINE,
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
from punctum.report.scale_words import axis_words
from punctum.report.words import capital

COLUMNS = ("What", "Who", "Middle", "Between", "Source")


def expectation(forecast: Forecast) -> Spec:
    """A Vega-Lite figure: the fan of one person's intervals, and under it each pooled study and their average.

    A study's interval is that of its average, and narrower than what one person may see; the figure says so. Falls in
    percent are turned into the person's score, baseline · (1 − fall/100), where the forecast is a score.

    Raises:
        ValueError: the forecast gives no figure for one person.
    """
    if forecast.median is None or forecast.interval_95 is None:
        raise ValueError(f"{forecast.indication}: no figure for one person")
    layout = ExpectationLayout(forecast, forecast.median)
    return figure_spec(
        title=f"What to expect: {forecast.indication}",
        subtitle=["One person above, the averages of the studies below, on one axis.", *_bound(forecast)],
        description=_description(layout),
        width=WIDE,
        height=layout.y,
        layers=_layers(layout),
        table=table_of(COLUMNS, [[entry[name] for name in COLUMNS] for entry in layout.told], layout.links),
        left=LEFT,
    )


def _layers(layout: ExpectationLayout) -> Iterator[Spec]:
    """What is drawn, from back to front: intervals, then what stands on them, then texts."""
    low, high = layout.domain
    x, y, end, right = across(layout.domain), down(layout.y), {"field": "end"}, {"field": "high"}
    thin = {"type": "rule", "color": INK}
    told = tooltip(COLUMNS)
    shade = {"field": "shade", "type": "quantitative", "legend": None, "scale": {"domain": [0, 1], "range": [0, 1]}}
    edges: Spec = {"x": {"value": -LEFT}, "x2": {"value": WIDE + RIGHT}}
    yield layer([{"y": layout.divider}], {"type": "rule", "color": LINE}, **edges, y=y)
    box = {"type": "rect", "color": ACCENT}
    yield layer(layout.bands, box, x=x, x2=right, y=y, y2=end, opacity=shade, tooltip=told)
    yield layer(layout.studies, {"type": "rule", "strokeWidth": 5, "color": QUIET}, x=x, x2=right, y=y, tooltip=told)
    marks = [mark | {"end": layout.axis_y} for mark in layout.marks]
    yield layer(marks, thin | {"strokeDash": [4, 3]}, x=x, y=y, y2=end)
    yield layer(layout.middle, thin | {"strokeWidth": 3}, x=x, y=y, y2=end)
    point = {"type": "point", "filled": True, "size": 110, "opacity": 1, "color": INK}
    yield layer(layout.studies, point, x=across(layout.domain, "value"), y=y, tooltip=told)
    if layout.corners:
        yield layer(layout.corners, DIAMOND_MARK, x=x, y=y, order={"field": "order", "type": "quantitative"})
    yield layer([{"low": low, "high": high, "y": layout.axis_y}], thin, x=x, x2=right, y=y)
    yield layer(layout.ticks, thin, x=x, y=y, y2=end)
    yield from text_layers(layout.texts, layout.domain, layout.y)


def _bound(forecast: Forecast) -> list[str]:
    lines = [] if forecast.controlled else ["Before against after: an upper bound, because nobody was left untreated."]
    return [*lines, "The studies mix kinds; for one person the kind is counted."] if forecast.subtype else lines


def _description(layout: ExpectationLayout) -> str:
    """The figure in words, from the same values."""
    said = [f"{entry['What']} ({entry['Who']}): middle {entry['Middle']}, {entry['Between']}" for entry in layout.told]
    return f"{capital(axis_words(layout.forecast))}. {'; '.join(said)}."
