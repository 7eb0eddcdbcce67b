"""Clinic learning: forecasts for one clinic, from the studies and from what its own hands measured."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from punctum.outcome.draws import OutcomeDraws
from punctum.outcome.learning.block import Block, beside, blocks, with_untested
from punctum.outcome.learning.fit import Tried, tried
from punctum.outcome.learning.own_result import OwnResult
from punctum.outcome.learning.rules import CHOICE, TRIES, rule

Array = NDArray[np.float64]


def update(draws: OutcomeDraws, own_results: Sequence[OwnResult], seed: int = 0) -> OutcomeDraws:
    """Draws that also learned from a clinic's own results; as many as before.

    The clinic is one more study of each indication: it has its own difference from the others (τ_study t₄), one for
    each treatment (τ_arm t₄) and scale (τ_measure ε), and people who differ by σ_person·e^(σ_spread ε). All of that
    is drawn given its results and kept by the names of `clinic.py`; what is shared with the studies is weighed by how
    likely it makes the results. Each result counts only a share (`learning.csv`), and one that lies far out only as
    much as Student's t lets it.

    Arguments:
        draws: of the studies alone. own_results: all that the clinic ever measured, in any order: the order changes
            nothing. seed: of the random numbers.

    Raises:
        ValueError: the draws learned from a clinic already; its results would count twice.
    """
    if any(name.startswith("clinic:") for name in draws.names):
        raise ValueError("draws that learned from a clinic cannot learn from it again: give all results at once")
    if not own_results:
        return draws
    found, weights = weighed(draws, own_results, rule("share_of_result"), seed)
    return found.take(chosen(weights, len(draws), seed))


def weighed(
    draws: OutcomeDraws, own_results: Sequence[OwnResult], share: float, seed: int
) -> tuple[OutcomeDraws, Array]:
    """Every draw with every try of what the clinic does otherwise, and the weight of each; the weights sum to 1."""
    known = with_untested(draws, own_results, seed)
    parts = blocks(known, own_results)
    trials = [tried(part, share, (seed, TRIES + at)) for at, part in enumerate(parts)]
    log_weight = sum((trial.log_weight for trial in trials), np.zeros(trials[0].log_weight.shape))
    many = known.take(np.repeat(np.arange(len(known)), log_weight.shape[1]))
    new = {name: values for pair in zip(parts, trials, strict=True) for name, values in _columns(*pair).items()}
    weights = np.exp(log_weight - log_weight.max()).ravel()
    return beside(many, new), weights / weights.sum()


def chosen(weights: Array, count: int, seed: int) -> NDArray[np.intp]:
    """So many rows, each as often as its weight says but for a rounding: systematic resampling."""
    start = np.random.Generator(np.random.Philox(key=[seed, CHOICE])).random()
    at = (start + np.arange(count)) / count
    return np.minimum(np.searchsorted(np.cumsum(weights), at), len(weights) - 1)


def _columns(block: Block, trial: Tried) -> dict[str, Array]:
    effects = {name: trial.effects[:, :, at].ravel() for at, name in enumerate(block.names)}
    return effects | {block.spread_name: trial.spread.ravel()}
