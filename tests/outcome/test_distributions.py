"""Student's t and chi-squared against closed forms, printed tables and SciPy."""

from __future__ import annotations

from math import atan, exp, inf, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import chdtr, chdtri, stdtr, stdtrit

from punctum.outcome.distributions import chi_squared_cdf, chi_squared_quantile, student_cdf, student_quantile

FREEDOM = st.floats(0.5, 5000)
PROBABILITY = st.floats(1e-6, 1 - 1e-6)


@given(st.floats(-50, 50))
def test_one_degree_of_freedom_is_cauchy(t: float) -> None:
    assert student_cdf(t, 1) == pytest.approx(0.5 + atan(t) / pi, abs=1e-12)


@given(st.floats(-50, 50))
def test_two_degrees_of_freedom_have_a_closed_form(t: float) -> None:
    assert student_cdf(t, 2) == pytest.approx(0.5 + t / (2 * sqrt(2 + t * t)), abs=1e-12)


@given(st.floats(0, 100))
def test_chi_squared_of_two_is_exponential(x: float) -> None:
    assert chi_squared_cdf(x, 2) == pytest.approx(1 - exp(-x / 2), abs=1e-12)


@given(st.floats(-200, 200), FREEDOM)
def test_student_agrees_with_scipy(t: float, df: float) -> None:
    assert student_cdf(t, df) == pytest.approx(stdtr(df, t), abs=1e-10)


@given(PROBABILITY, FREEDOM)
def test_student_quantiles_agree_with_scipy(p: float, df: float) -> None:
    assert student_quantile(p, df) == pytest.approx(stdtrit(df, p), rel=1e-7, abs=1e-8)


@given(st.floats(0, 500), FREEDOM)
def test_chi_squared_agrees_with_scipy(x: float, df: float) -> None:
    assert chi_squared_cdf(x, df) == pytest.approx(chdtr(df, x), abs=1e-10)


@given(PROBABILITY, FREEDOM)
def test_chi_squared_quantiles_agree_with_scipy(p: float, df: float) -> None:
    assert chi_squared_quantile(p, df) == pytest.approx(chdtri(df, 1 - p), rel=1e-6, abs=1e-12)


def test_printed_tables() -> None:
    assert student_quantile(0.975, 3) == pytest.approx(3.182446, abs=1e-6)
    assert student_quantile(0.975, 10) == pytest.approx(2.228139, abs=1e-6)
    assert chi_squared_quantile(0.025, 3) == pytest.approx(0.215795, abs=1e-6)


def test_the_ends() -> None:
    assert student_cdf(inf, 3) == 1
    assert student_cdf(-inf, 3) == 0
    assert chi_squared_cdf(-1, 3) == 0


@pytest.mark.parametrize("probability", [0, 1, -0.1, 1.1])
def test_a_probability_outside_is_refused(probability: float) -> None:
    with pytest.raises(ValueError, match="probability"):
        student_quantile(probability, 3)
    with pytest.raises(ValueError, match="probability"):
        chi_squared_quantile(probability, 3)


def test_no_degrees_of_freedom_are_refused() -> None:
    with pytest.raises(ValueError, match="degrees of freedom"):
        student_cdf(1, 0)
    with pytest.raises(ValueError, match="degrees of freedom"):
        chi_squared_cdf(1, 0)
