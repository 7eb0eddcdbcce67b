"""What limits the day of the first session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Literal

from punctum.planning.bounds import Bound
from punctum.planning.schedule import days_kept_clear, earliest, free_day
from punctum.planning.tables import CONSTANTS, Constant, constant
from punctum.prescription import ZoneSettings
from punctum.screening import Screening


def date_bounds(
    settings: tuple[ZoneSettings, ...],
    *,
    on: date,
    events: tuple[date, ...],
    holds: tuple[tuple[str, float], ...],
    screen_on: Callable[[date], Screening],
) -> tuple[Bound, ...]:
    """The first day on which the zones may be treated at all, the first that keeps events clear, and the last.

    Arguments:
        settings: of the zones treated. on: the day of planning. events: days to keep clear.
        holds: what must be stopped first, with the hours before a session. screen_on: screening on a day.
    """
    return tuple(_bounds(settings, on, events, holds, screen_on))


def _bounds(
    settings: tuple[ZoneSettings, ...],
    on: date,
    events: tuple[date, ...],
    holds: tuple[tuple[str, float], ...],
    screen_on: Callable[[date], Screening],
) -> Iterator[Bound]:
    zones = tuple(each.zone for each in settings)
    opening, clear_days = earliest(on, holds), days_kept_clear(settings)
    search = CONSTANTS.by_id["schedule_search_days"]
    possible = free_day(opening, zones, (), clear_days, screen_on)
    if possible is None:
        return
    yield _day("least", possible, "the day of planning, and every window of screening", search, never=True)
    clear = free_day(opening, zones, events, clear_days, screen_on)
    if clear is not None and clear > possible:
        what = f"{clear_days:g} clear days before an event"
        yield _day("least", clear, what, CONSTANTS.by_id["clear_days_before_event"], never=False)
    yield _day("most", on + timedelta(days=constant(search.id)), "how far ahead is planned", search, never=True)


def _day(side: Literal["most", "least"], day: date, what: str, row: Constant, *, never: bool) -> Bound:
    return Bound(
        field="first_session_date",
        side=side,
        value=day.isoformat(),
        what=what,
        never=never,
        sources=row.sources,
        basis=row.basis,
    )
