"""Planned against done: closed forms, brute force, and what stays the same when both change alike."""

from __future__ import annotations

from dataclasses import replace
from math import hypot, pi

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from punctum.delivery.difference import compared, difference
from punctum.delivery.region import Region, rectangle, zone_region
from punctum.delivery.squares import reached, squares
from punctum.delivery.values import Punctures
from punctum.problems import InputError
from tests.report.deliveries import square

ZONE = zone_region("cheek", "female")


def holes(x: NDArray[np.float64], y: NDArray[np.float64]) -> Punctures:
    one = np.ones(len(x), dtype=np.float32)
    return Punctures(x.astype(np.float32), y.astype(np.float32), one, one.astype(np.uint8))


def even(width_mm: float, height_mm: float, apart_mm: float) -> Punctures:
    x, y = np.meshgrid(
        np.arange(apart_mm / 2, width_mm, apart_mm), np.arange(apart_mm / 2, height_mm, apart_mm)
    )  # fmt: skip
    return holes(x.ravel(), y.ravel())


def kept(made: Punctures, keep: NDArray[np.bool_]) -> Punctures:
    return holes(made.x_mm[keep].astype(np.float64), made.y_mm[keep].astype(np.float64))


def test_what_was_done_as_planned_differs_in_nothing() -> None:
    plan = even(40, 30, 0.5)
    found = compared(rectangle(40, 30), plan, plan)
    assert found.planned_per_cm2 == found.done_per_cm2 == 400
    assert (found.difference_per_cm2, found.difference_percent, found.missed_cm2) == (0, 0, 0)
    assert (found.agreement_median_mm, found.agreement_p95_mm, found.agreeing_share) == (0, 0, 1)
    np.testing.assert_allclose(found.planned_local_per_cm2, 400)
    assert len(found.centres_mm) == 16 * 12


def test_a_strip_left_out_is_missed_but_for_the_reach() -> None:
    plan = even(60, 40, 0.5)
    done = kept(plan, plan.x_mm < 40)
    found = compared(rectangle(60, 40), plan, done)
    assert found.difference_percent == pytest.approx(-100 / 3)
    assert found.missed_cm2 == pytest.approx(4 * (2 - 0.1 + 0.025), rel=0.02)  # the last row of holes is at 39.75 mm
    assert found.missed_share == pytest.approx(found.missed_cm2 / 24)
    # A square x mm beyond the edge of what was done finds its density that far away.
    assert found.agreement_median_mm == 0
    assert found.agreement_p95_mm is not None
    assert found.agreement_p95_mm == pytest.approx(60 * 0.95 - 40, abs=2 * found.side_mm)
    assert found.agreeing_share == pytest.approx(43 / 60, abs=0.06)


def test_one_spot_left_out_is_missed_as_a_circle() -> None:
    plan = even(40, 40, 0.25)
    done = kept(plan, np.hypot(plan.x_mm - 20, plan.y_mm - 20) > 6)
    found = compared(rectangle(40, 40), plan, done)
    assert 100 * found.missed_cm2 == pytest.approx(pi * 5**2, rel=0.05)


def test_nothing_done_agrees_nowhere_and_misses_everything() -> None:
    plan, none = even(20, 20, 0.5), holes(np.zeros(0), np.zeros(0))
    found = compared(rectangle(20, 20), plan, none)
    assert (found.agreement_median_mm, found.agreement_p95_mm, found.agreeing_share) == (None, None, 0)
    assert (found.difference_percent, found.missed_share) == (-100, 1)
    back = compared(rectangle(20, 20), none, plan)
    assert (back.difference_percent, back.missed_share, back.agreement_median_mm) == (None, 0, None)


@given(st.floats(0.5, 1.6))
def test_density_agrees_up_to_the_tolerance(factor: float) -> None:
    rng = np.random.default_rng(2)
    plan = even(20, 20, 0.5)
    count = round(len(plan.x_mm) * factor)
    take = np.resize(np.arange(len(plan.x_mm)), count) if factor > 1 else np.sort(rng.permutation(1600)[:count])
    found = compared(rectangle(20, 20), plan, holes(plan.x_mm[take].astype(float), plan.y_mm[take].astype(float)))
    assert found.difference_percent == pytest.approx(100 * (count / 1600 - 1))
    agree = np.abs(found.done_local_per_cm2 / found.planned_local_per_cm2 - 1) <= 0.2
    assert (found.agreement_median_mm == 0) is bool(agree.mean() >= 0.5)


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 99))
@settings(max_examples=25)
def test_a_slow_count_finds_the_same(before: int, after: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    region = Region("", (np.array([[0.0, 0], [22, 2], [18, 17], [3, 14]]),), 2.5, "", (), "house")
    plan, done = (holes(rng.uniform(4, 17, count), rng.uniform(3, 13, count)) for count in (before, after))
    found = compared(region, plan, done)
    apart = []
    for place, asked in zip(found.centres_mm, found.planned_local_per_cm2, strict=True):
        agreeing = [
            hypot(*(place - other))
            for other, given in zip(found.centres_mm, found.done_local_per_cm2, strict=True)
            if abs(given - asked) <= 0.2 * asked
        ]
        apart.append(min(agreeing, default=float("inf")))
    assert found.agreeing_share == pytest.approx(np.mean(np.array(apart) <= 3))
    half = sorted(apart)[-(-len(apart) // 2) - 1]
    assert found.agreement_median_mm == (None if half == float("inf") else pytest.approx(half))
    for made, local in ((plan, found.planned_local_per_cm2), (done, found.done_local_per_cm2)):
        grid = squares(region, 2.5)
        for (x, y), density in zip(found.centres_mm, local, strict=True):
            near = (np.abs(made.x_mm - x) < 3.75) & (np.abs(made.y_mm - y) < 3.75)
            around = np.abs(grid.centres_mm - (x, y)).max(axis=-1) < 3.75
            assert density == pytest.approx(near.sum() / (grid.inside[around].sum() * 0.0625), rel=1e-6)


@given(st.integers(0, 60), st.floats(0.1, 5), st.integers(0, 99))
@settings(max_examples=25)
def test_skin_within_reach_is_what_a_slow_search_finds(count: int, reach_mm: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    made = holes(rng.uniform(0, 12, count), rng.uniform(0, 9, count))
    grid = squares(rectangle(12, 9), 0.5, 1)
    apart = grid.centres_mm[:, :, None, :] - np.stack([made.x_mm, made.y_mm], axis=-1)
    slow = (np.hypot(apart[..., 0], apart[..., 1]) <= reach_mm).any(axis=2)
    assert np.mean(slow != reached(grid, made, reach_mm)) < 0.003


def test_the_squares_cover_the_area_of_a_zone() -> None:
    for side_mm in (1.0, 2.5):
        grid = squares(ZONE, side_mm)
        assert grid.inside.sum() * side_mm**2 / 100 == pytest.approx(ZONE.area_cm2, rel=0.01)


def test_moving_the_holes_a_little_agrees_a_little_further_off() -> None:
    plan = even(60, 60, 0.5)
    plan = kept(plan, (plan.x_mm < 45) & (plan.x_mm > 15))
    moved = holes(plan.x_mm.astype(float) + 5, plan.y_mm.astype(float))
    found = compared(rectangle(60, 60), plan, moved)
    assert found.difference_per_cm2 == 0
    assert found.agreement_p95_mm == pytest.approx(5)


def test_only_the_same_skin_is_compared() -> None:
    x, y = np.full(400, 10.0), np.linspace(1, 19, 400)
    one, other = square(x, y), square(x, y, 30.0)
    assert difference(one, one).missed_cm2 == 0
    assert difference(one, one).planned_per_cm2 == 100
    with pytest.raises(InputError, match="zone: expected the planned one"):
        difference(one, other)
    with pytest.raises(InputError, match="zone: expected the planned one"):
        difference(one, replace(one, region=replace(one.region, zone="chin")))


def test_skin_smaller_than_a_square_cannot_be_compared() -> None:
    speck = Region("", (np.array([[0.0, 0], [0.3, 0], [0.0, 0.3]]),), 0.00045, "a speck", (), "house")
    none = holes(np.zeros(0), np.zeros(0))
    with pytest.raises(InputError, match="at least one square"):
        compared(speck, none, none)
