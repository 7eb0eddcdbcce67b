"""The loop between signal and fibroblasts: below a gain of 1 it dies out, from 1 on it is refused, and rightly so."""

from __future__ import annotations

import numpy as np
import pytest

from punctum.healing import heal, loop_gain, plain_columns, prior_draws, sessions_of, usual_parameters
from punctum.healing.kinetics import KINETICS, Parameters, at_scores, lasting_activation, possible
from punctum.lattice.depth import stretched_grid
from punctum.problems import InputError
from tests.healing.examples import LAYERS_UM, constants, exposure
from tests.healing.reference import Reference, Skin


def at_gain(gain: float, ceiling: float = 6.0) -> Parameters:
    """The usual constants with the signal that fibroblasts make set so that the loop has this gain."""
    usual = usual_parameters().changed({"fibroblast_ceiling": ceiling})
    made = float(usual["signal_from_fibroblasts_per_day"][0]) * gain / float(loop_gain(usual)[0])
    return usual.changed({"signal_from_fibroblasts_per_day": made})


def test_the_gain_is_the_product_of_the_two_answers() -> None:
    """G = k_F·r_F·(1 − 1/F_x)/(K_T·d_F·d_T): the signal of one fibroblast times the fibroblasts of one signal."""
    draws = prior_draws(50, 4)
    for draw in range(50):
        k = constants(draws, draw)
        signal_of_one = k["signal_from_fibroblasts_per_day"] / k["signal_loss_per_day"]
        growth = k["fibroblast_growth_per_day"] * (k["fibroblast_ceiling"] - 1) / k["fibroblast_ceiling"]
        fibroblasts_of_one = growth / k["fibroblast_half_signal"] / k["fibroblast_loss_per_day"]
        assert loop_gain(draws)[draw] == pytest.approx(signal_of_one * fibroblasts_of_one, rel=1e-12)
    assert loop_gain(usual_parameters())[0] == pytest.approx(0.5, abs=0.005)
    assert np.all(loop_gain(draws) < 1)


def test_just_below_one_the_skin_returns_to_rest() -> None:
    days = [73.0, 1825.0, 7300.0]
    course = heal(
        plain_columns(LAYERS_UM), sessions_of([exposure()]), at_gain(0.97, 2.0), days[-1], save_days=days
    )  # fmt: skip
    assert course.loop_gain[0] == pytest.approx(0.97)
    active = course["fibroblasts"][0] - 1
    assert active[0] > 0.01
    assert active[0] > 5 * active[1]
    assert abs(active[2]) < 1e-4
    assert abs(course["signal"][0, 2]) < 1e-4


@pytest.mark.parametrize("gain", [1.0000001, 1.25, 4.0])
def test_from_one_on_it_is_refused_with_the_reason(gain: float) -> None:
    with pytest.raises(InputError) as caught:
        heal(plain_columns(LAYERS_UM), sessions_of([exposure()]), at_gain(gain), 365)
    (problem,) = caught.value.problems
    assert problem.path == "loop gain"
    assert "below 1" in problem.expected
    assert "fibrosis" in problem.expected
    assert problem.found == f"{gain:.3g}"


def test_one_such_draw_among_many_is_refused() -> None:
    mixed = Parameters(np.concatenate([at_gain(0.5).values, at_gain(1.1).values]))
    with pytest.raises(InputError, match="loop gain"):
        heal(plain_columns(LAYERS_UM, 2), sessions_of([exposure()]), mixed, 365)


def test_the_equations_do_never_switch_off_at_a_gain_of_1_25() -> None:
    """The refusal on the equations themselves: after years, activation stands where it stood, and below 1 it is gone.

    In a dermis as thick as the column and with a signal that stays where it is made, as the gain assumes.
    """
    skin, grid = Skin(layers_um=(10, 40, 150, 3850)), stretched_grid(4.0, 0.1, 24)
    left = {}
    for gain in (0.8, 1.25):
        own = at_gain(gain).changed({"signal_reach_mm": 0.02})
        reference = Reference(skin, constants(own), grid.edges_mm)
        found = reference.run(
            [exposure(0, 4.0, 20_000)], [30.0, 1500.0, 3650.0], rtol=1e-6, atol=1e-9
        )["fibroblasts"]  # fmt: skip
        left[gain] = found - 1
    assert left[0.8][0] > 0.5
    assert abs(left[0.8][1]) < 1e-6
    assert left[1.25][1] > 0.5
    assert left[1.25][2] == pytest.approx(left[1.25][1], rel=1e-3)


def test_what_lasts_is_found_where_the_loop_holds_still() -> None:
    """Against a search: growth over loss at every activation up to the ceiling."""
    draws = at_scores(np.random.Generator(np.random.Philox(5)).standard_normal((400, len(KINETICS.rows))))
    found = lasting_activation(draws)
    assert 40 < np.isfinite(found).sum() < 360
    for draw in range(400):
        k = constants(draws, draw)
        over = np.linspace(0, k["fibroblast_ceiling"] - 1, 20_001)[1:]
        signal = k["signal_from_fibroblasts_per_day"] / k["signal_loss_per_day"] * over
        growth = k["fibroblast_growth_per_day"] * signal / (k["fibroblast_half_signal"] + signal)
        slope = growth * (1 + over) * (1 - (1 + over) / k["fibroblast_ceiling"]) - k["fibroblast_loss_per_day"] * over
        rising = np.flatnonzero(slope > 0)
        assert (len(rising) > 0) == bool(np.isfinite(found[draw]))
        if len(rising):
            assert found[draw] == pytest.approx(1 + over[rising[-1]], rel=2e-3)
    assert not possible(draws)[np.isfinite(found)].any()


def test_below_a_gain_of_one_a_state_that_stays_is_refused_and_rightly_so() -> None:
    """Fibroblasts that hold each other active: small injuries die away, large ones never end."""
    own = at_gain(0.9).changed({"signal_reach_mm": 0.02})
    stays = float(lasting_activation(own)[0])
    assert stays > 2
    with pytest.raises(InputError) as caught:
        heal(plain_columns(LAYERS_UM), sessions_of([exposure()]), own, 365)
    (problem,) = caught.value.problems
    assert problem.path == "lasting activation, times rest"
    assert "fibrosis" in problem.expected
    assert problem.found == f"{stays:.3g}"

    skin, grid = Skin(layers_um=(10, 40, 150, 3850)), stretched_grid(4.0, 0.1, 24)
    reference = Reference(skin, constants(own), grid.edges_mm)
    left = {}
    for holes in (100, 20_000):
        struck = [exposure(day, 4.0, holes) for day in (0, 7, 14, 21)]
        left[holes] = reference.run(struck, [1500.0, 3650.0], rtol=1e-6, atol=1e-9)["fibroblasts"]
    assert left[100][1] == pytest.approx(1, abs=1e-6)
    assert left[20_000] == pytest.approx([stays, stays], rel=0.05)
