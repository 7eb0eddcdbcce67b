"""What to leave out around a visit, as bars over days. Days near the visit are drawn wider."""

from __future__ import annotations

from dataclasses import dataclass
from math import copysign, sqrt

from punctum.report.figures.svg import across, element, figure, label
from punctum.report.words import count

LEFT, WIDE = 2.0, 95.0
# The name stands above its bar, so that both fit on a telephone.
ROW, TOP = 36, 40
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
    parts: list[str] = []
    for day in TICKS:
        if begin <= _stretched(day) <= end:
            x = at(day)
            kind = "now" if day == 0 else "grid"
            parts.append(element("line", x1=across(x), x2=across(x), y1=TOP - 12, y2=bottom, class_=kind))
            parts.append(label(x, TOP - 18, _tick(day), "t strong" if day == 0 else "t", edge=0))
    parts.append('<g class="bars">')
    for row, span in enumerate(spans):
        y = TOP + ROW * row
        left, right = at(span.first_day), at(span.last_day)
        parts.append(element("text", span.text, y=y + 14))
        parts.append(element("rect", x=across(left), width=across(max(right - left, 1.2)), y=y + 20, height=10, rx=3))
    parts.append("</g>")
    description = "; ".join(f"{span.text}: {_words(span)}" for span in spans)
    return figure(key, title, f"{description}.", bottom + 4, parts)


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
