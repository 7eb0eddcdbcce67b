"""What every figure needs: an escaped SVG element with a title and a description for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from punctum.skin.paths import Point, parse_path


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


def short_path(path: str) -> str:
    """The same line with steps instead of places, in whole tenths: about half as long. Rounding does not add up."""
    parts: list[str] = []
    for stroke in parse_path(path):
        at = _tenths(stroke.start)
        parts.append(f"M{_numbers([at])}")
        letter = ""
        for segment in stroke.segments:
            places = [_tenths(point) for point in segment]
            numbers = _numbers((x - at[0], y - at[1]) for x, y in places)
            before, letter = letter, "l" if len(segment) == 1 else "c"
            parts.append(
                letter + numbers if letter != before else numbers if numbers.startswith("-") else f" {numbers}"
            )
            at = places[-1]
        parts.append("z" if stroke.closed else "")
    return "".join(parts)


def _tenths(point: Point) -> tuple[int, int]:
    return round(10 * point[0]), round(10 * point[1])


def _numbers(points: Iterable[tuple[int, int]]) -> str:
    texts = [_short(value) for point in points for value in point]
    return texts[0] + "".join(text if text.startswith("-") else f" {text}" for text in texts[1:])


def _short(tenths: int) -> str:
    whole, rest = divmod(abs(tenths), 10)
    text = f"{whole or ''}.{rest}" if rest else str(whole)
    return f"-{text}" if tenths < 0 else text


def _written(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
