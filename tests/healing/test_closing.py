"""What a course says of the barrier, against closed forms and against the differential equation itself."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from punctum.barrier import closure
from punctum.healing import Columns, heal, plain_columns, prior_draws, sessions_of, usual_parameters
from tests.healing.examples import LAYERS_UM, exposure


@pytest.mark.parametrize("speed", [0.2, 1.0, 1.7])
def test_the_curve_solves_its_equation(speed: float) -> None:
    """dB/dt = −(ln 2/half-life)·speed·B with time in hours."""
    water, pore, hours = 1.3, 9.0, np.array([0.5, 2.0, 12.0, 48.0])
    curve = closure([water], [pore], [speed])
    for half_life, found in ((water, curve.water(hours / 24)), (pore, curve.pores(hours / 24))):
        rate = np.log(2) / half_life * speed
        solved = solve_ivp(lambda _, b, rate=rate: -rate * b, (0, 48), [1.0], t_eval=hours, rtol=1e-10, atol=1e-13)
        np.testing.assert_allclose(found, solved.y, rtol=1e-7, atol=1e-11)


def columns(**changed: float) -> Columns:
    base = plain_columns(LAYERS_UM)
    values = {name: np.full(1, changed.get(name, getattr(base, name)[0])) for name in base.__slots__}
    return Columns(**values)


@pytest.mark.parametrize("covered", [0.0, 1.0])
@pytest.mark.parametrize("speed", [1.0, 0.6])
def test_water_loss_is_rest_and_what_each_session_left_open(covered: float, speed: float) -> None:
    k = prior_draws(1, 3)
    days, at_days = np.array([-1.0, 0.0, 0.1, 0.99, 1.0, 1.2, 3.0, 40.0]), [0.0, 1.0]
    sessions = sessions_of([exposure(0.0, density_per_cm2=250), exposure(1.0, density_per_cm2=900, radius_mm=0.06)])
    course = heal(columns(covered=covered, closure_factor=speed), sessions, k, 40, save_days=days)
    opened = [1 - np.exp(-2.5 * np.pi * 0.035**2), 1 - np.exp(-9.0 * np.pi * 0.06**2)]
    faster = speed * (k["cover_factor"][0] if covered else 1)
    expected = np.full(len(days), k["tewl_rest_g_m2_h"][0])
    for at, share in zip(at_days, opened, strict=True):
        hours = 24 * (days - at)
        water, pores = (0.5 ** (hours * faster / k[f"{name}_half_life_hours"]) for name in ("water", "pore"))
        rise = share * (k["tewl_of_water_paths_g_m2_h"] * water + k["tewl_of_pores_g_m2_h"] * pores)
        expected += np.where(hours >= 0, rise, 0)
    np.testing.assert_allclose(course["tewl_g_m2_h"][0], expected, rtol=1e-6)
    latest = np.where(days >= 1, days - 1, days)
    still = np.where(days < 0, 0, 0.5 ** (24 * latest * faster / k["pore_half_life_hours"]))
    np.testing.assert_allclose(course["open_channel_fraction"][0], still, rtol=1e-6, atol=1e-7)


def test_the_gap_closes_after_the_lag_and_the_radius_over_the_speed() -> None:
    p, radius, slower = usual_parameters(), 0.06, 0.5
    lag = float(p["epithelial_lag_hours"][0]) / slower
    speed = float(p["epithelial_speed_um_per_hour"][0]) * slower
    closed = lag + 1000 * radius / speed
    hours = np.array([0, lag * 0.99, lag, (lag + closed) / 2, closed - 0.001, closed + 0.001, 1000])
    course = heal(
        columns(epithelial_factor=slower), sessions_of([exposure(radius_mm=radius)]), p, 60, save_days=hours / 24
    )
    gap = course["epidermal_gap_fraction"][0]
    np.testing.assert_allclose(gap[:4], [1, 1, 1, 0.25], rtol=1e-5)
    assert 0 < gap[4] < 1e-6
    np.testing.assert_array_equal(gap[5:], 0)


def test_skin_without_holes_has_nothing_to_close() -> None:
    nothing = sessions_of([exposure(density_per_cm2=0)])
    course = heal(columns(), nothing, usual_parameters(), 3, save_days=[0, 0.1, 2])
    for name in ("open_channel_fraction", "epidermal_gap_fraction"):
        np.testing.assert_array_equal(course[name], 0)
    np.testing.assert_allclose(course["tewl_g_m2_h"], usual_parameters()["tewl_rest_g_m2_h"][0], rtol=1e-6)
