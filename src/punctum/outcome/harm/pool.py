"""Shares of people who were harmed: one study, several that differ, and studies in which nobody was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from punctum.outcome.distributions import beta_quantile

Array = NDArray[np.float64]
Interval = tuple[float, float]

ANGLES, CORRELATIONS = 240, 60
# Dust of sums of probabilities.
DUST = 1e-12


@dataclass(frozen=True, slots=True)
class Count:
    """So many people of how many were harmed in one study."""

    people: int
    of: int

    def __post_init__(self) -> None:
        if not (0 <= self.people <= self.of and self.of > 0):
            raise ValueError(f"a count cannot be {self.people} of {self.of}")


def jeffreys_interval(count: Count, level: float) -> Interval:
    """The interval of one share under Jeffreys' prior: quantiles of Beta(x + ½, n − x + ½).

    The lower end is 0 where nobody was harmed, and the upper end 1 where everybody was (Brown, Cai, DasGupta 2001).
    """
    a, b, tail = count.people + 1 / 2, count.of - count.people + 1 / 2, (1 - level) / 2
    low = beta_quantile(tail, a, b) if count.people else 0.0
    return low, beta_quantile(1 - tail, a, b) if count.people < count.of else 1.0


def none_seen_upper(of: int, level: float) -> float:
    """The largest share that stays possible where none of so many people was harmed: 1 − (1 − level)^(1/n).

    One-sided; about 3/n at 95 of 100 ("rule of three").

    Raises:
        ValueError: nobody was looked at.
    """
    if of < 1:
        raise ValueError("nobody was looked at")
    return 1 - float((1 - level) ** (1 / of))


@dataclass(frozen=True, slots=True, eq=False)
class SharePool:
    """Shares of several studies that differ among themselves.

    The share of study i is Beta(μ(1 − ρ)/ρ, (1 − μ)(1 − ρ)/ρ), so its count is beta-binomial; ρ is how alike two
    people of one study are beyond chance. μ has Jeffreys' prior, ρ is Beta(1, 1/m − 1), whose mean m is a stated
    assumption: a handful of studies cannot tell how much studies differ. The posterior is summed over a grid.

    Arguments:
        averages: (m,) μ, rising. correlations: (r,) ρ, rising. weights: (m, r), their sum is 1.
        studies, people: how many stand behind it.
    """

    averages: Array
    correlations: Array
    weights: Array
    studies: int
    people: int

    @property
    def average(self) -> float:
        """The mean of μ, which is the chance of one person in a study like these."""
        return float(self.averages @ self.weights.sum(axis=1))

    def average_interval(self, level: float) -> Interval:
        """The central interval of μ."""
        below = np.cumsum(self.weights.sum(axis=1))
        ends = np.interp([(1 - level) / 2, (1 + level) / 2], below, self.averages)
        return float(ends[0]), float(ends[1])

    def counts_in_a_new_study(self, of: int) -> Array:
        """(of + 1,) probabilities that 0, 1, … of so many people of a new study are harmed."""
        a, b = _shapes(self.averages[:, None], self.correlations[None, :])
        # P(0) of the beta-binomial, then P(x + 1)/P(x) = (n − x)(a + x)/((x + 1)(n − x − 1 + b)).
        log_now = _log_rising(b, of) - _log_rising(a + b, of)
        chances = np.empty(of + 1)
        chances[0] = np.sum(self.weights * np.exp(log_now))
        for x in range(of):
            log_now = log_now + np.log((of - x) * (a + x) / ((x + 1) * (of - x - 1 + b)))
            chances[x + 1] = np.sum(self.weights * np.exp(log_now))
        return chances

    def new_study(self, of: int, level: float) -> Interval:
        """The central interval of the share that is seen among so many people of a new study."""
        below = np.cumsum(self.counts_in_a_new_study(of))
        ends = np.searchsorted(below, [(1 - level) / 2 - DUST, (1 + level) / 2 - DUST])
        return float(ends[0]) / of, float(min(ends[1], of)) / of


def share_pool(counts: Sequence[Count], *, alike: float) -> SharePool:
    """The synthesis of the counts of two studies or more; their order does not matter.

    Arguments:
        alike: the mean of the prior of ρ.

    Raises:
        ValueError: fewer than two studies, or `alike` is not between 0 and 1.
    """
    if len(counts) < 2 or not 0 < alike < 1:
        raise ValueError(f"two studies or more and a share between them, not {len(counts)} and {alike}")
    # Even steps of θ in μ = sin²θ have equal weight under Jeffreys' prior.
    averages = np.sin((np.arange(ANGLES) + 1 / 2) * np.pi / (2 * ANGLES)) ** 2
    correlations = (np.arange(CORRELATIONS) + 1 / 2) / CORRELATIONS
    a, b = _shapes(averages[:, None], correlations[None, :])
    total = np.zeros_like(a) + (1 / alike - 2) * np.log(1 - correlations)
    for count in sorted(counts, key=lambda each: (each.of, each.people)):
        total += _log_rising(a, count.people) + _log_rising(b, count.of - count.people) - _log_rising(a + b, count.of)
    weights = np.exp(total - total.max())
    people = sum(count.of for count in counts)
    return SharePool(averages, correlations, weights / weights.sum(), len(counts), people)


def _shapes(average: Array, correlation: Array) -> tuple[Array, Array]:
    size = (1 - correlation) / correlation
    return average * size, (1 - average) * size


def _log_rising(start: Array, steps: int) -> Array:
    """The logarithm of start · (start + 1) · … · (start + steps − 1)."""
    total = np.zeros_like(start)
    for step in range(steps):
        total += np.log(start + step)
    return total
