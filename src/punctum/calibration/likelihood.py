"""How likely every datum is, given what the model says of it."""

from __future__ import annotations

from collections.abc import Sequence
from math import lgamma, log, pi

import numpy as np
from numpy.typing import NDArray

from punctum.calibration.tables import Observation, setting

Values = NDArray[np.float64]


def log_likelihoods(observations: Sequence[Observation], predicted: Values) -> Values:
    """(draws, observations) logarithm of the likelihood of each datum.

    With the error s on the datum's scale (linear, or the logarithm): a value v gives Student's t of (prediction − v)/s
    over s; a bound b gives 1/(1 + e^(−(b − prediction)/s)) for `at_most` and its mirror image for `at_least`; `between`
    is the product of both; a sign is a bound at 0. All fall off slowly, so that one odd study moves little.

    Arguments:
        predicted: (draws, observations) as `predictions` makes it.
    """
    return np.stack([_one(row, predicted[:, at]) for at, row in enumerate(observations)], axis=1)


def agrees(row: Observation, predicted: Values) -> Values:
    """(draws,) by how many errors a prediction misses the datum; 0 where a bound or a range holds."""
    low, high, found = _scaled(row, predicted)
    return np.asarray((np.maximum(low - found, 0) - np.maximum(found - high, 0)) / row.spread())


def _one(row: Observation, predicted: Values) -> Values:
    low, high, found = _scaled(row, predicted)
    spread = row.spread()
    if row.kind == "value":
        return _student((found - low) / spread, setting("tails")) - log(spread)
    return _edge((found - low) / spread) + _edge((high - found) / spread)


def _scaled(row: Observation, predicted: Values) -> tuple[float, float, Values]:
    low, high = row.bounds()
    if row.scale == "linear":
        return low, high, predicted
    tiny = np.finfo(np.float64).tiny
    return _log(low), _log(high), np.log(np.maximum(predicted, tiny))


def _log(bound: float) -> float:
    return log(bound) if 0 < bound < np.inf else float(bound)


def _edge(inside: Values) -> Values:
    """Log of 1/(1 + e^−x), without overflow."""
    return np.asarray(-np.logaddexp(0.0, -inside))


def _student(x: Values, freedom: float) -> Values:
    known = lgamma((freedom + 1) / 2) - lgamma(freedom / 2) - log(freedom * pi) / 2
    return np.asarray(known - (freedom + 1) / 2 * np.log1p(x * x / freedom))
