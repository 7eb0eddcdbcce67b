"""Drawings for paper: colours of their own, lines that are thin in print, whatever page they stand on."""

from __future__ import annotations

from collections.abc import Mapping

from punctum.report.figures.chart import ZoneMark, drawing, seen_in
from punctum.report.figures.svg import element
from punctum.report.figures.zone import STYLE
from punctum.skin import View

# Shares of a chart's shorter side: the space around it, and how thick its lines are.
EDGE, LINE = 0.03, 0.006
DAY, HIGH = 10, 10
# Days that people count by.
TICKS = (0, 3, 7, 10)


def printed_chart(view: View, marks: Mapping[str, ZoneMark]) -> str:
    """A view with its marked zones, as an SVG document."""
    side = min(view.width_mm, view.height_mm)
    margin = EDGE * side
    box = (view.left_mm - margin, view.top_mm - margin, view.width_mm + 2 * margin, view.height_mm + 2 * margin)
    shown = seen_in(view, marks)
    line = f"{LINE * side:.2f}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{" ".join(f"{value:.1f}" for value in box)}">'
        f"<style>{STYLE.format(line=line)}</style>"
        f"{''.join(drawing('chart', view, shown, others=False))}</svg>"
    )


def printed_days(first: float, usual: float, longest: float) -> str:
    """One bar over the days from the visit to day 10: full for most people, an outline for some.

    Arguments:
        first, usual, longest: when it begins, until when most people have it, until when some have it, in days.

    Returns:
        an SVG document, 10 units a day wide and 10 high.
    """
    parts = [element("path", d=f"M{DAY * day} 0V{HIGH}", stroke="#d9d5ce", stroke_width=0.5) for day in TICKS]
    parts.append(element("path", d=f"M0 {HIGH / 2}H{DAY * TICKS[-1]}", stroke="#d9d5ce", stroke_width=0.5))
    if longest > usual:
        parts.append(_bar(usual, longest, fill="#ffffff"))
    if usual > first:
        parts.append(_bar(first, usual, fill="#1c2430"))
    else:
        # What lasts minutes or hours is still seen on its day.
        parts.append(element("circle", cx=DAY * first, cy=HIGH / 2, r=2.6, fill="#1c2430"))
    box = f"-3 0 {DAY * TICKS[-1] + 6} {HIGH}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{"".join(parts)}</svg>'


def _bar(begin: float, end: float, fill: str) -> str:
    return element(
        "rect", x=DAY * begin, y=2.4, width=DAY * (end - begin), height=HIGH - 4.8, rx=1, fill=fill, stroke="#1c2430",
        stroke_width=0.7,
    )  # fmt: skip
