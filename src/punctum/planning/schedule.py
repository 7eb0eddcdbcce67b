"""The dates of a course: after every window, clear of events, never closer than the floor, screened again each day."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from punctum.planning.bounds import Bound, Exceeded, exceeded
from punctum.planning.tables import CONSTANTS, INTERVALS, IntervalFloor, constant
from punctum.prescription import Session, ZoneSettings
from punctum.problems import Problem
from punctum.screening import TREATABLE, Screening
from punctum.skin import ZONES

HOURS_A_DAY = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What people wish for the dates: days to keep clear, and the day that a clinician chose for the first session."""

    events: tuple[date, ...] = ()
    first: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The sessions of a course, notes on what could not be kept, and what is wrong with a chosen first day."""

    sessions: tuple[Session, ...]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]
    exceeded: tuple[Exceeded, ...]


def interval_floor(settings: ZoneSettings) -> IntervalFloor:
    """The shortest interval that the settings of a zone allow."""
    region = ZONES.by_id[settings.zone].region
    return next(
        row
        for row in INTERVALS.rows
        if (not row.regions or region in row.regions)
        and (row.length_max_mm is None or settings.needle_length_mm <= row.length_max_mm)
        and (not row.endpoints or settings.endpoint in row.endpoints)
    )


def course_dates(
    settings: tuple[ZoneSettings, ...],
    sessions_by_zone: dict[str, int],
    interval_weeks: float,
    *,
    on: date,
    wanted: Wanted,
    holds: tuple[tuple[str, float], ...],
    screen_on: Callable[[date], Screening],
) -> Dated:
    """The sessions of a course.

    Each session is the first day that is not before the wanted one, on which screening lets every zone of the
    session be treated, and after which no event falls within the days of redness or the clear days.

    Arguments:
        settings: of the zones treated. sessions_by_zone: how many sessions each zone has.
        interval_weeks: between sessions. on: the day of planning. wanted: what people wish for the dates.
        holds: what is still used and must be stopped first, with the hours before a session.
        screen_on: screening of the person on a day.

    Returns:
        the sessions; the first on the chosen day, unless something is wrong with that.
    """
    opening = earliest(on, holds)
    clear_days = days_kept_clear(settings)
    sessions: list[Session] = []
    notes: list[str] = []
    problems: tuple[Problem, ...] = ()
    over: tuple[Exceeded, ...] = ()
    day_wanted = opening
    for number in range(1, max(sessions_by_zone.values()) + 1):
        zones = tuple(zone.zone for zone in settings if sessions_by_zone[zone.zone] >= number)
        day = free_day(day_wanted, zones, wanted.events, clear_days, screen_on)
        chosen = number == 1 and wanted.first is not None and wanted.first != day
        if chosen and wanted.first is not None:
            problems = _not_free(wanted.first, on, opening, zones, screen_on)
            over = () if problems else _event_in(wanted.first, wanted.events, clear_days)
            day = day if problems else wanted.first
        if day is None:
            notes.append(
                f"No day was found for session {number}: a window or a clearance ends before it. Plan it anew."
            )
            break
        moved = (
            () if day == day_wanted else (f"Moved from {day_wanted.isoformat()} to keep a window or an event clear.",)
        )
        if chosen and not problems:
            moved = ("This day was chosen by a clinician.",)
        last = sessions[-1].date if sessions else None
        sessions.append(
            Session(
                number=number,
                date=day,
                zones=zones,
                weeks_since_last=(day - last).days / 7 if last else None,
                notes=moved,
            )
        )
        day_wanted = day + timedelta(days=math.ceil(interval_weeks * 7))
    return Dated(sessions=tuple(sessions), notes=tuple(notes), problems=problems, exceeded=over)


def earliest(on: date, holds: tuple[tuple[str, float], ...]) -> date:
    """The first day on which everything still used has been stopped for long enough."""
    return on + timedelta(days=max((math.ceil(hours / HOURS_A_DAY) for _, hours in holds), default=0))


def days_kept_clear(settings: tuple[ZoneSettings, ...]) -> float:
    """The days after a session in which no event should fall."""
    return max(constant("clear_days_before_event"), *(zone.redness_days[1] for zone in settings))


def _not_free(
    first: date, on: date, opening: date, zones: tuple[str, ...], screen_on: Callable[[date], Screening]
) -> tuple[Problem, ...]:
    """Why a zone may not be treated on the day chosen for the first session."""
    path, found = "first_session_date", first.isoformat()
    last = on + timedelta(days=constant("schedule_search_days"))
    if not opening <= first <= last:
        return (Problem(path, f"a day from {opening.isoformat()} to {last.isoformat()}", found),)
    free = free_day(first, zones, (), 0, screen_on)
    if free == first:
        return ()
    later = f" The first one after it is {free.isoformat()}." if free else ""
    return (Problem(path, "a day on which screening lets every zone be treated", f"{found}.{later}".rstrip(".")),)


def _event_in(first: date, events: tuple[date, ...], clear_days: float) -> tuple[Exceeded, ...]:
    """The events that fall within the days after the first session that are kept clear."""
    row = CONSTANTS.by_id["clear_days_before_event"]
    return tuple(
        found
        for event in events
        if first <= event <= first + timedelta(days=clear_days)
        for found in exceeded(
            "first_session_date",
            None,
            first.isoformat(),
            [
                Bound(
                    field="first_session_date",
                    side="least",
                    value=(event + timedelta(days=1)).isoformat(),
                    what=f"{clear_days:g} clear days before the event of {event.isoformat()}",
                    never=False,
                    sources=row.sources,
                    basis=row.basis,
                )
            ],
        )
    )


def free_day(
    wanted: date,
    zones: tuple[str, ...],
    events: tuple[date, ...],
    clear_days: float,
    screen_on: Callable[[date], Screening],
) -> date | None:
    """The first day from the wanted one on that keeps events clear and on which every zone may be treated, or None."""
    day = wanted
    last = wanted + timedelta(days=constant("schedule_search_days"))
    while day <= last:
        blocking = [event for event in events if day <= event <= day + timedelta(days=clear_days)]
        if blocking:
            day = max(blocking) + timedelta(days=1)
            continue
        screening = screen_on(day)
        untils = [finding.until for finding in screening.findings if finding.until and set(finding.zones) & set(zones)]
        latest = max(untils, default=day)
        stopped = any(screening.zones[zone].verdict not in TREATABLE for zone in zones)
        if latest > day:
            day = latest
        elif stopped:
            return None
        else:
            return day
    return None
