"""What limits the course: how many sessions, how far apart, and from which day on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from punctum.patient import Patient
from punctum.planning.bounds import Bound, Value
from punctum.planning.outline import planned_sessions
from punctum.planning.schedule import interval_floor
from punctum.planning.tables import IntervalFloor
from punctum.planning.values import Outline
from punctum.prescription import ZoneSettings
from punctum.screening import Finding


def treated_outlines(settings: Iterable[ZoneSettings], outlines: Iterable[Outline]) -> tuple[Outline, ...]:
    """The outlines of what is treated."""
    treated = {indication for each in settings for indication in each.indications}
    return tuple(outline for outline in outlines if outline.indication in treated)


def session_bounds(
    settings: tuple[ZoneSettings, ...], outlines: tuple[Outline, ...], patient: Patient
) -> tuple[Bound, ...]:
    """What limits the number of sessions. What was planned is never over a limit.

    Arguments:
        settings: of the zones treated. outlines: as planned.
    """
    longest = max(planned_sessions(each, outlines) for each in settings)
    found = [
        *(
            _studied("sessions", "most", outline.sessions_max, longest, outline)
            for outline in treated_outlines(settings, outlines)
            if outline.sessions == longest
        ),
        *(
            _studied("sessions", "least", outline.sessions_min, outline.sessions or 1, outline)
            for outline in treated_outlines(settings, outlines)
        ),
    ]
    if (visits := patient.preferences.max_visits) is not None:
        wish = Bound(
            field="sessions",
            side="most",
            value=max(visits, longest),
            what="visits that the person can make",
            never=False,
            sources=(),
            basis="house",
        )
        found.append(wish)
    return tuple(bound for bound in found if bound is not None)


def interval_bounds(
    settings: tuple[ZoneSettings, ...],
    outlines: tuple[Outline, ...],
    findings: Iterable[Finding],
    planned_weeks: float,
) -> tuple[Bound, ...]:
    """What limits the interval in weeks. What was planned is never over a limit.

    Arguments:
        settings: of the zones treated. outlines: as planned. findings: that apply to them.
        planned_weeks: the interval that planning takes for these settings.
    """
    return tuple(_interval_bounds(settings, outlines, findings, planned_weeks))


def _interval_bounds(
    settings: tuple[ZoneSettings, ...], outlines: tuple[Outline, ...], findings: Iterable[Finding], planned_weeks: float
) -> Iterator[Bound]:
    for floor in dict.fromkeys(interval_floor(each) for each in settings):
        yield _least_weeks(floor.weeks, floor.text.rstrip("."), floor)
    for finding in findings:
        if (weeks := finding.adjustment.interval_min_weeks) is not None:
            least = _least_weeks(weeks, f"{finding.rule}: {finding.title}", finding)
            yield least.model_copy(update={"never": True})
    sides: tuple[tuple[Literal["most", "least"], str], ...] = (
        ("most", "interval_max_weeks"),
        ("least", "interval_min_weeks"),
    )
    for outline in treated_outlines(settings, outlines):
        for side, name in sides:
            if bound := _studied("interval_weeks", side, getattr(outline, name), planned_weeks, outline):
                yield bound


def _least_weeks(weeks: float, what: str, row: IntervalFloor | Finding) -> Bound:
    return Bound(
        field="interval_weeks", side="least", value=weeks, what=what, never=False, sources=row.sources, basis=row.basis
    )


def _studied(
    field: str, side: Literal["most", "least"], studied: Value | None, planned: float, outline: Outline
) -> Bound | None:
    """The end of the range studied, or what was planned where that lies beyond it."""
    if studied is None:
        return None
    beyond = planned > float(studied) if side == "most" else planned < float(studied)
    what = f"studied for {outline.indication}"
    return Bound(
        field=field,
        side=side,
        value=planned if beyond else studied,
        what=f"planned here; {what}: {studied}" if beyond else what,
        never=False,
        sources=outline.sources,
        basis=outline.basis,
    )
