"""Windows of time around a treatment date: in hours, days and calendar months."""

from __future__ import annotations

import math
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from punctum.screening.rules import Rule


@dataclass(frozen=True, slots=True)
class End:
    """When something ends: on a date, the first day allowed; or openly, with a condition; or never."""

    until: date | None
    is_open: bool


def add_months(day: date, months: int) -> date:
    """The same day of the month some calendar months later, or the last of a shorter month."""
    place = day.month + months - 1
    year = day.year + place // 12
    if year > date.max.year:
        return date.max
    first = date(year, place % 12 + 1, 1)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def first_day_older(birth_date: date, age_years: int) -> date:
    """The first day on which somebody is older than an age; a leap day's birthday is on 1 March in other years."""
    later = birth_date.year + age_years + 1
    if later > date.max.year:
        return date.max
    return birth_date.replace(day=1, year=later) + (birth_date - birth_date.replace(day=1))


def end_of(rule: Rule, last: date | None, since: date | None, on: date) -> End | None:
    """How long a row holds for one entry, or none when its window is over or has not begun.

    The window is `[day + after, day + length)`. A day in the future counts: the window ends after it.

    Arguments:
        rule: the row.
        last: the last day of use, or the day it was done.
        since: the day it began.
        on: the treatment date.
    """
    if not rule.window_from:
        return End(None, rule.ends_openly)
    day = last if rule.window_from == "last" else since
    if day is None:
        return None if rule.undated == "ignore" else End(None, is_open=True)
    if on < _after(day, rule):
        return None
    end = _length(day, rule)
    if end is None:
        return End(None, rule.ends_openly)
    return End(end, is_open=False) if on < end else None


def _after(day: date, rule: Rule) -> date:
    if rule.window_after_days is not None:
        return _later(day, rule.window_after_days)
    if rule.window_after_months is not None:
        return add_months(day, rule.window_after_months)
    return date.min


def _length(day: date, rule: Rule) -> date | None:
    if rule.window_months is not None:
        return add_months(day, rule.window_months)
    if rule.window_days is not None:
        return _later(day, rule.window_days)
    if rule.window_hours is not None:
        return _later(day, math.ceil(rule.window_hours / 24))
    return None


def _later(day: date, days: int) -> date:
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))
