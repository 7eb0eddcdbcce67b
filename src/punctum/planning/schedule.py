"""The dates of a course: after every window, clear of events, never closer than the floor, screened again each day."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, timedelta

from punctum.planning.tables import INTERVALS, IntervalFloor, constant
from punctum.prescription import Session, ZoneSettings
from punctum.screening import TREATABLE, Screening
from punctum.skin import ZONES

HOURS_A_DAY = 24


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
    events: tuple[date, ...],
    holds: tuple[tuple[str, float], ...],
    screen_on: Callable[[date], Screening],
) -> tuple[tuple[Session, ...], tuple[str, ...]]:
    """The sessions of a course.

    Each session is the first day that is not before the wanted one, on which screening lets every zone of the
    session be treated, and after which no event falls within the days of redness or the clear days.

    Arguments:
        settings: of the zones treated. sessions_by_zone: how many sessions each zone has.
        interval_weeks: between sessions. on: the day of planning. events: days to keep clear.
        holds: what is still used and must be stopped first, with the hours before a session.
        screen_on: screening of the person on a day.

    Returns:
        the sessions, and notes on what could not be kept.
    """
    hold_days = max((math.ceil(hours / HOURS_A_DAY) for _, hours in holds), default=0)
    wanted = on + timedelta(days=hold_days)
    clear_days = max(constant("clear_days_before_event"), *(zone.redness_days[1] for zone in settings))
    sessions: list[Session] = []
    notes: list[str] = []
    for number in range(1, max(sessions_by_zone.values()) + 1):
        zones = tuple(zone.zone for zone in settings if sessions_by_zone[zone.zone] >= number)
        day = _free_day(wanted, zones, events, clear_days, screen_on)
        if day is None:
            notes.append(
                f"No day was found for session {number}: a window or a clearance ends before it. Plan it anew."
            )
            break
        moved = () if day == wanted else (f"Moved from {wanted.isoformat()} to keep a window or an event clear.",)
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
        wanted = day + timedelta(days=math.ceil(interval_weeks * 7))
    return tuple(sessions), tuple(notes)


def _free_day(
    wanted: date,
    zones: tuple[str, ...],
    events: tuple[date, ...],
    clear_days: float,
    screen_on: Callable[[date], Screening],
) -> date | None:
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
