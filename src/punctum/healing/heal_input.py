"""Whether what is asked of `heal` fits together: one clear line for each thing that does not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from punctum.healing.batches import UM_A_MM
from punctum.healing.columns import Columns
from punctum.healing.kinetics import Parameters, refusals
from punctum.healing.sessions import COLUMN_GRID, Sessions, column_grid
from punctum.problems import InputError, Problem

Values = NDArray[np.float64]


def checked_days(
    columns: Columns,
    sessions: Sessions,
    parameters: Parameters,
    until_days: float,
    save_days: Sequence[float] | NDArray[np.float64] | None,
    threads: int | None,
) -> Values | None:
    """The days to look at as an array (days,); None where none are named.

    Raises:
        InputError: parameters that are not `possible`, skin that does not fit the column, times that do not fit, or no
            thread.
        ValueError: no column, or sessions or parameters for another number of columns.
    """
    if columns.count == 0:
        raise ValueError("columns: expected one at least")
    if sessions.columns not in (1, columns.count):
        raise ValueError(f"sessions: expected 1 or {columns.count} columns, found {sessions.columns}")
    if parameters.draws not in (1, columns.count):
        raise ValueError(f"parameters: expected 1 or {columns.count} draws, found {parameters.draws}")
    wrong_end = _end(sessions, until_days)
    days, wrong_days = _days(save_days, np.inf if wrong_end else until_days)
    problems = [*wrong_end, *refusals(parameters), *_depth(columns), *wrong_days, *_threads(threads)]
    if problems:
        raise InputError(problems)
    return days


def _end(sessions: Sessions, until_days: float) -> list[Problem]:
    first, last = sessions.at_days[0], sessions.at_days[-1]
    longest = COLUMN_GRID.by_id["longest_course"].value
    if not (np.isfinite(until_days) and until_days > last):
        return [Problem("until_days", f"after the last session, day {last:g}", f"{until_days:g}")]
    if until_days - first > longest:
        return [Problem("until_days", f"at most {longest:g} days after the first session", f"{until_days - first:g}")]
    return []


def _depth(columns: Columns) -> list[Problem]:
    epidermis_mm = (columns.stratum_corneum_um + columns.viable_epidermis_um) / UM_A_MM
    deepest = float(column_grid().edges_mm[-1])
    if np.all(epidermis_mm < deepest):
        return []
    return [Problem("columns", f"a dermis that begins above {deepest:g} mm", f"{epidermis_mm.max():g} mm")]


def _threads(threads: int | None) -> list[Problem]:
    if threads is None or (threads >= 1 and threads % 1 == 0):
        return []
    return [Problem("threads", "a whole number from 1 on", f"{threads}")]


def _days(
    save_days: Sequence[float] | NDArray[np.float64] | None, until_days: float
) -> tuple[Values | None, list[Problem]]:
    if save_days is None:
        return None, []
    try:
        days = np.asarray(save_days, dtype=np.float64)
    except (TypeError, ValueError):
        return None, [Problem("save_days", "days as numbers", "something else")]
    if days.ndim != 1 or len(days) == 0:
        return None, [Problem("save_days", "one day at least, in one list", f"an array of shape {days.shape}")]
    bad = ~np.isfinite(days) | (days > until_days)
    if np.any(bad):
        return None, [Problem("save_days", f"days up to {until_days:g}", f"{days[bad][0]:g}")]
    return days, []
