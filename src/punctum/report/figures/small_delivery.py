"""The map and the histogram of a delivery small enough for a page: few bytes, in the colours of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from punctum.delivery.values import Delivery
from punctum.evidence.language import NBSP
from punctum.report.delivery_words import LAYERS, percent, zone_name
from punctum.report.figures.depth_histogram import layers_words, shown_mm, stepped
from punctum.report.figures.flat_zone import Frame, bar_mm, framed, outline
from punctum.report.figures.local_density import MIDDLE, LocalDensity, fitting_side, local_density, runs
from punctum.report.figures.puncture_map import spread_words
from punctum.report.figures.svg import element, figure
from punctum.report.words import length, number

TALLEST, FOOT, HEAD, EDGE = 190, 50, 4, 2
SIDES, MOST_SQUARES, MOST_BYTES = (5.0, 10.0, 20.0, 40.0, 80.0), 600, 1300
HISTOGRAM_TALL, FIRST, LAST, LINE = 190, 10, 160, 19
SPLIT = 41
PATTERNS = {
    "thin": '<circle cx="3" cy="3" r="1.2" class="dot"/>',
    "dense": '<path d="M-1 7L7-1" class="hatch"/>',
}


def zone_map_svg(delivery: Delivery, width: int, *, key: str = "zone-map") -> str:
    """The zone to scale with its thin and its dense squares, its largest gap and a scale bar; at most about 4 kB.

    Arguments:
        width: in pixels. key: unique on the page.

    Returns:
        SVG text coloured by the page's style; thin squares carry dots and dense ones a hatch.
    """
    name = escape(key)
    frame, tall = framed(delivery.region, EDGE, HEAD, width - 2 * EDGE, TALLEST)
    squares = _coarse(delivery)
    high = HEAD + tall + FOOT
    gap_x, gap_y = frame.place(*delivery.largest_gap_at_mm)
    r = max(frame.per_mm * delivery.largest_gap_mm / 2, 3)
    long = bar_mm(frame.per_mm, 24)
    line, bar_y = outline(delivery.region, frame, 0.4, digits=0), HEAD + tall + 20
    parts = [
        f'<svg class="figure" role="img" aria-labelledby="{name}-t {name}-d" width="{width}" height="{high:.0f}" '
        f'viewBox="0 0 {width} {high:.0f}"><title id="{name}-t">Where the needles land: '
        f"{escape(zone_name(delivery))}</title>"
        f'<desc id="{name}-d">{escape(spread_words(delivery, squares))}</desc>',
        f'<defs><path id="{name}-o" d="{line}" fill-rule="evenodd" clip-rule="evenodd"/></defs>',
        element("use", href=f"#{name}-o", class_="band b80"),
        *_squares(name, squares, frame),
        element("use", href=f"#{name}-o", class_="axis", fill="none"),
        element("circle", cx=f"{gap_x:.1f}", cy=f"{gap_y:.1f}", r=f"{r:.1f}", class_="now"),
        element("path", d=f"M{EDGE} {bar_y - 5:.1f}v5h{long * frame.per_mm:.1f}v-5", class_="axis"),
        element("text", f"{long} mm", x=f"{EDGE + long * frame.per_mm + 8:.1f}", y=f"{bar_y:.1f}", class_="t"),
        element("circle", cx=EDGE + 6, cy=f"{high - 10:.1f}", r=5, class_="now"),
        element("text", f"largest gap {number(delivery.largest_gap_mm)}{NBSP}mm", x=EDGE + 18, y=f"{high - 5:.1f}",
                class_="t"),
        "</svg>",
    ]  # fmt: skip
    return "".join(parts)


def depth_svg(delivery: Delivery, *, key: str = "zone-depths") -> str:
    """The histogram of depths downwards as wide as its place, with the share of injury in each layer; about 2 kB.

    Arguments:
        key: unique on the page.
    """
    deepest = shown_mm(delivery)

    def y(depth_mm: float) -> float:
        return FIRST + (LAST - FIRST) * min(max(depth_mm / deepest, 0.0), 1.0)

    tip = y(delivery.needle_length_mm)
    bars = stepped(delivery, y, 0, 100, 0)
    parts = [
        f'<svg width="{SPLIT - 4}%" height="{HISTOGRAM_TALL}" viewBox="0 0 100 {HISTOGRAM_TALL}" '
        f'preserveAspectRatio="none">{element("path", d=bars, class_="band b50")}</svg>' if bars else "",
        *_layers(delivery, deepest, y),
        element("line", x2=f"{SPLIT}%", y1=round(tip), y2=round(tip), class_="mark"),
        element("text", f"needle {length(delivery.needle_length_mm)}", y=round(max(tip, LAST) + 18),
                class_="t"),
    ]  # fmt: skip
    return figure(key, f"How deep the holes go: {zone_name(delivery)}", layers_words(delivery), HISTOGRAM_TALL, parts)


def _coarse(delivery: Delivery) -> LocalDensity:
    """Squares so large that those off the mean take few bytes."""
    first = fitting_side(delivery.region, SIDES, MOST_SQUARES)
    found = local_density(delivery.region, delivery.punctures, delivery.density_per_cm2, first)
    for side in SIDES[SIDES.index(first) + 1 :]:
        if len(_thin(found)) + len(_dense(found)) <= MOST_BYTES:
            break
        found = local_density(delivery.region, delivery.punctures, delivery.density_per_cm2, side)
    return found


def _thin(squares: LocalDensity) -> str:
    return runs((squares.classes >= 0) & (squares.classes < MIDDLE))


def _dense(squares: LocalDensity) -> str:
    return runs(squares.classes > MIDDLE)


def _squares(key: str, squares: LocalDensity, frame: Frame) -> Iterator[str]:
    """Squares off the mean: thin ones lose the tone and gain dots, dense ones gain a hatch."""
    size = frame.per_mm * squares.side_mm
    drawn = [(name, path) for name, path in (("thin", _thin(squares)), ("dense", _dense(squares))) if path]
    if not drawn:
        return
    x, y = frame.place(squares.left_mm, squares.top_mm)
    yield f'<defs><clipPath id="{key}-z"><use href="#{key}-o"/></clipPath>'
    for name, path in drawn:
        yield element("path", id=f"{key}-q", d=path) if name == "thin" else ""
        yield (
            f'<pattern id="{key}-{name}" width="6" height="6" patternUnits="userSpaceOnUse" '
            f'patternTransform="scale({1 / size:.4f})">{PATTERNS[name]}</pattern>'
        )
    yield f'</defs><g clip-path="url(#{key}-z)"><g transform="translate({x:.1f} {y:.1f}) scale({size:.3f})">'
    for name, path in drawn:
        if name == "thin":
            yield element("use", href=f"#{key}-q", class_="ground")
            yield element("use", href=f"#{key}-q", fill=f"url(#{key}-thin)")
        else:
            yield element("path", d=path, fill=f"url(#{key}-{name})")
    yield "</g></g>"


def _layers(delivery: Delivery, deepest: float, y: Callable[[float], float]) -> Iterator[str]:
    """Where each layer begins, and its share of the injury on the right; horny layer and epidermis are one."""
    horn, living, *below = delivery.layers
    rows = [(horn.top_um, "epidermis", horn.share + living.share)]
    rows += [(layer.top_um, LAYERS[layer.layer], layer.share) for layer in below]
    shown = [(y(top / 1000), name, share) for top, name, share in rows if top / 1000 < deepest]
    places: list[float] = []
    for top, _, _ in shown:
        places.append(max(top + 14, places[-1] + LINE if places else FIRST + 4))
    places = [min(place, LAST + 4 - LINE * (len(places) - 1 - index)) for index, place in enumerate(places)]
    edges = f"M0 {FIRST}V{LAST}" + "".join(f"M0 {round(top)}H{SPLIT}" for top, _, _ in shown)
    ties = "".join(f"M{SPLIT} {round(top)}L{SPLIT + 4} {round(place - 5)}"
                   for (top, _, _), place in zip(shown, places, strict=True))  # fmt: skip
    yield f'<svg width="100%" height="{HISTOGRAM_TALL}" viewBox="0 0 100 {HISTOGRAM_TALL}" preserveAspectRatio="none">'
    yield f"{element('path', d=edges, class_='axis')}{element('path', d=ties, class_='grid')}</svg>"
    for (_, name, share), place in zip(shown, places, strict=True):
        yield element("text", f"{name} {percent(share)}{NBSP}%", x=f"{SPLIT + 5}%", y=round(place), class_="t")
