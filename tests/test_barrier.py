"""Channels close by halves, faster or slower by one factor."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.barrier import closure

HOURS = st.floats(0.1, 100)
SPEED = st.floats(0.05, 5)
DAYS = st.floats(0, 30)


@given(HOURS, HOURS, SPEED)
def test_half_is_left_after_a_half_life(water: float, pores: float, speed: float) -> None:
    curve = closure([water], [pores], [speed])
    assert curve.water([water / speed / 24])[0, 0] == pytest.approx(0.5)
    assert curve.pores([pores / speed / 24])[0, 0] == pytest.approx(0.5)
    assert curve.pores([3 * pores / speed / 24])[0, 0] == pytest.approx(1 / 8)


@given(HOURS, SPEED, st.lists(DAYS, min_size=2, max_size=8).map(sorted))
def test_what_is_left_only_falls(pores: float, speed: float, days: list[float]) -> None:
    curve = closure([1.0], [pores], [speed])
    left = curve.pores(days)[0]
    assert np.all(np.diff(left) <= 0)
    assert np.all((left >= 0) & (left <= 1))


@given(HOURS, st.floats(0.05, 0.95), st.floats(0.001, 5))
def test_a_cover_keeps_channels_open_longer(pores: float, cover: float, day: float) -> None:
    free, covered = closure([pores], [pores], [1.0]), closure([pores], [pores], [cover])
    assert covered.pores([day])[0, 0] >= free.pores([day])[0, 0]
    # Slower by a factor is the same curve with the clock slower by it.
    assert covered.pores([day / cover])[0, 0] == pytest.approx(free.pores([day])[0, 0], rel=1e-9, abs=1e-300)


def test_before_the_session_nothing_is_open_and_at_it_all() -> None:
    curve = closure([1.0, 2.0], [8.0, 9.0], [1.0, 0.5])
    assert curve.water([-1e-9, 0]).tolist() == [[0, 1], [0, 1]]
    assert curve.pores([-5, 0]).tolist() == [[0, 1], [0, 1]]


def test_columns_do_not_mix() -> None:
    together = closure([1.0, 2.0], [8.0, 9.0], [1.0, 0.5]).pores([0.1, 1, 30])
    for at, (pores, speed) in enumerate(((8.0, 1.0), (9.0, 0.5))):
        alone = closure([1.0], [pores], [speed]).pores([0.1, 1, 30])
        assert together[at].tolist() == alone[0].tolist()
