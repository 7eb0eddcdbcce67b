from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from punctum.report.figures import Mark, course_timeline, icon_array, person_patterns, redness_bar
from tests.report.svgs import described


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
    widths = {
        name: int(width) for width, name in re.findall(r'width="(\d+)" height="42" fill="url\(#(person-\w+)\)"', svg)
    }
    assert (widths.get("person-on", 0), widths.get("person-off", 0)) == (30 * filled, 300 - 30 * filled)
    assert set(widths) <= set(re.findall(r'id="([\w-]+)"', person_patterns()))
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
