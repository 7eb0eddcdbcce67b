"""When a course is looked at: within the hour after a session, and by the fortnight in the end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from punctum.barrier import HOURS_A_DAY
from punctum.healing.asking.settings import setting, settings


def look_days(session_days: Sequence[float], until_days: float) -> NDArray[np.float64]:
    """Days to look at: each session, then evenly in the logarithm until looks are `longest_look` apart, then evenly.

    The times that are told in words are among them, and one look shortly before each session.

    Arguments:
        session_days: ascending, all before `until_days`, the last look.
    """
    first, longest, looks = setting("first_look"), setting("longest_look"), int(setting("looks_a_doubling"))
    found = {float(until_days), *map(float, session_days)}
    for begin, end in pairwise([*map(float, session_days), float(until_days)]):
        offset, at = first, 0
        while begin + offset < end:
            found.add(begin + offset)
            at += 1
            offset += min(first * 2 ** (at / looks) - first * 2 ** ((at - 1) / looks), longest)
        if end - first > begin:
            found.add(end - first)
    told = [float(session_days[-1]) + after for after in (*soon_days(), *settings("late_"))]
    return np.array(sorted({*found, *(day for day in told if day < until_days)}))


def soon_days() -> tuple[float, ...]:
    """Times after the last session at which what passes within days is told in words."""
    return tuple(hours / HOURS_A_DAY for hours in settings("soon_"))


def late_days(last_session: float, until_days: float) -> tuple[float, ...]:
    """Times after the last session at which what takes months is told in words; the last is the end."""
    whole = until_days - last_session
    return (*(day for day in settings("late_") if day < whole), whole)
