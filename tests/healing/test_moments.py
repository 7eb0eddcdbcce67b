"""Moments of a course, against what is known in closed form."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.healing.moments import fine_days, first_above, last_above, peak


@given(st.floats(0.05, 5), st.floats(1.5, 50), st.floats(0.05, 0.9))
def test_an_exponential_falls_to_a_level_when_it_should(half_life: float, top: float, level: float) -> None:
    days = fine_days([0], 60, 0.01, 3)
    values = top * np.exp2(-days / half_life)[None]
    expected = half_life * np.log2(top / level)
    found = float(last_above(days, values, level)[0])
    assert found == pytest.approx(expected) if expected < 60 else np.isinf(found)


@given(st.floats(0, 100), st.floats(0.1, 3), st.floats(0.1, 20))
def test_a_straight_line_rises_above_a_level_when_it_should(start: float, slope: float, level: float) -> None:
    days = start + np.array([0.0, 1, 3, 7, 20, 50])
    values = slope * (days - start)[None] - 1
    found = float(first_above(days, values, level)[0])
    at = (level + 1) / slope
    # Between two positive looks an exponential is taken: it meets the line within their span.
    if at >= 50:
        assert np.isinf(found)
    else:
        before = np.flatnonzero(days - start <= at)[-1]
        assert days[before] - start - 1e-9 <= found <= days[before + 1] - start + 1e-9


def test_below_zero_a_line_is_taken() -> None:
    days = np.array([0.0, 1, 2])
    assert first_above(days, np.array([[-1.0, -0.5, 1.5]]), 0.5).tolist() == [1.5]
    assert last_above(days, np.array([[1.0, 0.5, -1.5]]), -0.5).tolist() == [1.5]


def test_never_always_and_again() -> None:
    days = np.array([3.0, 4, 5, 6])
    values = np.array([[0.1, 0.1, 0.1, 0.1], [2.0, 2, 2, 2], [2.0, 0.5, 2, 0.5], [0.5, 0.5, 0.5, 2]])
    assert last_above(days, values, 1.0).tolist() == [0, np.inf, 2.5, np.inf]
    assert first_above(days, values, 1.0).tolist() == [np.inf, 0, 0, 2.5]


@given(st.floats(1.2, 8), st.floats(0.1, 5))
def test_the_top_of_a_parabola_is_found(top: float, bend: float) -> None:
    days = np.array([0.0, 0.5, 1, 2, 4, 8, 9])
    values = 10 - bend * (days - top) ** 2
    found = float(peak(days, values[None])[0])
    middle = int(np.argmax(values))
    if 0 < middle < len(days) - 1:
        assert found == pytest.approx(top)
    else:
        assert found == days[middle]


def test_a_top_at_an_end_is_a_look() -> None:
    days = np.array([1.0, 2, 3])
    assert peak(days, np.array([[3.0, 2, 1], [1.0, 2, 3], [1.0, 1, 1]])).tolist() == [0, 2, 0]


def test_looks_begin_at_each_session_and_end_where_asked() -> None:
    days = fine_days([0, 28], 40.5, 0.25, 2)
    assert days[0] == 0
    assert days[-1] == 40.5
    assert {0.25, 0.5, 28.0, 28.25, 28.5, 29.0} < set(days.tolist())
    assert np.all(np.diff(days) > 0)
    assert np.all(days[(days > 0.25) & (days < 28)][1:] / days[(days > 0.25) & (days < 28)][:-1] < 1.5)
    assert fine_days([0], 0.1, 0.25, 2).tolist() == [0, 0.1]
