"""The course on a line: visits, looks at the result, and days to keep free."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from punctum.report.figures.svg import across, element, figure, label
from punctum.report.words import day_text, short_day

LEFT, WIDE, EDGE = 4.0, 92.0, 8.0
LINE_Y = 82
# Heights of the label rows, nearest first; a label takes about 16 percent of a telephone.
BELOW, ABOVE, LABEL_WIDE = (LINE_Y + 36, LINE_Y + 55), (LINE_Y - 46, LINE_Y - 65), 16.5


@dataclass(frozen=True, slots=True)
class Mark:
    """One day on the line. `inside` is what stands in a visit's circle."""

    day: date
    text: str
    kind: Literal["session", "review", "event"]
    inside: str = ""


def course_timeline(key: str, marks: tuple[Mark, ...], *, title: str = "The course") -> str:
    """A line with one mark per day: circles for visits, squares for reviews, triangles for the person's own events.

    Arguments:
        key: unique on the page. marks: in any order, at least one.

    Returns:
        SVG text; an empty text without marks.
    """
    if not marks:
        return ""
    ordered = sorted(marks, key=lambda mark: (mark.day, mark.kind, mark.inside))
    first, last = ordered[0].day, ordered[-1].day
    days = max((last - first).days, 1)

    def at(day: date) -> float:
        return LEFT + WIDE * (day - first).days / days

    parts = [element("line", x1=across(LEFT), x2=across(LEFT + WIDE), y1=LINE_Y, y2=LINE_Y, class_="axis")]
    ends = dict.fromkeys((BELOW[0], ABOVE[0], BELOW[1], ABOVE[1]), -100.0)
    for mark in {(mark.day, mark.kind): mark for mark in ordered}.values():
        x = at(mark.day)
        begin = x if x < EDGE else x - LABEL_WIDE if x > 100 - EDGE else x - LABEL_WIDE / 2
        rows = [row for row in ends if mark.kind != "event" or row in ABOVE]
        row = next((row for row in rows if begin >= ends[row]), rows[-1])
        ends[row] = begin + LABEL_WIDE
        parts.append(_shape(mark, x))
        parts.append(label(x, row, short_day(mark.day), "t", edge=EDGE))
    description = "; ".join(f"{mark.text}: {day_text(mark.day)}" for mark in ordered)
    return figure(key, title, f"{description}.", BELOW[-1] + 6, parts)


def _shape(mark: Mark, x: float) -> str:
    place = f'<svg x="{across(x)}" y="{LINE_Y}" class="over">'
    if mark.kind == "session":
        inner = element("circle", r=13, class_="visit") + element(
            "text", mark.inside or "•", y=5, text_anchor="middle", class_="t inside"
        )
    elif mark.kind == "review":
        inner = element("rect", x=-9, y=-9, width=18, height=18, rx=2, class_="review")
    else:
        inner = element("line", y1=-18, y2=0, class_="stem") + element(
            "path", d="M0 -20 L9 -38 L-9 -38 Z", class_="event"
        )
    return f"{place}{inner}</svg>"
