"""Depths of channels: the table for the loop against SciPy, spread, label, floor, draws."""

from __future__ import annotations

from math import sqrt
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betaincc, betaincinv, ndtr

from punctum.delivery.channel import channel_radius_mm, drawn_channel_radius_mm
from punctum.delivery.depth import (
    Z_END,
    Z_POINTS,
    deeper_by_draw,
    depth_model,
    drawn_eta_mean,
    mean_band,
    soft_tissue_mm,
)
from punctum.delivery.tables import CHANNEL, DEPTH_RATIOS, Kind, value_of
from punctum.skin import layers

KINDS: tuple[Kind, ...] = get_args(Kind)
LENGTH = st.floats(0.2, 3)
Z = np.linspace(-Z_END, Z_END, Z_POINTS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_for_the_loop_is_the_quantile_of_a_normal_number(kind: Kind) -> None:
    model = depth_model(kind, 1.5)
    table = model.depth_at_z_mm
    assert table.dtype == np.float32
    assert table.shape == (Z_POINTS,)
    assert np.all(np.diff(table) >= 0)
    np.testing.assert_allclose(table, 1.5 * betaincinv(model.eta.a, model.eta.b, ndtr(Z)), atol=2e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_mean_and_spread_are_those_of_the_table(kind: Kind) -> None:
    row = DEPTH_RATIOS.by_id[kind]
    model = depth_model(kind, 2.0)
    assert model.mean_mm == pytest.approx(2 * row.mean, rel=1e-5)
    assert model.sd_mm == pytest.approx(2 * row.mean * row.hole_cv, rel=1e-3)


@given(st.sampled_from(KINDS), LENGTH, st.floats(0, 1))
def test_holes_thrown_by_the_table_have_the_depths_of_the_model(kind: Kind, length_mm: float, eta: float) -> None:
    model = depth_model(kind, length_mm, eta_mean=eta)
    z = np.random.default_rng(3).standard_normal(20_000)
    depth = np.interp(z, Z, model.depth_at_z_mm)
    error = 4 / sqrt(len(z))
    assert depth.mean() == pytest.approx(model.mean_mm, abs=error * model.sd_mm + 1e-5)
    for share in (0.2, 0.5, 0.9):
        at = model.needle_length_mm * share
        assert np.mean(depth > at) == pytest.approx(model.deeper(at), abs=error)
    assert depth.min() >= 0
    assert depth.max() <= np.float32(length_mm)


@given(st.sampled_from(KINDS), st.floats(0.01, 0.99))
def test_the_likeliest_depth_is_never_the_whole_needle(kind: Kind, eta: float) -> None:
    assert depth_model(kind, 1.0, eta_mean=eta).eta.b >= 1 - 1e-9


def test_no_hole_is_deeper_than_the_needle_the_label_or_the_floor() -> None:
    assert depth_model("pen", 2.5, 1.5).needle_length_mm == 1.5
    assert depth_model("pen", 1.0, 1.5).needle_length_mm == 1.0
    floored = depth_model("pen", 2.5, None, 2.0)
    free = depth_model("pen", 2.5)
    assert floored.depth_at_z_mm.max() == np.float32(2.0)
    assert floored.deeper([0, 1.9, 2.0, 2.4]).tolist() == [1, free.deeper(1.9), 0, 0]
    depth = np.linspace(0, 2.5, 500_001)
    expected = np.trapezoid(np.where(depth < 2, betaincc(free.eta.a, free.eta.b, depth / 2.5), 0), depth)
    assert floored.mean_mm == pytest.approx(expected, abs=2e-5)
    assert floored.mean_mm < free.mean_mm
    assert floored.sd_mm < free.sd_mm


@pytest.mark.parametrize(("length_mm", "eta"), [(0, 0.5), (-1, 0.5), (1, -0.1), (1, 1.1)])
def test_what_cannot_be_is_refused(length_mm: float, eta: float) -> None:
    with pytest.raises(ValueError, match="a length and a share"):
        depth_model("pen", length_mm, eta_mean=eta)


@pytest.mark.parametrize("kind", KINDS)
def test_draws_show_what_is_not_known(kind: Kind) -> None:
    row = DEPTH_RATIOS.by_id[kind]
    assert drawn_eta_mean(kind, 7, 0) == row.mean
    drawn = np.array([drawn_eta_mean(kind, 7, draw) for draw in range(1, 1001)])
    assert drawn.mean() == pytest.approx(row.mean, abs=4 * row.mean_sd / sqrt(1000))
    assert drawn.std() == pytest.approx(row.mean_sd, rel=0.1)
    assert drawn[4] == drawn_eta_mean(kind, 7, 5)
    assert drawn[4] != drawn_eta_mean(kind, 8, 5)


def test_the_channel_is_as_wide_as_the_rats_and_drawn_between_the_ends() -> None:
    assert channel_radius_mm() == pytest.approx(0.03535)
    assert drawn_channel_radius_mm(1, 0) == channel_radius_mm()
    drawn = 2000 * np.array([drawn_channel_radius_mm(1, draw) for draw in range(1, 1001)])
    for name, share in (("diameter_low", 0.05), ("diameter", 0.5), ("diameter_high", 0.95)):
        assert np.mean(drawn < value_of(CHANNEL, name)) == pytest.approx(
            share, abs=4 * sqrt(share * (1 - share) / 1000)
        )


def test_soft_tissue_ends_where_the_fat_was_measured() -> None:
    forehead = layers("forehead", "female", 40)
    assert soft_tissue_mm(forehead) == pytest.approx(sum(layer.mean_um for layer in forehead) / 1000)
    assert soft_tissue_mm(layers("cheek", "female", 40)) is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_band_of_the_mean_holds_nine_tenths_of_its_draws(kind: Kind) -> None:
    low, high = mean_band(kind)
    held = [low <= drawn_eta_mean(kind, 1, draw) <= high for draw in range(1, 1001)]
    assert sum(held) / len(held) == pytest.approx(0.9, abs=0.03)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("floor_mm", [None, 0.9])
def test_many_means_at_once_are_one_after_the_other(kind: Kind, floor_mm: float | None) -> None:
    means = [0.0, 1.0, *(drawn_eta_mean(kind, 3, draw) for draw in range(30))]
    depth_mm = np.linspace(0, 1.7, 86)
    made = deeper_by_draw(kind, 2.0, 1.5, floor_mm, means, depth_mm)
    one_by_one = [depth_model(kind, 2.0, 1.5, floor_mm, mean).deeper(depth_mm) for mean in means]
    np.testing.assert_allclose(made, one_by_one, atol=5e-5)
    assert np.all(made[:, 0] == 1)
    assert np.all(np.diff(made, axis=1) <= 0)
    with pytest.raises(ValueError, match="shares of it"):
        deeper_by_draw(kind, 1.0, None, None, [0.5, 1.5], depth_mm)
