"""How long redness lasts, as days and as a class."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from punctum.evidence.table import SourcedRow, Table
from punctum.healing.course import Course
from punctum.healing.moments import fine_days, last_above
from punctum.healing.sessions import ladder
from punctum.problems import InputError, Problem

Values = NDArray[np.float64]
JUST_VISIBLE = 1.0
LOOKS_A_DOUBLING = 4


class RednessRow(SourcedRow):
    """A class of how long redness lasts; the first row that is long enough holds."""

    name: str
    up_to_days: float | None = None
    text: str


REDNESS_CLASSES = Table("punctum.healing", "redness_classes", RednessRow)


def redness_save_days(session_days: Sequence[float], until_days: float) -> Values:
    """Times to look at so that `redness_days` can be read: each session, and four looks in every doubling after it."""
    return fine_days(session_days, until_days, ladder().first_days, LOOKS_A_DOUBLING)


def redness_days(course: Course) -> Values:
    """(n,) days for which redness stays visible after a session: the longest over the sessions.

    It ends where erythema_au last falls below 1, just visible, before the next session. 0 where it never is visible.
    Where it still is at the next session or at the end of the course, the days until then: it lasts as long at least.

    Raises:
        InputError: no look at a session, or none between it and what comes next (`redness_save_days`).
    """
    longest = np.zeros(len(course["erythema_au"]))
    for begin, end in pairwise([*course.session_days, np.inf]):
        window = (course.days >= begin) & (course.days < end)
        days = course.days[window]
        if len(days) < 2 or days[0] != begin:
            expected = f"a look on day {begin:g}, the day of a session, and looks after it"
            raise InputError([Problem("save_days", expected, f"{len(days)} looks until the next session")])
        left = last_above(days, course["erythema_au"][:, window], JUST_VISIBLE)
        stays = (days[-1] if np.isinf(end) else end) - begin
        longest = np.maximum(longest, np.where(np.isinf(left), stays, left))
    return longest


def redness_class(days: float) -> str:
    """The id of the class in `redness_classes.csv` that holds so many days of redness.

    Raises:
        ValueError: the table has no class for so many.
    """
    for row in REDNESS_CLASSES.rows:
        if row.up_to_days is None or days <= row.up_to_days:
            return row.id
    raise ValueError("redness_classes.csv: the last row has an end")
