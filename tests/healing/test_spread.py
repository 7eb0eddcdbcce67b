from __future__ import annotations

from math import erf, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from punctum.delivery.region import rectangle, zone_region
from punctum.delivery.values import Punctures
from punctum.healing.spread import bell, spread

SIDE = 20.0


def at(x: NDArray[np.float64], y: NDArray[np.float64]) -> Punctures:
    count = len(x)
    return Punctures(
        x.astype(np.float32), y.astype(np.float32), np.full(count, 0.7, np.float32), np.zeros(count, np.uint8)
    )


def thrown(count: int, seed: int = 1) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    x, y = np.random.default_rng(seed).random((2, count)) * SIDE
    return x, y


def by_hole(x: NDArray[np.float64], y: NDArray[np.float64], side: float, width: float) -> NDArray[np.float64]:
    """Slow and obvious: the bell around every hole, integrated over every square."""
    lines = np.arange(int(SIDE / side) + 1) * side
    share = np.vectorize(lambda z: (1 + erf(z / sqrt(2))) / 2)
    across = np.diff(share((lines - x[:, None]) / width), axis=1)
    down = np.diff(share((lines - y[:, None]) / width), axis=1)
    return np.asarray(np.einsum("hr,hc->rc", down, across) / side**2)


@pytest.mark.parametrize(("side", "width"), [(2.0, 1.0), (5.0, 1.0), (1.0, 2.5), (4.0, 0.7)])
def test_it_is_the_sum_of_a_bell_around_every_hole(side: float, width: float) -> None:
    x, y = thrown(4000)
    found = spread(at(x, y), rectangle(SIDE, SIDE), side, width)
    slow = by_hole(x, y, side, width)
    # Holes are moved to the middles of cells half as wide as the bell, which blurs a little more.
    assert found.holes_per_mm2.shape == slow.shape
    assert np.abs(found.holes_per_mm2 - slow).max() < 0.03 * slow.mean()
    assert found.holes_per_mm2.mean() == pytest.approx(slow.mean(), rel=2e-3)


def test_no_hole_is_lost_far_from_the_edge() -> None:
    x, y = thrown(500)
    found = spread(at(6 + 0.4 * x, 6 + 0.4 * y), rectangle(SIDE, SIDE), 2.0, 1.0)
    assert (found.holes_per_mm2 * 2.0**2).sum() == pytest.approx(500, rel=1e-9)


def test_the_edge_feels_half_and_a_corner_a_quarter() -> None:
    middles = np.arange(0.05, SIDE, 0.1)
    x, y = (each.ravel() for each in np.meshgrid(middles, middles))
    found = spread(at(x, y), rectangle(SIDE, SIDE), 0.5, 1.5).holes_per_mm2
    assert found[20, 20] == pytest.approx(100, rel=1e-3)
    assert 0.5 < found[0, 20] / found[20, 20] < 0.6
    assert found[0, 0] / found[20, 20] == pytest.approx((found[0, 20] / found[20, 20]) ** 2, rel=1e-6)


def test_squares_with_half_of_their_area_in_the_zone_are_inside() -> None:
    region = zone_region("cheek", "female")
    found = spread(at(np.empty(0), np.empty(0)), region, 2.0, 1.0)
    assert found.inside.sum() * 2.0**2 / 100 == pytest.approx(region.area_cm2, rel=0.03)
    assert not found.holes_per_mm2.any()


@given(st.integers(0, 2**32 - 1), st.sampled_from([1.0, 2.0, 5.0]))
def test_a_mirrored_zone_has_the_mirrored_map(seed: int, side: float) -> None:
    x, y = thrown(200, seed)
    # Steps of a fortieth fall into the same cell from either side.
    x = np.floor(x * 20) / 20 + 1 / 40
    there = spread(at(x, y), rectangle(SIDE, SIDE), side, 1.0).holes_per_mm2
    back = spread(at(SIDE - x, y), rectangle(SIDE, SIDE), side, 1.0).holes_per_mm2
    np.testing.assert_allclose(back, there[:, ::-1], atol=1e-12)


def test_the_weights_of_the_bell_are_shares() -> None:
    weights = bell(0.5, 1.0)
    assert weights.sum() == pytest.approx(1)
    np.testing.assert_array_equal(weights, weights[::-1])
    spread_sd = sqrt(float((weights * ((np.arange(len(weights)) - len(weights) // 2) * 0.5) ** 2).sum()))
    assert spread_sd == pytest.approx(sqrt(1 + 0.5**2 / 12), rel=1e-3)
