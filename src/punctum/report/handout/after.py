"""After the visit: today, this week, this month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from punctum.planning.values import TreatmentPlan
from punctum.report.handout.days import short_days
from punctum.report.handout.merged_care import Merged, is_look, merged
from punctum.report.handout.spans import first_label, runs_on_label
from punctum.report.handout.values import Group, Line, Section
from punctum.report.handout.voice import Voice

# These stand in other parts of the handout.
ELSEWHERE = frozenset({"call", "emergency", "expect", "next_session", "results", "maintenance"})
PARTS = ("part_today", "part_week", "part_month")


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """Where an instruction stands: its part, its first and last day, and how it ends.

    Arguments:
        until_next: the next visit cuts it short. only_from: its end does not matter. allows: it gives something back.
    """

    part: int
    first_day: int
    last_day: int
    until_next: bool
    only_from: bool
    allows: bool


def after(plan: TreatmentPlan, voice: Voice) -> Iterator[Section]:
    """What to leave out and what to do after a visit, each once, by how long it holds."""
    together: dict[_Place, list[Merged]] = {}
    for item in _told(plan):
        together.setdefault(_place(item), []).append(item)
    groups = tuple(_group(place, together[place], voice) for place in sorted(together))
    if groups:
        yield Section("after", voice.sentence("head_after"), groups=groups)


def _told(plan: TreatmentPlan) -> Iterator[Merged]:
    """What stands nowhere else; a reminder of something that is forbidden here anyway is left out."""
    items = merged(plan, "after", ELSEWHERE)
    forbidden = {item.instruction.topic for item in items if item.instruction.polarity == "avoid"}
    for item in items:
        reminder = item.instruction.polarity == "know" and item.instruction.topic in forbidden
        if not reminder and not any(is_look(item.instruction, review) for review in plan.reviews):
            yield item


def _place(item: Merged) -> _Place:
    allows = item.instruction.polarity == "allow"
    only_from = item.first_day > 0 and (allows or item.last_day - item.first_day <= 1)
    last = item.first_day if only_from else item.last_day
    until_next = item.meets_visit and not only_from
    today = item.first_day == 0 and last <= 1
    this_week = not until_next and (last - 1) // 7 < 1
    part = 0 if today else 1 if this_week else 2
    return _Place(part, item.first_day, last, until_next, only_from, allows and only_from)


def _group(place: _Place, items: list[Merged], voice: Voice) -> Group:
    order = ("avoid", "do", "")
    lines = sorted((voice.instruction(item.instruction) for item in items), key=lambda line: order.index(line.mark))
    return Group(
        title=_label(place, voice),
        lines=tuple(lines),
        notes=tuple(_dates(place, items[0], voice)),
        part=voice.sentence(PARTS[place.part]),
    )


def _label(place: _Place, voice: Voice) -> Line:
    if place.only_from:
        return voice.sentence("after_from" if place.allows else "after_day", day=place.first_day)
    if place.until_next:
        return runs_on_label(place.last_day, voice)
    if place.first_day > 0:
        return voice.sentence("after_from_to", begin=place.first_day, end=place.last_day)
    return first_label(place.last_day, voice)


def _dates(place: _Place, item: Merged, voice: Voice) -> Iterator[Line]:
    if place.until_next:
        yield _on("until_last", item.ends[-1:], voice)
    elif place.only_from:
        yield voice.own(", ".join(short_days(item.begins, voice.language)))
    elif place.part > 1:
        # How many days "the first three days" are, everybody counts alone.
        yield _on("until_dates", item.ends, voice)


def _on(sentence: str, days: tuple[date, ...], voice: Voice) -> Line:
    return voice.sentence(sentence, own=("days",), days=", ".join(short_days(days, voice.language)))
