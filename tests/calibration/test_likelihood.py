"""How likely a datum is: values, bounds, ranges and signs."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from scipy import integrate, special

from punctum.calibration.likelihood import agrees, log_likelihoods
from punctum.calibration.tables import OBSERVATIONS, setting


def of(name: str, *predicted: float) -> list[float]:
    return [float(value) for value in log_likelihoods([OBSERVATIONS.by_id[name]], np.array(predicted)[:, None])[:, 0]]


def test_a_value_is_students_t_over_its_error() -> None:
    row = OBSERVATIONS.by_id["pepsin_extractable_collagen_6_months"]
    total, _ = integrate.quad(lambda x: np.exp(of(row.id, x)[0]), -2000, 2000, points=[89.1], limit=200)
    assert total == pytest.approx(1, abs=1e-3)
    freedom, x = setting("tails"), 1.7
    share, _ = integrate.quad(
        lambda y: np.exp(of(row.id, y)[0]), -np.inf, row.bounds()[0] + x * row.spread(), limit=200
    )
    assert share == pytest.approx(special.stdtr(freedom, x), abs=1e-4)


def test_a_value_on_a_logarithmic_scale() -> None:
    row = OBSERVATIONS.by_id["macrophages_maximum_in_periphery"]
    double, same, half = of(row.id, 4, 2, 1)
    assert double == pytest.approx(half)
    assert same > double
    assert agrees(row, np.array([4.0]))[0] == pytest.approx(-log(2) / row.spread())


def test_bounds_and_signs_are_flat_where_they_hold() -> None:
    assert of("erythema_after_hydrogel_microneedles", 0.01, 0.1) == pytest.approx([0, 0], abs=1e-3)
    assert of("erythema_after_hydrogel_microneedles", 2) == pytest.approx([log(1 / 2)])
    assert of("erythema_after_hydrogel_microneedles", 4)[0] < -2
    assert of("tewl_elevation_after_pen_0_5_mm", 100) == pytest.approx([0], abs=1e-3)
    assert of("tewl_elevation_after_pen_0_5_mm", 1)[0] < -2
    assert of("epidermal_thickness_up", 50) == pytest.approx([0], abs=1e-6)
    assert of("epidermal_thickness_up", -50)[0] < -20
    assert of("abnormal_elastin_down", -50) == pytest.approx([0], abs=1e-6)
    assert of("abnormal_elastin_down", 50)[0] < -20


def test_a_range_has_two_bounds() -> None:
    name = "cells_and_capillaries_decline_collagen_fibres_grow"
    early, within, late = of(name, 4, 10, 25)
    assert within > early
    assert within > late
    assert of(name, 8)[0] == pytest.approx(log(1 / 2), abs=0.1)
    assert list(agrees(OBSERVATIONS.by_id[name], np.array([9.0, 11.0]))) == [0, 0]


def test_nothing_overflows() -> None:
    found = log_likelihoods(OBSERVATIONS.rows, np.full((1, len(OBSERVATIONS.rows)), 1e9))
    assert np.all(np.isfinite(found))
