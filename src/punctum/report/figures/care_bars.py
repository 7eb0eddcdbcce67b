"""What to leave out around a visit, as bars over days. Days near the visit are drawn wider."""

from __future__ import annotations

from dataclasses import dataclass
from math import copysign, sqrt

from punctum.report.figures.svg import element, figure, label
from punctum.report.words import capital, count

LEFT, WIDE = 2.0, 95.0
# The name stands above its bar, so that both fit on a telephone.
ROW, TOP, MIDDLE = 36, 40, 25
TICKS = (-28, -14, -7, -3, -1, 0, 1, 3, 7, 14, 28)


@dataclass(frozen=True, slots=True)
class Span:
    """Something left out from `first_day` to `last_day`, counted from the visit (0 is the day of the visit)."""

    text: str
    first_day: int
    last_day: int


def care_bars(key: str, spans: tuple[Span, ...], *, title: str) -> str:
    """One bar per span over an axis of days that widens towards the visit: place = sign(day) √|day|.

    Arguments:
        key: unique on the page. spans: in the order of the rows.

    Returns:
        SVG text; an empty text without spans.
    """
    if not spans:
        return ""
    first, last = min(span.first_day for span in spans), max(span.last_day for span in spans)
    begin, end = min(_stretched(first), -1.0), max(_stretched(last), 1.0)

    def at(day: float) -> float:
        return LEFT + WIDE * (_stretched(day) - begin) / (end - begin)

    bottom = TOP + ROW * len(spans)
    days = [day for day in TICKS if begin <= _stretched(day) <= end]
    bars, grid = "", ""
    for row, span in enumerate(spans):
        left, right = at(span.first_day), at(span.last_day)
        bars += f"M{_tenths(left)} {TOP + ROW * row + MIDDLE}H{_tenths(max(right, left + 1.2))}"
    for day in days:
        grid += f"M{_tenths(at(day))} {TOP - 12}V{bottom}" if day else ""
    # Bars stretch with the page; letters do not.
    parts = [
        f'<svg width="100%" height="{bottom}" viewBox="0 0 100 {bottom}" preserveAspectRatio="none">',
        element("path", d=grid, class_="grid"),
        element("path", d=f"M{_tenths(at(0))} {TOP - 12}V{bottom}", class_="now"),
        element("path", d=bars, class_="bars"),
        "</svg>",
    ]
    parts += [label(at(day), TOP - 18, _tick(day), "t" if day else "t strong", edge=0) for day in days]
    parts += ['<g class="names">', *(element("text", span.text, y=TOP + ROW * row + 14)
                                     for row, span in enumerate(spans)), "</g>"]  # fmt: skip
    return figure(key, title, _description(spans), bottom + 4, parts)


def _description(spans: tuple[Span, ...]) -> str:
    """What is left out, the same days said once."""
    together: dict[str, list[str]] = {}
    for span in spans:
        together.setdefault(_words(span), []).append(span.text)
    return "; ".join(f"{capital(days)}: {', '.join(texts)}" for days, texts in together.items()) + "."


def _tenths(value: float) -> str:
    return f"{round(value, 1):g}"


def _stretched(day: float) -> float:
    return copysign(sqrt(abs(day)), day)


def _tick(day: int) -> str:
    if day == 0:
        return "visit"
    return f"{abs(day) // 7} w" if abs(day) % 7 == 0 else f"{abs(day)} d"


def _words(span: Span) -> str:
    first = f"{count(-span.first_day, 'day')} before" if span.first_day < 0 else "the visit"
    if span.last_day > 0:
        return f"{first} to {count(span.last_day, 'day')} after"
    return f"{first} to the visit" if span.first_day < 0 else "on the day"
