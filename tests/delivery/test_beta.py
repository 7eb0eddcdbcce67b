"""The Beta distribution against SciPy and closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betainc, betaincc, betainccinv, betaincinv

from punctum.delivery.beta import beta, survivals

MEAN = st.floats(0.02, 0.98)
# Of the widest SD that a mean allows; the least is that of a roller from hole to hole.
WIDTH = st.floats(0.08, 0.97)
SHARES = np.linspace(0.001, 0.999, 333)
CHANCES = np.concatenate([[1e-9, 1e-6], np.linspace(0.001, 0.999, 333), [1 - 1e-6, 1 - 1e-9]])


@given(MEAN, WIDTH)
def test_the_survival_function_is_scipys(mean: float, width: float) -> None:
    made = beta(mean, width * np.sqrt(mean * (1 - mean)))
    np.testing.assert_allclose(made.survival(SHARES), betaincc(made.a, made.b, SHARES), atol=1e-5)
    seen = made.share < 0.999  # nearer to 1 the share itself has lost its digits
    np.testing.assert_allclose(made.below[seen], betainc(made.a, made.b, made.share[seen]), rtol=1e-6, atol=1e-12)


@given(MEAN, WIDTH)
def test_the_quantiles_are_scipys_in_both_tails(mean: float, width: float) -> None:
    made = beta(mean, width * np.sqrt(mean * (1 - mean)))
    got = made.quantile(CHANCES, 1 - CHANCES)
    low = CHANCES <= 0.5
    expected = np.where(low, betaincinv(made.a, made.b, CHANCES), betainccinv(made.a, made.b, 1 - CHANCES))
    np.testing.assert_allclose(got, expected, atol=1e-5)


@given(MEAN, WIDTH)
def test_mean_and_sd_come_back(mean: float, width: float) -> None:
    sd = width * np.sqrt(mean * (1 - mean))
    made = beta(mean, sd)
    share, above = np.concatenate([[0], made.share]), np.concatenate([[1], made.above])
    first, second = np.trapezoid(above, share), np.trapezoid(2 * share * above, share)
    assert first == pytest.approx(mean, abs=2e-6)
    assert np.sqrt(second - first**2) == pytest.approx(sd, abs=1e-5)


def test_even_shares_have_a_straight_line() -> None:
    even = beta(0.5, np.sqrt(1 / 12))
    assert [even.a, even.b] == pytest.approx([1, 1])
    np.testing.assert_allclose(even.survival(SHARES), 1 - SHARES, atol=2e-6)
    assert even.survival(np.array([-1.0, 0, 1, 2])).tolist() == [1, 1, 0, 0]


@pytest.mark.parametrize(("mean", "sd"), [(0, 0.1), (1, 0.1), (0.5, 0), (0.5, 0.5), (0.5, 0.6)])
def test_what_no_distribution_has_is_refused(mean: float, sd: float) -> None:
    with pytest.raises(ValueError, match="no Beta distribution"):
        beta(mean, sd)


@given(MEAN, WIDTH)
def test_many_survival_functions_at_once_are_scipys(mean: float, width: float) -> None:
    means = np.array([mean, 0.85, 0.4])
    sds = np.array([width * np.sqrt(mean * (1 - mean)), 0.05, 0.04])
    both = means * (1 - means) / sds**2 - 1
    shares = np.concatenate([[-1, 0], SHARES, [1, 2]])
    made = survivals(means, sds, shares)
    expected = betaincc((means * both)[:, None], ((1 - means) * both)[:, None], np.clip(shares, 0, 1))
    np.testing.assert_allclose(made, expected, rtol=1e-9, atol=1e-11)
    np.testing.assert_array_equal(made[:1], survivals(means[:1], sds[:1], shares))


def test_a_very_small_mean_ends_as_well() -> None:
    mean, sd = np.array([1e-6]), np.array([1e-7])
    shares = np.linspace(0, 2e-6, 21)
    both = mean * (1 - mean) / sd**2 - 1
    expected = betaincc(mean * both, (1 - mean) * both, shares)
    np.testing.assert_allclose(survivals(mean, sd, shares)[0], expected, atol=1e-6)


def test_one_that_no_distribution_has_is_refused_among_others() -> None:
    with pytest.raises(ValueError, match="no Beta distribution"):
        survivals(np.array([0.5, 0.5]), np.array([0.1, 0.6]), SHARES)
