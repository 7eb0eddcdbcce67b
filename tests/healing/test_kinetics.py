"""The constants of healing: where their priors lie, which draws can be skin, and what they rest on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.evidence.parameters import PARAMETERS
from punctum.healing.draws import shipped_draws
from punctum.healing.kinetics import (
    AT_HIGH,
    KINETICS,
    Parameters,
    at_scores,
    loop_gain,
    possible,
    prior_draws,
    refusals,
    usual_parameters,
)
from punctum.problems import InputError

SCORES = st.floats(-8, 8)
# Each with what it breaks: a value of a constant, and the first words of the one line about it.
IMPOSSIBLE = [
    ({"fibroblast_loss_per_day": 0.01}, "loop gain: expected below 1: signal and fibroblasts would feed each other"),
    ({"extractable_share": 0.09}, "type_iii_share: expected less than extractable_share"),
    ({"extractable_share": 1.2}, "extractable_share: expected a share from 0 to 1, found 1.2"),
    ({"type_iii_conversion_per_day": 0.09}, "type I made at rest: expected above 0"),
    ({"fibroblast_ceiling": 0.5}, "fibroblast_ceiling: expected above 1, the number at rest, found 0.5"),
    ({"elastotic_share": 1.5}, "elastotic_share: expected a share from 0 to 1, found 1.5"),
    ({"elastic_fibre_share": 2.0}, "elastic_fibre_share: expected a share from 0 to 1, found 2"),
]


@pytest.mark.parametrize("row", KINETICS.rows, ids=lambda row: row.id)
def test_the_prior_has_its_middle_and_its_ends_where_the_table_says(row: object) -> None:
    one = next(one for one in KINETICS.rows if one == row)
    assert 0 < one.low <= one.middle <= one.high
    # The middle of a log-uniform constant is rounded in the table.
    assert one.at(0) == pytest.approx(one.middle, rel=1e-3 if one.prior == "loguniform" else 1e-12)
    if one.prior == "lognormal":
        assert one.at(-AT_HIGH) == pytest.approx(one.low)
        assert one.at(AT_HIGH) == pytest.approx(one.high)
    if one.prior == "loguniform":
        assert one.at(-30) == pytest.approx(one.low)
        assert one.at(30) == pytest.approx(one.high)


@given(st.lists(SCORES, min_size=2, max_size=10).map(sorted))
def test_values_rise_with_the_score(scores: list[float]) -> None:
    for row in KINETICS.rows:
        values = row.at(scores)
        assert values.shape == (len(scores),)
        assert np.all(np.diff(values) >= 0)
        assert row.prior != "fixed" or np.all(values == row.middle)


@pytest.mark.parametrize("prior", ["lognormal", "loguniform"])
def test_draws_of_the_score_are_draws_of_the_prior(prior: str) -> None:
    z = np.random.default_rng(1).standard_normal(100_000)
    for row in KINETICS.rows:
        if row.prior == prior == "lognormal":
            found = np.quantile(row.at(z), [0.05, 0.5, 0.95])
            np.testing.assert_allclose(found, [row.low, row.middle, row.high], rtol=0.03)
        elif row.prior == prior:
            share = np.log(row.at(z) / row.low) / np.log(row.high / row.low)
            np.testing.assert_allclose(np.quantile(share, [0.1, 0.5, 0.9]), [0.1, 0.5, 0.9], atol=0.01)


def test_the_usual_parameters_are_the_middle_of_every_prior() -> None:
    usual = usual_parameters()
    assert usual.draws == 1
    for row in KINETICS.rows:
        assert usual[row.id][0] == row.at(0)
    assert possible(usual).tolist() == [True]
    assert refusals(usual) == []


def test_a_draw_is_the_same_whatever_the_count() -> None:
    few, many = prior_draws(5, 3), prior_draws(60, 3)
    assert np.array_equal(few.values, many.values[:5])
    assert not np.array_equal(few.values, prior_draws(5, 4).values)


def test_every_draw_of_the_prior_can_be_skin() -> None:
    draws = prior_draws(500, 0)
    assert np.all(loop_gain(draws) < 1)
    assert np.all(possible(draws))
    free = at_scores(np.random.default_rng(0).standard_normal((500, len(KINETICS.rows))))
    assert not np.all(possible(free))
    assert refusals(free) != []


def test_every_shipped_draw_can_be_skin() -> None:
    assert refusals(shipped_draws()) == []


@pytest.mark.parametrize(("values", "line"), IMPOSSIBLE, ids=[next(iter(values)) for values, _ in IMPOSSIBLE])
def test_constants_that_no_skin_has_are_refused(values: dict[str, float], line: str) -> None:
    wrong = usual_parameters().changed(values)
    assert possible(wrong).tolist() == [False]
    (problem,) = refusals(wrong)
    assert str(problem).startswith(line)


def test_each_broken_condition_is_one_problem_with_the_first_bad_value() -> None:
    usual = usual_parameters()
    bad, worse = (
        usual.changed({"elastotic_share": 1.25}),
        usual.changed({"elastotic_share": 3, "fibroblast_ceiling": 1}),
    )
    all_three = Parameters(np.concatenate([usual.values, bad.values, worse.values]))
    assert possible(all_three).tolist() == [True, False, False]
    assert [(one.path, one.found) for one in refusals(all_three)] == [
        ("fibroblast_ceiling", "1"),
        ("elastotic_share", "1.25"),
    ]


def test_changing_a_constant_changes_it_in_all_draws_and_nothing_else() -> None:
    draws = prior_draws(4, 2)
    changed = draws.changed({"signal_reach_mm": 0.5, "tewl_rest_g_m2_h": 9})
    assert changed["signal_reach_mm"].tolist() == [0.5] * 4
    assert changed["tewl_rest_g_m2_h"].tolist() == [9.0] * 4
    others = [row.id for row in KINETICS.rows if row.id not in {"signal_reach_mm", "tewl_rest_g_m2_h"}]
    assert all(np.array_equal(changed[name], draws[name]) for name in others)
    assert np.array_equal(draws.values, prior_draws(4, 2).values)


def test_a_change_that_cannot_be_is_refused_line_by_line() -> None:
    with pytest.raises(InputError) as caught:
        usual_parameters().changed({"signal_reech_mm": 1, "fibroblast_ceiling": 0, "extractable_share": float("nan")})
    assert [str(one) for one in caught.value.problems] == [
        "signal_reech_mm: expected a constant of healing, found signal_reech_mm; did you mean 'signal_reach_mm'?",
        "fibroblast_ceiling: expected a positive number, found 0",
        "extractable_share: expected a positive number, found nan",
    ]


def test_draws_are_taken_by_index() -> None:
    draws = prior_draws(3, 0)
    assert np.array_equal(draws.take([2, 0, 0]).values, draws.values[[2, 0, 0]])


@pytest.mark.parametrize("shape", [(len(KINETICS.rows),), (2, len(KINETICS.rows) - 1), (2, len(KINETICS.rows) + 1)])
def test_scores_and_values_of_another_table_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"z: expected \(draws, \d+\), found"):
        at_scores(np.zeros(shape))
    with pytest.raises(ValueError, match=r"values: expected \(draws, \d+\), found"):
        Parameters(np.ones(shape))


@pytest.mark.parametrize("value", [0.0, -1.0, float("nan"), float("inf")])
def test_values_are_positive_numbers(value: float) -> None:
    values = usual_parameters().values.copy()
    values[0, 3] = value
    with pytest.raises(ValueError, match="positive numbers only"):
        Parameters(values)


@pytest.mark.parametrize("count", [0, -1])
def test_no_draw_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="count: expected one at least"):
        prior_draws(count, 0)


def test_constants_rest_on_nothing_that_is_kept_for_checking_and_name_all_its_sources() -> None:
    known = PARAMETERS.by_id
    for row in KINETICS.rows:
        for name in row.rests_on:
            assert known[name].role == "calibration", row.id
            assert set(known[name].sources) <= set(row.sources), row.id
        if row.basis == "house":
            assert "house_default" in row.sources, row.id
