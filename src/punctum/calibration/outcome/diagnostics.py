"""What the data taught: each quantity before and after, and how families of measures look to the fitted synthesis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from punctum.calibration.outcome.data import Data
from punctum.calibration.outcome.fit import Fit
from punctum.calibration.outcome.left_out import by_study, observed_of
from punctum.calibration.outcome.one_study import OneStudy
from punctum.calibration.outcome.rows import Observation
from punctum.calibration.outcome.tables import setting
from punctum.outcome.constants import RESPONDER_CLASSES, SYNTHESIS, fixed
from punctum.outcome.design import FAMILIES
from punctum.outcome.draws import OutcomeDraws
from punctum.outcome.gain import has_some_evidence

Array = NDArray[np.float64]


def prior_draws(data: Data, names: Sequence[str], number: int, seed: int) -> OutcomeDraws:
    """Draws of the prior of every quantity that a fit has draws of; names as there."""
    numbers = np.random.Generator(np.random.Philox(key=[seed, number]))
    columns = {row.id: _prior(row.id, numbers, number) for row in SYNTHESIS.rows}
    for name in names:
        if name in columns:
            continue
        kind, _, of = name.partition(":")
        z = numbers.standard_normal(number)
        if kind == "threshold":
            row = RESPONDER_CLASSES.by_id[of]
            columns[name] = row.threshold + row.spread * z
        elif kind == "baseline":
            at = data.scale == data.names.scales.index(of)
            of_range = SYNTHESIS.by_id["baseline_of_range"]
            columns[name] = (
                max(float(data.log_range[at].max()), 0.0) + np.log(of_range.middle or 1) + of_range.spread * z
            )
        else:
            middle: Any = columns.get(f"{kind}_mean", 0.0)
            if kind == "indication" and not has_some_evidence(of):
                middle = fixed("indication_little")
            columns[name] = middle + columns[f"{kind}_sd"] * z
    return OutcomeDraws(tuple(names), np.column_stack([columns[name] for name in names]))


def quantities_of(data: Data, fit: Fit, seed: int) -> list[dict[str, Any]]:
    """Each quantity: mean and SD before and after, share of the two distributions that overlaps, what chains say."""
    before = prior_draws(data, fit.draws.names, int(setting("prior_draws")), seed)
    return [
        {
            "id": name,
            "prior_mean": float(before[name].mean()),
            "prior_sd": float(before[name].std()),
            "mean": float(fit.draws[name].mean()),
            "sd": float(fit.draws[name].std()),
            "overlap": overlap(before[name], fit.draws[name]),
            "r_hat": fit.r_hat[name],
            "effective": fit.effective[name],
        }
        for name in fit.draws.names
    ]


def overlap(before: Array, after: Array) -> float:
    """∫ min(p, q) of two sets of draws, by bins that hold equal shares of the narrower one's range and beyond."""
    edges = np.quantile(after, np.linspace(0, 1, int(setting("overlap_bins")) + 1))
    edges[0], edges[-1] = -np.inf, np.inf
    shares = [np.histogram(values, edges)[0] / len(values) for values in (before, after)]
    return float(np.minimum(*shares).sum())


def predictive_of(draws: OutcomeDraws, observations: Sequence[Observation], seed: int) -> list[dict[str, Any]]:
    """Whether rows of each family look like what new studies of the same designs would print.

    Mean and SD over the rows of a family, as printed and in what fitted draws with new studies print; p is the share of
    the latter that is larger, half of what is equal counted. Falls in points stay out: their unit is that of a scale.
    """
    printed: dict[str, Array] = {}
    mixtures = int(setting("predictive_mixtures"))
    for rows in by_study(observations).values():
        said = OneStudy(draws, rows, mixtures, seed).printed()
        printed |= {row.row: said[:, at] for at, row in enumerate(rows)}
    found = []
    for family in FAMILIES:
        rows = [one for one in observations if one.design.measure.family == family and one.change is None]
        if len(rows) <= 1:
            continue
        observed = np.array([observed_of(row) for row in rows])
        made = np.column_stack([printed[row.row] for row in rows])
        for statistic, over in (("mean", np.mean), ("sd", np.std)):
            said, seen = over(made, axis=1), float(over(observed))
            p = float(np.mean(said > seen) + np.mean(said == seen) / 2)
            found.append(
                {
                    "family": family,
                    "rows": len(rows),
                    "statistic": statistic,
                    "observed": seen,
                    "predicted": float(np.median(said)),
                    "p": p,
                }
            )
    return found


def _prior(name: str, numbers: np.random.Generator, number: int) -> Array:
    row = SYNTHESIS.by_id[name]
    middle, z = row.middle or 0.0, numbers.standard_normal(number)
    if row.kind == "normal":
        return middle + row.spread * z
    if row.kind == "half_normal":
        return np.abs(row.spread * z)
    if row.kind == "lognormal":
        return np.asarray(np.exp(np.log(middle) + row.spread * z))
    strength = middle * (1 - middle) / row.spread**2 - 1
    return numbers.beta(middle * strength, (1 - middle) * strength, number)
