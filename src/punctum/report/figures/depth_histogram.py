"""How deep the holes go: a histogram downwards from the surface, with the layers of the skin behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

import numpy as np

from punctum.delivery.values import Delivery, LayerDose
from punctum.evidence.language import NBSP
from punctum.report.delivery_words import LAYERS, depth_text, device_text, layer_range, percent, zone_name
from punctum.report.figures.hatches import TINTS, hatch
from punctum.report.figures.svg import element
from punctum.report.figures.vega import ACCENT, FONT, INK, PAPER, QUIET
from punctum.report.layer_words import NEEDLE_NOTE
from punctum.report.words import length, number

WIDE, TALL = 830, 640
TOP, BOTTOM = 122, 560
AXIS_X, SPAN_X, LEFT, RIGHT, LABEL_X = 64, 82, 104, 452, 492
LABEL_TALL = 58
# What lies below the dermis has the hatch of the fat.
HATCH_OF = {"below_dermis": "subcutis"}
STYLE = (
    f"text{{font-family:{FONT};fill:{INK};font-size:14px}}.title{{font-size:19px;font-weight:600}}"
    f".strong{{font-weight:600}}.quiet{{fill:{QUIET}}}.bars{{fill:{ACCENT};fill-opacity:.78;stroke:{INK}}}"
    f".line{{fill:none;stroke:{INK};stroke-width:1.2}}.axis{{fill:none;stroke:{QUIET}}}"
    f".needle{{stroke:{INK};stroke-width:2;stroke-dasharray:8 5}}.span{{stroke:{INK};stroke-width:3}}"
    f".middle{{stroke:{INK};stroke-width:5}}.on{{stroke:{PAPER};stroke-width:4;paint-order:stroke;font-weight:600}}"
)
# From a depth in mm to a height on paper.
Scale = Callable[[float], float]


def depth_histogram(delivery: Delivery, *, key: str = "depths") -> str:
    """Where the holes end, from the surface down, to scale, with the share of injury and of tips in each layer.

    Returns:
        SVG text that stands alone; everything it shows is said in its description.
    """
    name, heading = escape(key), f"{zone_name(delivery)}: how deep the holes go"
    deepest = shown_mm(delivery)

    def y(depth_mm: float) -> float:
        return TOP + (BOTTOM - TOP) * min(max(depth_mm / deepest, 0.0), 1.0)

    shown = [layer for layer in delivery.layers if layer.top_um / 1000 < deepest]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {TALL}" width="{WIDE}" height="{TALL}" '
        f'role="img" aria-labelledby="{name}-t {name}-d"><title id="{name}-t">{escape(heading)}</title>'
        f'<desc id="{name}-d">{escape(histogram_words(delivery))}</desc><style>{STYLE}</style>',
        "<defs>" + "".join(hatch(name, HATCH_OF.get(layer.layer, layer.layer)) for layer in shown) + "</defs>",
        element("rect", width=WIDE, height=TALL, fill=PAPER),
        _text(20, 32, heading, "title"),
        _text(20, 56, f"{device_text(delivery)}."),
        _text(20, 76, depth_text(delivery), "quiet"),
        *_layers(shown, deepest, y, name),
        *_bars(delivery, y),
        *_axes(delivery, deepest, y),
        *_labels(shown, deepest, y),
        _text(20, TALL - 12, NEEDLE_NOTE, "quiet"),
        "</svg>\n",
    ]
    return "".join(parts)


def histogram_words(delivery: Delivery) -> str:
    """What the histogram and the lines above it show, in words."""
    return f"{device_text(delivery)}. {depth_text(delivery)} {layers_words(delivery)}"


def layers_words(delivery: Delivery) -> str:
    """What the histogram alone shows, in words."""
    said = "; ".join(
        f"{LAYERS[layer.layer]}, {layer_range(layer)}: {percent(layer.share)} % of the injury, "
        f"{percent(layer.tips)} % of the holes end here"
        for layer in delivery.layers
    )
    return f"{said}."


def shown_mm(delivery: Delivery) -> float:
    """How deep the drawing goes: all holes and the needle, and the whole dermis where that is little deeper."""
    filled = np.flatnonzero(delivery.histogram.counts)
    reached = float(delivery.histogram.edges_mm[filled[-1] + 1]) if len(filled) else 0.0
    reach = 1.08 * max(reached, delivery.needle_length_mm)
    below = delivery.layers[-1].top_um / 1000
    return max(reach, 1.12 * below) if below < 1.3 * reach else reach


def heights(delivery: Delivery) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], float]:
    """The share of all holes in each bin, and the largest."""
    counts = delivery.histogram.counts
    shares = counts / max(int(counts.sum()), 1)
    return shares, max(float(shares.max(initial=0.0)), 1e-9)


def stepped(delivery: Delivery, y: Scale, left: float, wide: float, digits: int = 1) -> str:
    """The outline of the histogram as one path, growing to the right; empty bins at both ends left out."""
    shares, most = heights(delivery)
    edges = delivery.histogram.edges_mm
    filled = np.flatnonzero(shares)
    if not len(filled):
        return ""
    first, last = int(filled[0]), int(filled[-1]) + 1
    parts: dict[int, str] = {}
    before = ""
    for low, share in zip(edges[first + 1 : last + 1], shares[first:last], strict=True):
        across = f"H{left + wide * float(share) / most:.{digits}f}"
        # Bins as wide as the one before go on with its line.
        parts[len(parts) - (across == before)] = f"{across}V{y(float(low)):.{digits}f}"
        before = across
    return f"M{left:g} {y(float(edges[first])):.{digits}f}{''.join(parts.values())}H{left:g}z"


def _layers(shown: list[LayerDose], deepest: float, y: Scale, key: str) -> Iterator[str]:
    for layer in shown:
        top, bottom = y(layer.top_um / 1000), y(deepest if layer.bottom_um is None else layer.bottom_um / 1000)
        kind = HATCH_OF.get(layer.layer, layer.layer)
        for fill in (TINTS[kind], f"url(#{key}-{kind})"):
            yield element("rect", x=LEFT, y=f"{top:.1f}", width=RIGHT - LEFT, height=f"{max(bottom - top, 0.8):.1f}",
                          fill=fill)  # fmt: skip
        yield _line(LEFT, top, RIGHT, top, "line")


def _bars(delivery: Delivery, y: Scale) -> Iterator[str]:
    path = stepped(delivery, y, LEFT, 0.86 * (RIGHT - LEFT))
    yield element("path", d=path, class_="bars") if path else ""
    made = delivery.depth_mm
    yield _line(SPAN_X, y(made.p05), SPAN_X, y(made.p95), "span")
    for depth, half, kind in ((made.p05, 5, "span"), (made.p50, 9, "middle"), (made.p95, 5, "span")):
        yield _line(SPAN_X - half, y(depth), SPAN_X + half, y(depth), kind)
    tip = y(delivery.needle_length_mm)
    yield _line(SPAN_X - 12, tip, RIGHT, tip, "needle")
    yield _text(RIGHT - 8, tip - 7, f"needle {length(delivery.needle_length_mm)}", "on", "end")


def _axes(delivery: Delivery, deepest: float, y: Scale) -> Iterator[str]:
    step = next(step for step in (0.1, 0.2, 0.25, 0.5, 1.0) if deepest / step <= 9 or step == 1.0)
    yield _text(20, TOP - 16, "depth, mm", "quiet")
    yield _text(RIGHT, TOP - 10, "surface", "quiet", "end")
    yield _line(AXIS_X, TOP, AXIS_X, BOTTOM, "axis")
    for tick in range(int(deepest / step + 1e-9) + 1):
        at = y(tick * step)
        yield _line(AXIS_X - 6, at, AXIS_X, at, "axis")
        yield _text(AXIS_X - 11, at + 5, number(tick * step, 2), "quiet", "end")
    shares, most = heights(delivery)
    if not shares.any():
        return
    low, high, *_ = delivery.histogram.edges_mm.tolist()
    mark = next(mark for mark in (0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.0) if mark <= most)
    yield _line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis")
    for share in (0.0, mark):
        at = LEFT + 0.86 * (RIGHT - LEFT) * share / most
        yield _line(at, BOTTOM, at, BOTTOM + 6, "axis")
        yield _text(at, BOTTOM + 21, f"{number(100 * share)}{NBSP}%", "quiet", "middle")
    yield _text(LEFT, BOTTOM + 40, f"of the holes end in each step of {number(high - low, 3)}{NBSP}mm", "quiet")


def _labels(shown: list[LayerDose], deepest: float, y: Scale) -> Iterator[str]:
    """Names and shares on the right; labels of thin layers move down and keep a line to their layer."""
    bottoms = [deepest if layer.bottom_um is None else layer.bottom_um / 1000 for layer in shown]
    middles = [(y(layer.top_um / 1000) + y(bottom)) / 2 for layer, bottom in zip(shown, bottoms, strict=True)]
    places: list[float] = []
    for middle in middles:
        places.append(max(middle, places[-1] + LABEL_TALL if places else TOP + 4))
    last = BOTTOM - 14
    places = [min(place, last - LABEL_TALL * (len(places) - 1 - index)) for index, place in enumerate(places)]
    for layer, middle, place in zip(shown, middles, places, strict=True):
        path = f"M{RIGHT} {middle:.1f}L{RIGHT + 14} {middle:.1f}L{LABEL_X - 14} {place:.1f}H{LABEL_X - 6}"
        yield element("path", d=path, class_="axis")
        yield _text(LABEL_X, place - 4, f"{LAYERS[layer.layer]}, {layer_range(layer)}", "strong")
        words = f"{percent(layer.share)}{NBSP}% of the injury"
        tips = f"{percent(layer.tips)}{NBSP}% of the holes end here" if layer.tips else "no hole ends here"
        yield _text(LABEL_X, place + 14, f"{words} · {tips}", "quiet")


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return element("line", x1=f"{x1:g}", y1=f"{y1:.1f}", x2=f"{x2:g}", y2=f"{y2:.1f}", class_=kind)


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    more = {"class_": kind} if kind else {}
    return element("text", text, x=f"{x:g}", y=f"{y:.1f}", text_anchor=anchor, **more)
