"""The response of the column model between the courses of its table: straight, exact at them, held beyond."""

from __future__ import annotations

from itertools import pairwise, product
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.outcome.tissue_response import TISSUE_RESPONSE, log_response

ROWS = TISSUE_RESPONSE.rows
SESSIONS = sorted({row.sessions for row in ROWS})
INTERVALS = sorted({row.interval_weeks for row in ROWS})
LENGTHS = sorted({row.needle_length_mm for row in ROWS})
AT = {(row.sessions, row.interval_weeks, row.needle_length_mm): log(row.collagen_made) for row in ROWS}


def ends(axis: list[float], one: float, curve: bool) -> list[tuple[float, float]]:
    """The neighbours on an axis and how much each weighs; `curve`: straight in the logarithm."""
    inside = min(max(one, axis[0]), axis[-1])
    low, high = next(pair for pair in pairwise(axis) if pair[0] <= inside <= pair[1])
    of = log if curve else float
    weight = (of(inside) - of(low)) / (of(high) - of(low))
    return [(low, 1 - weight), (high, weight)]


def brute(sessions: float, interval_weeks: float, needle_length_mm: float) -> float:
    """Every corner of the cell with its weight."""
    corners = product(
        ends(SESSIONS, sessions, True), ends(INTERVALS, interval_weeks, True), ends(LENGTHS, needle_length_mm, False)
    )
    return sum(a * b * c * AT[s, i, n] for (s, a), (i, b), (n, c) in corners)


def test_the_table_is_a_whole_grid() -> None:
    assert len(ROWS) == len(AT) == len(SESSIONS) * len(INTERVALS) * len(LENGTHS)
    assert min(row.collagen_made for row in ROWS) > 0


def test_a_course_of_the_table_is_exact() -> None:
    for at, value in AT.items():
        assert log_response(*at) == pytest.approx(value, abs=1e-12)


@given(st.floats(0.5, 30), st.floats(0.3, 30), st.floats(0.1, 5))
def test_between_and_beyond_it_is_the_slow_obvious_sum(sessions: float, interval: float, length: float) -> None:
    assert log_response(sessions, interval, length) == pytest.approx(brute(sessions, interval, length), abs=1e-10)


@given(st.sampled_from(SESSIONS), st.sampled_from(INTERVALS), st.sampled_from(LENGTHS), st.floats(1, 100))
def test_beyond_the_ends_it_is_held(sessions: float, interval: float, length: float, beyond: float) -> None:
    held = log_response(SESSIONS[-1], interval, length)
    assert log_response(SESSIONS[-1] + beyond, interval, length) == held
    assert log_response(sessions, INTERVALS[-1] + beyond, length) == log_response(sessions, INTERVALS[-1], length)
    assert log_response(sessions, interval, LENGTHS[-1] + beyond) == log_response(sessions, interval, LENGTHS[-1])
    assert log_response(sessions, interval, LENGTHS[0] / beyond) == log_response(sessions, interval, LENGTHS[0])


@given(st.floats(0.5, 30), st.floats(0.3, 30), st.floats(0.1, 5))
def test_it_stays_within_the_table(sessions: float, interval: float, length: float) -> None:
    found = log_response(sessions, interval, length)
    assert min(AT.values()) - 1e-12 <= found <= max(AT.values()) + 1e-12


@pytest.mark.parametrize("step", [1e-9, -1e-9])
def test_it_does_not_jump_at_a_course_of_the_table(step: float) -> None:
    for sessions, interval, length in AT:
        near = log_response(sessions * (1 + step), interval * (1 + step), length * (1 + step))
        assert abs(near - AT[sessions, interval, length]) < 1e-6


def test_more_sessions_make_no_less() -> None:
    """A sign that the table is the column model's: a further session adds collagen."""
    for interval, length in product(INTERVALS, LENGTHS):
        made = [AT[sessions, interval, length] for sessions in SESSIONS]
        assert np.all(np.diff(made) >= 0)
