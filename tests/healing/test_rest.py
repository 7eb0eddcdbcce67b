"""Skin that nobody touched stays as it is, for ten years."""

from __future__ import annotations

import numpy as np
import pytest

from punctum.healing import heal, plain_columns, prior_draws, sessions_of
from punctum.healing.course import OUTPUTS
from punctum.healing.plain import SCALARS
from punctum.healing.rates import rates
from tests.healing.examples import LAYERS_UM, batch, exposure, plain_scalars

YEARS = (0, 0.1, 1, 3, 10)
DAYS = [365.25 * years for years in YEARS]
NOTHING = sessions_of([exposure(density_per_cm2=0)])


def test_ten_years_without_injury_move_nothing() -> None:
    draws = prior_draws(16, 5)
    found = plain_scalars(batch(NOTHING, draws), [0.0], DAYS, DAYS[-1])
    for name in SCALARS:
        np.testing.assert_allclose(found[name], 1.0 if name in ("fibroblasts", "elastotic") else 0.0, atol=1e-12)


def test_every_output_stays_at_its_value_at_rest() -> None:
    draws = prior_draws(16, 6)
    course = heal(plain_columns(LAYERS_UM, 16), NOTHING, draws, DAYS[-1], save_days=DAYS)
    assert set(course.outputs) == {row.id for row in OUTPUTS.rows}
    rest = {row.id: row.at_rest for row in OUTPUTS.rows}
    by_column = {"tewl_g_m2_h": draws["tewl_rest_g_m2_h"][:, None], "epidermal_thickness_um": np.array(LAYERS_UM[1])}
    for name, values in course.outputs.items():
        expected = by_column.get(name, rest[name])
        assert expected is not None
        np.testing.assert_allclose(
            values, np.broadcast_to(expected, values.shape), rtol=2e-7, atol=2e-7, err_msg=name
        )  # fmt: skip


def test_before_the_first_session_skin_is_at_rest() -> None:
    course = heal(
        plain_columns(LAYERS_UM), sessions_of([exposure(10.0)]), prior_draws(1, 1), 40, save_days=[-5, 0, 9.9]
    )
    for row in OUTPUTS.rows:
        if row.at_rest is not None:
            np.testing.assert_array_equal(course[row.id], np.full((1, 3), row.at_rest), err_msg=row.id)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_made_at_rest_is_what_is_lost(seed: int) -> None:
    """The balance of the three pools, from which making and maturing follow."""
    draws = prior_draws(32, seed)
    r = rates(plain_columns(LAYERS_UM, 32), draws)
    np.testing.assert_allclose(r.rest_iii + r.rest_i + r.rest_mature, 1, rtol=1e-12)
    iii = r.make_iii - (r.collagen_loss + r.conversion) * r.rest_iii
    i = r.make_i + r.conversion * r.rest_iii - (r.collagen_loss + r.maturation) * r.rest_i
    mature = r.maturation * r.rest_i - r.mature_loss * r.rest_mature
    for pool in (iii, i, mature):
        np.testing.assert_allclose(pool, 0, atol=1e-15)
    np.testing.assert_allclose(r.mature_loss * draws["mature_half_life_years"] * 365.25, np.log(2), rtol=1e-12)
