"""Each study foretold by a synthesis that has not seen it: by weights on the draws, or by a fit without it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from arviz_stats.base import array_stats
from numpy.typing import NDArray

from punctum.calibration.outcome.one_study import OneStudy
from punctum.calibration.outcome.rows import Observation
from punctum.calibration.outcome.tables import setting, settings
from punctum.outcome.draws import OutcomeDraws

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class FitWithout:
    """A fit without one study: its draws, and what the sampler tells of itself."""

    draws: OutcomeDraws
    largest_r_hat: float
    divergences: int


@dataclass(frozen=True, slots=True, eq=False)
class Foretold:
    """One row foretold without its study, on the scale of the synthesis.

    `y` is −ln of the share that remains (hairs per cm² for counts), the fall in points, or the share of people.

    Arguments:
        observed: what is printed. mean, sd, quantiles: of what such a study would print; quantiles at 0.5 and at both
            ends of each level of `outcome_settings.csv`. below: the share of it that lies below what is printed, half
            of what equals it counted.
    """

    row: str
    unit: str
    observed: float
    mean: float
    sd: float
    median: float
    intervals: tuple[tuple[float, float], ...]
    below: float

    @property
    def z(self) -> float:
        """How many SD what is printed lies above the mean."""
        return (self.observed - self.mean) / self.sd

    def covered(self, level: float) -> bool:
        """Whether what is printed lies inside an interval; a count at its edge by half."""
        return abs(2 * self.below - 1) <= level


@dataclass(frozen=True, slots=True, eq=False)
class StudyForetold:
    """One study: the tail of the weights, whether it was fitted without, its log density, its rows.

    Arguments:
        pareto_k: of the weights. refitted: whether the draws are of a fit without it. log_density: of its results.
        effective: how many draws the weights are worth. r_hat, divergences: of the fit without it.
    """

    study: str
    pareto_k: float
    refitted: bool
    log_density: float
    effective: float
    rows: tuple[Foretold, ...]
    r_hat: float | None = None
    divergences: int | None = None


def by_study(observations: Sequence[Observation]) -> dict[str, list[Observation]]:
    """The rows of each study, studies and rows sorted by id."""
    rows = sorted(observations, key=lambda one: one.row)
    return {study: [one for one in rows if one.study == study] for study in sorted({one.study for one in rows})}


def foretold_without(
    draws: OutcomeDraws, study: str, rows: Sequence[Observation], refit: Callable[[str], FitWithout], seed: int
) -> StudyForetold:
    """One study foretold without it.

    Draws of all studies are weighted by one over the density of this one, its tail smoothed (PSIS); where the tail is
    too heavy for that, `refit` is asked for draws of a fit without the study.

    Arguments:
        draws: of a fit of all studies. rows: of this study. seed: of the random numbers.
    """
    mixtures = int(setting("mixtures"))
    seen = OneStudy(draws, rows, mixtures, seed)
    everything, results = seen.log_density()
    # It takes the log density and smooths the weights that are one over it.
    log_weights, tail = array_stats.psislw(everything)
    log_weights, pareto_k = np.asarray(log_weights), float(tail)
    if pareto_k <= setting("largest_pareto_k"):
        weights = np.exp(log_weights - log_weights.max())
        weights /= weights.sum()
        density = float(np.log(np.sum(weights * np.exp(results - results.max()))) + results.max())
        effective = float(1 / np.sum(weights**2))
        return StudyForetold(study, pareto_k, False, density, effective, rows_foretold(seen, rows, weights))
    other = refit(study)
    unseen = OneStudy(other.draws, rows, mixtures, seed)
    _, results = unseen.log_density()
    same = np.full(len(other.draws), 1 / len(other.draws))
    density = float(np.log(np.mean(np.exp(results - results.max()))) + results.max())
    return StudyForetold(
        study,
        pareto_k,
        True,
        density,
        float(len(other.draws)),
        rows_foretold(unseen, rows, same),
        other.largest_r_hat,
        other.divergences,
    )


def rows_foretold(one: OneStudy, rows: Sequence[Observation], weights: Array) -> tuple[Foretold, ...]:
    """What each row of a study is foretold to print, the draws weighted."""
    printed = one.printed()
    each = np.repeat(weights / one.mixtures, one.mixtures)
    return tuple(_foretold(row, printed[:, at], each) for at, row in enumerate(rows))


def observed_of(row: Observation) -> float:
    """What a row prints, on the scale that `Foretold` has."""
    if row.people is not None:
        return row.people[0] / row.people[1]
    return row.change if row.change is not None else row.y or 0.0


def unit_of(row: Observation) -> str:
    """The unit of that scale."""
    if row.people is not None:
        return "share of people"
    if row.change is not None:
        return "points"
    return "hairs per cm²" if row.design.measure.family == "count" else "log remaining"


def _foretold(row: Observation, values: Array, weights: Array) -> Foretold:
    observed = observed_of(row)
    order = np.argsort(values, kind="stable")
    values, weights = values[order], weights[order]
    reached = np.cumsum(weights) - weights / 2
    mean = float(np.sum(weights * values))
    # A share counted and a share worked out may differ in their last digit.
    same = (
        np.isclose(values, observed, rtol=0, atol=np.finfo(np.float32).eps)
        if row.people is not None
        else values == observed
    )
    return Foretold(
        row=row.row,
        unit=unit_of(row),
        observed=observed,
        mean=mean,
        sd=float(np.sqrt(np.sum(weights * (values - mean) ** 2))),
        median=float(np.interp(1 / 2, reached, values)),
        intervals=tuple(
            (float(np.interp((1 - level) / 2, reached, values)), float(np.interp((1 + level) / 2, reached, values)))
            for level in settings("levels")
        ),
        below=float(np.sum(weights[(values < observed) & ~same]) + np.sum(weights[same]) / 2),
    )
