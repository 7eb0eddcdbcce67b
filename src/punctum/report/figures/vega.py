"""What every Vega-Lite figure shares: the look, the colours of the page, and the table that repeats the figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Spec = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = "Source Sans Pro, system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, DejaVu Sans, sans-serif"
INK, QUIET, FAINT, LINE, ACCENT, PAPER = "#1c2430", "#5a6472", "#a3abb5", "#d9d5ce", "#0f6b6b", "#ffffff"
COLOURS = {"ink": INK, "quiet": QUIET, "accent": ACCENT}
DIAMOND_MARK: Spec = {
    "type": "line",
    "interpolate": "linear-closed",
    "fill": ACCENT,
    "stroke": ACCENT,
    "strokeWidth": 1,
}
SMALL, BODY = 14, 17
LINE_HIGH = 18


def figure_spec(
    *,
    title: str,
    subtitle: Iterable[str],
    description: str,
    width: int,
    height: int,
    layers: Iterable[Spec],
    table: Spec,
    left: int = 0,
) -> Spec:
    """A figure of layers over one drawing area.

    Arguments:
        description: the text alternative. table: made by `table_of`, repeats the figure for those who cannot point.
        left: how far the title begins left of the drawing area, in pixels.
    """
    return {
        "$schema": SCHEMA,
        "description": description,
        "title": {"text": title, "subtitle": list(subtitle), "dx": -left},
        "width": width,
        "height": height,
        "usermeta": {"table": table},
        "layer": list(layers),
        "config": {
            "font": FONT,
            "background": PAPER,
            "aria": False,
            "padding": 16,
            "view": {"stroke": None},
            "axis": {
                "labelColor": QUIET, "titleColor": INK, "labelFontSize": SMALL, "titleFontSize": SMALL,
                "titleFontWeight": "normal", "titleLineHeight": LINE_HIGH, "domainColor": QUIET, "tickColor": QUIET,
                "labelPadding": 4, "titlePadding": 8,
            },
            "title": {
                "anchor": "start", "frame": "group", "color": INK, "fontSize": BODY, "fontWeight": 600,
                "subtitleColor": QUIET, "subtitleFontSize": SMALL, "subtitleLineHeight": LINE_HIGH, "offset": 20,
                "subtitlePadding": 6,
            },
            "text": {"fontSize": SMALL, "color": INK, "baseline": "middle", "align": "left"},
        },
    }  # fmt: skip


def table_of(columns: Iterable[str], rows: Iterable[Iterable[str]], links: Iterable[str]) -> Spec:
    """The figure as a table: headings, cells in words, and for each row where to read its source (or an empty text)."""
    return {"columns": list(columns), "rows": [list(row) for row in rows], "links": list(links)}


def layer(values: Iterable[Mapping[str, Any]], mark: Spec, **encoding: Any) -> Spec:
    """One kind of mark over values of its own."""
    return {"data": {"values": [dict(value) for value in values]}, "mark": mark, "encoding": encoding}


def down(height: int) -> Spec:
    """Pixels from the top of the drawing area."""
    return {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [0, height], "reverse": True}}


def tooltip(columns: Iterable[str]) -> list[Spec]:
    """What a tooltip tells: fields named like the columns of the table."""
    return [{"field": name, "type": "nominal", "title": name} for name in columns]


def across(domain: tuple[float, float], field: str = "low") -> Spec:
    """Values from left to right; figures draw their axis themselves, where they need it."""
    scale = {"domain": list(domain), "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}


def text_layers(texts: Iterable[Mapping[str, Any]], domain: tuple[float, float], height: int) -> Iterator[Spec]:
    """Texts by their look and place.

    Arguments:
        texts: `text`, `y`, `kind` (a colour, and `strong`), and `x` in pixels or a value `low` to be centred at.
    """
    groups: dict[tuple[str, int | None], list[Mapping[str, Any]]] = {}
    for text in texts:
        groups.setdefault((text["kind"], text.get("x")), []).append(text)
    for (kind, place), members in groups.items():
        colour, _, strong = kind.partition(" ")
        look: Spec = {"type": "text", "color": COLOURS[colour], "fontWeight": 600 if strong else 400}
        plain: Spec = {"y": down(height), "text": {"field": "text"}}
        if place is None:
            yield layer(_only(members, "low"), look | {"align": "center"}, x=across(domain), **plain)
        else:
            yield layer(_only(members), look | {"x": place}, **plain)


def _only(texts: Iterable[Mapping[str, Any]], *more: str) -> list[dict[str, Any]]:
    return [{name: text[name] for name in ("text", "y", *more)} for text in texts]
