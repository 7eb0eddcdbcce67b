"""Reading from a course what a study would measure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from punctum.healing.columns import Columns
from punctum.healing.course import Course
from punctum.healing.kinetics import Parameters
from punctum.healing.moments import fine_days
from punctum.healing.observing.observables import Region, observable
from punctum.healing.observing.readings import READ
from punctum.healing.observing.seen import Seen
from punctum.healing.sessions import ladder
from punctum.problems import InputError, Problem

Values = NDArray[np.float64]
LOOKS_A_DOUBLING = 16


def observe(
    course: Course,
    name: str,
    day: float | None = None,
    *,
    parameters: Parameters | None = None,
    columns: Columns | None = None,
    region: Region = "dermis",
    gain: float = 1.0,
) -> Values:
    """(n,) an observable of `observables.csv` in the n columns of a course, in its unit.

    Arguments:
        day: since the course began, for what is read on a day: in a straight line between two looks. What is read over
            the course is a time after the last session, infinite where it does not happen in the course; it needs
            many looks (`observe_days`).
        parameters, columns: those of the course, where the observable rests on them: shares of collagen and water loss
            at rest, gains of collagen; thickness of layers.
        region: where in the dermis; all but `dermis` read the profiles of the course, and need columns.
        gain: of a laboratory that counts RNA or reads an echo. RNA is log2(1 + gain·x), an echo gain·x.

    Raises:
        InputError: no such observable, one that is not modelled, a day outside the course, a region that it does not
            have, or a course without what it needs.
    """
    row = observable(name)
    seen = Seen(course, parameters, columns, region, gain, day)
    if region != "dermis" and region not in row.regions:
        raise InputError([Problem("region", " or ".join(row.regions or ("dermis",)), region)])
    if row.when == "day":
        _check_day(course, day)
    return np.asarray(READ[row.id](seen), dtype=np.float64)


def observe_days(session_days: Sequence[float], until_days: float) -> Values:
    """Times to look at so that every observable can be read: each session, and sixteen looks in every doubling."""
    return fine_days(session_days, until_days, ladder().first_days, LOOKS_A_DOUBLING)


def _check_day(course: Course, day: float | None) -> None:
    if day is None or not course.days[0] <= day <= course.days[-1]:
        expected = f"a day from {course.days[0]:g} to {course.days[-1]:g}, where the course was looked at"
        raise InputError([Problem("day", expected, "none" if day is None else f"{day:g}")])
