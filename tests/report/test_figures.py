from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.report.figures import Mark, course_timeline, icon_array, interval_fan, redness_bar
from tests.report.svgs import described, parsed

NUMBERS = st.floats(-1000, 1000, allow_nan=False)


def fan(mean: float, low: float, high: float, **more: float) -> str:
    third = (high - low) / 6
    bands = {50: (low + 2 * third, high - 2 * third), 80: (low + third, high - third), 95: (low, high)}
    return interval_fan("k", title="T & <t>", axis="points", mean=mean, bands=bands, marks=more)


def test_the_fan_draws_intervals_first_and_says_them_in_words() -> None:
    svg = fan(8.0, 2.0, 14.0, now=14)
    kinds = re.findall(r'class="(band b\d+|mean)"', svg)
    assert kinds == ["band b95", "band b80", "band b50", "mean"]
    title, text = described(svg)
    assert title == "T & <t>"
    assert "95\u00a0of 100 people between 2 and 14" in text
    assert "middle: 8" in text
    assert "now: 14" in text


def test_bands_differ_in_height_and_not_only_in_colour() -> None:
    heights = re.findall(r'height="(\d+)" rx="3"', fan(8.0, 2.0, 14.0))
    assert heights == ["20", "34", "48"]


def test_a_value_stands_where_the_axis_says() -> None:
    svg = interval_fan("k", title="t", axis="a", mean=5.0, bands={95: (0.0, 10.0)})
    (mean,) = re.findall(r'<line x1="([\d.]+)%" x2="[\d.]+%" y1="\d+" y2="\d+" class="mean"', svg)
    assert float(mean) == pytest.approx(50.0)
    (band,) = re.findall(r'<rect x="([\d.]+)%" width="([\d.]+)%"', svg)
    assert [float(part) for part in band] == pytest.approx([3.0, 94.0])


@given(st.tuples(NUMBERS, NUMBERS, NUMBERS), NUMBERS)
def test_every_fan_stays_inside_its_drawing(ends: tuple[float, float, float], goal: float) -> None:
    low, mean, high = sorted(ends)
    svg = fan(mean, low, high, goal=goal)
    parsed(svg)
    places = [float(place) for place in re.findall(r'(?:x|x1|x2)="(-?[\d.]+)%"', svg)]
    assert all(-0.01 <= place <= 100.01 for place in places)


def test_the_course_shows_every_visit_by_number_and_every_day_in_words() -> None:
    days = [date(2026, 11, 20) + timedelta(weeks=4 * index) for index in range(4)]
    marks = tuple(Mark(day, f"Visit {index + 1}", "session", str(index + 1)) for index, day in enumerate(days))
    review = Mark(days[-1] + timedelta(weeks=12), "Review", "review")
    svg = course_timeline("c", (review, *marks))
    assert re.findall(r">(\d)</text>", svg) == ["1", "2", "3", "4"]
    _, text = described(svg)
    assert text.startswith("Visit 1: Fri 20")
    assert "Review: " in text
    assert course_timeline("c", tuple(reversed((review, *marks)))) == svg
    assert course_timeline("c", ()) == ""


def test_labels_that_stand_close_are_in_different_rows() -> None:
    days = [date(2026, 1, 1), date(2026, 1, 15), date(2026, 1, 29), date(2026, 9, 1)]
    svg = course_timeline("c", tuple(Mark(day, "x", "session", "1") for day in days))
    rows = re.findall(r'<text [^>]*y="(\d+)"[^>]* class="t(?: m)?">', svg)
    assert len(set(rows[:3])) == 3


@pytest.mark.parametrize(("share", "filled"), [(0.0, 0), (0.44, 4), (0.96, 10), (1.0, 10)])
def test_people_are_counted_in_tens(share: float, filled: int) -> None:
    svg = icon_array("p", share, title="t")
    assert svg.count('class="person on"') == filled
    assert described(svg)[1] == f"{filled} of 10 figures are filled."


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_what_is_no_share_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        icon_array("p", share, title="t")


def test_redness_says_its_days() -> None:
    assert described(redness_bar("r", (1.0, 7.0), title="t"))[1] == "Usually 1 to 7 days after each visit."
    assert 'class="all"' not in redness_bar("r", (0.0, 1.0), title="t")
    with pytest.raises(ValueError, match="in order"):
        redness_bar("r", (3.0, 1.0), title="t")
