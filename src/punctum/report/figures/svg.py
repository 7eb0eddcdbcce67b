"""What every figure needs: an escaped SVG element with a title and a description for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


def element(name: str, text: str = "", **attributes: str | float) -> str:
    """One SVG element; `class_` and `stroke_width` become `class` and `stroke-width`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_written(value))}"' for key, value in attributes.items()
    )
    return f"<{name}{written}>{escape(text)}</{name}>" if text else f"<{name}{written}/>"


def figure(key: str, title: str, description: str, height: int, parts: Iterable[str]) -> str:
    """An SVG as wide as its place and `height` pixels high. `key` must be unique on the page."""
    name = escape(key)
    return (
        f'<svg class="figure" role="img" aria-labelledby="{name}-t {name}-d" width="100%" height="{height}">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(description)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def label(x: float, y: float, text: str, class_: str = "", *, edge: float = 15) -> str:
    """A text at `x` percent, centred unless it stands closer than `edge` percent to an end of the drawing."""
    anchor = "start" if x < edge else "end" if x > 100 - edge else "middle"
    return element("text", text, x=f"{x:.2f}%", y=y, text_anchor=anchor, class_=class_ or "t")


def _written(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
