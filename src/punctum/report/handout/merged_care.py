"""Care instructions merged over the visits: each once, with its days counted from the visit and its dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from punctum.care import Instruction, Phase
from punctum.planning.values import Review, TreatmentPlan


@dataclass(frozen=True, slots=True)
class Merged:
    """One instruction over all visits.

    Arguments:
        instruction: as it stands for the first visit that has it.
        first_day, last_day: days from the visit, as long as nothing cuts it short; negative is before.
        begins, ends: the dates of each visit.
        meets_visit: for some visit the visit before or after cuts it short, or it runs on there.
    """

    instruction: Instruction
    first_day: int
    last_day: int
    begins: tuple[date, ...]
    ends: tuple[date, ...]
    meets_visit: bool


def visit_days(plan: TreatmentPlan) -> dict[int, date]:
    """The day of each visit; of a course that waits, the first day possible."""
    if plan.prescription is not None:
        return {session.number: session.date for session in plan.prescription.sessions}
    return {1: plan.screening.until} if plan.screening.until else {}


def is_look(item: Instruction, review: Review) -> bool:
    """Whether an instruction asks the patient to come for this look at the result."""
    if item.topic != "follow_up" or item.audience != "patient" or review.on is None:
        return False
    return item.begins.date() <= review.on <= item.ends.date()


def merged(plan: TreatmentPlan, phase: Phase, leave_out: frozenset[str] = frozenset()) -> tuple[Merged, ...]:
    """What the patient is told in a phase, each instruction once, in the order in which it is first due.

    Arguments:
        leave_out: topics that stand elsewhere.
    """
    visits = visit_days(plan)
    same: dict[tuple[str, str], list[Instruction]] = {}
    for item in plan.care:
        wanted = item.audience == "patient" and item.phase == phase and item.topic not in leave_out
        if wanted and item.session in visits:
            same.setdefault((item.item, item.text), []).append(item)
    return tuple(_merged(items, visits) for items in same.values())


def _merged(items: Iterable[Instruction], visits: Mapping[int, date]) -> Merged:
    by_visit: dict[int, list[Instruction]] = {}
    for item in items:
        by_visit.setdefault(item.session, []).append(item)
    spans = {
        visit: (min(item.begins for item in given).date(), max(item.ends for item in given).date())
        for visit, given in sorted(by_visit.items())
    }
    first_days = {visit: (begins - visits[visit]).days for visit, (begins, _) in spans.items()}
    whole = {visit for visit, given in by_visit.items() if not any(item.runs_on for item in given)} or set(by_visit)
    last_days = {visit: (spans[visit][1] - visits[visit]).days for visit in whole}
    first, last = min(first_days.values()), max(last_days.values())
    return Merged(
        instruction=next(iter(by_visit[min(by_visit)])),
        first_day=first,
        last_day=last,
        begins=tuple(begins for begins, _ in spans.values()),
        ends=tuple(ends for _, ends in spans.values()),
        meets_visit=len(whole) < len(spans)
        or any(day > first for day in first_days.values())
        or any(day < last for day in last_days.values()),
    )
