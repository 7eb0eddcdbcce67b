"""The variants side by side: how well each foretells the data, and draws of all of them in proportion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from punctum.calibration.fit import Fit
from punctum.calibration.smc import systematic
from punctum.healing.kinetics import Parameters

Values = NDArray[np.float64]


class LeftOut(NamedTuple):
    """(observations,) each: log density of a datum that the fit has not seen, and how many draws carry it."""

    log_density: Values
    effective: Values


class Pick(NamedTuple):
    """(count,) each: from which fit a draw comes, and which of its particles it is."""

    fit: NDArray[np.int64]
    particle: NDArray[np.int64]


def weights(log_evidence: Sequence[float]) -> Values:
    """What each variant weighs: its evidence over the sum, all being equally likely before."""
    logs = np.asarray(log_evidence, dtype=np.float64)
    raised = np.exp(logs - logs.max())
    return np.asarray(raised / raised.sum(), dtype=np.float64)


def left_out(terms: Values) -> LeftOut:
    """Leaving one datum out without another fit, from (draws, observations) log likelihoods.

    Draws of the posterior weighed with 1/p(y_i|θ) are draws without datum i. Weights are cut at √draws times
    their mean.
    """
    draws = len(terms)
    raised = np.exp(-(terms - terms.min(axis=0)))
    held = np.minimum(raised, np.sqrt(draws) * raised.mean(axis=0))
    share = held / held.sum(axis=0)
    top = terms.max(axis=0)
    density = top + np.log(np.sum(share * np.exp(terms - top), axis=0))
    return LeftOut(density, np.asarray(1 / np.sum(share**2, axis=0)))


def pick(share: Values, particles: int, count: int, seed: int) -> Pick:
    """`count` draws of a mixture in an order without meaning, each particle at most once where there are enough.

    Arguments:
        share: (fits,) weights that sum to 1. particles: of every fit. seed: of Philox.
    """
    numbers = np.random.Generator(np.random.Philox(np.random.SeedSequence([seed, particles, count])))
    fits = systematic(share, 1 / 2, count)
    chosen = np.empty(count, dtype=np.int64)
    for at in range(len(share)):
        mine = np.flatnonzero(fits == at)
        order = np.concatenate([numbers.permutation(particles) for _ in range(-(-len(mine) // particles))] or [mine])
        chosen[mine] = order[: len(mine)]
    order = numbers.permutation(count)
    return Pick(fits[order], chosen[order])


def picked(fits: Sequence[Fit], chosen: Pick) -> Parameters:
    """The constants of the chosen draws, as 32-bit numbers hold them."""
    rows = [fit.unknowns.parameters(fit.particles.z).values for fit in fits]
    values = np.stack([rows[at][particle] for at, particle in zip(chosen.fit, chosen.particle, strict=True)])
    return Parameters(values.astype(np.float32).astype(np.float64))
