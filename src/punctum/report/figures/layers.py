"""The layers of the skin as a column of true depth, with their spread, and a needle beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape

from punctum.report.figures.hatches import TINTS, hatch
from punctum.report.figures.svg import element
from punctum.report.layer_words import NAMES, NEEDLE_NOTE, brief, description, thickness
from punctum.report.words import length, number
from punctum.skin.layers import Layer

WIDE, TALL = 744, 612
TOP, BOTTOM = 92, 540
AXIS_X, NEEDLE_X, LEFT, RIGHT, LABEL_X = 62, 92, 124, 352, 392
LINE = 42
# So much of the depth of the skin is shown, with the fat below.
FAT_SHOWN = 1.22
INK, QUIET, RULE = "#1c2430", "#5a6472", "#d9d5ce"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Source Sans 3', 'Liberation Sans', sans-serif"
SCALE_NOTE = "Depth is to scale, widths are not. Box: one SD of a layer, either way of its lower edge."
GOES_ON = "goes on"
NOT_MEASURED = "below the skin: not measured here"
# From a depth in µm to a height on paper.
_Scale = Callable[[float], float]


def layer_drawing(
    layers: Sequence[Layer], needle_length_mm: float | None = None, *, key: str = "layers", title: str = ""
) -> str:
    """A column of skin from the surface down, every layer with its hatch, its mean and its SD, as an SVG file.

    Arguments:
        layers: made by `punctum.skin.layers`, from the surface down. needle_length_mm: of a needle drawn beside the
        column, to show how deep its tip would lie at most. key: unique on the page. title: what is shown.

    Returns:
        SVG text that stands alone; depths in mm on the left; everything it shows is said in its description.

    Raises:
        ValueError: no layers, or a needle without length.
    """
    if not layers:
        raise ValueError("layers: expected at least one, found none")
    if needle_length_mm is not None and not needle_length_mm > 0:
        raise ValueError(f"needle_length_mm: expected more than 0, found {needle_length_mm}")
    name, heading = escape(key), title or "Layers of the skin"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {TALL}" width="{WIDE}" height="{TALL}" '
        f'role="img" aria-labelledby="{name}-t {name}-d" font-family="{FONT}" fill="{INK}">'
        f'<title id="{name}-t">{escape(heading)}</title>'
        f'<desc id="{name}-d">{escape(description(layers, needle_length_mm))}</desc>'
        f'<rect width="{WIDE}" height="{TALL}" fill="#ffffff"/>'
        f"{''.join(_parts(key, heading, layers, needle_length_mm))}</svg>\n"
    )


def _parts(key: str, heading: str, layers: Sequence[Layer], needle_mm: float | None) -> Iterator[str]:
    shown_um = _shown_um(layers, needle_mm)

    def y(depth_um: float) -> float:
        return TOP + (BOTTOM - TOP) * min(max(depth_um / shown_um, 0.0), 1.0)

    yield "<defs>" + "".join(hatch(key, layer.name) for layer in layers) + "</defs>"
    yield _text(20, 30, heading, size=19, weight="600")
    yield from _axis(shown_um, y)
    for layer in layers:
        top, bottom = y(layer.top_um), y(layer.bottom_um)
        yield _box(top, bottom, TINTS[layer.name])
        yield _box(top, bottom, f"url(#{key}-{layer.name})")
    for layer in layers:
        if layer.bottom_um <= shown_um:
            yield _line(LEFT, y(layer.bottom_um), RIGHT, y(layer.bottom_um), width=1.2)
    if layers[-1].bottom_um > shown_um:
        yield _torn(BOTTOM)
    yield _line(LEFT - 52 if needle_mm is not None else LEFT, TOP, RIGHT, TOP, width=2)
    yield _text(RIGHT, TOP - 10, "surface", size=14, anchor="end", fill=QUIET)
    yield from _spreads(layers, shown_um, y)
    yield from _labels(layers, shown_um, y)
    if needle_mm is not None:
        yield from _needle(needle_mm, y)
    yield _text(20, TALL - 34, SCALE_NOTE, size=14, fill=QUIET)
    if needle_mm is not None:
        yield _text(20, TALL - 14, NEEDLE_NOTE, size=14)


def _shown_um(layers: Sequence[Layer], needle_mm: float | None) -> float:
    """How deep the drawing goes: all of the skin with its spread, a little of the fat, all of the needle."""
    skin = [layer for layer in layers if layer.name != "subcutis"] or list(layers)
    reach = max(layer.bottom_um + (layer.sd_um or 0.0) for layer in skin)
    fat = FAT_SHOWN * skin[-1].bottom_um if len(skin) < len(layers) else reach
    return 1.03 * max(reach, fat, 1.04 * (needle_mm or 0.0) * 1000)


def _axis(shown_um: float, y: _Scale) -> Iterator[str]:
    shown = shown_um / 1000
    step = next(step for step in (0.1, 0.2, 0.25, 0.5, 1, 2) if shown / step <= 9 or step == 2)
    yield _text(20, TOP - 32, "depth, mm", size=14, fill=QUIET)
    yield _line(AXIS_X, TOP, AXIS_X, BOTTOM, stroke=QUIET)
    for tick in range(int(shown / step + 1e-9) + 1):
        at = y(1000 * tick * step)
        yield _line(AXIS_X - 6, at, AXIS_X, at, stroke=QUIET)
        yield _text(AXIS_X - 11, at + 5, number(tick * step, 2), size=14, anchor="end", fill=QUIET)


def _spreads(layers: Sequence[Layer], shown_um: float, y: _Scale) -> Iterator[str]:
    """A box of one SD either way of each lower edge, each in a lane of its own, with the edge drawn over it."""
    with_sd = [layer for layer in layers if layer.sd_um is not None and layer.bottom_um < shown_um]
    for lane, layer in enumerate(with_sd):
        spread = layer.sd_um or 0.0
        x, high, low = RIGHT - 30 - 34 * lane, y(layer.bottom_um - spread), y(layer.bottom_um + spread)
        yield element(
            "rect", x=x, y=f"{high:.2f}", width=16, height=f"{max(low - high, 1.5):.2f}", fill="#ffffff",
            fill_opacity=0.82, stroke=INK, stroke_width=1.2,
        )  # fmt: skip
        yield _line(x - 3, y(layer.bottom_um), x + 19, y(layer.bottom_um), width=2.6)


def _labels(layers: Sequence[Layer], shown_um: float, y: _Scale) -> Iterator[str]:
    """Names and numbers on the right; labels of thin layers move down and keep a line to their layer."""
    middles = [(y(layer.top_um) + y(min(layer.bottom_um, shown_um))) / 2 for layer in layers]
    places: list[float] = []
    for middle in middles:
        places.append(max(middle, places[-1] + LINE if places else TOP - 4))
    over = max(places[-1] - (BOTTOM - 8), 0)
    places = [min(place, BOTTOM - 8 - LINE * (len(places) - 1 - index)) if over else place
              for index, place in enumerate(places)]  # fmt: skip
    for layer, middle, place in zip(layers, middles, places, strict=True):
        path = f"M{RIGHT} {middle:.1f}L{RIGHT + 14} {middle:.1f}L{LABEL_X - 14} {place:.1f}L{LABEL_X - 6} {place:.1f}"
        yield element("path", d=path, fill="none", stroke=QUIET, stroke_width=1)
        below = f" · {GOES_ON}" if layer.bottom_um > shown_um else ""
        yield _text(LABEL_X, place - 2, NAMES[layer.name], size=15, weight="600")
        yield _text(LABEL_X, place + 16, f"{thickness(layer)} · {brief(layer)}{below}", size=14, fill=QUIET)
    if layers[-1].bottom_um < shown_um:
        yield _text(LABEL_X, max(y(layers[-1].bottom_um) + 18, places[-1] + LINE), NOT_MEASURED, size=14, fill=QUIET)


def _needle(needle_mm: float, y: _Scale) -> Iterator[str]:
    tip = y(1000 * needle_mm)
    point = max(tip - 26, TOP - 20)
    path = f"M{NEEDLE_X - 5} {TOP - 24}H{NEEDLE_X + 5}V{point:.1f}L{NEEDLE_X} {tip:.1f}L{NEEDLE_X - 5} {point:.1f}Z"
    yield element("path", d=path, fill="#ffffff", stroke=INK, stroke_width=1.5)
    yield _line(NEEDLE_X, tip, RIGHT, tip, width=1.6, dash="7 5")
    yield _text(NEEDLE_X + 12, TOP - 10, f"needle {length(needle_mm)}", size=14, weight="600")


def _box(top: float, bottom: float, fill: str) -> str:
    height = f"{max(bottom - top, 0.8):.2f}"
    return element("rect", x=LEFT, y=f"{top:.2f}", width=RIGHT - LEFT, height=height, fill=fill)


def _torn(y: float) -> str:
    """A zigzag: the layer goes on."""
    step = (RIGHT - LEFT) / 12
    points = " ".join(f"{LEFT + step * i:.1f},{y - (7 if i % 2 else 0):.1f}" for i in range(13))
    return element("polyline", points=points, fill="none", stroke=INK, stroke_width=1.2)


def _line(x1: float, y1: float, x2: float, y2: float, *, width: float = 1.0, stroke: str = INK, dash: str = "") -> str:
    more = {"stroke_dasharray": dash} if dash else {}
    return element(
        "line",
        x1=f"{x1:.2f}",
        y1=f"{y1:.2f}",
        x2=f"{x2:.2f}",
        y2=f"{y2:.2f}",
        stroke=stroke,
        stroke_width=width,
        **more,
    )


def _text(
    x: float, y: float, text: str, *, size: int, weight: str = "400", anchor: str = "start", fill: str = INK
) -> str:
    return element(
        "text", text, x=f"{x:.1f}", y=f"{y:.1f}", font_size=size, font_weight=weight, text_anchor=anchor, fill=fill
    )
