"""Drift: whether a clinic's results leave what was to be expected from the studies and from its earlier results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from punctum.outcome.constants import fixed
from punctum.outcome.draws import OutcomeDraws
from punctum.outcome.learning.block import Block, block, with_untested
from punctum.outcome.learning.own_result import OwnResult
from punctum.outcome.learning.rules import CLINIC, rule
from punctum.outcome.measuring import normal_cdf

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Drift:
    """A clinic's results beside what was to be expected of each before it was seen; a result has only its number.

    Arguments:
        scores: of each result, in SD of its forecast; above nought is better than forecast.
        better, worse: the sum after each result.
        flagged: the number of the first result, from 1, at which a sum passed the limit; None if none did.
        direction: which sum that was.
    """

    scores: tuple[float, ...]
    better: tuple[float, ...]
    worse: tuple[float, ...]
    flagged: int | None
    direction: Literal["better", "worse", ""]


def drift(draws: OutcomeDraws, own_results_in_order: Sequence[OwnResult], seed: int = 0) -> Drift:
    """Whether and when a clinic's results drift from what was to be expected of them.

    The score of a result is z_i = Φ⁻¹(F_i(y_i)), F_i being its predictive distribution given the studies and all
    results before it; while nothing drifts the scores are independent and normal. Here each result counts in full:
    the question is whether the clinic is still the clinic that it was. Two sums follow the scores,
    S⁺ = max(0, S⁺ + z − k) and S⁻ = max(0, S⁻ − z − k), and flag where one passes h (`learning.csv`; Page's CUSUM).

    Arguments:
        draws: of the studies alone. own_results_in_order: in the order in which they were measured.
        seed: of the random numbers.
    """
    scores = forecast_scores(draws, own_results_in_order, seed)
    better, worse = sums(scores), sums([-score for score in scores])
    limit = rule("drift_limit")
    passed = [at for at, pair in enumerate(zip(better, worse, strict=True)) if max(pair) > limit]
    if not passed:
        return Drift(scores, better, worse, None, "")
    first = passed[0]
    return Drift(scores, better, worse, first + 1, "better" if better[first] > limit else "worse")


def sums(scores: Sequence[float]) -> tuple[float, ...]:
    """The one-sided cumulative sum after each score, S = max(0, S + z − k)."""
    found, now = [], 0.0
    for score in scores:
        now = max(0.0, now + score - rule("drift_slack"))
        found.append(now)
    return tuple(found)


def forecast_scores(draws: OutcomeDraws, own_results_in_order: Sequence[OwnResult], seed: int = 0) -> tuple[float, ...]:
    """The standard score of each result in its predictive distribution before it was seen, cut off at the ends."""
    results = list(own_results_in_order)
    known = with_untested(draws, results, seed)
    names = sorted({one.indication for one in results})
    lines = {
        name: _Line(block(known, [one for one in results if one.indication == name]), (seed, CLINIC + at))
        for at, name in enumerate(names)
    }
    log_weight, scores, most = np.zeros(len(known)), [], rule("drift_most")
    normal = NormalDist()
    for one in results:
        z, log_density = lines[one.indication].next()
        weight = np.exp(log_weight - log_weight.max())
        below = float(np.clip(weight @ normal_cdf(z) / weight.sum(), normal.cdf(-most), normal.cdf(most)))
        scores.append(normal.inv_cdf(below))
        log_weight = log_weight + log_density
    return tuple(scores)


class _Line:
    """The results of one indication in their order; for each draw, what is known so far of the clinic's effects.

    Given a draw, the widths of Student's t and the spread of people, all is normal: the recursion of Kalman's filter.
    """

    def __init__(self, of: Block, key: tuple[int, int]) -> None:
        draws, effects = of.sizes.shape
        numbers = np.random.Generator(np.random.Philox(key=list(key)))
        df = fixed("study_df")
        wide = np.where(of.heavy, df / numbers.chisquare(df, (draws, effects)), 1)
        self._of, self._at = of, 0
        self._moves = of.moves(slice(None))
        self._mean = np.zeros((draws, effects))
        self._cov = wide[:, :, None] * np.eye(effects)
        self._person = of.person * np.exp(of.spread * numbers.standard_normal(draws))

    def next(self) -> tuple[Array, Array]:
        """The next result's score in each draw and its log density, both cut off at the ends, (draws,); learns it."""
        kind, y, most = self._of.kinds[self._at], self._of.y[self._at], rule("drift_most")
        move = self._moves[:, kind]
        toward = np.einsum("def,df->de", self._cov, move)
        sd = np.sqrt(np.einsum("de,de->d", toward, move) + self._person**2)
        z = (y - self._of.middles[:, kind] - np.einsum("de,de->d", self._mean, move)) / sd
        held = np.clip(z, -most, most)
        self._mean = self._mean + toward * (held / sd)[:, None]
        self._cov = self._cov - toward[:, :, None] * toward[:, None, :] / (sd**2)[:, None, None]
        self._at += 1
        return z, -(held**2) / 2 - np.log(sd)
