"""What the marks of a course of healing mean."""

from __future__ import annotations

from punctum.report.figures.vega import INK, PAPER, QUIET, Spec, layer

TINTS = {95: "#d5e8e7", 80: "#a3cfcd", 50: "#62aaa8"}
EDGE = "#4b8f8d"


def triangle() -> Spec:
    """The mark of a session."""
    return {"type": "point", "shape": "triangle-down", "size": 70, "opacity": 1, "fill": INK, "stroke": INK}


def key(wide: int) -> Spec:
    """What the marks mean, in words beside each, `wide` pixels across."""
    high = 22
    y: Spec = {"value": high / 2}
    boxes = [
        ({"x": {"value": at}, "x2": {"value": at + 26}, "y": {"value": 3}, "y2": {"value": high - 3}}, level)
        for at, level in ((0, 95), (150, 80), (226, 50))
    ]
    layers: list[Spec] = [
        layer([{}], {"type": "rect", "color": TINTS[level], "stroke": EDGE, "strokeWidth": 0.75}, **place)
        for place, level in boxes
    ]
    layers.append(
        layer([{}], {"type": "rule", "color": INK, "strokeWidth": 1.75}, x={"value": 302}, x2={"value": 328}, y=y)
    )
    layers.append(layer([{}], triangle(), x={"value": 412}, y=y))
    dotted = {"type": "rule", "color": QUIET, "strokeDash": [1, 3]}
    layers.append(layer([{}], dotted, x={"value": 492}, x2={"value": 518}, y=y))
    texts = (
        (32, "95 of 100 draws"),
        (182, "80"),
        (258, "50"),
        (334, "median"),
        (424, "session"),
        (524, "skin at rest"),
    )
    for at, text in texts:
        mark = {"type": "text", "text": text, "color": INK}
        layers.append(layer([{}], mark, x={"value": at}, y=y))
    return {"width": wide, "height": high, "layer": layers, "view": {"stroke": PAPER}}
