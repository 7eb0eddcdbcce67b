"""The fan of the page: small, in words too, and readable without colour."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.outcome import FanPoint
from punctum.report.figures.fan_values import Fan, fan_of
from punctum.report.figures.small_fan import BOTTOM, TALL, TOP, small_fan
from punctum.report.figures.steps import marks_around, nice_step
from tests.report import plans
from tests.report.svgs import described, parsed

NUMBERS = st.floats(-1000, 1000, allow_nan=False)


def drawn(fan: Fan) -> str:
    return small_fan("k", fan, title="T & <t>")


def made(**changes: object) -> Fan:
    found = fan_of(plans.forecast(**changes))
    assert found is not None
    return found


def test_bands_are_drawn_first_and_differ_in_edge_and_tone() -> None:
    svg = drawn(made())
    assert re.findall(r'class="(band b\d+|visit|axis|mark|now)"', svg)[:4] == [
        "band b95",
        "band b80",
        "band b50",
        "visit",
    ]
    assert len(svg.encode()) < 3000
    assert not re.search(r"#[0-9a-f]{3,6}\b|rgb\(|style=", svg)


def test_the_numbers_stand_in_the_words() -> None:
    fan = made()
    title, text = described(drawn(fan))
    assert title == "T & <t>"
    first, last = fan.points[0], fan.points[-1]
    for point in (first, last):
        assert f"middle {point.median:g}" in text
        for low, high in (point.interval_50, point.interval_80, point.interval_95):
            assert f"{low:g} to {high:g}" in text
    for part in ("Now: 14", "your goal: 8", "a change that counts at: 10", "(lower is better)", "by assumption"):
        assert part in text


def test_a_value_stands_where_the_axis_says() -> None:
    svg = drawn(made())
    # From 0 to 15 in steps of 5; 14 is now.
    (now,) = re.findall(r'y1="(\d+)" y2="\d+" class="mark"/><text [^>]*>now 14', svg)
    assert float(now) == pytest.approx(TOP + TALL * (15 - 14) / 15, abs=1)
    ends = re.findall(r'<text x="7%" y="(\d+)" text-anchor="end" class="t">(\d+)</text>', svg)
    assert {int(value): int(y) for y, value in ends}[0] == BOTTOM + 5


def test_no_treatment_is_hatched_and_named() -> None:
    svg = drawn(made())
    assert 'fill="url(#k-u)"' in svg
    assert ">untreated</text>" in svg
    bare = drawn(made(untreated_mean=None, untreated_interval_80=None))
    assert "untreated" not in bare
    assert "pattern" not in bare


@given(st.lists(NUMBERS, min_size=1, max_size=3), NUMBERS, st.floats(0, 100))
def test_names_of_lines_keep_apart_and_the_drawing_inside(lines: list[float], middle: float, wide: float) -> None:
    ends = (middle - wide, middle + wide)
    point = FanPoint(weeks=0, mean=middle, median=middle, interval_50=ends, interval_80=ends, interval_95=ends)
    fan = Fan(
        (point, replace(point, weeks=26)), {str(at): value for at, value in enumerate(lines)}, None, "points", True
    )
    svg = drawn(fan)
    parsed(svg)
    places = sorted(int(y) for y in re.findall(r'y="(-?\d+)" class="t on strong"', svg))
    assert all(second - first >= 13 for first, second in itertools.pairwise(places))
    for y in re.findall(r'y1="(-?\d+)"', svg):
        assert TOP <= int(y) <= BOTTOM


@given(NUMBERS, st.floats(1e-6, 1000))
def test_marks_lie_around_all_that_is_drawn(least: float, wide: float) -> None:
    marks = marks_around(least, least + wide)
    step = nice_step(wide)
    assert marks[0] <= least + 1e-6 * step
    assert marks[-1] >= least + wide - 1e-6 * step
    assert 2 <= len(marks) <= 8
    assert nice_step(0.0) == 1.0
