"""Sessions of a course as the columns receive them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from punctum.evidence.table import SourcedRow, Table
from punctum.exposure import Exposure
from punctum.healing.arrays import as_doubles
from punctum.lattice.depth import DepthGrid, stretched_grid
from punctum.lattice.ladder import Ladder

Values = NDArray[np.float64]


class Setting(SourcedRow):
    """One property of the grid or of the steps in time."""

    value: float
    unit: str
    text: str


COLUMN_GRID = Table("punctum.healing", "column_grid", Setting)


@cache
def column_grid() -> DepthGrid:
    """The grid in depth of every column (`column_grid.csv`)."""
    of = COLUMN_GRID.by_id
    return stretched_grid(of["deepest"].value, of["finest"].value, int(of["cells"].value))


@cache
def ladder() -> Ladder:
    """The steps after every session (`column_grid.csv`)."""
    of = COLUMN_GRID.by_id
    return Ladder(of["first_step"].value, of["longest_step"].value, int(of["steps_a_rung"].value))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sessions:
    """k sessions over n columns; m is n, or 1 where all columns receive the same.

    Arguments:
        at_days: (k,) ascending, in days since the course began.
        holes_per_mm2: (k, m). channel_radius_mm: (k, m).
        deeper: (k, m, cells) share of the holes that reach deeper, mean over each cell of `column_grid()`.

    Raises:
        ValueError: the arrays do not fit together, or hold what no skin can have received.
    """

    at_days: Values
    holes_per_mm2: Values
    channel_radius_mm: Values
    deeper: Values

    def __post_init__(self) -> None:
        for field in fields(self):
            object.__setattr__(self, field.name, as_doubles(field.name, getattr(self, field.name)))
        k, cells = self.at_days.size, len(column_grid().widths_mm)
        if k == 0 or self.at_days.shape != (k,):
            raise ValueError("at_days: expected one day per session, one session at least")
        if not np.all(np.isfinite(self.at_days)) or np.any(np.diff(self.at_days) <= 0):
            raise ValueError("at_days: expected days that ascend")
        m = self.holes_per_mm2.shape[1] if self.holes_per_mm2.ndim == 2 else 0
        for name, shape in (("holes_per_mm2", (k, m)), ("channel_radius_mm", (k, m)), ("deeper", (k, m, cells))):
            values = getattr(self, name)
            if values.shape != shape or m == 0:
                raise ValueError(f"{name}: expected {shape}, found {values.shape}")
            if not np.all(np.isfinite(values) & (values >= 0)):
                raise ValueError(f"{name}: expected numbers from 0 on")
        if np.any(self.deeper > 1):
            raise ValueError("deeper: expected shares up to 1")

    @property
    def columns(self) -> int:
        """For how many columns these are given; 1 fits any number."""
        return len(self.holes_per_mm2[0])

    @property
    def opened_fraction(self) -> Values:
        """(k, m) share of the surface that is open after each session: 1 − exp(−n·π·r²)."""
        return np.asarray(-np.expm1(-self.holes_per_mm2 * np.pi * self.channel_radius_mm**2))

    def take(self, rows: ArrayLike) -> Sessions:
        """The same sessions for the columns with these indices."""
        at = np.zeros_like(np.asarray(rows)) if self.columns == 1 else np.asarray(rows)
        return replace(
            self,
            holes_per_mm2=self.holes_per_mm2[:, at],
            channel_radius_mm=self.channel_radius_mm[:, at],
            deeper=self.deeper[:, at],
        )


def sessions_of(exposures: Sequence[Exposure]) -> Sessions:
    """A course that all columns receive alike; each exposure tells its day.

    Raises:
        ValueError: as `Sessions`.
    """
    return Sessions(
        at_days=np.array([one.at_days for one in exposures], dtype=np.float64),
        holes_per_mm2=np.array([[one.density_per_cm2 / 10**2] for one in exposures]),
        channel_radius_mm=np.array([[one.channel_radius_mm] for one in exposures]),
        deeper=np.array([[reached(one.depth_mm, one.deeper)] for one in exposures]),
    )


def side_by_side(courses: Sequence[Sessions]) -> Sessions:
    """Courses on the same days, one after the other over their columns.

    Raises:
        ValueError: the days differ, or there is no course.
    """
    if not courses:
        raise ValueError("courses: expected one at least")
    first = courses[0]
    if any(not np.array_equal(one.at_days, first.at_days) for one in courses):
        raise ValueError("at_days: expected the same days in all courses")
    return replace(
        first,
        holes_per_mm2=np.concatenate([one.holes_per_mm2 for one in courses], axis=1),
        channel_radius_mm=np.concatenate([one.channel_radius_mm for one in courses], axis=1),
        deeper=np.concatenate([one.deeper for one in courses], axis=1),
    )


def reached(depth_mm: Values, deeper: Values) -> Values:
    """(cells,) share of the holes that reach deeper, mean over each cell of `column_grid()`.

    No hole is deeper than the last of the depths (k,) at which `deeper` (k,) is printed.
    """
    depth = np.append(depth_mm, np.nextafter(depth_mm[-1], np.inf))
    return column_grid().means(depth, np.append(deeper, 0.0))
