"""When something happens in a course, from what was saved of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


def fine_days(session_days: Sequence[float], until_days: float, first_days: float, looks: int) -> Values:
    """Times at which moments can be read: each session, then `looks` evenly spaced in the logarithm per doubling.

    Arguments:
        first_days: the first look after each session.
    """
    found = {float(until_days), *map(float, session_days)}
    for begin, end in pairwise([*map(float, session_days), float(until_days)]):
        doublings = np.log2(max((end - begin) / first_days, 1))
        offsets = first_days * 2 ** (np.arange(int(doublings * looks) + 1) / looks)
        found.update((begin + offsets[offsets < end - begin]).tolist())
    return np.array(sorted(found))


def last_above(days: Values, values: NDArray[np.floating], level: float) -> Values:
    """(n,) time after the first look at which values (n, t) were above a level for the last time.

    Between two looks the values are taken to run along an exponential, or a straight line where one is not positive.
    0 where they never were above; infinite where they still are at the last look.
    """
    held = np.asarray(values, dtype=np.float64)
    above = held > level
    looks = len(days)
    last = looks - 1 - np.argmax(above[:, ::-1], axis=1)
    before, after = np.minimum(last, looks - 2), np.minimum(last + 1, looks - 1)
    rows = np.arange(len(held))
    crossed = days[before] + (days[after] - days[before]) * _share(held[rows, before], held[rows, after], level)
    since = np.where(last == looks - 1, np.inf, crossed - days[0])
    return np.where(above.any(axis=1), since, 0.0)


def first_above(days: Values, values: NDArray[np.floating], level: float) -> Values:
    """(n,) time after the first look at which values (n, t) first rise above a level; infinite where they never do."""
    held = np.asarray(values, dtype=np.float64)
    above = held > level
    first = np.argmax(above, axis=1)
    before = np.maximum(first - 1, 0)
    rows = np.arange(len(held))
    share = _share(held[rows, before], held[rows, first], level)
    crossed = np.where(first == 0, days[0], days[before] + (days[first] - days[before]) * share)
    return np.where(above.any(axis=1), crossed - days[0], np.inf)


def peak(days: Values, values: NDArray[np.floating]) -> Values:
    """(n,) time after the first look of the highest of values (n, t): the top of the parabola through three looks."""
    held = np.asarray(values, dtype=np.float64)
    top = np.argmax(held, axis=1)
    inner = (top > 0) & (top < len(days) - 1)
    middle = np.clip(top, 1, len(days) - 2)
    rows = np.arange(len(held))
    low, mid, high = (held[rows, middle + step] for step in (-1, 0, 1))
    left, right = days[middle] - days[middle - 1], days[middle + 1] - days[middle]
    rise, fall = (mid - low) / left, (high - mid) / right
    bend = np.where(rise == fall, np.inf, rise - fall)
    moved = (rise * right + fall * left) / (2 * bend)
    found = np.where(inner, days[middle] + np.clip(moved, -left, right), days[top]) - days[0]
    return np.asarray(found)


def _share(before: Values, after: Values, level: float) -> Values:
    """Share of the way from one look to the next at which the level is crossed, from 0 to 1."""
    tiny = np.finfo(np.float64).tiny
    straight = (before - level) / np.where(before == after, np.inf, before - after)
    if level <= 0:
        return np.clip(straight, 0, 1)
    fall = np.log(np.maximum(before, tiny) / np.maximum(after, tiny))
    curved = np.log(np.maximum(before, tiny) / level) / np.where(fall == 0, np.inf, fall)
    return np.clip(np.where((before > 0) & (after > 0), curved, straight), 0, 1)
