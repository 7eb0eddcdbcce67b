"""Coverage and the largest gap against trees, formulas, and what must hold for any holes."""

from __future__ import annotations

from math import exp, hypot, inf, isnan, pi, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from punctum.delivery.compiled.spacing import spacing
from punctum.delivery.compiled.tiles import tiled
from punctum.delivery.made import Spacing
from punctum.delivery.region import Region, rectangle, zone_region
from tests.delivery import reference_spacing as reference

Floats = NDArray[np.float32]
NONE = np.empty((0, 2), dtype=np.float32)
RADII = (0.1, 0.25, 0.5, 1.0)
REGIONS = {
    "rectangle": rectangle(70, 30),
    "with a hole": zone_region("perioral", "female"),
    "two pieces": zone_region("cheek", "female"),
    "a triangle with a spike": Region(
        "", (np.array([[0.0, 0.0], [30.0, 0.0], [30.0, 0.4], [0.0, 12.0]]),), 1.86, "", (), "derived"
    ),
}


def scattered(region: Region, count: int, seed: int = 1) -> Floats:
    """Holes anywhere in the zone, (n, 2)."""
    left, low, right, high = region.bounds_mm
    numbers = np.random.default_rng(seed)
    places = numbers.uniform((left, low), (right, high), (4 * count + 100, 2)).astype(np.float32)
    return places[reference.inside(region, places.astype(float))][:count]


def spaced(
    holes: Floats, region: Region, beyond: Floats = NONE, radii: tuple[float, ...] = RADII, threads: int = 1
) -> Spacing:
    return spacing(tiled(holes[:, 0], holes[:, 1], region, beyond, threads), region, radii, threads)


def check(found: Spacing, holes: Floats, region: Region, radii: tuple[float, ...] = RADII) -> None:
    """Against the tree: the same share at the same places, and the farthest place."""
    tiles = tiled(holes[:, 0], holes[:, 1], region, NONE, 1)
    places = reference.lattice(region, tiles.left_mm, tiles.low_mm, found.step_mm)
    assert found.samples == len(places)
    distance = reference.nearest(holes.astype(float), places)
    for radius in radii:
        # A place whose distance equals the radius to the last digit may fall on either side.
        low, high = (np.mean(distance <= radius + slack) for slack in (-1e-6, 1e-6))
        assert low <= found.coverage[radius] <= high
    place = np.array([found.largest_gap_at_mm])
    assert 2 * reference.nearest(holes.astype(float), place)[0] == pytest.approx(found.largest_gap_mm, rel=1e-9)
    assert reference.farthest(region, holes.astype(float)) <= found.largest_gap_mm / 2 + 0.0005
    nudged = place + 1e-6 * np.stack(np.meshgrid([-1, 0, 1], [-1, 0, 1]), axis=-1).reshape(-1, 2)
    assert reference.inside(region, nudged).any(), "the centre lies in the zone or on its border"


@pytest.mark.parametrize("name", REGIONS)
@pytest.mark.parametrize("count", [1, 7, 100, 3000])
def test_against_a_tree(name: str, count: int) -> None:
    region = REGIONS[name]
    holes = scattered(region, count)
    check(spaced(holes, region), holes, region)


def test_against_a_tree_where_most_of_the_zone_is_empty() -> None:
    region = REGIONS["two pieces"]
    holes = scattered(region, 60_000)
    holes = holes[(holes[:, 0] < -20) | (holes[:, 1] > 100)]
    check(spaced(holes, region, radii=(0.5, 5.0)), holes, region, (0.5, 5.0))


def test_many_holes_at_few_places() -> None:
    region = REGIONS["rectangle"]
    for places in ([[10.0, 20.0]], [[0.0, 0.0], [70.0, 30.0]], [[35.0, 15.0], [35.0001, 15.0], [90.0, 15.0]]):
        holes = np.repeat(np.array(places, dtype=np.float32), 300, axis=0)
        check(spaced(holes, region), holes, region)


def test_holes_on_the_borders_of_tiles() -> None:
    region = rectangle(64, 64)
    tiles = tiled(np.zeros(5000, dtype=np.float32), np.zeros(5000, dtype=np.float32), region, NONE, 1)
    along = (np.arange(tiles.columns + 1) * tiles.side_mm).astype(np.float32)
    holes = np.stack(np.meshgrid(along, along), axis=-1).reshape(-1, 2)
    found = spaced(holes, region)
    check(found, holes, region)
    assert found.largest_gap_mm == pytest.approx(tiles.side_mm * sqrt(2), abs=0.001)


def test_by_hand_on_a_square_lattice() -> None:
    region = rectangle(40, 40)
    holes = np.stack(np.meshgrid(np.arange(41), np.arange(41)), axis=-1).reshape(-1, 2).astype(np.float32)
    found = spaced(holes, region, radii=(0.25, 0.5))
    # Holes in step with the places that are measured: the hardest case for counting.
    assert found.coverage[0.25] == pytest.approx(pi / 16, abs=8e-3)
    assert found.coverage[0.5] == pytest.approx(pi / 4, abs=8e-3)
    assert found.largest_gap_mm == pytest.approx(sqrt(2), abs=0.001)


def test_the_largest_gap_may_lie_at_a_corner_or_on_the_border() -> None:
    corner = spaced(np.array([[0, 0]], dtype=np.float32), rectangle(30, 40))
    assert corner.largest_gap_mm == pytest.approx(100, abs=0.001)
    assert corner.largest_gap_at_mm == pytest.approx((30, 40), abs=0.001)
    ends = np.array([[x, y] for x in (0, 30) for y in np.linspace(0, 10, 200)], dtype=np.float32)
    border = spaced(np.concatenate([ends, [[15, 1]]]).astype(np.float32), rectangle(30, 10))
    check(border, np.concatenate([ends, [[15, 1]]]).astype(np.float32), rectangle(30, 10))
    assert border.largest_gap_at_mm[1] == pytest.approx(10, abs=0.002)


@pytest.mark.parametrize("up", [2.0, 5.0, 7.77])
def test_the_largest_gap_may_lie_where_no_place_of_the_lattice_does(up: float) -> None:
    """Two squares, and between them a bridge narrower than the lattice; its middle is far from every hole."""
    low, high = up, up + 0.002
    outline = [
        [0, 0],
        [10, 0],
        [10, low],
        [40, low],
        [40, 0],
        [50, 0],
        [50, 10],
        [40, 10],
        [40, high],
        [10, high],
        [10, 10],
    ]
    bridged = Region("", (np.array([*outline, [0, 10]], dtype=np.float64),), 2.0006, "", (), "derived")
    holes = scattered(rectangle(10, 10), 1500)
    holes = np.concatenate([holes, holes + np.array([40, 0], dtype=np.float32)])
    found = spaced(holes, bridged)
    check(found, holes, bridged)
    assert found.largest_gap_mm > 30


def test_no_hole_at_all() -> None:
    found = spaced(NONE, REGIONS["two pieces"])
    assert set(found.coverage.values()) == {0.0}
    assert found.largest_gap_mm == inf
    assert all(isnan(value) for value in found.largest_gap_at_mm)
    assert found.samples > 2**15


def test_holes_beyond_the_zone_count_for_distances() -> None:
    region = rectangle(20, 20)
    beyond = np.array([[10, 21], [-0.5, 10]], dtype=np.float32)
    alone, all_inside = spaced(NONE, region, beyond), spaced(beyond, region)
    assert alone.coverage == all_inside.coverage
    assert alone.largest_gap_mm == pytest.approx(2 * hypot(20, 10), rel=0.2)
    assert alone.coverage[1.0] > 0


@pytest.mark.parametrize("threads", [2, 3, 8])
def test_the_same_bytes_on_any_number_of_threads(threads: int) -> None:
    for name, count in [("two pieces", 100_000), ("with a hole", 2000), ("rectangle", 3)]:
        holes = scattered(REGIONS[name], count)
        assert repr(spaced(holes, REGIONS[name], threads=threads)) == repr(spaced(holes, REGIONS[name]))


@pytest.mark.parametrize(("per_cm2", "radii"), [(25, (0.5, 1.0)), (250, (0.1, 0.25, 0.5)), (2000, (0.05, 0.1, 0.25))])
def test_holes_anywhere_cover_as_a_boolean_model(per_cm2: int, radii: tuple[float, ...]) -> None:
    """1 - exp(-λπr²); the standard error of the mean over replicates is their SD over the root of their number."""
    region, reach, replicates = rectangle(60, 50), max(radii), 24
    shares = []
    for seed in range(replicates):
        numbers = np.random.default_rng(seed)
        wide, high = 60 + 2 * reach, 50 + 2 * reach
        count = numbers.poisson(per_cm2 * wide * high / 100)
        places = (numbers.random((count, 2)) * (wide, high) - reach).astype(np.float32)
        within = np.all((places >= 0) & (places <= (60, 50)), axis=1)
        found = spaced(places[within], region, places[~within], radii)
        shares.append([found.coverage[radius] for radius in radii])
    mean, error = np.mean(shares, axis=0), np.std(shares, axis=0, ddof=1) / sqrt(replicates)
    expected = np.array([1 - exp(-per_cm2 / 100 * pi * radius**2) for radius in radii])
    assert np.all(np.abs(mean - expected) <= 3 * error)
    assert np.all(error < 0.01)


PLACES = st.lists(st.tuples(st.floats(0, 60, width=32), st.floats(0, 40, width=32)), min_size=1, max_size=40)


@given(PLACES, st.tuples(st.floats(0, 60, width=32), st.floats(0, 40, width=32)))
@settings(max_examples=30)
def test_another_hole_never_covers_less_nor_widens_the_gap(
    places: list[tuple[float, float]], more: tuple[float, float]
) -> None:
    region = rectangle(60, 40)
    few = spaced(np.array(places, dtype=np.float32), region)
    many = spaced(np.array([*places, more], dtype=np.float32), region)
    assert all(many.coverage[radius] >= few.coverage[radius] for radius in RADII)
    assert many.largest_gap_mm <= few.largest_gap_mm + 0.001


@given(PLACES)
@settings(max_examples=30)
def test_the_largest_gap_of_any_holes(places: list[tuple[float, float]]) -> None:
    holes = np.array(places, dtype=np.float32)
    found = spaced(holes, rectangle(60, 40))
    farthest = reference.farthest(rectangle(60, 40), holes.astype(float))
    assert found.largest_gap_mm == pytest.approx(2 * farthest, abs=0.0012)


@pytest.mark.parametrize("shift", [(64.0, -32.0), (0.37, 11.13)])
def test_moving_everything_changes_nothing(shift: tuple[float, float]) -> None:
    region = REGIONS["with a hole"]
    moved = Region("", tuple(ring + shift for ring in region.rings_mm), region.area_cm2, "", (), "derived")
    holes = scattered(region, 2000)
    here, there = spaced(holes, region), spaced((holes + np.array(shift)).astype(np.float32), moved)
    assert there.largest_gap_mm == pytest.approx(here.largest_gap_mm, abs=0.001)
    assert list(there.coverage.values()) == pytest.approx(list(here.coverage.values()), abs=3e-4)
