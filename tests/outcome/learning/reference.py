"""The slow obvious way to learn from a clinic: very many clinics by chance, each weighed by its likelihood."""

from __future__ import annotations

from collections.abc import Sequence
from math import lgamma, log, pi
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from punctum.outcome.constants import fixed
from punctum.outcome.draws import OutcomeDraws
from punctum.outcome.gain import mean_gain, time_share
from punctum.outcome.learning.own_result import OwnResult
from punctum.outcome.learning.rules import rule


class Clinics(NamedTuple):
    """Clinics with one arm and one scale: differences (clinics, 2: study + arm, measure), and of the last result what
    is expected and how far people differ, (clinics,); and their weights.
    """

    effects: NDArray[np.float64]
    expected: NDArray[np.float64]
    sd: NDArray[np.float64]
    weights: NDArray[np.float64]


def clinics_by_chance(
    draws: OutcomeDraws, results: Sequence[OwnResult], share: float, each: int, *, robust: bool = True
) -> Clinics:
    """Very many clinics, weighed by how likely each makes the results.

    Arguments:
        each: how many clinics for each draw. robust: people of Student's t, else normal ones.
    """
    numbers = np.random.default_rng(3)
    df, result_df = fixed("study_df"), rule("result_df")
    effects, expectations, sds, log_weights = [], [], [], []
    for at in range(len(draws)):
        one = draws.take(np.array([at]))
        study = one["study_sd"] * numbers.standard_t(df, each)
        arm = one["arm_sd"] * numbers.standard_t(df, each)
        measure = one["measure_sd"] * numbers.standard_normal(each)
        sd = one["person_sd"] * np.exp(one["person_sd_spread"] * numbers.standard_normal(each))
        log_weight, expected = np.zeros(each), np.zeros(each)
        for result in results:
            design = result.design
            scale = one["scale_grade"][0] if design.measure.family == "grade" else 1.0
            middle = mean_gain(one, design, np.zeros((1, 12)))[0]
            expected = scale * (time_share(one, design.weeks_after_last)[0] * (middle + study + arm) + measure)
            scale_of_t = sd * rule("result_scale")
            z = (result.log_gone - expected) / (scale_of_t if robust else sd)
            log_weight += share * (_log_t(z, scale_of_t, result_df) if robust else -(z**2) / 2 - np.log(sd))
        expectations.append(expected)
        sds.append(sd)
        effects.append(np.stack([study + arm, measure], axis=1))
        log_weights.append(log_weight)
    weights = np.exp(np.concatenate(log_weights) - max(part.max() for part in log_weights))
    return Clinics(np.concatenate(effects), np.concatenate(expectations), np.concatenate(sds), weights / weights.sum())


def _log_t(z: NDArray[np.float64], sd: NDArray[np.float64], df: float) -> NDArray[np.float64]:
    constant = lgamma((df + 1) / 2) - lgamma(df / 2) - log(df * pi) / 2
    found: NDArray[np.float64] = constant - np.log(sd) - (df + 1) / 2 * np.log(1 + z**2 / df)
    return found


def mean_and_sd(values: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[float, float]:
    """Of weighted values."""
    mean = float(weights @ values)
    return mean, float(weights @ (values - mean) ** 2) ** 0.5


def normal_people(middle: float, sd: float, count: int) -> list[float]:
    """So many people spread evenly over a normal distribution."""
    return [NormalDist(middle, sd).inv_cdf((at + 0.5) / count) for at in range(count)]
