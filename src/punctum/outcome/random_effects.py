"""Random-effects synthesis of study results, and prediction for a new study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from punctum.outcome.distributions import chi_squared_quantile, student_quantile

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """A shifted and scaled Student's t: what a new study may come to."""

    mean: float
    sd: float
    df: float

    def interval(self, level: float) -> tuple[float, float]:
        """The central interval that holds a share `level` of the distribution."""
        half = student_quantile(0.5 + level / 2, self.df) * self.sd
        return self.mean - half, self.mean + half


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """A random-effects synthesis.

    Arguments:
        mean: the average over studies.
        standard_error: by Hartung, Knapp, Sidik and Jonkman, never below the classic one.
        tau: between-study SD, by restricted maximum likelihood.
        tau_upper: the largest between-study SD that the studies do not rule out (upper end of its 95 % interval).
        q: Cochran's Q. i_squared: share of heterogeneity, max(0, (Q − (k − 1))/Q).
        studies: k. participants: people in all studies together.
    """

    mean: float
    standard_error: float
    tau: float
    tau_upper: float
    q: float
    i_squared: float
    studies: int
    participants: int

    def confidence_interval(self, level: float = 0.95) -> tuple[float, float]:
        """Where the average lies: mean ± t(k − 1) · standard error."""
        return Prediction(mean=self.mean, sd=self.standard_error, df=self.studies - 1).interval(level)

    def new_study(self) -> Prediction:
        """The mean of a new study: t(k − 2) with variance SE² + τ² (Higgins, Thompson, Spiegelhalter 2009).

        Raises:
            ValueError: fewer than three studies.
        """
        if self.studies < 3:
            raise ValueError(f"a prediction needs three studies or more, not {self.studies}")
        return Prediction(mean=self.mean, sd=sqrt(self.standard_error**2 + self.tau**2), df=self.studies - 2)


def random_effects(effects: Sequence[float], variances: Sequence[float], participants: int = 0) -> Pool:
    """Pool study effects y with sampling variances v.

    τ² by REML; weights w = 1/(v + τ²); mean = Σwy/Σw; variance of the mean max(1, Σw(y − mean)²/(k − 1))/Σw,
    which is Hartung–Knapp–Sidik–Jonkman with the modified floor (Röver, Knapp and Friede 2015).

    Raises:
        ValueError: fewer than two studies, unequal lengths, a variance not above nought, a number not finite.
    """
    y, v = np.asarray(effects, dtype=np.float64), np.asarray(variances, dtype=np.float64)
    if y.shape != v.shape or y.ndim != 1 or y.size < 2:
        raise ValueError("a synthesis needs two studies or more, each with an effect and a variance")
    if not (np.isfinite(y).all() and np.isfinite(v).all() and (v > 0).all()):
        raise ValueError("effects must be finite and variances positive")
    order = np.lexsort((v, y))  # sums then do not depend on the order of the studies
    y, v = y[order], v[order]
    tau_squared = reml_tau_squared(y, v)
    weights = 1 / (v + tau_squared)
    mean = _mean(y, weights)
    spread = float(weights @ (y - mean) ** 2) / (y.size - 1)
    fixed = 1 / v
    q = float(fixed @ (y - _mean(y, fixed)) ** 2)
    return Pool(
        mean=mean,
        standard_error=sqrt(max(1.0, spread) / float(weights.sum())),
        tau=sqrt(tau_squared),
        tau_upper=sqrt(max(tau_squared, tau_squared_upper(y, v))),
        q=q,
        i_squared=max(0.0, 1 - (y.size - 1) / q) if q > 0 else 0.0,
        studies=int(y.size),
        participants=participants,
    )


def reml_tau_squared(y: Array, v: Array) -> float:
    """The between-study variance that maximises the restricted likelihood, at least nought.

    log L = −½ [Σ ln(v + τ²) + ln Σw + Σw(y − mean)²]. A grid finds the hill, bisection of the slope its top.
    """
    largest = 10 * float(np.var(y, ddof=1))
    if largest == 0:
        return 0.0
    grid = np.concatenate(([0.0], largest * np.logspace(-8, 0, 161)))
    total = v + grid[:, None]
    weights = 1 / total
    means = (weights @ y) / weights.sum(axis=1)
    squares = (weights * (y - means[:, None]) ** 2).sum(axis=1)
    best = int(np.argmax(-np.log(total).sum(axis=1) - np.log(weights.sum(axis=1)) - squares))
    low, high = float(grid[max(best - 1, 0)]), float(grid[min(best + 1, grid.size - 1)])
    if _reml_slope(low, y, v) <= 0:
        return low
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if _reml_slope(middle, y, v) > 0 else (low, middle)
    return (low + high) / 2


def tau_squared_upper(y: Array, v: Array, level: float = 0.95) -> float:
    """The upper end of the confidence interval of τ² by the Q-profile method (Viechtbauer 2007).

    The τ² at which Σw(y − mean)² falls to the (1 − level)/2 quantile of chi-squared with k − 1 degrees of freedom.
    """
    target = chi_squared_quantile((1 - level) / 2, y.size - 1)
    if _generalised_q(0.0, y, v) <= target:
        return 0.0
    low, high = 0.0, float(np.var(y, ddof=1)) + float(v.max())
    while _generalised_q(high, y, v) > target:
        low, high = high, 2 * high
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if _generalised_q(middle, y, v) > target else (low, middle)
    return (low + high) / 2


def _mean(y: Array, weights: Array) -> float:
    return float(weights @ y) / float(weights.sum())


def _reml_slope(tau_squared: float, y: Array, v: Array) -> float:
    weights = 1 / (v + tau_squared)
    mean = _mean(y, weights)
    return float((weights**2) @ (y - mean) ** 2 - weights.sum() + (weights @ weights) / weights.sum())


def _generalised_q(tau_squared: float, y: Array, v: Array) -> float:
    weights = 1 / (v + tau_squared)
    return float(weights @ (y - _mean(y, weights)) ** 2)
