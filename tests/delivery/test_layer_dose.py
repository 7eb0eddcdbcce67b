"""Injury by layer: against hole-by-hole chance, and against the formula where nothing varies."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import log1p, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from punctum.delivery.depth import depth_model
from punctum.delivery.layer_dose import depth_histogram, depth_summary, layer_doses
from punctum.delivery.tables import THICKNESS_SPREAD, value_of
from punctum.delivery.values import DepthSummary, LayerDose
from punctum.skin import Layer, layers

CHEEK = layers("cheek", "female", 40)
NAMES = ["stratum_corneum", "viable_epidermis", "papillary_dermis", "reticular_dermis", "below_dermis"]
DEPTHS = arrays.arrays(np.float32, st.integers(1, 50), elements=st.floats(0.0078125, 3, width=32))
ZONES = st.sampled_from(["cheek", "forehead", "scalp", "back", "forearm", "abdomen"])


def unvarying(column: tuple[Layer, ...]) -> tuple[Layer, ...]:
    return tuple(replace(layer, sd_um=0.0) for layer in column)


def shares(doses: tuple[LayerDose, ...]) -> list[float]:
    return [dose.share for dose in doses]


@given(DEPTHS, ZONES)
def test_without_spread_each_layer_has_what_the_formula_says(depth: np.ndarray, zone: str) -> None:
    column = unvarying(layers(zone, "female", 40))
    doses = layer_doses(depth, column)
    whole = float(depth.sum(dtype=np.float64))
    for dose, layer in zip(doses[:4], column, strict=False):
        z, h = layer.top_um / 1000, layer.mean_um / 1000
        opened = np.minimum(np.maximum(depth.astype(np.float64) - z, 0), h)
        assert dose.layer == layer.name
        assert dose.share == pytest.approx(opened.sum() / whole, abs=3e-3 / len(depth) + 2e-3)
        assert [dose.top_um, dose.bottom_um] == pytest.approx([layer.top_um, layer.bottom_um])


@given(DEPTHS, ZONES, st.integers(0, 5))
def test_shares_and_tips_add_up_to_all_holes(depth: np.ndarray, zone: str, draw: int) -> None:
    doses = layer_doses(depth, layers(zone, "male", 60), 3, draw)
    assert [dose.layer for dose in doses] == NAMES
    assert sum(shares(doses)) == pytest.approx(1, abs=1e-9)
    assert sum(dose.tips for dose in doses) == pytest.approx(1, abs=1e-9)
    assert not np.signbit([*shares(doses), *(dose.tips for dose in doses)]).any()
    for above, below in pairwise(doses):
        assert above.bottom_um == below.top_um
    assert doses[-1].bottom_um is None


@pytest.mark.parametrize(("kind", "length_mm"), [("pen", 1.0), ("roller", 0.2), ("pen", 0.25), ("stamp", 1.5)])
def test_hole_by_hole_chance_gives_the_same(kind: str, length_mm: float) -> None:
    rng = np.random.default_rng(11)
    z, at = rng.standard_normal(400_000), np.linspace(-6, 6, 4097)
    model = depth_model(kind, length_mm)  # type: ignore[arg-type]
    depth = np.interp(z, at, model.depth_at_z_mm).astype(np.float32)
    corneum, epidermis, papillary, reticular = CHEEK[:4]
    assert epidermis.sd_um is not None
    variance = log1p((epidermis.sd_um / (corneum.mean_um + epidermis.mean_um)) ** 2)
    within = value_of(THICKNESS_SPREAD, "within_site_share") * variance
    factor = np.exp(sqrt(within) * rng.standard_normal(len(depth)) - within / 2)
    edge = np.zeros(len(depth))
    tops = []
    for thickness in (corneum.mean_um * factor, epidermis.mean_um * factor, papillary.mean_um, reticular.mean_um):
        tops.append(edge)
        edge = edge + thickness / 1000
    edges = [*tops, edge, np.full(len(depth), np.inf)]
    doses = layer_doses(depth, CHEEK)
    for dose, top, bottom in zip(doses, edges[:-1], edges[1:], strict=True):
        length = np.clip(depth - top, 0, bottom - top).sum() / depth.sum(dtype=np.float64)
        assert dose.share == pytest.approx(length, abs=2e-3)
        assert dose.tips == pytest.approx(np.mean((depth > top) & (depth <= bottom)), abs=4e-3)


def test_draws_are_people_whose_skin_differs_as_the_table_says() -> None:
    depth = np.full(10, 0.5, dtype=np.float32)
    doses = [layer_doses(depth, CHEEK, 1, draw) for draw in range(1, 601)]
    epidermis = np.array([one[1].bottom_um for one in doses], dtype=float)
    dermis = np.array([one[3].bottom_um for one in doses], dtype=float) - epidermis
    mean, sd = CHEEK[1].bottom_um, CHEEK[1].sd_um
    assert sd is not None
    between = sqrt(np.expm1((1 - value_of(THICKNESS_SPREAD, "within_site_share")) * log1p((sd / mean) ** 2)))
    assert epidermis.mean() == pytest.approx(mean, rel=4 * between / sqrt(600))
    assert epidermis.std() == pytest.approx(between * mean, rel=0.15)
    whole, whole_sd = CHEEK[2].mean_um + CHEEK[3].mean_um, CHEEK[2].sd_um + CHEEK[3].sd_um  # type: ignore[operator]
    assert dermis.mean() == pytest.approx(whole, rel=4 * whole_sd / whole / sqrt(600))
    assert dermis.std() == pytest.approx(whole_sd, rel=0.15)
    assert doses[4] == layer_doses(depth, CHEEK, 1, 5) != layer_doses(depth, CHEEK, 2, 5)
    assert layer_doses(depth, CHEEK, 1, 0)[1].bottom_um == pytest.approx(mean)


def test_a_dermis_without_an_sd_takes_its_range_or_the_table() -> None:
    def spread(column: tuple[Layer, ...]) -> float:
        depth = np.full(10, 0.5, dtype=np.float32)
        doses = [layer_doses(depth, column, 1, draw) for draw in range(1, 301)]
        dermis = np.array([one[3].bottom_um - one[1].bottom_um for one in doses])  # type: ignore[operator]
        return float(dermis.std() / dermis.mean())

    plain = CHEEK[:3]
    ranged = replace(CHEEK[3], sd_um=None, interval_um=(CHEEK[3].mean_um * 0.8, CHEEK[3].mean_um * 1.2))
    assert spread((*plain, ranged)) == pytest.approx(0.1, rel=0.2)
    unknown = replace(CHEEK[3], sd_um=None, interval_um=None)
    assert spread((*plain, unknown)) == pytest.approx(value_of(THICKNESS_SPREAD, "dermis_cv"), rel=0.2)


def test_deeper_needles_put_more_into_the_dermis_and_below() -> None:
    def below(length_mm: float) -> tuple[float, float]:
        depth = depth_model("pen", length_mm).depth_at_z_mm
        doses = layer_doses(depth, CHEEK)
        return sum(shares(doses)[2:]), doses[4].share

    found = [below(length) for length in (0.25, 0.5, 1.0, 1.5, 2.5)]
    assert found == sorted(found)


def test_without_a_hole_no_layer_has_a_share() -> None:
    none = np.zeros(0, dtype=np.float32)
    doses = layer_doses(none, CHEEK)
    assert [(dose.share, dose.tips) for dose in doses] == [(0, 0)] * 5
    assert depth_summary(none) == DepthSummary(0, 0, 0, 0, 0)
    assert depth_histogram(none, 1.0).counts.sum() == 0


@given(DEPTHS)
def test_the_summary_is_numpys(depth: np.ndarray) -> None:
    made = depth_summary(depth)
    exact = depth.astype(np.float64)
    expected = (exact.mean(), exact.std(), *np.quantile(exact, (0.05, 0.5, 0.95)))
    got = (made.mean, made.sd, made.p05, made.p50, made.p95)
    np.testing.assert_allclose(got, expected, rtol=1e-5, atol=1e-6)


@given(DEPTHS, st.floats(3, 5))
def test_the_histogram_counts_every_hole_once(depth: np.ndarray, length_mm: float) -> None:
    made = depth_histogram(depth, length_mm)
    assert made.counts.sum() == len(depth)
    np.testing.assert_allclose(np.diff(made.edges_mm), made.edges_mm[1], rtol=1e-6)
    assert made.edges_mm[-2] < length_mm <= made.edges_mm[-1] + 1e-9
    inner = np.histogram(depth.astype(np.float64), made.edges_mm)[0]
    assert np.abs(made.counts - inner).sum() <= 2 * np.sum(np.isin(np.round(depth, 6), np.round(made.edges_mm, 6)))


@pytest.mark.parametrize(
    ("length_mm", "width_mm"),
    [
        (0.1, 0.002),
        (0.2, 0.005),
        (0.25, 0.005),
        (0.5, 0.01),
        (1.0, 0.02),
        (1.5, 0.05),
        (2.0, 0.05),
        (2.5, 0.05),
        (3.0, 0.1),
    ],
)
def test_bars_have_a_round_width_and_are_at_most_fifty(length_mm: float, width_mm: float) -> None:
    made = depth_histogram(np.array([length_mm], dtype=np.float32), length_mm)
    assert made.edges_mm[1] == pytest.approx(width_mm)
    assert len(made.counts) <= 50
    assert made.counts[-1] == 1
