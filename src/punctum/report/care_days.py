"""Care as a list of days: the same advice for several visits is said once, with the date of each visit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from punctum.care import Instruction
from punctum.prescription import Session
from punctum.report.words import count, day_text

UNTIL_VISIT = "until your visit"
STANDING = frozenset({"know", "allow"})
PHASES = ("before", "during", "after")


@dataclass(frozen=True, slots=True)
class CareEntry:
    """One piece of advice. `for_how_long` is relative to the visit; `windows` are the dates of each visit."""

    instruction: Instruction
    sessions: tuple[int, ...]
    for_how_long: str
    windows: tuple[tuple[int, date, date], ...]

    @property
    def ends(self) -> tuple[date, ...]:
        """The last day for each visit, when that is not the day it starts or the visit itself."""
        if not self.for_how_long or self.for_how_long == UNTIL_VISIT:
            return ()
        return tuple(end for _, begin, end in self.windows if end != begin)


@dataclass(frozen=True, slots=True)
class CareDay:
    """One day counted from the visit: what starts then. `dates` are the days it falls on, by visit."""

    heading: str
    phase: str
    dates: tuple[tuple[int, date], ...]
    entries: tuple[CareEntry, ...]

    @property
    def ends(self) -> tuple[tuple[str, tuple[date, ...]], ...]:
        """The last days of what starts on this day, soonest first: for how long, then a date for each visit."""
        days: dict[str, set[date]] = {}
        for entry in self.entries:
            if entry.ends:
                days.setdefault(entry.for_how_long, set()).update(entry.ends)
        return tuple(sorted(((text, tuple(sorted(ends))) for text, ends in days.items()), key=lambda each: each[1][0]))


def care_days(care: Iterable[Instruction], sessions: Iterable[Session]) -> tuple[CareDay, ...]:
    """The days on which something starts, in order. Advice without a known visit is listed by its date."""
    visits = {session.number: session.date for session in sessions}
    merged: dict[tuple[object, ...], list[Instruction]] = {}
    for instruction in care:
        merged.setdefault(_key(instruction, visits), []).append(instruction)
    days: dict[tuple[int, int, int], list[CareEntry]] = {}
    for same in merged.values():
        first = same[0]
        visit = visits.get(first.session)
        start = (first.begins.date() - visit).days if visit else first.begins.date().toordinal()
        place = (int(visit is not None), start, PHASES.index(first.phase))
        days.setdefault(place, []).append(_entry(same, visits))
    return tuple(_day(place, days[place]) for place in sorted(days))


def _key(instruction: Instruction, visits: dict[int, date]) -> tuple[object, ...]:
    visit = visits.get(instruction.session)
    offset = visit.toordinal() if visit else 0
    begins, ends = instruction.begins, instruction.ends
    return (
        visit is not None, instruction.phase, instruction.item, instruction.text, instruction.clinician_text,
        begins.toordinal() - offset, ends.toordinal() - offset,
    )  # fmt: skip


def _entry(same: list[Instruction], visits: dict[int, date]) -> CareEntry:
    first = same[0]
    visit = visits.get(first.session)
    return CareEntry(
        instruction=first,
        sessions=tuple(sorted({item.session for item in same})),
        for_how_long=_how_long(first, visit),
        windows=tuple(sorted((item.session, item.begins.date(), item.ends.date()) for item in same)),
    )


def _how_long(instruction: Instruction, visit: date | None) -> str:
    begins, ends = instruction.begins, instruction.ends
    days = (ends.date() - begins.date()).days
    if instruction.phase == "during" or instruction.polarity in STANDING:
        return ""
    if visit is None:
        return f"until {day_text(ends.date())}" if days else ""
    if instruction.phase == "before" and ends.date() == visit:
        return UNTIL_VISIT if days else ""
    hours = (ends - begins).total_seconds() / 3600
    if days == 0 or hours < 24:
        return "" if hours < 1 else f"for {count(round(hours), 'hour')}" if hours < 24 else ""
    if instruction.phase == "before" and ends.date() > visit:
        return f"until {count((ends.date() - visit).days, 'day')} after your visit"
    return f"for {count(round(hours / 24), 'day')}"


def _day(place: tuple[int, int, int], entries: list[CareEntry]) -> CareDay:
    known, start, phase = place
    dates = tuple(sorted({(number, begins) for entry in entries for number, begins, _ in entry.windows}))
    heading = _heading(start, PHASES[phase]) if known else day_text(date.fromordinal(start))
    return CareDay(heading, PHASES[phase], dates, tuple(entries))


def _heading(start: int, phase: str) -> str:
    if start == 0:
        return {"before": "On the day, before your visit", "during": "During the visit", "after": "After your visit"}[
            phase
        ]
    when = "before" if start < 0 else "after"
    if abs(start) % 7 == 0 and abs(start) >= 14:
        return f"{count(abs(start) // 7, 'week')} {when}"
    return "The day before" if start == -1 else "The day after" if start == 1 else f"{count(abs(start), 'day')} {when}"
