"""Coefficients: skin at rest is in balance, and every factor reaches what it acts on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from punctum.healing.columns import plain_columns
from punctum.healing.kinetics import (
    KINETICS,
    Parameters,
    at_scores,
    possible,
    prior_draws,
    rest_balance,
    usual_parameters,
)
from punctum.healing.rates import Rates, rates
from tests.healing.examples import LAYERS_UM

ONE = plain_columns(LAYERS_UM)


@st.composite
def skins(draw: st.DrawFn) -> Parameters:
    """One possible draw, up to four standard deviations from the middle of every prior."""
    found = at_scores([draw(st.lists(st.floats(-4, 4), min_size=len(KINETICS.rows), max_size=len(KINETICS.rows)))])
    assume(bool(possible(found)[0]))
    return found


def flows(r: Rates) -> tuple[float, float, float]:
    """What each pool of collagen gains a day at rest, less what it loses: type III, young type I, mature."""
    iii = r.make_iii - (r.collagen_loss + r.conversion) * r.rest_iii
    i = r.make_i + r.conversion * r.rest_iii - (r.collagen_loss + r.maturation) * r.rest_i
    mature = r.maturation * r.rest_i - r.mature_loss * r.rest_mature
    return float(iii[0]), float(i[0]), float(mature[0])


@given(skins())
def test_skin_at_rest_is_in_balance(parameters: Parameters) -> None:
    r = rates(ONE, parameters)
    np.testing.assert_allclose(flows(r), 0, atol=1e-12)
    assert (
        r.rest_iii[0] + r.rest_i[0] + r.rest_mature[0] == 1
        or abs(r.rest_iii[0] + r.rest_i[0] + r.rest_mature[0] - 1) < 1e-12
    )
    for name, value in r._asdict().items():
        assert np.all(np.isfinite(value) & (value > 0)), name


def test_the_balance_of_the_usual_skin_is_near_the_published_one() -> None:
    rest = rest_balance(usual_parameters())
    # Made a day over all collagen: what tracers show is 0.037 % an hour.
    made = float((rest.make_iii + rest.make_i)[0])
    assert abs(made / (0.037 / 100 * 24) - 1) < 0.01


@given(st.floats(0.05, 5), st.floats(0.05, 5))
def test_modifiers_reach_what_they_act_on_and_leave_rest_alone(synthesis: float, mmp: float) -> None:
    changed = replace(ONE, synthesis_factor=np.array([synthesis]), mmp_factor=np.array([mmp]))
    before, after = rates(ONE, usual_parameters())._asdict(), rates(changed, usual_parameters())._asdict()
    factor = {"make_iii": synthesis, "make_i": synthesis, "tropoelastin_supply": synthesis, "mmp_supply": mmp}
    for name, value in before.items():
        np.testing.assert_allclose(after[name], value * factor.get(name, 1.0), rtol=1e-12, err_msg=name)


def test_one_draw_serves_all_columns_and_many_serve_one_each() -> None:
    draws = prior_draws(3, 0)
    many = rates(plain_columns(LAYERS_UM, 3), draws)
    for at in range(3):
        alone = rates(ONE, draws.take([at]))
        wide = rates(plain_columns(LAYERS_UM, 4), draws.take([at]))
        for name, value in many._asdict().items():
            assert value.shape == (3,)
            assert value[at] == getattr(alone, name)[0]
            assert getattr(wide, name).tolist() == [value[at]] * 4


def test_the_diffusivity_is_that_of_the_reach() -> None:
    r = rates(ONE, usual_parameters())
    np.testing.assert_allclose(np.sqrt(r.diffusivity / r.signal_loss), r.reach)
