"""How many sessions and how far apart: as studied, held to the person's visits and to the floor."""

from __future__ import annotations

from dataclasses import replace

from punctum.planning.schedule import interval_floor
from punctum.planning.tables import Course, course_for
from punctum.planning.values import Outline
from punctum.prescription import ZoneSettings
from punctum.screening import Adjustment


def outline_of(indication: str, max_visits: int | None) -> Outline:
    """The course of an indication: the studied protocol, with at most the visits the person can make."""
    course = course_for(indication)
    sessions = course.sessions
    if sessions is not None and max_visits is not None:
        sessions = min(sessions, max_visits)
    return Outline(
        indication=indication,
        automatic=course.automatic,
        sessions=sessions,
        sessions_min=course.sessions_min,
        sessions_max=course.sessions_max,
        interval_weeks=course.interval_weeks,
        interval_min_weeks=course.interval_min_weeks,
        interval_max_weeks=course.interval_max_weeks,
        stop_after_sessions=course.stop_after_sessions,
        choice=_choice(course),
        sources=course.sources,
        basis=course.basis,
    )


def amended_outlines(
    outlines: tuple[Outline, ...], settings: tuple[ZoneSettings, ...], sessions: int | None, weeks: float | None
) -> tuple[Outline, ...]:
    """The outlines of what is treated with the sessions and the interval that a clinician chose.

    Those with the longest course get the number chosen; shorter ones keep theirs, or end with it.

    Arguments:
        settings: of the zones treated. sessions, weeks: as chosen; None as planned.
    """
    treated = {indication for each in settings for indication in each.indications}
    longest = max(planned_sessions(each, outlines) for each in settings)

    def amended(outline: Outline) -> Outline:
        own = outline.sessions or 1
        count = own if sessions is None else sessions if own == longest else min(own, sessions)
        if outline.indication not in treated or (count == own and weeks is None):
            return outline
        interval = outline.interval_weeks if weeks is None else weeks
        choice = f"A clinician changed the course. {course_for(outline.indication).why_course}"
        return replace(outline, sessions=count, interval_weeks=interval, choice=choice)

    return tuple(amended(outline) for outline in outlines)


def planned_sessions(settings: ZoneSettings, outlines: tuple[Outline, ...]) -> int:
    """The sessions of a zone: those of its indication with the longest course."""
    return max(outline.sessions or 1 for outline in outlines if outline.indication in settings.indications)


def planned_interval_weeks(settings: ZoneSettings, outlines: tuple[Outline, ...], adjustment: Adjustment) -> float:
    """The interval of a zone: as studied, never below the floor of its settings or of a finding."""
    studied = max(outline.interval_weeks or 0 for outline in outlines if outline.indication in settings.indications)
    return max(studied, interval_floor(settings).weeks, adjustment.interval_min_weeks or 0)


def _choice(course: Course) -> str:
    if not course.automatic:
        return course.why_course
    return (
        f"{course.why_course} This is the studied protocol. The smallest difference worth having has no source, so no "
        "shorter course can be shown to be as good."
    )
