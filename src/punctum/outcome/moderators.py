"""What moves the gain, and whether studies or a prior speak for it."""

from __future__ import annotations

from punctum.outcome.constants import SYNTHESIS
from punctum.outcome.draws import OutcomeDraws
from punctum.outcome.intervals import intervals
from punctum.outcome.priors import PRIORS
from punctum.outcome.values import Slope

OF_COURSE = ("slope_sessions", "slope_interval", "slope_needle_length", "slope_tissue_response")
LEVEL = 0.95
OF_SCORE = "slope_baseline"


def moderators(draws: OutcomeDraws, *, scored: bool) -> tuple[Slope, ...]:
    """The moderators in a figure for one person. `scored`: whether their score is known.

    One is driven by its prior where posterior SD ≥ r · prior SD, with r of `priors.csv`.
    """
    return tuple(_slope(draws, name) for name in (*OF_COURSE, *((OF_SCORE,) if scored else ())))


def _slope(draws: OutcomeDraws, name: str) -> Slope:
    prior, values = SYNTHESIS.by_id[name], draws[name]
    (interval,) = intervals(values, (LEVEL,))
    return Slope(
        name=name,
        text=prior.text,
        unit=prior.unit,
        mean=float(values.mean()),
        interval_95=interval,
        prior_driven=float(values.std()) >= PRIORS.by_id["prior_driven_sd_ratio"].value * prior.spread,
    )
