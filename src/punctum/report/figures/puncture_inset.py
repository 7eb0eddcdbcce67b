"""A square of skin magnified: every hole to scale, marked by the layer in which it ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.values import Delivery
from punctum.report.figures.flat_zone import Frame, outline
from punctum.report.figures.local_density import typical_square
from punctum.report.figures.svg import element

Numbers = NDArray[np.float64]

# Marks around a hole, from the shallowest to the deepest: nothing, a fine ring, a bold ring, a square.
RING, SQUARE = 3.2, 6.4
MARKS = ("", "fine", "bold", "square")
# The sides of the square, in millimetres; a smaller one where the larger would hold too many holes to see.
SIDES = (10.0, 5.0, 2.0)
CROWDED, TOO_MANY = 700, 5000
# Paths are in whole tenths of a pixel.
TENTHS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Inset:
    """The square that is magnified: its place, the holes in it, and after which depths in mm the marks change."""

    left_mm: float
    top_mm: float
    side_mm: float
    x_mm: Numbers
    y_mm: Numbers
    ends: NDArray[np.int64]
    marked: bool

    @property
    def counts(self) -> tuple[int, ...]:
        """Holes with each mark."""
        return tuple(int(np.sum(self.ends == mark)) for mark in range(len(MARKS)))


def inset_of(delivery: Delivery) -> Inset:
    """A typical square of the zone with the holes in it."""
    made = delivery.punctures
    per_mm2 = delivery.density_per_cm2 / 100
    side = next((side for side in SIDES if per_mm2 * side**2 <= TOO_MANY), SIDES[-1])
    left, top = typical_square(delivery.region, made, delivery.density_per_cm2, side)
    here = (made.x_mm >= left) & (made.x_mm < left + side) & (made.y_mm >= top) & (made.y_mm < top + side)
    depth = made.depth_mm[here].astype(np.float64)
    ends = np.searchsorted(np.array(borders_mm(delivery)), depth, side="left")
    x, y = made.x_mm[here].astype(np.float64), made.y_mm[here].astype(np.float64)
    return Inset(left, top, side, x, y, ends, len(x) <= CROWDED)


def borders_mm(delivery: Delivery) -> tuple[float, float, float]:
    """Where on average the epidermis, the upper and the deep dermis end."""
    tops = {layer.layer: layer.top_um / 1000 for layer in delivery.layers}
    return tops["papillary_dermis"], tops["reticular_dermis"], tops["below_dermis"]


def inset_drawing(delivery: Delivery, inset: Inset, key: str, x: float, y: float, size: float) -> Iterator[str]:
    """The square at a place on paper, with the outline where it runs through, and a bar of one millimetre below."""
    per_mm = size / inset.side_mm
    frame = Frame(per_mm, x - per_mm * inset.left_mm, y - per_mm * inset.top_mm)
    yield (
        f'<clipPath id="{key}-i"><rect x="{x:g}" y="{y:g}" width="{size:g}" height="{size:g}"/></clipPath>'
        f'<g clip-path="url(#{key}-i)">'
    )
    yield element("rect", x=x, y=y, width=size, height=size, class_="beyond")
    yield element("path", d=outline(delivery.region, frame, digits=1), class_="skin", fill_rule="evenodd")
    gap_x, gap_y = frame.place(*delivery.largest_gap_at_mm)
    yield element("circle", cx=f"{gap_x:.1f}", cy=f"{gap_y:.1f}", r=f"{per_mm * delivery.largest_gap_mm / 2:.1f}",
                  class_="gap")  # fmt: skip
    hole = max(per_mm * delivery.exposure.channel_radius_mm, 0.3)
    yield f'<g transform="translate({x:g} {y:g}) scale(.1)">'
    for mark, kind in enumerate(MARKS):
        these = inset.ends == mark
        places = (
            TENTHS * per_mm * np.column_stack([inset.x_mm[these] - inset.left_mm, inset.y_mm[these] - inset.top_mm])
        )
        if len(places) and kind and inset.marked:
            yield element("path", d=stamped(places, kind), class_=f"ring {kind}")
        if len(places):
            yield element("path", d=dots(places), class_="hole", stroke_width=f"{20 * hole:.1f}")
    yield "</g></g>"
    yield element("rect", x=x, y=y, width=size, height=size, class_="frame")
    right, low = x + size, y + size + 22
    left = right - per_mm
    yield element("path", d=f"M{left:.1f} {low - 6:.1f}v6h{per_mm:.1f}v-6", class_="scale")
    yield element("text", "1 mm", x=f"{left - 10:.1f}", y=f"{low + 1:.1f}", text_anchor="end", class_="small")


def mark_sample(kind: str, x: float, y: float, hole: float) -> str:
    """One mark for the legend, around a hole of `hole` pixels radius."""
    ring = stamped(np.array([[10 * x, 10 * y]]), kind) if kind else ""
    drawn = element("path", d=ring, class_=f"ring {kind}") if ring else ""
    dot = element("path", d=dots(np.array([[10 * x, 10 * y]])), class_="hole", stroke_width=f"{20 * hole:.1f}")
    return f'<g transform="scale(.1)">{drawn}{dot}</g>'


def dots(places: Numbers) -> str:
    """Points as strokes without length, in whole units, from row to row so that the steps stay short."""
    return "".join(f"m{step}h0" for step in _steps(places)).replace("m", "M", 1)


def stamped(places: Numbers, kind: str) -> str:
    """A ring or a square around every point."""
    if kind == "square":
        half, side = round(5 * SQUARE), round(10 * SQUARE)
        around = f"m-{half}-{half}h{side}v{side}h-{side}zm{half} {half}"
    else:
        r = round(10 * RING)
        around = f"m-{r} 0a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0-{2 * r} 0m{r} 0"
    return "".join(f"m{step}{around}" for step in _steps(places)).replace("m", "M", 1)


def _steps(places: Numbers) -> Iterator[str]:
    whole = np.round(places).astype(np.int64)
    order = np.lexsort((whole[:, 0], whole[:, 1] // 50))
    steps = np.diff(whole[order], axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    return (f"{across}{down if down < 0 else f' {down}'}" for across, down in steps.tolist())
