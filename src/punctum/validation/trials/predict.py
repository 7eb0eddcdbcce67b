"""What the mean of a new arm would be printed as: draws of the gain, of whom it is about, and of the quantity."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from punctum.outcome.draws import OutcomeDraws, shipped_draws
from punctum.outcome.gain import Fresh, arm_gain, fresh
from punctum.outcome.harm.studies import DARK_MARKS, harm_pool
from punctum.outcome.measuring import (
    baseline_mean,
    percent,
    responder_share,
    sampling_error,
    scaled,
    score_after,
)
from punctum.validation.trials.quantities import Asked
from punctum.validation.trials.words import setting

Array = NDArray[np.float64]
Interval = tuple[float, float]
CHECKED = 80
LEVELS = (50, CHECKED, 95)
HALF = 1 / 2


@dataclass(frozen=True, slots=True, eq=False)
class Predicted:
    """The predictive distribution of what a line prints, as draws, (draws,)."""

    draws: Array

    @property
    def median(self) -> float:
        """Half of the draws lie below."""
        return float(np.quantile(self.draws, HALF))

    def interval(self, level: int) -> Interval:
        """The central interval that holds so many percent of the draws."""
        tail = (1 - level / 100) / 2
        low, high = np.quantile(self.draws, [tail, 1 - tail])
        return float(low), float(high)

    def z(self, observed: float) -> float:
        """The normal score of a value: Φ⁻¹ of the share of draws below it, those equal to it counted half.

        The share is kept half a draw away from nought and one.
        """
        below, equal = np.mean(self.draws < observed), np.mean(self.draws == observed)
        least = HALF / len(self.draws)
        return NormalDist().inv_cdf(float(np.clip(below + HALF * equal, least, 1 - least)))


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The draws of the synthesis with random numbers for a new study, the same for every line."""

    draws: OutcomeDraws
    fresh: Fresh


@cache
def model() -> Model:
    """The shipped draws, as often as `trial_settings.csv` asks, with random numbers of their own."""
    shipped, seed = shipped_draws(), int(setting("seed"))
    wanted = int(setting("draws"))
    taken = shipped.take(np.arange(wanted, dtype=np.intp) % len(shipped))
    return Model(taken, fresh(wanted, seed))


def predicted(asked: Asked) -> Predicted | str:
    """The predictive distribution of a quantity for a new arm of so many people, or why there is none.

    The gain of an arm in a new study (`outcome.gain.arm_gain`), seen through its family of measures, plus the sampling
    error of the mean of so many people; then percent, points, hairs or people.
    """
    made = model()
    if asked.quantity == "dark_marks_percent":
        return _dark_marks(made, asked)
    if asked.quantity == "responder_percent":
        return Predicted(_responders(made, asked))
    measure = asked.design.measure
    gain = arm_gain(made.draws, asked.design, made.fresh)
    y = scaled(made.draws, measure, gain)
    y = y + sampling_error(made.draws, measure, asked.participants) * made.fresh.sampling
    if measure.family == "count":
        return Predicted(_hairs(asked, y))
    if asked.quantity == "improvement_mean":
        return Predicted(_rating(asked, percent(y) / 100))
    try:
        return Predicted(_points(made, asked, y))
    except KeyError:
        return "the score before is not printed and nothing is known of the scale"


def _responders(made: Model, asked: Asked) -> Array:
    """Percent of people: 100/n · Binomial(n, Φ((y − c)/σ))."""
    gain = arm_gain(made.draws, asked.design, made.fresh)
    y = scaled(made.draws, asked.design.measure, gain)
    share = responder_share(made.draws, asked.design.measure, y)
    numbers = np.random.Generator(np.random.Philox(key=[int(setting("seed")), 1]))
    return 100 * numbers.binomial(asked.participants, share) / asked.participants


def _dark_marks(made: Model, asked: Asked) -> Predicted | str:
    """Percent of people with dark marks in a new study, from the synthesis of those that counted them."""
    pool = harm_pool(DARK_MARKS)
    if pool is None:
        return "too few studies counted dark marks"
    people = min(asked.participants, int(setting("dark_marks_people_most")))
    below = np.cumsum(pool.counts_in_a_new_study(people))
    numbers = np.random.Generator(np.random.Philox(key=[int(setting("seed")), 1]))
    counts = np.searchsorted(below, numbers.random(len(made.draws))).clip(max=people)
    return Predicted(100 * counts / people)


def _hairs(asked: Asked, y: Array) -> Array:
    change = asked.factor * y
    before = asked.raw_before or 0.0
    if asked.quantity == "percent_improvement":
        return 100 * change / before
    return change if asked.quantity == "change" else np.maximum(before + change, 0.0)


def _rating(asked: Asked, share: Array) -> Array:
    """Points of a rating whose `origin` is no change and whose `top` is all of it gone."""
    top = asked.top if asked.top is not None else asked.origin
    low, high = min(asked.origin, top), max(asked.origin, top)
    return np.clip(asked.origin + (top - asked.origin) * share, low, high)


def _points(made: Model, asked: Asked, y: Array) -> Array:
    """Percent of the printed score, the change, or the score after; an unprinted score before is drawn."""
    measure, design = asked.design.measure, asked.design
    in_percent = asked.quantity == "percent_improvement"
    if in_percent and not asked.rises and (asked.origin == 0 or measure.family == "percent"):
        return percent(y)
    before = baseline_mean(made.draws, design, made.fresh.baseline)
    fall = before + measure.origin - score_after(y, before, measure)
    if in_percent:
        return 100 * fall / (asked.raw_before if asked.rises and asked.raw_before else before + measure.origin)
    if asked.quantity == "change":
        return asked.sign * fall
    return (asked.top or 0.0) - before + fall if asked.rises else before + measure.origin - fall
