"""What the column model of healing makes of a course of needling, as one number beside the usual course."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from punctum.evidence.table import Row, Table


class Response(Row):
    """Collagen made by 26 weeks after the last session, as a share of all at rest, over the draws of healing.

    Written by `punctum calibrate outcome`; never a benefit by itself.
    """

    sessions: float
    interval_weeks: float
    needle_length_mm: float
    collagen_made: float


TISSUE_RESPONSE = Table("punctum.outcome", "tissue_response", Response)


def log_response(sessions: float, interval_weeks: float, needle_length_mm: float) -> float:
    """Logarithm of the collagen made, straight between the courses of the table and held beyond its ends."""
    axes, values = _grid()
    at = (np.log(sessions), np.log(interval_weeks), needle_length_mm)
    for axis, one in zip(axes, at, strict=True):
        upper = int(np.clip(np.searchsorted(axis, one), 1, len(axis) - 1))
        share = float(np.clip((one - axis[upper - 1]) / (axis[upper] - axis[upper - 1]), 0, 1))
        values = (1 - share) * values[upper - 1] + share * values[upper]
    return float(values)


@cache
def _grid() -> tuple[tuple[NDArray[np.float64], ...], NDArray[np.float64]]:
    rows = TISSUE_RESPONSE.rows
    keys = np.array([(np.log(row.sessions), np.log(row.interval_weeks), row.needle_length_mm) for row in rows])
    axes = tuple(np.unique(column) for column in keys.T)
    values = np.full([len(axis) for axis in axes], np.nan)
    values[tuple(np.searchsorted(axis, column) for axis, column in zip(axes, keys.T, strict=True))] = np.log(
        [row.collagen_made for row in rows]
    )
    return axes, values
