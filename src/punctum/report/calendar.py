"""The calendar file: visits, care lists by day and looks at the result, in words that may stand on a lock screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from punctum.care import Instruction
from punctum.evidence.language import Language
from punctum.evidence.sentences import Said, quoted, said, say
from punctum.planning.values import TreatmentPlan

if TYPE_CHECKING:
    from icalendar import Event

EARLIEST, LATEST = time(8), time(20)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One event. `key` names it within a person's calendar and does not move with its date."""

    key: str
    summary: Said
    description: tuple[Said, ...]
    begins: date | datetime
    alarm: timedelta | None


def calendar(plan: TreatmentPlan, language: Language = "en") -> bytes:
    """The plan's dates as an iCalendar file (RFC 5545), the same bytes for the same plan and language.

    Summaries name neither the treatment nor its reason. Times are local wherever the telephone is. Event ids stay
    the same when a plan is made anew, so that a second import moves events and does not double them.
    """
    from icalendar import Calendar

    ics = Calendar()
    ics.add("prodid", f"-//Punctum//Treatment plan//{language.upper()}")
    ics.add("version", "2.0")
    ics.add("calscale", "GREGORIAN")
    ics.add("method", "PUBLISH")
    ics.add("x-wr-calname", say(said("calendar_name"), language))
    person = sha256(plan.patient.id.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    for entry in _entries(plan):
        ics.add_component(_event(entry, person, plan.made_on, language))
    return bytes(ics.to_ical())


def _entries(plan: TreatmentPlan) -> Iterator[_Entry]:
    sessions = plan.prescription.sessions if plan.prescription else ()
    if not sessions:
        yield _without_sessions(plan)
        return
    contact = _contact(plan)
    for session in sessions:
        yield _Entry(
            key=f"visit-{session.number}",
            summary=said("calendar_visit", number=session.number, of=len(sessions)),
            description=(said("calendar_check_again"), contact),
            begins=session.date,
            alarm=-timedelta(hours=6),
        )
    yield from _care(plan, {session.number: session.date for session in sessions}, contact)
    for review in plan.reviews:
        if review.on is not None:
            yield _Entry(
                key=f"review-{review.kind}-{review.weeks_after_last:g}",
                summary=said("calendar_review"),
                description=(quoted(review.text), contact),
                begins=review.on,
                alarm=-timedelta(hours=6),
            )


def _without_sessions(plan: TreatmentPlan) -> _Entry:
    until = plan.screening.until
    if until is not None and plan.screening.verdict != "contraindicated":
        return _Entry(
            key="ask-again",
            summary=said("calendar_ask_again"),
            description=(said("calendar_new_check"), _contact(plan)),
            begins=until,
            alarm=timedelta(hours=9),
        )
    # A calendar without any event is not valid.
    return _Entry(
        key="no-dates",
        summary=said("calendar_no_dates"),
        description=(said("calendar_what_next"), _contact(plan)),
        begins=plan.made_on,
        alarm=None,
    )


def _care(plan: TreatmentPlan, visits: dict[int, date], contact: Said) -> Iterator[_Entry]:
    lists: dict[tuple[int, int, bool], list[Instruction]] = {}
    for instruction in plan.care:
        visit = visits.get(instruction.session)
        if instruction.audience == "patient" and visit is not None:
            offset = (instruction.begins.date() - visit).days
            # What should have started already starts now, in one list.
            if instruction.ends.date() < plan.made_on:
                continue
            offset = max(offset, (plan.made_on - visit).days)
            lists.setdefault((instruction.session, offset, instruction.phase == "after"), []).append(instruction)
    for (session, offset, after), items in sorted(lists.items()):
        first = max(min(item.begins for item in items), datetime.combine(plan.made_on, time()))
        yield _Entry(
            key=f"care-{session}-{'after' if after else 'before'}-{offset}",
            summary=said("calendar_care"),
            description=(*(_line(item) for item in items), contact),
            begins=_at_daytime(first),
            alarm=timedelta(0),
        )


def _line(item: Instruction) -> Said:
    last = item.ends.date()
    if last == item.begins.date():
        return said("calendar_item", text=item.text)
    return said("calendar_until", text=item.text, until=last)


def _at_daytime(moment: datetime) -> datetime:
    """The moment, moved to 8:00 or 20:00 of its day when an alarm would ring at night."""
    return moment.replace(tzinfo=None, **_clock(min(max(moment.time(), EARLIEST), LATEST)))


def _clock(at: time) -> dict[str, int]:
    return {"hour": at.hour, "minute": at.minute, "second": 0, "microsecond": 0}


def _contact(plan: TreatmentPlan) -> Said:
    if plan.clinic is None:
        return said("calendar_questions")
    return said("calendar_questions_call", phone=plan.clinic.phone, out_of_hours=plan.clinic.out_of_hours)


def _event(entry: _Entry, person: str, made_on: date, language: Language) -> Event:
    from icalendar import Alarm, Event

    summary = say(entry.summary, language)
    event = Event()
    event.add("uid", f"{person}-{entry.key}@punctum")
    event.add("dtstamp", datetime.combine(made_on, time(), UTC))
    # A later plan carries a higher number, and calendars then take it over the earlier one.
    event.add("sequence", made_on.toordinal())
    event.add("summary", summary)
    event.add("description", _printable("\n".join(say(line, language) for line in entry.description)))
    event.add("dtstart", entry.begins)
    if isinstance(entry.begins, datetime):
        event.add("duration", timedelta(minutes=15))
    else:
        event.add("dtend", entry.begins + timedelta(days=1))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    if entry.alarm is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", entry.alarm)
        event.add_component(alarm)
    return event


def _printable(text: str) -> str:
    """The text without control characters, which the format forbids."""
    return "".join(char for char in text if char == "\n" or char.isprintable() or char == "\u00a0")
