"""Student's t, chi-squared and beta in plain Python: importing scipy.special takes longer than making a plan."""

from __future__ import annotations

from math import exp, inf, lgamma, log, sqrt

TINY = 1e-300


def student_cdf(t: float, df: float) -> float:
    """Probability that Student's t is at most `t`: 1 − I_x(df/2, 1/2)/2 with x = df/(df + t²), for t ≥ 0.

    Raises:
        ValueError: `df` is not positive.
    """
    if not df > 0:
        raise ValueError(f"degrees of freedom must be positive, not {df}")
    if t in (inf, -inf):
        return 1.0 if t > 0 else 0.0
    tail = 0.5 * _incomplete_beta(df / (df + t * t), t * t / (df + t * t), df / 2, 0.5)
    return 1 - tail if t > 0 else tail


def student_quantile(probability: float, df: float) -> float:
    """The t below which a share `probability` of Student's t lies, by bisection of the distribution function.

    Raises:
        ValueError: `probability` is not strictly between 0 and 1, or `df` is not positive.
    """
    if not 0 < probability < 1:
        raise ValueError(f"a probability must lie between 0 and 1, not {probability}")
    if probability < 0.5:
        return -student_quantile(1 - probability, df)
    low, high = 0.0, 1.0
    while student_cdf(high, df) < probability:
        low, high = high, 2 * high
    while high - low > 1e-13 * (1 + high):
        middle = (low + high) / 2
        low, high = (middle, high) if student_cdf(middle, df) < probability else (low, middle)
    return (low + high) / 2


def chi_squared_cdf(x: float, df: float) -> float:
    """Probability that chi-squared with `df` degrees of freedom is at most `x`: P(df/2, x/2).

    The series P(a, z) = z^a e^−z Σ z^n / Γ(a + n + 1) on the left, the continued fraction of 1 − P on the right.

    Raises:
        ValueError: `df` is not positive.
    """
    if not df > 0:
        raise ValueError(f"degrees of freedom must be positive, not {df}")
    a, z = df / 2, x / 2
    if z <= 0:
        return 0.0
    front = exp(a * log(z) - z - lgamma(a + 1))
    return front * _series(z, a) if z < a + 1 else 1 - a * front * _gamma_fraction(z, a)


def chi_squared_quantile(probability: float, df: float) -> float:
    """The value below which a share `probability` of chi-squared lies, by bisection of the distribution function.

    Raises:
        ValueError: `probability` is not strictly between 0 and 1, or `df` is not positive.
    """
    if not 0 < probability < 1:
        raise ValueError(f"a probability must lie between 0 and 1, not {probability}")
    low, high = 0.0, df
    while chi_squared_cdf(high, df) < probability:
        low, high = high, 2 * high
    while high - low > 1e-13 * (high + TINY):
        middle = (low + high) / 2
        low, high = (middle, high) if chi_squared_cdf(middle, df) < probability else (low, middle)
    return (low + high) / 2


def beta_cdf(x: float, a: float, b: float) -> float:
    """Probability that Beta(a, b) is at most `x`: the regularised incomplete beta function I_x(a, b).

    Raises:
        ValueError: `a` or `b` is not positive.
    """
    if not (a > 0 and b > 0):
        raise ValueError(f"the shapes of a beta distribution must be positive, not {a} and {b}")
    return 1.0 if x >= 1 else _incomplete_beta(x, 1 - x, a, b)


def beta_quantile(probability: float, a: float, b: float) -> float:
    """The share below which a share `probability` of Beta(a, b) lies, by bisection of the distribution function.

    Raises:
        ValueError: `probability` is not strictly between 0 and 1, or `a` or `b` is not positive.
    """
    if not 0 < probability < 1:
        raise ValueError(f"a probability must lie between 0 and 1, not {probability}")
    low, high = 0.0, 1.0
    while high - low > 1e-13:
        middle = (low + high) / 2
        low, high = (middle, high) if beta_cdf(middle, a, b) < probability else (low, middle)
    return (low + high) / 2


def _incomplete_beta(x: float, rest: float, a: float, b: float) -> float:
    """Regularised incomplete beta function I_x(a, b), with `rest` = 1 − x given apart to keep its digits."""
    if x <= 0 or rest <= 0:
        return 0.0 if x <= 0 else 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(rest))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(rest, b, a) / b


def _series(z: float, a: float) -> float:
    """Σ z^n / ((a + 1) … (a + n)) for z < a + 1."""
    term = total = 1.0
    step = 1
    while term > 1e-17 * total:
        term *= z / (a + step)
        total += term
        step += 1
    return total


def _gamma_fraction(z: float, a: float) -> float:
    """The continued fraction 1/(z + 1 − a − 1(1 − a)/(z + 3 − a − …)) by Lentz's method, for z ≥ a + 1."""
    b = z + 1 - a
    c, d = 1 / TINY, 1 / b
    value = d
    for step in range(1, 200 + int(5 * sqrt(a))):
        factor = -step * (step - a)
        b += 2
        d = 1 / (factor * d + b or TINY)
        c = b + factor / c or TINY
        value *= d * c
        if abs(d * c - 1) < 1e-15:
            break
    return value


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of I_x(a, b) by Lentz's method (Press et al., Numerical Recipes, section 6.4)."""
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > TINY else TINY)
    value = d
    for step in range(1, 200 + int(5 * sqrt(max(a, b)))):
        for term in (
            step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step)),
            -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1)),
        ):
            d = 1 + term * d
            d = 1 / (d if abs(d) > TINY else TINY)
            c = 1 + term / c
            c = c if abs(c) > TINY else TINY
            value *= d * c
        if abs(d * c - 1) < 1e-15:
            break
    return value
