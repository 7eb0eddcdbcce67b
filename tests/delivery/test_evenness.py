"""The variation of the local density, and the areas it rests on."""

from __future__ import annotations

from math import ceil, sqrt

import numpy as np
import pytest

from punctum.delivery.evenness import density_cv, square_areas_mm2
from punctum.delivery.region import Region, rectangle, zone_region
from tests.delivery import reference_spacing as reference


def shape(region: Region, side: float) -> tuple[int, int]:
    left, low, right, high = region.bounds_mm
    return ceil((right - left) / side), ceil((high - low) / side)


@pytest.mark.parametrize("zone", ["perioral", "cheek", "forehead"])
def test_areas_of_squares_against_a_fine_grid(zone: str) -> None:
    region = zone_region(zone, "female")
    left, low, _, _ = region.bounds_mm
    areas = square_areas_mm2(region, 5.0, *shape(region, 5.0))
    assert areas.sum() == pytest.approx(region.area_cm2 * 100, rel=1e-12)
    fine = reference.lattice(region, left, low, 0.1)
    counted, _, _ = np.histogram2d(
        fine[:, 1] - low, fine[:, 0] - left, bins=[np.arange(count + 1) * 5.0 for count in areas.shape]
    )
    assert np.abs(areas - counted * 0.1**2).max() < 0.4


def test_areas_of_a_triangle_by_hand() -> None:
    triangle = Region("", (np.array([[0.0, 0.0], [20.0, 0.0], [0.0, 20.0]]),), 2.0, "", (), "derived")
    assert square_areas_mm2(triangle, 10.0, 2, 2) == pytest.approx(np.array([[100, 50], [50, 0]]))


def test_rings_may_run_either_way() -> None:
    region = zone_region("perioral", "female")
    outline, hole = region.rings_mm
    expected = square_areas_mm2(region, 10.0, 7, 4)
    for rings in [(outline[::-1], hole), (outline, hole[::-1]), (hole, outline)]:
        turned = Region("", rings, region.area_cm2, "", (), "derived")
        assert square_areas_mm2(turned, 10.0, 7, 4) == pytest.approx(expected, abs=1e-9)


def test_one_hole_a_square_varies_nowhere() -> None:
    x, y = (axis.ravel().astype(np.float32) for axis in np.meshgrid(np.arange(40) + 0.5, np.arange(30) + 0.5))
    assert density_cv(x, y, rectangle(40, 30), 1) == 0
    assert density_cv(x, y, rectangle(40, 30), 0.25) == 0


def test_by_hand() -> None:
    x = np.repeat([5, 15, 25, 35], [1, 2, 3, 6]).astype(np.float32)
    density = np.array([1, 2, 3, 6])
    assert density_cv(x, np.full(12, 5, dtype=np.float32), rectangle(40, 10), 1) == pytest.approx(density.std() / 3)


def test_squares_count_with_their_area_and_not_below_half() -> None:
    x = np.array([5] * 10 + [15] * 10 + [25] * 10 + [35] * 9 + [44] * 100, dtype=np.float32)
    y = np.full(len(x), 2.0, dtype=np.float32)
    cut = density_cv(x, y, rectangle(44, 10), 1)
    assert cut is not None
    assert cut < 0.1, "the last square has four tenths of its area in the zone and is left out"
    kept = density_cv(x, y, rectangle(46, 10), 1)
    density, weight = np.array([10, 10, 10, 9, 100 / 0.6]), np.array([1, 1, 1, 1, 0.6])
    mean = np.average(density, weights=weight)
    assert kept == pytest.approx(sqrt(np.average((density - mean) ** 2, weights=weight)) / mean)


def test_too_few_squares_or_holes_give_none() -> None:
    one = np.ones(5, dtype=np.float32)
    assert density_cv(one, one, rectangle(20, 10), 1) is None
    assert density_cv(one, one, rectangle(20, 10), 0.25) is not None
    assert density_cv(one[:0], one[:0], rectangle(100, 100), 1) is None


def test_holes_anywhere_vary_as_counting_does() -> None:
    places = np.random.default_rng(3).random((250 * 400, 2)).astype(np.float32) * 200
    for square in (1.0, 0.25):
        found = density_cv(places[:, 0], places[:, 1], rectangle(200, 200), square)
        expected, squares = 1 / sqrt(250 * square), 400 / square
        assert found == pytest.approx(expected, abs=3 * expected / sqrt(2 * squares))
