"""The map of one delivery: the zone to scale with its holes, its largest gap, and a square of it magnified."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from math import sqrt

import numpy as np

from punctum.delivery.values import Delivery
from punctum.evidence.language import NBSP
from punctum.report.delivery_words import ENDPOINT, counted, device_text, dose_text, percent, zone_name
from punctum.report.figures.flat_zone import Frame, bar_mm, framed, outline
from punctum.report.figures.local_density import MIDDLE, LocalDensity, fitting_side, local_density, runs
from punctum.report.figures.map_legend import density_legend, hole_legend
from punctum.report.figures.map_style import PATTERNS, STYLE
from punctum.report.figures.puncture_inset import Inset, dots, inset_drawing, inset_of
from punctum.report.figures.svg import element
from punctum.report.words import number

WIDE, EDGE, TOP, BAR = 1000, 28, 112, 40
INSET, GUTTER, MOST_TALL = 340, 36, 640
# From this width to height on, the magnified square and the legends stand below the zone instead of beside it.
BROAD = 1.5
# Holes are drawn one by one while so many fit and lie so many pixels apart.
MOST_DOTS, APART = 12_000, 3.6
SIDES, MOST_SQUARES = (5.0, 10.0, 20.0), 3600
LABEL_WIDE = 138


def puncture_map(delivery: Delivery, *, key: str = "map") -> str:
    """The zone laid flat with every hole, or with its local density where there are too many holes to see.

    Arguments:
        delivery: what was delivered. key: unique on the page.

    Returns:
        SVG text that stands alone; everything it shows is said in its description.
    """
    left, top, right, bottom = delivery.region.bounds_mm
    broad = (right - left) / (bottom - top) >= BROAD
    map_wide = WIDE - 2 * EDGE - (0 if broad else INSET + GUTTER)
    frame, tall = framed(delivery.region, EDGE, TOP, map_wide, MOST_TALL)
    if not broad:
        tall = max(tall, INSET)
    inset = inset_of(delivery)
    beside = (EDGE, TOP + tall + BAR + 44) if broad else (WIDE - EDGE - INSET, TOP + 22)
    squares = None if _dotted(delivery, frame) else _squares(delivery)
    if broad:
        legend = (EDGE + INSET + GUTTER, beside[1] - 16)
        width = WIDE - EDGE - legend[0]
        drawn = list(_legends(delivery, inset, squares, key, *legend, width))
        high = beside[1] + INSET + 30 + EDGE
    else:
        legend = (beside[0], beside[1] + INSET + 64)
        drawn = list(_legends(delivery, inset, squares, key, *legend, INSET))
        high = max(TOP + tall + BAR, legend[1] + _legend_tall(delivery, squares)) + EDGE
    name, heading = escape(key), f"{zone_name(delivery)}: where the needles land, simulated"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high:.0f}" width="{WIDE}" '
        f'height="{high:.0f}" role="img" aria-labelledby="{name}-t {name}-d">',
        f'<title id="{name}-t">{escape(heading)}</title>',
        f'<desc id="{name}-d">{escape(map_words(delivery, squares) + f" {ENDPOINT}")}</desc>',
        f"<style>{STYLE}</style>",
        element("rect", width=WIDE, height=f"{high:.0f}", class_="paper"),
        element("text", heading, x=EDGE, y=42, class_="title"),
        element("text", dose_text(delivery), x=EDGE, y=66, class_="lead"),
        element("text", f"{device_text(delivery)}. {ENDPOINT}", x=EDGE, y=86, class_="quiet"),
        *_zone(delivery, frame, squares, key),
        *_where(inset, frame),
        *_gap(delivery, frame, inset, (8, EDGE + map_wide + EDGE - 8)),
        *_bar(frame, TOP + tall + 26),
        element("text", _inset_title(inset), x=f"{beside[0]:g}", y=f"{beside[1] - 12:.1f}", class_="head"),
        *inset_drawing(delivery, inset, name, beside[0], round(beside[1], 1), INSET),
        *drawn,
        "</svg>\n",
    ]
    return "".join(parts)


def map_words(delivery: Delivery, squares: LocalDensity | None) -> str:
    """What the map and the lines above it show, in words."""
    return f"{dose_text(delivery)} {device_text(delivery)}. {spread_words(delivery, squares)}"


def spread_words(delivery: Delivery, squares: LocalDensity | None) -> str:
    """What the map alone shows, in words."""
    gap = f"The largest gap is {number(delivery.largest_gap_mm)}{NBSP}mm across."
    if squares is None:
        return f"Every hole is a dot. {gap}"
    thin, dense = sum(squares.shares[:MIDDLE]), sum(squares.shares[MIDDLE + 1 :])
    return (
        f"On squares of {number(squares.side_mm)}{NBSP}mm {percent(thin)} % of the zone has less than four "
        f"fifths of the mean density, and {percent(dense)} % more than five fourths. {gap}"
    )


def _dotted(delivery: Delivery, frame: Frame) -> bool:
    apart = frame.per_mm * sqrt(100 / max(delivery.density_per_cm2, 1e-9))
    return len(delivery.punctures.x_mm) <= MOST_DOTS and apart >= APART


def _squares(delivery: Delivery) -> LocalDensity:
    side = fitting_side(delivery.region, SIDES, MOST_SQUARES)
    return local_density(delivery.region, delivery.punctures, delivery.density_per_cm2, side)


def _zone(delivery: Delivery, frame: Frame, squares: LocalDensity | None, key: str) -> Iterator[str]:
    line = outline(delivery.region, frame)
    yield element("path", d=line, class_="skin", fill_rule="evenodd")
    if squares is None:
        made = delivery.punctures
        at = [frame.left, frame.top] + frame.per_mm * np.column_stack([made.x_mm, made.y_mm]).astype(np.float64)
        width = 20 * max(frame.per_mm * delivery.exposure.channel_radius_mm, 0.8)
        path = element("path", d=dots(10 * at), class_="hole", stroke_width=f"{width:.1f}")
        yield f'<g transform="scale(.1)">{path}</g>' if len(at) else ""
    else:
        x, y = frame.place(squares.left_mm, squares.top_mm)
        size = frame.per_mm * squares.side_mm
        yield f"<defs>{PATTERNS.format(key=escape(key), back=f'{1 / size:.5f}')}"
        yield f'<clipPath id="{escape(key)}-z"><path d="{line}" clip-rule="evenodd"/></clipPath></defs>'
        yield f'<g clip-path="url(#{escape(key)}-z)"><g transform="translate({x:.2f} {y:.2f}) scale({size:.4f})">'
        for name, share in enumerate(squares.shares):
            if share or np.any(squares.classes == name):
                path = runs(squares.classes == name)
                yield element("path", d=path, class_=f"c{name}")
                yield element("path", d=path, fill=f"url(#{escape(key)}-p{name})") if name != MIDDLE else ""
        yield "</g></g>"
    yield element("path", d=line, class_="outline")


def _where(inset: Inset, frame: Frame) -> Iterator[str]:
    """The place of the magnified square on the map."""
    x, y = frame.place(inset.left_mm, inset.top_mm)
    size = frame.per_mm * inset.side_mm
    for kind in ("halo", "where"):
        yield element("rect", x=f"{x:.1f}", y=f"{y:.1f}", width=f"{size:.1f}", height=f"{size:.1f}", class_=kind)


def _gap(delivery: Delivery, frame: Frame, inset: Inset, ends: tuple[float, float]) -> Iterator[str]:
    """The largest gap as a circle to scale, with its size beside it where it hides least."""
    x, y = frame.place(*delivery.largest_gap_at_mm)
    r = max(frame.per_mm * delivery.largest_gap_mm / 2, 1.5)
    across, down = _free_side(delivery, x, y, r, frame, inset, ends)
    reach, start = max(r, 5) + 18, 0.7071 * r
    far_x, far_y = x + across * reach, y + down * reach
    line = f"M{x + across * start:.1f} {y + down * start:.1f}L{far_x:.1f} {far_y:.1f}h{across * 8}"
    for kind in ("halo", "gap"):
        yield element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{r:.1f}", class_=kind)
    for kind in ("halo", "lead-line"):
        yield element("path", d=line, class_=kind)
    begins = far_x + 8 if across > 0 else far_x - 8 - LABEL_WIDE
    yield element("rect", x=f"{begins:.1f}", y=f"{far_y - 12:.1f}", width=LABEL_WIDE, height=24, rx=4, class_="backing")
    words = f"largest gap {number(delivery.largest_gap_mm)}{NBSP}mm"
    yield element("text", words, x=f"{far_x + across * 12:.1f}", y=f"{far_y + 5:.1f}", class_="on",
                  text_anchor="start" if across > 0 else "end")  # fmt: skip


def _free_side(
    delivery: Delivery, x: float, y: float, r: float, frame: Frame, inset: Inset, ends: tuple[float, float]
) -> tuple[int, int]:
    """To which side of the gap its label goes: on the paper, off the magnified square, over as few holes as can be."""
    left, top = frame.place(inset.left_mm, inset.top_mm)
    size, reach = frame.per_mm * inset.side_mm, max(r, 5) + 18
    across_px, down_px = frame.place(delivery.punctures.x_mm, delivery.punctures.y_mm)

    def cost(across: int, down: int) -> tuple[bool, bool, int]:
        far, level = x + across * (reach + 8 + LABEL_WIDE), y + down * reach
        begins, stops = min(x, far), max(x, far)
        overlaps = max(left, begins) < min(left + size, stops) and top - 14 < level < top + size + 14
        hidden = (across_px > begins) & (across_px < stops) & (np.abs(down_px - level) < 12)
        return not ends[0] <= far <= ends[1], overlaps, int(np.count_nonzero(hidden))

    return min(((1, -1), (-1, -1), (1, 1), (-1, 1)), key=lambda side: cost(*side))


def _bar(frame: Frame, y: float) -> Iterator[str]:
    long = bar_mm(frame.per_mm)
    wide = long * frame.per_mm
    yield element("path", d=f"M{EDGE} {y - 6:.1f}v6h{wide:.1f}v-6", class_="bar")
    words = f"{long} mm" if long < 100 else f"{long // 10} cm"
    yield element("text", words, x=f"{EDGE + wide + 10:.1f}", y=f"{y + 1:.1f}", class_="small")


def _inset_title(inset: Inset) -> str:
    area = number(inset.side_mm * inset.side_mm / 100, 2)
    holes = counted(len(inset.x_mm))
    return f"A typical {area}{NBSP}cm², magnified: {holes} holes, to scale"


def _legends(
    delivery: Delivery, inset: Inset, squares: LocalDensity | None, key: str, x: float, y: float, wide: float
) -> Iterator[str]:
    yield from hole_legend(delivery, inset, x, y, INSET / inset.side_mm)
    rows = len(delivery.layers) if inset.marked else 1
    yield from density_legend(delivery, squares, escape(key), x, y + 34 + 24 * rows, wide)


def _legend_tall(delivery: Delivery, squares: LocalDensity | None) -> float:
    return 320 if squares is not None else 210
