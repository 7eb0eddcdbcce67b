"""What every figure needs: an escaped SVG element with a title and a description for those who cannot see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from punctum.skin.paths import Point, parse_path

# A third of a pixel on the largest chart.
ALIKE = 3


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


def across(value: float) -> str:
    """A share of the width of a drawing in tenths of a percent, about a pixel, as short as it can be written."""
    return f"{round(value, 1):g}%"


def label(x: float, y: float, text: str, class_: str = "", *, edge: float = 15) -> str:
    """A text at `x` percent, centred unless it stands closer than `edge` percent to an end of the drawing."""
    # What is said of most labels stands in the style of the page (`m`: centred).
    kind = class_ or "t"
    if x < edge:
        return element("text", text, x=across(x), y=y, class_=kind)
    if x > 100 - edge:
        return element("text", text, x=across(x), y=y, text_anchor="end", class_=kind)
    return element("text", text, x=across(x), y=y, class_=f"{kind} m")


def short_path(path: str) -> str:
    """The same line in fewer letters: steps instead of places, in whole tenths, and no bend said twice.

    Where a curve leaves as the one before it arrived, to `ALIKE` tenths, its first control point goes without saying
    (`s`); the line moves by less than half of that. Neither this nor rounding adds up.
    """
    return _shortened(path, 10, _short)


def whole_path(path: str, larger: int) -> str:
    """The same line so many times as large and in whole numbers, as `short_path` writes it."""
    return _shortened(path, larger, str)


def _shortened(path: str, steps_per_unit: int, write: Callable[[int], str]) -> str:
    def rounded(point: Point) -> tuple[int, int]:
        return round(steps_per_unit * point[0]), round(steps_per_unit * point[1])

    alike = ALIKE * steps_per_unit // 10
    parts: list[str] = []
    for stroke in parse_path(path):
        at = rounded(stroke.start)
        parts.append(f"M{_numbers([at], write)}")
        letter, bend = "", (0, 0)
        for segment in stroke.segments:
            steps = [(x - at[0], y - at[1]) for x, y in map(rounded, segment)]
            at = at[0] + steps[-1][0], at[1] + steps[-1][1]
            goes_on = letter in ("c", "s") and _alike(bend, steps[0], alike)
            before, letter = letter, "l" if len(steps) == 1 else "s" if goes_on else "c"
            numbers = _numbers(steps[1:] if letter == "s" else steps, write)
            parts.append(letter + numbers if letter != before else _apart(parts[-1], numbers))
            bend = (steps[-1][0] - steps[-2][0], steps[-1][1] - steps[-2][1]) if letter != "l" else (0, 0)
        parts.append("z" if stroke.closed else "")
    return "".join(parts)


def _alike(bend: tuple[int, int], first: tuple[int, int], least: int) -> bool:
    return max(abs(bend[0] - first[0]), abs(bend[1] - first[1])) <= least


def _numbers(points: Iterable[tuple[int, int]], write: Callable[[int], str]) -> str:
    text = ""
    for value in (value for point in points for value in point):
        text += _apart(text, write(value)) if text else write(value)
    return text


def _apart(before: str, numbers: str) -> str:
    """Numbers as they stand after others: a sign, or a second point, parts them without a space."""
    last = before[max(before.rfind(" "), before.rfind("-")) + 1 :]
    return numbers if numbers.startswith("-") or (numbers.startswith(".") and "." in last) else f" {numbers}"


def _short(tenths: int) -> str:
    whole, rest = divmod(abs(tenths), 10)
    text = f"{whole or ''}.{rest}" if rest else str(whole)
    return f"-{text}" if tenths < 0 else text


def _written(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
