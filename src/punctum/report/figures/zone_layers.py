"""One zone as a drawing of two halves: where it lies, and what lies under it."""

from __future__ import annotations

import re
from html import escape

from punctum.report.figures.layers import FONT, INK, QUIET, TALL, WIDE
from punctum.report.figures.svg import element

MAP_WIDE, GAP = 430, 16


def side_by_side(outline: str, column: str, *, title: str, place: str, description: str) -> str:
    """Two drawings that stand alone as one that does.

    Arguments:
        outline: the zone on a view, as SVG. column: its layers, as SVG; empty where it has none.
        title: what is shown. place: which view it is. description: all of it in words.

    Returns:
        SVG text.
    """
    wide = MAP_WIDE + (GAP + WIDE if column else 0)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {TALL}" width="{wide}" height="{TALL}" '
        f'role="img" aria-labelledby="zone-layers-t zone-layers-d" font-family="{FONT}" fill="{INK}">',
        f'<title id="zone-layers-t">{escape(title)}</title><desc id="zone-layers-d">{escape(description)}</desc>',
        f'<rect width="{wide}" height="{TALL}" fill="#ffffff"/>',
        element("text", title, x=20, y=30, font_size=19, font_weight=600),
        element("text", place, x=20, y=54, font_size=14, fill=QUIET),
        _inside(outline, 12, 68, MAP_WIDE - 24, TALL - 80),
        _inside(column, MAP_WIDE + GAP, 0, WIDE, TALL) if column else "",
    ]
    return "".join(parts) + "</svg>\n"


def _inside(svg: str, x: int, y: int, wide: int, tall: int) -> str:
    """A drawing placed inside another, as large as its place allows."""
    head = re.sub(r'\s(?:xmlns|width|height|role|aria-labelledby)="[^"]*"', "", svg[: svg.index(">")])
    place = f' x="{x}" y="{y}" width="{wide}" height="{tall}"'
    return f"{head}{place}{svg[svg.index('>') :].strip()}"
