"""Shares of people harmed: closed forms, SciPy, slow references, properties and simulated studies."""

from __future__ import annotations

from itertools import pairwise
from math import comb, exp, lgamma

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import dblquad
from scipy.special import bdtr, betainc, betaincinv, betaln

from punctum.outcome.distributions import beta_cdf, beta_quantile
from punctum.outcome.harm.pool import (
    Count,
    jeffreys_interval,
    none_seen_upper,
    share_pool,
)

SHAPE = st.floats(0.05, 200)
COUNT = st.integers(1, 60).flatmap(lambda n: st.integers(0, n).map(lambda x: Count(x, n)))
COUNTS = st.lists(COUNT, min_size=3, max_size=7)
ALIKE = 0.1


@given(st.floats(0, 1), SHAPE, SHAPE)
def test_beta_agrees_with_scipy(x: float, a: float, b: float) -> None:
    assert beta_cdf(x, a, b) == pytest.approx(betainc(a, b, x), abs=1e-9)


@given(st.floats(1e-4, 1 - 1e-4), st.floats(0.5, 200), st.floats(0.5, 200))
def test_beta_quantiles_agree_with_scipy(p: float, a: float, b: float) -> None:
    assert beta_quantile(p, a, b) == pytest.approx(betaincinv(a, b, p), abs=1e-8)


@pytest.mark.parametrize(("a", "b"), [(0, 1), (1, 0), (-1, 2)])
def test_shapes_are_positive(a: float, b: float) -> None:
    with pytest.raises(ValueError, match="must be positive"):
        beta_cdf(0.5, a, b)


def test_a_quantile_is_of_a_probability() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        beta_quantile(1, 2, 2)


@pytest.mark.parametrize(("people", "of"), [(-1, 3), (4, 3), (0, 0)])
def test_a_count_is_of_people(people: int, of: int) -> None:
    with pytest.raises(ValueError, match="a count cannot be"):
        Count(people, of)


def exact_interval(count: Count, level: float) -> tuple[float, float]:
    """Clopper and Pearson's."""
    x, n, tail = count.people, count.of, (1 - level) / 2
    low = float(betaincinv(x, n - x + 1, tail)) if x else 0.0
    return low, float(betaincinv(x + 1, n - x, 1 - tail)) if x < n else 1.0


@given(COUNT, st.floats(0.5, 0.99))
def test_jeffreys_interval_leaves_its_tails_of_the_posterior(count: Count, level: float) -> None:
    low, high = jeffreys_interval(count, level)
    a, b = count.people + 0.5, count.of - count.people + 0.5
    if count.people:
        assert betainc(a, b, low) == pytest.approx((1 - level) / 2, abs=1e-8)
    if count.people < count.of:
        assert betainc(a, b, high) == pytest.approx((1 + level) / 2, abs=1e-8)


@given(COUNT, st.floats(0.5, 0.99))
def test_jeffreys_interval_holds_the_share_and_lies_in_the_exact_one(count: Count, level: float) -> None:
    low, high = jeffreys_interval(count, level)
    widest = exact_interval(count, level)
    assert widest[0] - 1e-9 <= low <= count.people / count.of <= high <= widest[1] + 1e-9


@given(st.integers(1, 5000))
def test_nobody_harmed_is_as_likely_as_the_level_leaves(of: int) -> None:
    upper = none_seen_upper(of, 0.95)
    assert (1 - upper) ** of == pytest.approx(0.05)
    assert upper < 3 / of


def test_nobody_looked_at_says_nothing() -> None:
    with pytest.raises(ValueError, match="nobody"):
        none_seen_upper(0, 0.95)


def weight(mu: float, rho: float, counts: list[Count]) -> float:
    """Posterior of the synthesis up to a factor, from factorials."""
    size = (1 - rho) / rho
    a, b = mu * size, (1 - mu) * size
    total = 0.0
    for count in counts:
        x, rest = count.people, count.of - count.people
        total += lgamma(a + x) - lgamma(a) + lgamma(b + rest) - lgamma(b) + lgamma(size) - lgamma(size + count.of)
    return float(exp(total) * (mu * (1 - mu)) ** -0.5 * (1 - rho) ** (1 / ALIKE - 2))


def test_the_average_is_that_of_the_integral() -> None:
    counts = [Count(5, 30), Count(0, 39), Count(7, 32), Count(0, 15)]

    def whole(power: int) -> float:
        # μ = sin²θ takes the pole of the prior away.
        def inside(theta: float, rho: float) -> float:
            mu = np.sin(theta) ** 2
            return float(mu**power * weight(mu, rho, counts) * 2 * np.sin(theta) * np.cos(theta))

        return float(dblquad(inside, 1e-4, 1 - 1e-4, 1e-6, np.pi / 2 - 1e-6, epsabs=1e-16, epsrel=1e-5)[0])

    pool = share_pool(counts, alike=ALIKE)
    assert pool.average == pytest.approx(whole(1) / whole(0), rel=2e-3)


@settings(max_examples=25)
@given(COUNTS, st.integers(1, 40))
def test_chances_of_counts_sum_to_one(counts: list[Count], of: int) -> None:
    chances = share_pool(counts, alike=ALIKE).counts_in_a_new_study(of)
    assert chances.sum() == pytest.approx(1, abs=1e-9)
    assert (chances >= 0).all()


def beta_binomial(of: int, a: float, b: float) -> np.ndarray:
    return np.array([comb(of, x) * exp(betaln(a + x, b + of - x) - betaln(a, b)) for x in range(of + 1)])


def test_counts_of_a_new_study_agree_with_scipy() -> None:
    pool = share_pool([Count(5, 30), Count(0, 39), Count(7, 32)], alike=ALIKE)
    slow = np.zeros(21)
    for i, mu in enumerate(pool.averages):
        for j, rho in enumerate(pool.correlations):
            if pool.weights[i, j] > 1e-9:
                size = (1 - rho) / rho
                slow += pool.weights[i, j] * beta_binomial(20, mu * size, (1 - mu) * size)
    assert pool.counts_in_a_new_study(20) == pytest.approx(slow, abs=1e-5)
    below = np.cumsum(slow)
    low, high = pool.new_study(20, 0.8)
    assert below[round(high * 20)] >= 0.9 > below[round(high * 20) - 1]
    assert low == 0 or below[round(low * 20) - 1] < 0.1


@settings(max_examples=25)
@given(COUNTS, st.randoms())
def test_the_order_of_studies_changes_no_byte(counts: list[Count], random: object) -> None:
    mixed = list(counts)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert share_pool(counts, alike=ALIKE).weights.tobytes() == share_pool(mixed, alike=ALIKE).weights.tobytes()


def test_intervals_are_nested_and_hold_the_middle() -> None:
    pool = share_pool([Count(5, 30), Count(0, 39), Count(7, 32)], alike=ALIKE)
    widths = [pool.average_interval(level) for level in (0.5, 0.8, 0.95)]
    assert all(a[0] > b[0] and a[1] < b[1] for a, b in pairwise(widths))
    assert widths[0][0] < pool.average < widths[0][1]


def test_more_people_with_the_same_shares_narrow_the_average() -> None:
    few, many = ([Count(k * factor, 20 * factor) for k in (1, 2, 2, 3)] for factor in (1, 10))
    narrow, wide = (share_pool(counts, alike=ALIKE).average_interval(0.95) for counts in (many, few))
    assert narrow[1] - narrow[0] < wide[1] - wide[0]


def test_studies_that_differ_widen_the_interval_of_a_new_one() -> None:
    same = share_pool([Count(5, 50)] * 4, alike=ALIKE).new_study(100, 0.95)
    differ = share_pool([Count(0, 50), Count(0, 50), Count(0, 50), Count(20, 50)], alike=ALIKE).new_study(100, 0.95)
    assert differ[1] - differ[0] > same[1] - same[0]


@pytest.mark.slow
def test_intervals_hold_what_was_simulated_from_the_prior() -> None:
    """Studies drawn from the model itself: 80 % intervals of a new study hold at least about 80 %."""
    random = np.random.Generator(np.random.Philox(11))
    held, tries = 0, 300
    for _ in range(tries):
        mu, rho = random.beta(0.5, 0.5), random.beta(1, 1 / ALIKE - 1)
        size = (1 - rho) / rho
        shares = random.beta(max(mu * size, 1e-9), max((1 - mu) * size, 1e-9), 6)
        seen = [Count(int(random.binomial(25, share)), 25) for share in shares]
        low, high = share_pool(seen[:5], alike=ALIKE).new_study(25, 0.8)
        held += low - 1e-9 <= seen[5].people / 25 <= high + 1e-9
    # A count is whole, so intervals hold more than they must.
    assert bdtr(held, tries, 0.8) > 0.005
    assert held < tries


@pytest.mark.parametrize("alike", [0.0, 1.0, -1.0])
def test_a_synthesis_needs_studies_and_a_prior(alike: float) -> None:
    with pytest.raises(ValueError, match="two studies or more"):
        share_pool([Count(1, 10), Count(2, 10)], alike=alike)
    with pytest.raises(ValueError, match="two studies or more"):
        share_pool([Count(1, 10)], alike=ALIKE)
