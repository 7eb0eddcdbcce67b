"""Exposure: closed form and counting agree, and what more or wider holes do."""

from __future__ import annotations

from math import exp, pi, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.exposure import Exposure, counted_exposure, depth_grid_mm, typed_exposure

GRID = depth_grid_mm(1.0, 0.1)
STRAIGHT = 1 - GRID
DENSITY = st.floats(1, 5000)
RADIUS = st.floats(0.01, 0.1)


def typed(density: float = 250.0, radius: float = 0.035, at_days: float = 0.0) -> Exposure:
    return typed_exposure(
        density_per_cm2=density, channel_radius_mm=radius, depth_mm=GRID, deeper=STRAIGHT, at_days=at_days
    )


def test_the_grid_reaches_the_longest_depth() -> None:
    np.testing.assert_allclose(GRID, np.linspace(0, 1, 11))
    assert depth_grid_mm(0.25, 0.1)[-1] == pytest.approx(0.3)
    assert len(depth_grid_mm(0.0, 0.1)) == 2


@given(DENSITY, RADIUS)
def test_the_open_area_is_that_of_a_boolean_model(density: float, radius: float) -> None:
    made = typed(density, radius)
    for share, opened in zip(made.deeper, made.open_fraction, strict=True):
        assert opened == pytest.approx(1 - exp(-density / 100 * pi * radius**2 * share), abs=1e-14)


@given(DENSITY, RADIUS, st.floats(1.01, 5))
def test_scaling(density: float, radius: float, factor: float) -> None:
    """More holes open more; so many times the holes is as much as so many times the area of each."""
    one, more = typed(density, radius), typed(density * factor, radius)
    assert np.all(more.open_fraction[:-1] > one.open_fraction[:-1])
    np.testing.assert_allclose(more.open_fraction, typed(density, radius * sqrt(factor)).open_fraction, rtol=1e-9)
    np.testing.assert_allclose(np.log1p(-more.open_fraction), factor * np.log1p(-one.open_fraction), rtol=1e-7)


def test_counting_a_random_pattern_gives_the_closed_form() -> None:
    rng = np.random.default_rng(5)
    holes, area_cm2, radius = 40_000, 100.0, 0.05
    depth = rng.random(holes).astype(np.float32)
    xy = rng.random((holes, 2)) * 100
    probes = rng.uniform(1, 99, (4_000, 2))
    reached = np.zeros(len(probes))
    for start in range(0, len(probes), 100):
        apart = probes[start : start + 100, None] - xy
        near = np.einsum("pnd,pnd->pn", apart, apart) < radius**2
        reached[start : start + 100] = np.where(near, depth, -1).max(axis=1)
    union = float(np.mean(reached >= 0))
    counted = counted_exposure(
        puncture_depth_mm=depth, area_cm2=area_cm2, channel_radius_mm=radius, opened_area_fraction=union, depth_mm=GRID
    )
    closed = typed_exposure(density_per_cm2=400, channel_radius_mm=radius, depth_mm=GRID, deeper=STRAIGHT)
    assert counted.density_per_cm2 == closed.density_per_cm2 == 400
    np.testing.assert_allclose(counted.deeper, closed.deeper, atol=3 * 0.5 / sqrt(holes))
    np.testing.assert_allclose(counted.open_fraction, closed.open_fraction, atol=3 * sqrt(0.03 / len(probes)))
    for at, opened in zip(GRID, counted.open_fraction, strict=True):  # the union measured at every depth
        seen = np.mean(reached > at) if at > 0 else union
        assert opened == pytest.approx(seen, abs=3 * sqrt(0.03 / len(probes)))


@given(st.lists(st.floats(0.0625, 2, width=32), min_size=1, max_size=60), st.floats(0, 0.99))
def test_counted_shares_are_those_of_a_slow_count(depths: list[float], opened: float) -> None:
    made = counted_exposure(
        puncture_depth_mm=np.array(depths, dtype=np.float32),
        area_cm2=2.0,
        channel_radius_mm=0.03,
        opened_area_fraction=opened,
        depth_mm=GRID,
    )
    slow = [sum(depth > at for depth in depths) / len(depths) for at in GRID]
    np.testing.assert_allclose(made.deeper, [1, *slow[1:]], atol=1e-12)
    assert made.open_fraction[0] == pytest.approx(opened)
    assert made.density_per_cm2 == len(depths) / 2


def test_skin_without_holes_is_closed() -> None:
    made = counted_exposure(
        puncture_depth_mm=np.zeros(0, dtype=np.float32),
        area_cm2=1.0,
        channel_radius_mm=0.03,
        opened_area_fraction=0.0,
        depth_mm=GRID,
    )
    assert made.density_per_cm2 == 0
    assert not made.open_fraction.any()
    assert made.deeper.tolist() == [1, *[0] * 10]


BAD = [
    ({"density_per_cm2": -1.0}, "density_per_cm2"),
    ({"density_per_cm2": float("nan")}, "density_per_cm2"),
    ({"channel_radius_mm": float("inf")}, "channel_radius_mm"),
    ({"at_days": float("nan")}, "at_days"),
    ({"deeper": np.ones(3)}, "one length"),
    ({"depth_mm": np.array([0.1, 1])}, "ascend"),
    ({"depth_mm": np.array([0.0, 0])}, "ascend"),
    ({"deeper": np.array([0.9, 0.5])}, "never rise"),
    ({"deeper": np.array([1, 1.5])}, "never rise"),
    ({"deeper": np.array([1, -0.5])}, "never rise"),
    ({"deeper": np.array([1, np.nan])}, "numbers only"),
    ({"open_fraction": np.array([0.1, 0.2])}, "open_fraction"),
    ({"open_fraction": np.array([1.2, 0.2])}, "open_fraction"),
    ({"open_fraction": np.array([0.1, -0.2])}, "open_fraction"),
]


@pytest.mark.parametrize(("wrong", "message"), BAD)
def test_what_no_skin_received_is_refused(wrong: dict[str, object], message: str) -> None:
    good: dict[str, object] = {
        "density_per_cm2": 1.0,
        "channel_radius_mm": 0.03,
        "depth_mm": np.array([0.0, 1]),
        "deeper": np.array([1.0, 0]),
        "open_fraction": np.array([0.1, 0]),
    }
    Exposure(**good)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=message):
        Exposure(**{**good, **wrong})  # type: ignore[arg-type]


@pytest.mark.parametrize(("opened", "area"), [(1.0, 1.0), (-0.1, 1.0), (0.1, 0.0)])
def test_a_count_needs_an_area_and_skin_between_the_holes(opened: float, area: float) -> None:
    with pytest.raises(ValueError, match="expected"):
        counted_exposure(
            puncture_depth_mm=np.ones(3), area_cm2=area, channel_radius_mm=0.03, opened_area_fraction=opened,
            depth_mm=GRID,
        )  # fmt: skip
