"""The synthesis fitted by NUTS: draws of everything it learned, and what the sampler tells of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import jax
import numpy as np
import numpyro
from numpyro.diagnostics import summary
from numpyro.infer import MCMC, NUTS

from punctum.calibration.outcome.data import Data
from punctum.calibration.outcome.model import SD_OF, synthesis
from punctum.outcome.constants import SYNTHESIS
from punctum.outcome.draws import OutcomeDraws


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How long the sampler runs, and from which seed."""

    chains: int = 4
    warmup: int = 1000
    samples: int = 1000
    acceptance: float = 0.98
    seed: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A fitted synthesis.

    Arguments:
        draws: of what is learned about designs. latent: of the studies, arms and scales as well: name → (draws, …).
        divergences: steps of the sampler that went wrong. r_hat: quantity → the largest R-hat of its parts.
        effective: quantity → the smallest effective number of draws.
    """

    draws: OutcomeDraws
    latent: dict[str, Any]
    divergences: int
    r_hat: dict[str, float]
    effective: dict[str, float]


def fit(data: Data, run: Run, weights: Any = None) -> Fit:
    """Draws of the posterior of the synthesis given the rows."""
    numpyro.enable_x64()
    sampler = MCMC(
        NUTS(synthesis, target_accept_prob=run.acceptance),
        num_warmup=run.warmup,
        num_samples=run.samples,
        num_chains=run.chains,
        chain_method="parallel" if jax.local_device_count() >= run.chains else "sequential",
        progress_bar=False,
    )
    sampler.run(jax.random.PRNGKey(run.seed), data, weights)
    chains = sampler.get_samples(group_by_chain=True)
    told = summary({name: np.asarray(value) for name, value in chains.items()})
    flat = {name: np.asarray(value).reshape(-1, *value.shape[2:]) for name, value in chains.items()}
    return Fit(
        draws=named(data, flat),
        latent=flat,
        divergences=int(np.sum(sampler.get_extra_fields()["diverging"])),
        r_hat={name: float(np.max(value["r_hat"])) for name, value in told.items()},
        effective={name: float(np.min(value["n_eff"])) for name, value in told.items()},
    )


def named(data: Data, flat: dict[str, Any]) -> OutcomeDraws:
    """The samples of the sampler as columns with the names that forecasts ask for."""
    columns = {row.id: flat[row.id] for row in SYNTHESIS.rows}
    for kind, plural in {**SD_OF, "threshold": "thresholds", "baseline": "scales"}.items():
        for at, name in enumerate(getattr(data.names, plural)):
            columns[f"{kind}:{name}"] = flat[kind][:, at]
    return OutcomeDraws(tuple(columns), np.column_stack(list(columns.values())))
