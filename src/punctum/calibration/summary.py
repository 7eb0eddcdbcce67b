"""What a fit tells of itself, as plain values: docs/calibration.md is written from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from punctum.calibration.fit import Fit
from punctum.calibration.likelihood import agrees, log_likelihoods
from punctum.calibration.mixture import Pick, left_out
from punctum.calibration.predict import predictions
from punctum.calibration.sensitivity import Effects
from punctum.calibration.smc import Plan, at_prior
from punctum.calibration.tables import KEY_OUTPUTS, NUISANCE, Observation, setting
from punctum.calibration.unknowns import Unknowns
from punctum.healing.kinetics import KINETICS, Kinetic

Values = NDArray[np.float64]
DIGITS = 4
REACH = "signal_reach_mm"


def prior_scores(unknowns: Unknowns, plan: Plan) -> Values:
    """Scores of the prior where it can be healing skin, as a fit begins."""
    return at_prior(plan, unknowns.dimensions, lambda z: np.zeros(len(z)), unknowns.allowed).z


def variants_of(fits: Sequence[Fit], weight: Values, plan: Plan) -> list[dict[str, Any]]:
    """Each variant: its evidence, its weight, how well it foretells each datum, the size of the halo, its ladder."""
    return [_variant(fit, float(share), plan) for fit, share in zip(fits, weight, strict=True)]


def data_of(observations: Sequence[Observation], fits: Sequence[Fit], chosen: Pick, plan: Plan) -> list[dict[str, Any]]:
    """Each datum: what agrees with it, and what prior and posterior say of it, median and interval."""
    unknowns = Unknowns()
    z = prior_scores(unknowns, plan)
    before = predictions(observations, unknowns.parameters(z), unknowns.gains(z))
    after = np.stack([fits[at].predicted[row] for at, row in zip(chosen.fit, chosen.particle, strict=True)])
    likely = log_likelihoods(observations, after)
    found = []
    for at, row in enumerate(observations):
        low, high = row.bounds()
        found.append(
            {
                "id": row.id,
                "low": rounded(low) if np.isfinite(low) else None,
                "high": rounded(high) if np.isfinite(high) else None,
                "error": rounded(row.spread()),
                "prior": _band(before[:, at]),
                "posterior": _band(after[:, at]),
                "misses_by_errors": rounded(float(np.median(agrees(row, after[:, at])))),
                "log_likelihood": rounded(float(likely[:, at].mean())),
            }
        )
    return found


def constants_of(fits: Sequence[Fit], chosen: Pick, plan: Plan) -> list[dict[str, Any]]:
    """Each constant and gain: prior and posterior, and 1 − the ratio of variances of its score."""
    unknowns = Unknowns()
    z = prior_scores(unknowns, plan)
    found = []
    for row in (*KINETICS.rows, *NUISANCE.rows):
        if row.prior == "fixed":
            continue
        scores = [fits[at].particles.z[particle] for at, particle in zip(chosen.fit, chosen.particle, strict=True)]
        names = [(*fit.unknowns.constants, *NUISANCE.by_id) for fit in fits]
        values = [
            score[names[at].index(row.id)] for at, score in zip(chosen.fit, scores, strict=True) if row.id in names[at]
        ]
        place = (*unknowns.constants, *NUISANCE.by_id).index(row.id)
        found.append(_constant(row, z[:, place], np.array(values)))
    return found


def sensitivity_of(effects: Effects) -> dict[str, Any]:
    """The elementary effects, the strongest constant of any output first."""
    largest = effects.mean.max(axis=0)
    share = effects.mean / np.where(largest > 0, largest, 1)
    order = np.argsort(-share.max(axis=1), kind="stable")
    return {
        "outputs": [row.id for row in KEY_OUTPUTS.rows],
        "middle": [rounded(float(value)) for value in effects.middle],
        "effects": [
            {
                "constant": effects.constants[at],
                "mean": [rounded(float(value)) for value in effects.mean[at]],
                "spread": [rounded(float(value)) for value in effects.spread[at]],
            }
            for at in order
        ],
    }


def rounded(value: float) -> float:
    """A number as it is shown."""
    return float(f"{value:.{DIGITS}g}")


def _variant(fit: Fit, weight: float, plan: Plan) -> dict[str, Any]:
    loo = left_out(fit.terms)
    return {
        "id": fit.variant.id,
        "text": fit.variant.text,
        "log_evidence": rounded(fit.particles.log_evidence),
        "weight": rounded(weight),
        "left_out": rounded(float(loo.log_density.sum())),
        "left_out_by_datum": [rounded(float(value)) for value in loo.log_density],
        "left_out_effective": [rounded(float(value)) for value in loo.effective],
        "different_particles": len(np.unique(fit.particles.log_likelihood)),
        "halo": _halo(fit, plan),
        "ladder": [{key: rounded(float(value)) for key, value in asdict(rung).items()} for rung in fit.particles.rungs],
    }


def _halo(fit: Fit, plan: Plan) -> dict[str, float | None]:
    """How likely a small halo is before and after, by what factor the data speak for it, and how either foretells."""
    place = fit.unknowns.constants.index(REACH)
    before, after = (
        KINETICS.by_id[REACH].at(z[:, place]) < setting("halo_edge")
        for z in (prior_scores(fit.unknowns, plan), fit.particles.z)
    )
    least = 1 / plan.particles
    odds = [float(np.mean(small)) / max(1 - float(np.mean(small)), least) for small in (before, after)]
    return {
        "small_before": rounded(float(np.mean(before))),
        "small_after": rounded(float(np.mean(after))),
        "factor": rounded(odds[1] / max(odds[0], least)),
        "left_out_small": _foretold(fit.terms[after]),
        "left_out_large": _foretold(fit.terms[~after]),
    }


def _foretold(terms: Values) -> float | None:
    return rounded(float(left_out(terms).log_density.sum())) if len(terms) else None


def _constant(row: Kinetic, before: Values, after: Values) -> dict[str, Any]:
    return {
        "id": row.id,
        "unit": row.unit,
        "prior": _band(row.at(before)),
        "posterior": _band(row.at(after)),
        "narrower": rounded(1 - float(np.var(after) / np.var(before))),
    }


def _band(values: Values) -> list[float]:
    """Median in the middle of an interval that holds `level_80` of the draws."""
    beside = (1 - setting("level_80")) / 2
    return [rounded(float(value)) for value in np.quantile(values, [beside, 1 / 2, 1 - beside])]
