"""How many days redness usually lasts."""

from __future__ import annotations

from punctum.report.figures.svg import across, element, figure, label
from punctum.report.words import number, span

# Days that people count by.
SAID = (0, 1, 3, 7)
LEFT, WIDE = 3.0, 94.0
AXIS_Y, HEIGHT = 40, 64


def redness_bar(key: str, days: tuple[float, float], *, title: str) -> str:
    """A line of days from the visit on: full for nearly everybody, dashed for some.

    Arguments:
        key: unique on the page. days: the shortest and the longest usual time.

    Raises:
        ValueError: the days are not in order.
    """
    low, high = days
    if not 0 <= low <= high:
        raise ValueError(f"days: expected two numbers in order, found {days}")
    last = max(7, int(high) + (high != int(high)))
    step = max(1, round(last / 7))

    def at(day: float) -> float:
        return LEFT + WIDE * day / last

    marked = range(0, last + 1, step)
    ticks = "".join(f"M{at(day):.1f} {AXIS_Y}v5" for day in marked)
    axis = element("path", d=f"M{LEFT:g} {AXIS_Y}H{LEFT + WIDE:g}{ticks}", class_="axis")
    # The axis stretches with the page; letters do not.
    parts = [f'<svg width="100%" height="{HEIGHT}" viewBox="0 0 100 {HEIGHT}" preserveAspectRatio="none">{axis}</svg>']
    parts += [
        label(at(day), AXIS_Y + 20, "visit" if day == 0 else f"day {day}" if day == step else str(day), "t", edge=5)
        for day in marked
        if day in SAID or day == last
    ]
    parts.append(element("rect", x=across(LEFT), width=across(at(high) - LEFT), y=10, height=20, rx=3, class_="some"))
    if low > 0:
        parts.append(element("rect", x=across(LEFT), width=across(at(low) - LEFT), y=10, height=20, rx=3, class_="all"))
    description = f"Usually {span(low, high)} days" if low != high else f"Usually {number(high)} days"
    return figure(key, title, f"{description} after each visit.", HEIGHT, parts)
