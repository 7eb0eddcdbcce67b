"""The synthesis fitted by NUTS: draws of everything it learned, and what the sampler tells of itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from numpyro.diagnostics import summary

from punctum.calibration.outcome.data import Data
from punctum.calibration.outcome.model import SD_OF, synthesis
from punctum.calibration.outcome.sampler import Chains, Run, Sampler, Start
from punctum.calibration.outcome.tables import setting
from punctum.outcome.constants import SYNTHESIS
from punctum.outcome.draws import OutcomeDraws

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A fitted synthesis.

    Arguments:
        draws: of what is learned about designs, chain after chain. start: where its draws lie, for fits like it.
        divergences: steps of the sampler that went wrong. r_hat, effective: quantity of `draws` → split R-hat and
            effective number of draws. largest_r_hat, smallest_effective: over these and what belongs to one study.
    """

    draws: OutcomeDraws
    start: Start
    divergences: int
    r_hat: dict[str, float]
    effective: dict[str, float]
    largest_r_hat: float
    smallest_effective: float


def usual_run(seed: int | None = None, *, short: bool = False) -> Run:
    """How the sampler runs (`outcome_settings.csv`); a short one is for a look at how it works."""
    before = "short_" if short else ""
    return Run(
        chains=int(setting("chains")),
        warmup=int(setting(f"{before}warmup")),
        samples=int(setting(f"{before}samples")),
        acceptance=setting("acceptance"),
        seed=int(setting("seed")) if seed is None else seed,
    )


def sampler_of(data: Data, run: Run) -> Sampler:
    """The synthesis of these rows, ready to run."""
    return Sampler(partial(synthesis, data), np.ones(len(data.rows)), run)


def fit(
    data: Data,
    run: Run,
    weights: Array | None = None,
    *,
    sampler: Sampler | None = None,
    start: Start | None = None,
    kept: Callable[[tuple[int, ...], Callable[[], Chains]], Chains] | None = None,
) -> Fit:
    """Draws of the posterior of the synthesis given the rows.

    Arguments:
        weights: (rows,) what each row counts; None for one each. sampler: of `sampler_of` the same, to compile once.
        start: where chains begin. kept: called with the numbers of chains and what runs them; returns what was kept of
            them, or runs and keeps them.
    """
    sampler = sampler or sampler_of(data, run)
    counts = np.ones(len(data.rows)) if weights is None else weights
    parts = []
    for numbers in sampler.groups():
        work = partial(sampler.chains, numbers, counts, start)
        parts.append(work() if kept is None else kept(numbers, work))
    return told_of(data, sampler, parts)


def told_of(data: Data, sampler: Sampler, parts: Sequence[Chains]) -> Fit:
    """A fit of its chains: draws with names, and what the chains tell of each other."""
    z = np.concatenate([part.z for part in parts])
    flat = z.reshape(-1, z.shape[-1])
    draws = named(data, sampler.values(flat))
    told = summary({name: draws[name].reshape(z.shape[:2]) for name in draws.names})
    beside = summary({"z": z})["z"]
    return Fit(
        draws=draws,
        start=Start(flat.mean(axis=0), flat.var(axis=0)),
        divergences=int(sum(part.diverged.sum() for part in parts)),
        r_hat={name: float(value["r_hat"]) for name, value in told.items()},
        effective={name: float(value["n_eff"]) for name, value in told.items()},
        largest_r_hat=float(max(np.max(value["r_hat"]) for value in (*told.values(), beside))),
        smallest_effective=float(min(np.min(value["n_eff"]) for value in (*told.values(), beside))),
    )


def shuffled(draws: OutcomeDraws, number: int, seed: int) -> OutcomeDraws:
    """So many of the draws, spread evenly over the chains, in an order without meaning; the same for the same seed."""
    spread = np.linspace(0, len(draws), number, endpoint=False).astype(np.intp)
    order = np.random.Generator(np.random.Philox(key=[seed, number])).permutation(number)
    return draws.take(spread[order])


def named(data: Data, flat: dict[str, Any]) -> OutcomeDraws:
    """The samples of the sampler as columns with the names that forecasts ask for."""
    columns = {row.id: flat[row.id] for row in SYNTHESIS.rows}
    for kind, plural in {**SD_OF, "threshold": "thresholds", "baseline": "scales"}.items():
        for at, name in enumerate(getattr(data.names, plural)):
            columns[f"{kind}:{name}"] = flat[kind][:, at]
    return OutcomeDraws(tuple(columns), np.column_stack(list(columns.values())))
