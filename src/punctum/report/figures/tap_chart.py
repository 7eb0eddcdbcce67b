"""A chart to mark: a view of the atlas in which every zone is a part of its own, hatched and numbered where marked.

Nothing is said by colour only, and nothing by the drawing only: a list beside it says and does the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from itertools import groupby

from punctum.evidence.language import Language
from punctum.report.figures.chart import MARGIN, PER_MM, ZoneMark, badge_radius, description, patterns, seen_in
from punctum.report.figures.svg import element, whole_path
from punctum.skin import Outline, View

# Several numbers in one badge.
SMALLER = 0.6


def tap_chart(key: str, view: View, marks: Mapping[str, ZoneMark], *, title: str, language: Language = "en") -> str:
    """A view of which every zone can be marked.

    Each zone is a group `class="tap"` with `data-zone`, and `marked` beside it where it is marked; in it the outline
    (whose fill is the hatch named in `data-hatch` when marked) and a badge for its number. Zones that are never
    needled are crossed and part of no group.

    Arguments:
        key: unique on the page. view: made by `punctum.skin.view`. marks: zone → mark; zones that the view does not
        show are left out. title: what is shown.

    Returns:
        SVG text, as wide as its place, in fifths of a millimetre; its colours are the page's.
    """
    shown = seen_in(view, marks)
    name = escape(key)
    box = (view.left_mm - MARGIN, view.top_mm - MARGIN, view.width_mm + 2 * MARGIN, view.height_mm + 2 * MARGIN)
    return (
        f'<svg class="figure chart taps" role="img" aria-labelledby="{name}-t {name}-d" data-hatch="url(#{name}-h)" '
        f'viewBox="{" ".join(f"{PER_MM * value:.0f}" for value in box)}">'
        f'<title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(description(view, shown, language))}</desc>'
        f"{''.join(_parts(key, view, shown))}</svg>"
    )


def _parts(key: str, view: View, marks: Mapping[str, ZoneMark]) -> Iterable[str]:
    yield patterns(key, view, {"treated"}, PER_MM)
    zones = sorted((line for line in view.outlines if line.kind == "zone"), key=_zone)
    for zone, found in groupby(zones, key=_zone):
        lines = tuple(found)
        mark = marks.get(zone)
        fill = f"url(#{escape(key)}-h)" if mark else "transparent"
        path = element("path", d="".join(_path(line) for line in lines), class_="zone", fill=fill)
        badges = "".join(_badge(line, mark.number if mark else "", PER_MM * badge_radius(view)) for line in lines)
        chosen = " marked" if mark else ""
        yield f'<g class="tap{chosen}" data-zone="{escape(zone)}">{path}{badges}</g>'
    never = "".join(_path(line) for line in view.outlines if line.kind == "never")
    yield element("path", d=never, class_="never", fill=f"url(#{key}-x)") if never else ""
    yield element("path", d="".join(_path(line) for line in view.outlines if line.kind == "art"), class_="art")


def _zone(line: Outline) -> str:
    return line.zone


def _path(line: Outline) -> str:
    return whole_path(line.path, PER_MM)


def _badge(line: Outline, number: str, size: float) -> str:
    x, y = (PER_MM * place for place in line.label_mm)
    letters = 1.25 * size
    written = element(
        "text", number or " ", x=f"{x:.1f}", y=f"{y + 0.35 * size:.1f}", text_anchor="middle", class_="num",
        font_size=f"{letters * (SMALLER if len(number) > 1 else 1):.1f}", data_size=f"{letters:.1f}",
    )  # fmt: skip
    return element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{size:.1f}", class_="spot") + written
