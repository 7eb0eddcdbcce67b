"""The legends of the map of holes: what the marks and the five densities mean, with figures."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from punctum.delivery.values import Delivery
from punctum.evidence.language import NBSP
from punctum.report.delivery_words import LAYERS, counted, percent
from punctum.report.figures.local_density import BOUNDS, MIDDLE, LocalDensity
from punctum.report.figures.map_style import PATTERNS
from punctum.report.figures.puncture_inset import MARKS, Inset, borders_mm, mark_sample
from punctum.report.figures.svg import element
from punctum.report.words import number

ROW = 24
ENDS = ("epidermis", LAYERS["papillary_dermis"], LAYERS["reticular_dermis"], LAYERS["below_dermis"])


def hole_legend(delivery: Delivery, inset: Inset, x: float, y: float, per_mm: float) -> Iterator[str]:
    """What the marks around holes mean, with the depths between which they stand and how many there are."""
    hole = per_mm * delivery.exposure.channel_radius_mm
    radius_um = 1000 * delivery.exposure.channel_radius_mm
    across = number(radius_um + radius_um, 0)
    yield _text(x, y + 4, f"A dot is a hole, {across}{NBSP}µm across as in a rat. It may end in", "head")
    if not inset.marked:
        yield _text(x, y + 4 + ROW, "any layer: there are too many holes to mark each.", "")
        return
    edges = [0.0, *borders_mm(delivery)]
    for mark, (kind, ends, many) in enumerate(zip(MARKS, ENDS, inset.counts, strict=True)):
        low, high = edges[mark], edges[mark + 1] if mark + 1 < len(edges) else None
        where = f"deeper than {low:.2f}{NBSP}mm" if high is None else f"{low:.2f} to {high:.2f}{NBSP}mm"
        at = y + 4 + ROW * (mark + 1)
        yield mark_sample(kind, x + 8, at - 5, hole)
        yield _text(x + 26, at, f"the {ends}: {counted(many)}" if mark < 3 else f"{ends}: {counted(many)}", "")
        yield _text(x + 190, at, where, "small")


def density_legend(
    delivery: Delivery, squares: LocalDensity | None, key: str, x: float, y: float, wide: float
) -> Iterator[str]:
    """What the tones and patterns mean in holes per cm², and how much of the zone each covers."""
    if squares is None:
        yield _text(x, y + 4, "On the map every dot is a hole, drawn larger than it is.", "")
        at = y + 4 + ROW
    else:
        side, mean = number(squares.side_mm), counted(delivery.density_per_cm2)
        yield _text(x, y + 4, f"Holes per cm², in squares of {side}{NBSP}mm (mean {mean})", "head")
        yield f"<defs>{PATTERNS.format(key=f'{key}-l', back='1')}</defs>"
        bounds = [counted(bound * delivery.density_per_cm2) for bound in BOUNDS]
        names = [f"below {bounds[0]}", *(f"{low} to {high}" for low, high in pairwise(bounds)),
                 f"above {bounds[-1]}"]  # fmt: skip
        for name, (words, share) in enumerate(zip(names, squares.shares, strict=True)):
            at = y + 8 + ROW * (name + 1)
            yield _swatch(x, at, class_=f"c{name}")
            yield _swatch(x, at, fill=f"url(#{key}-l-p{name})") if name != MIDDLE else ""
            yield _swatch(x, at, class_="swatch")
            yield _text(x + 42, at, words, "")
            yield _text(x + 190, at, f"{percent(share)}{NBSP}% of the zone" if share else "nowhere", "small")
        at = y + 8 + ROW * 6
    yield element("circle", cx=f"{x + 8:.1f}", cy=f"{at - 5:.1f}", r=7, class_="gap")
    yield _text(x + 26, at, "The largest circle without a hole.", "")
    yield element("rect", x=f"{x + 1:.1f}", y=f"{at + ROW - 12:.1f}", width=14, height=14, class_="where")
    yield _text(x + 26, at + ROW, "The square that is magnified.", "")


def _swatch(x: float, y: float, **look: str) -> str:
    return element("rect", x=f"{x:g}", y=f"{y - 13:.1f}", width=30, height=17, **look)


def _text(x: float, y: float, words: str, class_: str) -> str:
    more = {"class_": class_} if class_ else {}
    return element("text", words, x=f"{x:g}", y=f"{y:.1f}", **more)
