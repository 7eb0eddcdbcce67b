"""How channels close: the quick part of the barrier, which water and current feel, and the slow part, the open pore."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Values = NDArray[np.float64]
HOURS_A_DAY = 24


@dataclass(frozen=True, slots=True, eq=False)
class ClosureCurve:
    """What is left open at a time after a session, n columns side by side: B(t) = 2^(−t/half-life).

    Arguments:
        water_half_life_days: (n,) of the quick part. pore_half_life_days: (n,) of the pores.
    """

    water_half_life_days: Values
    pore_half_life_days: Values

    def water(self, days: ArrayLike) -> Values:
        """(n, t) what is left of the quick part so many days after a session (t,); 0 before it."""
        return _left(self.water_half_life_days, days)

    def pores(self, days: ArrayLike) -> Values:
        """(n, t) share of the channels' area that is still open so many days after a session (t,); 0 before it."""
        return _left(self.pore_half_life_days, days)


def closure(water_half_life_hours: ArrayLike, pore_half_life_hours: ArrayLike, speed: ArrayLike) -> ClosureCurve:
    """The closure of n columns: half-lives in open air over the speed of each column.

    Arguments:
        speed: 1 in open air and usual skin; below 1 under a cover, in old or dark skin, with a COX inhibitor.
    """
    water, pore = np.asarray(water_half_life_hours), np.asarray(pore_half_life_hours)
    return ClosureCurve(
        np.asarray(water / speed / HOURS_A_DAY, dtype=np.float64),
        np.asarray(pore / speed / HOURS_A_DAY, dtype=np.float64),
    )


def _left(half_life_days: Values, days: ArrayLike) -> Values:
    since = np.asarray(days, dtype=np.float64)
    left = np.exp2(-np.maximum(since, 0) / half_life_days[:, None])
    return np.asarray(np.where(since < 0, 0.0, left))
