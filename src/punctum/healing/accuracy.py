"""How fine the steps in time are, what error they leave, and how two runs become one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from punctum.evidence.table import SourcedRow, Table
from punctum.healing.plain import ONES
from punctum.healing.sessions import ladder
from punctum.lattice.ladder import Step, schedule

Values = NDArray[np.float64]
# Error of second order: halving the steps leaves a quarter of it.
ORDER = 2


class TimeError(SourcedRow):
    """What steps are taken from a loop gain on, and what error that leaves.

    `halvings`: how often every step is cut in half. `typical`, `largest`: over many draws of the prior, the median and
    the largest of the difference from much finer steps, each over the largest change of that output in that column.
    """

    loop_gain_from: float
    halvings: int
    typical: float
    largest: float
    text: str


TIME_ERRORS = Table("punctum.healing", "time_errors", TimeError)


def halvings(loop_gain: Values) -> NDArray[np.int64]:
    """(n,) how often the steps of each column are cut in half; it depends on the gain of that column alone."""
    return np.array([row.halvings for row in TIME_ERRORS.rows])[_places(loop_gain)]


def time_error(loop_gain: Values) -> Values:
    """(n,) the largest error in time that was measured at such a loop gain, over the largest change of an output."""
    return np.array([row.largest for row in TIME_ERRORS.rows])[_places(loop_gain)]


def two_schedules(
    at_days: Sequence[float], save_days: Sequence[float], until_days: float, halvings: int
) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """The steps of a course, and the same with every step cut in half."""
    coarser = ladder().coarser()
    one, other = (schedule(coarser, at_days, save_days, until_days, cuts) for cuts in (halvings, halvings + 1))
    return one, other


def extrapolated(
    coarse: NDArray[np.floating], fine: NDArray[np.floating], rest: ArrayLike = 0.0
) -> NDArray[np.floating]:
    """Richardson: fine + (fine − coarse)/3, which leaves no error of second order.

    Where that would lie on the other side of rest than the finer run, the finer run stays: nothing becomes negative.
    """
    at_rest = np.asarray(rest, dtype=fine.dtype)
    found = fine + (fine - coarse) / fine.dtype.type(2**ORDER - 1)
    return np.where((found - at_rest) * (fine - at_rest) < 0, fine, found)


def at_rest(names: Sequence[str]) -> Values:
    """(names,) of what an engine saves, its value at rest."""
    return np.array([name in ONES for name in names], dtype=np.float64)


def _places(loop_gain: Values) -> NDArray[np.int64]:
    return np.searchsorted([row.loop_gain_from for row in TIME_ERRORS.rows], loop_gain, side="right") - 1
