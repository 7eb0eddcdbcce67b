"""Bleeding and pain: counted holes, and what the printed study says in words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.delivery.proxies import bleeding, pain
from punctum.delivery.tables import PAIN, VESSELS, value_of


def test_holes_that_reach_the_vessels_are_counted() -> None:
    depth = np.array([0.1, 0.14, 0.16, 0.2, 0.31, 0.6, 0.6], dtype=np.float32)
    reached = bleeding(depth, 2.0)
    assert [(one.depth_um, one.holes_per_cm2) for one in reached] == [(150, 2.5), (300, 1.5), (500, 1.0)]
    assert all(one.basis == "read" and one.sources == ("andersen_2018_doct_vessels",) for one in reached)


@given(st.lists(st.floats(0.03125, 3, width=32), max_size=30), st.floats(0.1, 400))
def test_fewer_holes_reach_deeper_vessels(depths: list[float], area_cm2: float) -> None:
    found = [one.holes_per_cm2 for one in bleeding(np.array(depths, dtype=np.float32), area_cm2)]
    assert found == sorted(found, reverse=True)
    assert [row.depth_um for row in VESSELS.rows] == sorted(row.depth_um for row in VESSELS.rows)


def test_pain_is_what_the_study_prints() -> None:
    shortest, longest = value_of(PAIN, "length_shortest"), value_of(PAIN, "length_longest")
    assert pain(shortest, 1).percent_of_26g == pytest.approx(5, rel=0.08)
    assert pain(longest, 1).percent_of_26g == pytest.approx(40, rel=0.08)
    assert pain(1.44, 1).percent_of_26g / pain(0.48, 1).percent_of_26g == pytest.approx(7, rel=0.01)
    assert 2 < pain(1.0, 50).percent_of_26g / pain(1.0, 5).percent_of_26g + 0.01 < 2.1


@given(st.floats(0.1, 3), st.integers(1, 100))
def test_longer_and_more_needles_hurt_more(length_mm: float, needles: int) -> None:
    one = pain(length_mm, needles)
    assert one.low < one.percent_of_26g < one.high
    assert pain(length_mm * 1.1, needles).percent_of_26g > one.percent_of_26g
    assert pain(length_mm, needles + 1).percent_of_26g > one.percent_of_26g


@pytest.mark.parametrize(
    ("length_mm", "needles", "beyond", "many"),
    [(0.48, 1, False, False), (1.45, 50, False, False), (0.2, 24, True, False), (1.5, 51, True, True)],
)
def test_what_nobody_tried_is_said(length_mm: float, needles: int, beyond: bool, many: bool) -> None:
    text = pain(length_mm, needles).text
    assert "without anaesthetic" in text
    assert ("beyond them" in text) is beyond
    assert ("50 needles" in text) is many
