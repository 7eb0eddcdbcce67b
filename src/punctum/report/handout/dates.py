"""The dates of the course: visits, and looks at the result."""

from __future__ import annotations

from collections.abc import Iterator

from punctum.planning.values import Review, TreatmentPlan
from punctum.prescription import Session
from punctum.report.handout.concerns import zone_names
from punctum.report.handout.days import full_day
from punctum.report.handout.merged_care import is_look
from punctum.report.handout.values import Grid, Line, Section
from punctum.report.handout.voice import Voice

COLUMNS = ("col_what", "col_when", "col_more")


def dates(plan: TreatmentPlan, voice: Voice) -> Section:
    """Every visit and every look at the result with its day in full."""
    title = voice.sentence("head_dates")
    rows = (*_visits(plan, voice), *_looks(plan, voice))
    if not rows:
        return Section("dates", title, (voice.sentence("no_dates"),))
    columns = tuple(voice.sentence(column) for column in COLUMNS)
    return Section("dates", title, (voice.sentence("dates_check"),), Grid(columns, rows))


def _visits(plan: TreatmentPlan, voice: Voice) -> Iterator[tuple[Line, ...]]:
    sessions = plan.prescription.sessions if plan.prescription else ()
    clock = f"{plan.clinic.session_time:%H:%M}" if plan.clinic else ""
    for session in sessions:
        at = f", {voice.sentence('clock', own=('clock',), clock=clock).text}" if clock else ""
        yield (
            voice.sentence("visit", number=session.number, all=len(sessions)),
            voice.own(full_day(session.date, voice.language) + at),
            _where(session, sessions[0], voice),
        )


def _where(session: Session, first: Session, voice: Voice) -> Line:
    """The zones, which a visit like the first does not name again."""
    if len(session.zones) > 1 and session.number > first.number and set(session.zones) == set(first.zones):
        return voice.sentence("visit_same", number=first.number)
    return voice.sentence("visit_where", zones=zone_names(session.zones))


def _looks(plan: TreatmentPlan, voice: Voice) -> Iterator[tuple[Line, ...]]:
    for review in plan.reviews:
        if review.kind == "review" and review.on is not None:
            yield (
                voice.sentence("look"),
                voice.own(full_day(review.on, voice.language)),
                _text(plan, review, voice),
            )


def _text(plan: TreatmentPlan, review: Review, voice: Voice) -> Line:
    """What the care list says of that day, or that there is a photo."""
    for item in plan.care:
        if is_look(item, review):
            return voice.table(item.text, f"items.{item.item}")
    return voice.sentence("look_text")
