"""A course as somebody looks at it: on a day, in a region of the dermis, or from the last session on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from punctum.healing.batches import UM_A_MM
from punctum.healing.columns import Columns
from punctum.healing.course import Course
from punctum.healing.experiment import setting
from punctum.healing.kinetics import Parameters
from punctum.healing.observing.observables import Region
from punctum.healing.sessions import column_grid
from punctum.problems import InputError, Problem

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A course and all that an observable may rest on."""

    course: Course
    parameters: Parameters | None
    columns: Columns | None
    region: Region
    gain: float
    day: float | None

    def p(self, name: str) -> Values:
        """(n,) or (1,) a constant by its id, in its unit of `kinetics.csv`.

        Raises:
            InputError: the parameters were not given.
        """
        if self.parameters is None:
            raise InputError([Problem("parameters", "those of the course", "none")])
        return self.parameters[name]

    def skin(self) -> Columns:
        """The columns of the course.

        Raises:
            InputError: they were not given.
        """
        if self.columns is None:
            raise InputError([Problem("columns", "those of the course", "none")])
        return self.columns

    def at(self, output: str) -> Values:
        """(n,) an output on the day, mean over the region.

        Raises:
            InputError: a region, and no profile of the output or no columns.
        """
        if self.region == "dermis":
            return _on(self.course, self.course[output], self.day)
        if output not in self.course.profiles:
            raise InputError([Problem("region", "dermis, or a course with profiles", self.region)])
        profile = _on(self.course, self.course.profiles[output], self.day)
        weights = _share(self.skin(), self.region) * column_grid().widths_mm
        return np.asarray((profile * weights).sum(axis=1) / weights.sum(axis=1))

    def pools(self) -> tuple[Values, Values, Values]:
        """Type III, young type I and mature collagen on the day, as shares of all collagen at rest."""
        iii, extractable = self.p("type_iii_share"), self.p("extractable_share")
        return (
            iii * self.at("collagen_iii"),
            (extractable - iii) * self.at("collagen_i"),
            (1 - extractable) * self.at("mature_collagen"),
        )

    def total(self) -> Values:
        """All collagen on the day over all at rest."""
        if self.region == "dermis":
            return self.at("total_collagen")
        iii, young, mature = self.pools()
        return iii + young + mature

    def making(self, gain: str) -> Values:
        """Rate of making one type of collagen over rest: 1 + m·(F·(1 + g·T/(K + T)) − 1), from means of F and T."""
        signal = self.at("signal")
        answer = signal / (self.p("collagen_half_signal") + signal)
        factor = 1.0 if self.columns is None else self.columns.synthesis_factor
        return np.asarray(1 + factor * (self.at("fibroblasts") * (1 + self.p(gain) * answer) - 1))

    def log2(self, x: Values) -> Values:
        """What a laboratory that counts RNA prints: the logarithm to base 2 of 1 + gain·x."""
        return np.asarray(np.log2(1 + self.gain * x))

    def after(self, output: str) -> tuple[Values, Values]:
        """Days from the last session on, and an output (n, t) at them.

        Raises:
            InputError: fewer than three looks, or none at the last session itself.
        """
        last = self.course.session_days[-1]
        window = self.course.days >= last
        days = self.course.days[window]
        if len(days) <= 2 or days[0] != last:
            expected = f"a look on day {last:g}, the day of the last session, and two or more after it"
            raise InputError([Problem("save_days", expected, f"{len(days)} looks from then on")])
        return days, np.asarray(self.course[output], dtype=np.float64)[:, window]


def _on(course: Course, values: NDArray[np.floating], day: float | None) -> Values:
    """Values (n, t, …) on a day, in a straight line between two looks."""
    days, wanted = course.days, np.nan if day is None else day
    after = int(np.searchsorted(days, wanted))
    if after < len(days) and days[after] == wanted:
        return np.asarray(values[:, after], dtype=np.float64)
    share = (wanted - days[after - 1]) / (days[after] - days[after - 1])
    before = np.asarray(values[:, after - 1], dtype=np.float64)
    return np.asarray(before + share * (np.asarray(values[:, after], dtype=np.float64) - before))


def _share(columns: Columns, region: Region) -> Values:
    """(n, cells) share of each cell that lies in a region of the dermis."""
    top = (columns.stratum_corneum_um + columns.viable_epidermis_um) / UM_A_MM
    papillary = top + columns.papillary_dermis_um / UM_A_MM
    bottom = papillary + columns.reticular_dermis_um / UM_A_MM
    ends = {"papillary": papillary, "upper": np.minimum(top + setting("upper_dermis"), bottom), "dermis": bottom}
    return column_grid().share_between(top, ends[region])
