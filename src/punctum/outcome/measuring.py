"""From a gain to what studies print: percent of improvement, change in points, hairs, shares of people."""

from __future__ import annotations

from math import erfc, sqrt

import numpy as np
from numpy.typing import NDArray

from punctum.outcome.clinic import clinic_spread
from punctum.outcome.design import Design, Measure
from punctum.outcome.draws import OutcomeDraws
from punctum.outcome.gain import log_baseline

Array = NDArray[np.float64]


def scaled(draws: OutcomeDraws, measure: Measure, gain: Array) -> Array:
    """A gain as a family of measures sees it, y = κ_family · κ_patient · g; in hairs per cm² for counts, (draws,)."""
    y = gain if measure.family == "sum" else draws[f"scale_{measure.family}"] * gain
    return draws["scale_patient"] * y if measure.by_patient else y


def person_spread(draws: OutcomeDraws, measure: Measure) -> Array:
    """The SD between people in one arm, in the units of `scaled`, (draws,)."""
    spread = draws["person_sd"]
    return draws["scale_count"] * spread if measure.family == "count" else spread


def new_person_spread(draws: OutcomeDraws, design: Design, fresh: Array) -> Array:
    """The SD between people in one arm of a new study, or of the clinic that the draws learned from, (draws,).

    σ_person · e^(σ_spread ε), in the units of `scaled`; ε is `fresh`, standard normal.
    """
    log_factor = draws.get(clinic_spread(design), draws["person_sd_spread"] * fresh)
    found: Array = person_spread(draws, design.measure) * np.exp(log_factor)
    return found


def percent(y: Array) -> Array:
    """Percent of the problem that is gone, 100 · (1 − e^−y)."""
    found: Array = 100 * (1 - np.exp(-y))
    return found


def score_after(y: Array, before: Array | float, measure: Measure) -> Array:
    """The score after, origin + before · e^−y, inside the ends of the scale; `before` is above the origin."""
    return np.clip(measure.origin + before * np.exp(-y), measure.origin, measure.top)


def responder_share(draws: OutcomeDraws, measure: Measure, y: Array) -> Array:
    """The share of people whose gain passes the threshold, Φ((y − c)/(ρ σ_person)), (draws,)."""
    return normal_cdf(
        (y - draws[f"threshold:{measure.responder_class}"]) / (draws["responder_spread"] * draws["person_sd"])
    )


def baseline_mean(draws: OutcomeDraws, design: Design, fresh: Array) -> Array:
    """The mean score before in an arm, above the origin: as printed, or drawn from those of other studies, (draws,).

    Raises:
        KeyError: it is not printed and nothing is known of the scale.
    """
    if design.baseline is not None:
        return np.full(len(draws), design.baseline)
    found: Array = np.exp(log_baseline(draws, design.measure) + draws["baseline_sd"] * fresh)
    return found


def normal_cdf(x: Array) -> Array:
    """The distribution function of the normal distribution, elementwise."""
    return np.array([erfc(-one / sqrt(2)) / 2 for one in x.tolist()])


def sampling_error(draws: OutcomeDraws, measure: Measure, participants: float) -> Array:
    """The SD of a mean over so many people, σ_person/√n, in the units of `scaled`, (draws,)."""
    return person_spread(draws, measure) / sqrt(participants)
