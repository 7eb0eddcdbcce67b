"""The open share of the surface against formulas and fine grids."""

from __future__ import annotations

from math import exp, pi, sqrt

import numpy as np
import pytest
from numpy.typing import NDArray

from punctum.delivery.compiled.opened import opened_area
from punctum.delivery.compiled.tiles import tiled
from punctum.delivery.region import rectangle
from tests.delivery import reference_spacing as reference

Floats = NDArray[np.float32]
NONE = np.empty((0, 2), dtype=np.float32)
REGION = rectangle(60, 40)
AREA_MM2 = 2400.0


def opened_mm2(holes: object, radius: float, beyond: Floats = NONE, threads: int = 1) -> float:
    places = np.array(holes, dtype=np.float32).reshape(-1, 2)
    tiles = tiled(places[:, 0], places[:, 1], REGION, beyond, threads)
    return opened_area(tiles, radius, REGION.area_cm2, threads) * AREA_MM2


def test_one_disc_and_none() -> None:
    assert opened_mm2([], 0.1) == 0
    assert opened_mm2([[30, 20]], 0) == 0
    assert opened_mm2([[30, 20]], 0.1) == pytest.approx(reference.disc_mm2(0.1), rel=1e-10)
    assert opened_mm2([[30, 20]] * 1000, 0.1) == pytest.approx(reference.disc_mm2(0.1), rel=1e-10)


@pytest.mark.parametrize("apart", [0.001, 0.25, 1.0, 1.5, 1.999, 2.0, 2.5])
@pytest.mark.parametrize("angle", np.linspace(0, 2 * pi, 9).tolist())
def test_two_discs_share_a_lens(apart: float, angle: float) -> None:
    holes = np.array([[32, 16], [32 + apart * np.cos(angle), 16 + apart * np.sin(angle)]], dtype=np.float32)
    apart = float(np.hypot(*(holes[1].astype(float) - holes[0])))
    expected = 2 * reference.disc_mm2(1) - reference.lens_mm2(1, apart)
    assert opened_mm2(holes, 1.0) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("radius", [0.6, 0.9])
def test_a_chain_of_discs(radius: float) -> None:
    holes = [[10 + step, 20] for step in range(31)]
    expected = 31 * reference.disc_mm2(radius) - 30 * reference.lens_mm2(radius, 1)
    assert opened_mm2(holes, radius) == pytest.approx(expected, rel=1e-9)


def test_a_closed_sheet_and_a_ring_with_a_window() -> None:
    sheet = [[x, y] for x in np.arange(10, 20.25, 0.25) for y in np.arange(10, 20.25, 0.25)]
    assert opened_mm2(sheet, 0.5) == pytest.approx(reference.union_mm2(np.array(sheet), 0.5, 0.01), rel=2e-4)
    ring = [[30 + 4 * np.cos(turn), 20 + 4 * np.sin(turn)] for turn in np.linspace(0, 2 * pi, 40, endpoint=False)]
    assert opened_mm2(ring, 0.5) == pytest.approx(reference.union_mm2(np.array(ring), 0.5, 0.005), rel=5e-4)


@pytest.mark.parametrize(("count", "radius"), [(50, 2.0), (2000, 0.5), (3000, 0.2), (60, 9.0)])
def test_many_discs_against_a_fine_grid(count: int, radius: float) -> None:
    holes = (np.random.default_rng(count).random((count, 2)) * (60, 40)).astype(np.float32)
    step = max(radius / 30, 0.01)
    expected = reference.union_mm2(holes.astype(float), radius, step)
    assert opened_mm2(holes, radius) == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(("per_cm2", "radius"), [(250, 0.06), (4000, 0.06), (1000, 0.2)])
def test_holes_anywhere_open_as_a_boolean_model(per_cm2: int, radius: float) -> None:
    shares = []
    for seed in range(8):
        numbers = np.random.default_rng(seed)
        holes = numbers.random((numbers.poisson(per_cm2 * 24), 2)) * (60, 40)
        # On a torus no disc loses what lies beyond the edge, and none gains it.
        images = [holes + np.array([across, up]) for across in (-60, 0, 60) for up in (-40, 0, 40)]
        near = np.concatenate(images)
        near = near[np.all((near > -radius) & (near < (60 + radius, 40 + radius)), axis=1)]
        frame = opened_mm2(near, radius)
        grid_frame = frame - _outside_mm2(near, radius)
        shares.append(grid_frame / AREA_MM2)
    error = np.std(shares, ddof=1) / sqrt(len(shares))
    assert abs(np.mean(shares) - (1 - exp(-per_cm2 / 100 * pi * radius**2))) <= 3 * error


def _outside_mm2(holes: NDArray[np.float64], radius: float) -> float:
    """Area of the union outside the rectangle, counted on the frame around it."""
    step = radius / 15
    x, y = np.arange(-2 * radius, 60 + 2 * radius, step), np.arange(-2 * radius, 40 + 2 * radius, step)
    frames = [
        np.stack(np.meshgrid(x, y[(y < 0) | (y > 40)]), axis=-1).reshape(-1, 2),
        np.stack(np.meshgrid(x[(x < 0) | (x > 60)], y[(y >= 0) & (y <= 40)]), axis=-1).reshape(-1, 2),
    ]
    return float(np.count_nonzero(reference.nearest(holes, np.concatenate(frames)) <= radius)) * step**2


def test_holes_beyond_the_zone_open_nothing() -> None:
    beyond = np.array([[30.5, 20], [-1, 5]], dtype=np.float32)
    assert opened_mm2([[30, 20]], 1.0, beyond) == pytest.approx(reference.disc_mm2(1.0), rel=1e-10)


@pytest.mark.parametrize("threads", [2, 3, 8])
def test_the_same_bytes_on_any_number_of_threads(threads: int) -> None:
    holes = (np.random.default_rng(1).random((100_000, 2)) * (60, 40)).astype(np.float32)
    assert opened_mm2(holes, 0.08, threads=threads) == opened_mm2(holes, 0.08)
