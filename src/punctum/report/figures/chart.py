"""The chart: a view of the atlas with its marked zones hatched and numbered and its never-needled places crossed.

The drawing stretches with its place; its lines stay one weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby
from math import sqrt
from typing import Literal

from punctum.evidence.language import Language, translated
from punctum.report.figures.svg import element, short_path, whole_path
from punctum.skin import ZONES, Outline, View

State = Literal["treated", "not_treated", "plain"]
# Words of a text alternative, in the order in which it names what is drawn.
SAID: dict[Language, dict[State | Literal["never"], str]] = {
    "en": {"treated": "Treated", "not_treated": "Not treated", "plain": "Marked", "never": "Never needled"},
    "de": {"treated": "Behandelt", "not_treated": "Nicht behandelt", "plain": "Markiert", "never": "Nie genadelt"},
}
OTHER_SIDE: dict[Language, str] = {
    "en": "One side is seen; the other side is marked alike.",
    "de": "Zu sehen ist eine Seite; die andere ist ebenso markiert.",
}
MARGIN = 3.0
# In the page a millimetre is so many units, whole ones: half a pixel each on a large screen.
PER_MM = 5


@dataclass(frozen=True, slots=True)
class ZoneMark:
    """What is said of one zone.

    Arguments:
        number: what stands in its badge, as in the list beside the chart; no badge without one. state: how it is drawn.
        label: what the text alternative adds, for example the needle length.
    """

    number: str
    state: State = "plain"
    label: str = ""


def zone_chart(
    key: str,
    view: View,
    marks: Mapping[str, ZoneMark],
    *,
    title: str,
    language: Language = "en",
    landmarks: bool = False,
    others: bool = True,
) -> str:
    """A view with marks.

    Arguments:
        key: unique on the page. view: made by `punctum.skin.view`. marks: zone → mark; a zone that the view does not
        show is left out. title: what is shown. landmarks: whether the measuring points are drawn.
        others: whether zones without a mark are outlined.

    Returns:
        SVG text, as wide as its place, in fifths of a millimetre; `page.css` colours it.
    """
    shown = seen_in(view, marks)
    name = escape(key)
    box = (view.left_mm - MARGIN, view.top_mm - MARGIN, view.width_mm + 2 * MARGIN, view.height_mm + 2 * MARGIN)
    drawn = drawing(key, view, shown, landmarks=landmarks, others=others, larger=PER_MM)
    return (
        f'<svg class="figure chart" role="img" aria-labelledby="{name}-t {name}-d" '
        f'viewBox="{" ".join(f"{PER_MM * value:.0f}" for value in box)}">'
        f'<title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(description(view, shown, language))}</desc>'
        f"{''.join(drawn)}</svg>"
    )


def seen_in(view: View, marks: Mapping[str, ZoneMark]) -> dict[str, ZoneMark]:
    """The marks of zones that a view shows."""
    drawn = {line.zone for line in view.outlines}
    return {zone: mark for zone, mark in marks.items() if zone in drawn}


def description(view: View, marks: Mapping[str, ZoneMark], language: Language) -> str:
    """The marked zones by state, then the places that are never needled; whether one side stands for both."""
    words = SAID[language]
    lines: dict[str, list[str]] = {word: [] for word in words.values()}
    for zone, mark in marks.items():
        label = f" ({mark.label})" if mark.label else ""
        lines[words[mark.state]].append(f"{mark.number} {_zone_name(zone, language)}{label}".strip())
    never = dict.fromkeys(line.zone for line in view.outlines if line.kind == "never")
    lines[words["never"]] = [_zone_name(zone, language) for zone in never]
    text = " ".join(f"{word}: {'; '.join(names)}." for word, names in lines.items() if names)
    return f"{text} {OTHER_SIDE[language]}" if shows_one_side(view, marks) else text


def shows_one_side(view: View, zones: Iterable[str]) -> bool:
    """Whether a view shows one side of a zone that the body has twice."""
    sides = ({line.side for line in view.outlines if line.zone == zone} - {"middle"} for zone in zones)
    return any(len(seen) == 1 for seen in sides)


def drawing(
    key: str,
    view: View,
    marks: Mapping[str, ZoneMark],
    *,
    landmarks: bool = False,
    others: bool = True,
    larger: int = 1,
) -> Iterable[str]:
    """The parts of the drawing, from the back to the front, in millimetres, or so many times as large."""
    size = larger * badge_radius(view)
    yield patterns(key, view, {mark.state for mark in marks.values()}, larger)
    zones = [line for line in view.outlines if line.kind == "zone"]
    by_zone = {zone: tuple(lines) for zone, lines in groupby(sorted(zones, key=_zone), key=_zone)}
    for zone in sorted(by_zone, key=lambda zone: zone in marks):
        if others or zone in marks:
            yield _zone_path(key, zone, by_zone[zone], marks.get(zone), larger)
    never = _joined(view.outlines, "never", larger)
    yield element("path", d=never, class_="never", fill=f"url(#{key}-x)") if never else ""
    yield element("path", d=_joined(view.outlines, "art", larger), class_="art")
    if landmarks:
        for line in view.outlines:
            if line.kind == "landmark":
                yield _landmark(line, size, larger)
    for zone, lines in by_zone.items():
        if zone in marks and marks[zone].number:
            yield from (_badge(line, marks[zone], size, larger) for line in lines)


def badge_radius(view: View) -> float:
    """Radius of a number's badge, millimetres: the same share of every drawing."""
    return 0.04 * sqrt(view.width_mm * view.height_mm)


def _zone(line: Outline) -> str:
    return line.zone


def _zone_name(zone: str, language: Language) -> str:
    return translated(ZONES.by_id[zone].name, language)


def _joined(outlines: Iterable[Outline], kind: str, larger: int) -> str:
    return "".join(_path(line, larger) for line in outlines if line.kind == kind)


def _path(line: Outline, larger: int) -> str:
    return short_path(line.path) if larger == 1 else whole_path(line.path, larger)


def patterns(key: str, view: View, states: set[State], larger: int) -> str:
    """The hatch of what is treated, the dots of what is not, as far as they are used, and the cross of never."""
    size = larger * 0.023 * sqrt(view.width_mm * view.height_mm)

    def pattern(name: str, step: float, turn: int, lines: str) -> str:
        return (
            f'<pattern id="{escape(key)}-{name}" width="{step:.2f}" height="{step:.2f}" '
            f'patternUnits="userSpaceOnUse" patternTransform="rotate({turn})">'
            f'<rect width="{step:.2f}" height="{step:.2f}" class="ground" stroke="none"/>{lines}</pattern>'
        )

    wide, near = size, 0.65 * size
    stroke = f"{0.12 * size:.2f}"
    hatch = element("path", d=f"M0 {wide / 2:.2f}H{wide:.2f}", stroke_width=stroke, class_="hatch")
    dots = element("circle", cx=f"{wide / 2:.2f}", cy=f"{wide / 2:.2f}", r=stroke, stroke="none", class_="dot")
    cross = element(
        "path",
        d=f"M0 {near / 2:.2f}H{near:.2f}M{near / 2:.2f} 0V{near:.2f}",
        stroke_width=f"{0.07 * size:.2f}",
        class_="cross",
    )
    hatches = pattern("h", wide, -45, hatch) if "treated" in states else ""
    hatches += pattern("o", wide, 0, dots) if "not_treated" in states else ""
    return f"<defs>{hatches}{pattern('x', near, 45, cross)}</defs>"


def _zone_path(key: str, zone: str, lines: tuple[Outline, ...], mark: ZoneMark | None, larger: int) -> str:
    path = "".join(_path(line, larger) for line in lines)
    if mark is None:
        return element("path", d=path, class_="free", data_zone=zone)
    if mark.state == "plain":
        return element("path", d=path, class_="plain", data_zone=zone)
    hatch = "h" if mark.state == "treated" else "o"
    return element("path", d=path, class_=mark.state.replace("_", "-"), fill=f"url(#{key}-{hatch})", data_zone=zone)


def _badge(line: Outline, mark: ZoneMark, size: float, larger: int) -> str:
    x, y = (larger * place for place in line.label_mm)
    half = 0.9 * size
    shape = (
        element("rect", x=f"{x - half:.1f}", y=f"{y - half:.1f}", width=f"{2 * half:.1f}", height=f"{2 * half:.1f}",
                rx=f"{size / 4:.1f}", class_="spot off")
        if mark.state == "not_treated"
        else element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{size:.1f}", class_="spot")
    )  # fmt: skip
    text = element(
        "text", mark.number, x=f"{x:.1f}", y=f"{y + 0.43 * size:.1f}", font_size=f"{1.25 * size:.1f}",
        text_anchor="middle", class_="num",
    )  # fmt: skip
    return shape + text


def _landmark(line: Outline, size: float, larger: int) -> str:
    x, y = (larger * float(place) for place in line.polygon_mm[0])
    arm = size / 4
    path = f"M{x - arm:.1f} {y:.1f}h{2 * arm:.1f}M{x:.1f} {y - arm:.1f}v{2 * arm:.1f}"
    return f'<path d="{path}" class="landmark"><title>{escape(line.name)}</title></path>'
