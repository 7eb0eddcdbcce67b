"""Figures as SVG text from plain values. Colours are the page's tokens, so that dark mode and print follow.

Widths are percentages and heights are pixels: the drawing stretches with the page and its letters do not.
"""

from punctum.report.figures.care_bars import Span, care_bars
from punctum.report.figures.chart import ZoneMark, zone_chart
from punctum.report.figures.course import Mark, course_timeline
from punctum.report.figures.people import icon_array, person_patterns
from punctum.report.figures.redness import redness_bar
from punctum.report.figures.small_fan import small_fan
from punctum.report.figures.tap_chart import tap_chart
from punctum.report.figures.zone import zone_drawing

__all__ = [
    "Mark", "Span", "ZoneMark", "care_bars", "course_timeline", "icon_array", "person_patterns", "redness_bar",
    "small_fan", "tap_chart", "zone_chart", "zone_drawing",
]  # fmt: skip
