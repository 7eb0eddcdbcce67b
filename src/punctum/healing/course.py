"""The course of healing: what happens in every column, at the times asked for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from punctum.evidence.table import Row, Table

Values = NDArray[np.floating]


class Output(Row):
    """One quantity of a course: its unit, its value at rest where all skin shares it, and what it means."""

    unit: str
    at_rest: float | None = None
    text: str


OUTPUTS = Table("punctum.healing", "outputs", Output)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Course:
    """What happens in n columns at t times.

    Arguments:
        days: (t,) since the course began. session_days: of the sessions.
        depth_mm: (cells,) the middle of each cell in depth.
        outputs: id of `outputs.csv` → (n, t). profiles: id → (n, t, cells); empty unless asked for.
        loop_gain: (n,) of signal and fibroblasts.
        time_error: (n,) the largest error of the steps in time that was measured at such a loop gain, over the largest
            change of an output in its column (`time_errors.csv`).
    """

    days: NDArray[np.float64]
    session_days: NDArray[np.float64]
    depth_mm: NDArray[np.float64]
    outputs: dict[str, Values]
    profiles: dict[str, Values]
    loop_gain: NDArray[np.float64]
    time_error: NDArray[np.float64]

    def __getitem__(self, output: str) -> Values:
        """(n, t) one output by its id."""
        return self.outputs[output]
