"""The sampler on targets whose posterior and evidence are known."""

from __future__ import annotations

from dataclasses import replace
from math import log, pi

import numpy as np
import pytest
from numpy.typing import NDArray

from punctum.calibration.smc import Particles, Plan, at_prior, next_rung, systematic

Values = NDArray[np.float64]
PLAN = Plan(
    particles=1000, seed=7, kept_share=0.5, accepted_share=0.3, forgotten=0.3, forgotten_at_end=0.05, most_moves=40
)


def everywhere(z: Values) -> NDArray[np.bool_]:
    return np.ones(len(z), dtype=bool)


def fitted(plan: Plan, dimensions: int, likelihood, allowed=everywhere) -> Particles:  # type: ignore[no-untyped-def]
    state = at_prior(plan, dimensions, likelihood, allowed)
    while state.temperature < 1:
        state = next_rung(plan, state, likelihood, allowed)
    return state


def test_a_normal_posterior_and_its_evidence() -> None:
    """y = 2 with error 0.25 of z₁ + z₂: posterior of a linear Gaussian model in closed form, in 20 dimensions."""
    error, seen = 0.25, 2.0
    rows = np.zeros(20)
    rows[:2] = 1

    def likelihood(z: Values) -> Values:
        return -(((z @ rows - seen) / error) ** 2) / 2 - log(error * (2 * pi) ** 0.5)

    found = fitted(PLAN, 20, likelihood)
    spread = rows @ rows + error**2
    mean = rows * seen / spread
    variance = 1 - rows**2 / spread
    off = -1 / spread
    assert np.allclose(found.z.mean(axis=0), mean, atol=0.12)
    assert np.allclose(found.z.var(axis=0), variance, atol=0.15)
    assert np.corrcoef(found.z[:, 0], found.z[:, 1])[0, 1] == pytest.approx(off / variance[0], abs=0.03)
    evidence = -(seen**2) / (2 * spread) - log((2 * pi * spread) ** 0.5)
    assert found.log_evidence == pytest.approx(evidence, abs=0.15)


def test_a_banana() -> None:
    """z₂ follows z₁²: the marginal of z₁ by quadrature."""

    def log_like(x: Values, y: Values) -> Values:
        return np.asarray(-(((y - x**2 + 1) / 0.2) ** 2) / 2)

    found = fitted(PLAN, 2, lambda z: log_like(z[:, 0], z[:, 1]))
    x, y = np.meshgrid(np.linspace(-4, 4, 801), np.linspace(-4, 6, 1001), indexing="ij")
    weight = np.exp(log_like(x, y) - x**2 / 2 - y**2 / 2)
    total = weight.sum()
    for power in (1, 2):
        assert np.mean(found.z[:, 0] ** power) == pytest.approx(np.sum(weight * x**power) / total, abs=0.12)
        assert np.mean(found.z[:, 1] ** power) == pytest.approx(np.sum(weight * y**power) / total, abs=0.12)
    assert found.log_evidence == pytest.approx(log(total * 0.01 * 0.01 / (2 * pi)), abs=0.15)


def test_what_is_not_allowed_is_never_held_and_the_evidence_is_that_of_the_prior_cut_off() -> None:
    def allowed(z: Values) -> NDArray[np.bool_]:
        return np.asarray(z[:, 0] > 0)

    found = fitted(PLAN, 1, lambda z: -z[:, 0], allowed)
    assert np.all(found.z > 0)
    # ∫₀^∞ 2·φ(z)·e^−z dz = 2·e^½·Φ(−1)
    assert found.log_evidence == pytest.approx(log(2 * 1.6487212707 * 0.1586552539), abs=0.06)


def test_the_rank_of_what_made_the_data_is_even() -> None:
    """Simulation-based calibration: constants from the prior, data from them, and their rank among the posterior."""
    plan = replace(PLAN, particles=200)
    ranks = []
    for trial in range(40):
        numbers = np.random.default_rng(trial)
        true = numbers.standard_normal(3)
        times = np.array([0.5, 1.0, 3.0])

        def course(z: Values, times: Values = times) -> Values:
            rate = np.exp(z[:, 1:2] / 2)
            return np.asarray(np.exp(z[:, :1] / 2) * np.exp(-times * rate) + z[:, 2:] / 10)

        data = course(true[None])[0] + 0.1 * numbers.standard_normal(3)

        def likelihood(z: Values, data: Values = data, course=course) -> Values:  # type: ignore[no-untyped-def]
            return np.asarray(-(((course(z) - data) / 0.1) ** 2).sum(axis=1) / 2)

        found = fitted(replace(plan, seed=trial), 3, likelihood)
        ranks.append(np.mean(found.z < true, axis=0))
    counts = np.stack([np.histogram(rank, 4, (0, 1))[0] for rank in np.transpose(ranks)])
    assert np.all(np.sum((counts - 10) ** 2 / 10, axis=1) < 16.3), counts


def test_a_fit_is_the_same_twice_and_goes_on_from_any_temperature() -> None:
    def likelihood(z: Values) -> Values:
        return np.asarray(-20 * (z[:, 0] - 1) ** 2)

    plan = replace(PLAN, particles=100)
    once = fitted(plan, 2, likelihood)
    assert len(once.rungs) > 2
    assert np.array_equal(once.z, fitted(plan, 2, likelihood).z)
    assert not np.array_equal(once.z, fitted(replace(plan, seed=8), 2, likelihood).z)
    state = at_prior(plan, 2, likelihood, everywhere)
    state = next_rung(plan, state, likelihood, everywhere)
    kept = Particles(state.z.copy(), state.log_likelihood.copy(), state.step, state.rungs)
    while kept.temperature < 1:
        kept = next_rung(plan, kept, likelihood, everywhere)
    assert np.array_equal(once.z, kept.z)


def test_systematic_draws_are_in_proportion() -> None:
    weights = np.array([0.5, 0.0, 0.3, 0.2])
    for offset in (0.0, 0.4, 0.999):
        assert np.bincount(systematic(np.repeat(weights / 100, 100), offset) // 100, minlength=4).tolist() == [
            200, 0, 120, 80,
        ]  # fmt: skip
