"""The random-effects synthesis against slow obvious references, closed forms, properties and simulated studies."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from punctum.outcome.distributions import chi_squared_quantile, student_quantile
from punctum.outcome.random_effects import random_effects

EFFECT = st.floats(-100, 100).map(lambda x: round(x, 3))
SPREAD = st.floats(0.5, 20).map(lambda x: round(x, 3))
STUDIES = st.lists(st.tuples(EFFECT, SPREAD), min_size=3, max_size=8)


def restricted_likelihood(tau2: float, effects: list[float], variances: list[float]) -> float:
    weights = [1 / (v + tau2) for v in variances]
    mean = sum(w * y for w, y in zip(weights, effects, strict=True)) / sum(weights)
    squares = sum(w * (y - mean) ** 2 for w, y in zip(weights, effects, strict=True))
    return -0.5 * (sum(log(v + tau2) for v in variances) + log(sum(weights)) + squares)


def split(studies: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [y for y, _ in studies], [sd**2 for _, sd in studies]


@given(STUDIES)
def test_no_tau_on_a_fine_grid_is_likelier(studies: list[tuple[float, float]]) -> None:
    effects, variances = split(studies)
    pool = random_effects(effects, variances)
    own = restricted_likelihood(pool.tau**2, effects, variances)
    step = (max(effects) - min(effects) + 1) / 400
    assert all(own >= restricted_likelihood((i * step) ** 2, effects, variances) - 1e-9 for i in range(401))


def test_equal_variances_have_a_closed_form() -> None:
    effects, variance = [10.0, 20.0, 30.0, 60.0], 25.0
    pool = random_effects(effects, [variance] * 4)
    sample = float(np.var(effects, ddof=1))
    assert pool.mean == pytest.approx(30)
    assert pool.tau**2 == pytest.approx(sample - variance)
    assert pool.standard_error == pytest.approx(sqrt(sample / 4))
    assert pool.q == pytest.approx(3 * sample / variance)
    assert pool.i_squared == pytest.approx(1 - variance / sample)
    half = student_quantile(0.975, 3) * sqrt(sample / 4)
    assert pool.confidence_interval() == pytest.approx((30 - half, 30 + half))


def test_equal_variances_give_a_closed_upper_end_of_tau() -> None:
    effects, variance = [10.0, 20.0, 30.0, 60.0], 25.0
    squares = 3 * float(np.var(effects, ddof=1))
    expected = squares / chi_squared_quantile(0.025, 3) - variance
    assert random_effects(effects, [variance] * 4).tau_upper ** 2 == pytest.approx(expected)


def test_two_studies_by_hand() -> None:
    pool = random_effects([0.0, 10.0], [8.0, 8.0])
    assert pool.tau**2 == pytest.approx(50 - 8)
    assert pool.mean == pytest.approx(5)
    assert pool.standard_error == pytest.approx(5)
    with pytest.raises(ValueError, match="three studies"):
        pool.new_study()


def test_an_example_worked_by_hand() -> None:
    """Weights 1, 1/4, 1/4 and effects 0, 2, 4: mean 1, Q = 1 + 1/4 + 9/4 = 3.5, I² = 1.5/3.5."""
    pool = random_effects([0.0, 2.0, 4.0], [1.0, 4.0, 4.0])
    assert pool.q == pytest.approx(3.5)
    assert pool.i_squared == pytest.approx(3 / 7)
    tau2 = pool.tau**2
    weights = [1 / (1 + tau2), 1 / (4 + tau2), 1 / (4 + tau2)]
    mean = (2 * weights[1] + 4 * weights[2]) / sum(weights)
    assert pool.mean == pytest.approx(mean)
    squares = sum(w**2 * (y - mean) ** 2 for w, y in zip(weights, (0, 2, 4), strict=True))
    slope = squares - sum(weights) + sum(w**2 for w in weights) / sum(weights)
    assert slope == pytest.approx(0, abs=1e-9)


def test_alike_studies_give_the_fixed_effect_and_keep_its_error() -> None:
    pool = random_effects([5.0, 5.1, 4.9], [4.0, 9.0, 16.0])
    weights = [1 / 4, 1 / 9, 1 / 16]
    assert pool.tau == 0
    assert pool.i_squared == 0
    assert pool.mean == pytest.approx(sum(w * y for w, y in zip(weights, (5.0, 5.1, 4.9), strict=True)) / sum(weights))
    assert pool.standard_error == pytest.approx(1 / sqrt(sum(weights)))


def test_the_same_effect_everywhere_is_the_effect() -> None:
    pool = random_effects([7.0, 7.0, 7.0], [1.0, 2.0, 3.0])
    assert (pool.mean, pool.tau, pool.q, pool.i_squared) == (7.0, 0.0, 0.0, 0.0)


@given(STUDIES, st.randoms(use_true_random=False))
def test_the_order_of_studies_never_matters(studies: list[tuple[float, float]], random: object) -> None:
    shuffled = list(studies)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert random_effects(*split(studies)) == random_effects(*split(shuffled))


@given(STUDIES, st.floats(-1000, 1000), st.sampled_from([0.01, 0.5, 3.0, 1000.0]))
def test_shifting_and_stretching_carry_over(studies: list[tuple[float, float]], shift: float, factor: float) -> None:
    effects, variances = split(studies)
    assume(np.var(effects) > 1e-3)
    pool = random_effects(effects, variances)
    moved = random_effects([shift + factor * y for y in effects], [factor**2 * v for v in variances])
    assert moved.mean == pytest.approx(shift + factor * pool.mean, rel=1e-5, abs=1e-4 * factor)
    assert moved.standard_error == pytest.approx(factor * pool.standard_error, rel=1e-4)
    assert moved.tau == pytest.approx(factor * pool.tau, rel=1e-3, abs=1e-2 * factor)
    assert moved.i_squared == pytest.approx(pool.i_squared, abs=1e-6)


@given(STUDIES)
def test_what_is_uncertain_is_wider(studies: list[tuple[float, float]]) -> None:
    pool = random_effects(*split(studies))
    ci, new = pool.confidence_interval(), pool.new_study().interval(0.95)
    effects, variances = split(studies)
    assert min(effects) - 1e-9 <= pool.mean <= max(effects) + 1e-9
    assert new[0] <= ci[0] + 1e-9
    assert ci[1] <= new[1] + 1e-9
    assert pool.standard_error >= 1 / sqrt(sum(1 / (v + pool.tau**2) for v in variances)) - 1e-12
    assert pool.tau <= pool.tau_upper
    fifty, eighty, most = (pool.new_study().interval(level) for level in (0.5, 0.8, 0.95))
    assert most[0] < eighty[0] < fifty[0] < fifty[1] < eighty[1] < most[1]


@pytest.mark.parametrize(
    ("effects", "variances"),
    [([1.0], [1.0]), ([1.0, 2.0], [1.0]), ([1.0, 2.0], [1.0, 0.0]), ([1.0, float("nan")], [1.0, 1.0])],
)
def test_what_cannot_be_pooled_is_refused(effects: list[float], variances: list[float]) -> None:
    with pytest.raises(ValueError, match=r"studies|variances"):
        random_effects(effects, variances)


@pytest.mark.slow
def test_intervals_hold_what_they_promise() -> None:
    """Simulated studies with known heterogeneity: the mean and a new study are inside about as often."""
    random = np.random.default_rng(20240115)
    mean, tau, person_sd, rounds = 47.0, 8.0, 16.0, 1500
    inside = {"mean": 0, "study": 0}
    for _ in range(rounds):
        sizes = random.integers(15, 60, size=8)
        effects = random.normal(random.normal(mean, tau, size=8), person_sd / np.sqrt(sizes))
        pool = random_effects(list(effects), list(person_sd**2 / sizes))
        truth = random.normal(mean, tau)
        for name, value, interval in (
            ("mean", mean, pool.confidence_interval()),
            ("study", truth, pool.new_study().interval(0.95)),
        ):
            inside[name] += interval[0] <= value <= interval[1]
    share = {name: count / rounds for name, count in inside.items()}
    assert 0.93 <= share["mean"] <= 0.98
    assert 0.93 <= share["study"] <= 0.98
