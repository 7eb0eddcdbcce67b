"""Before the visit, by the day from which something holds, and the day itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from punctum.planning.values import TreatmentPlan
from punctum.report.handout.days import short_days
from punctum.report.handout.merged_care import Merged, merged, visit_days
from punctum.report.handout.spans import before_label
from punctum.report.handout.values import Group, Line, Section
from punctum.report.handout.voice import Voice


def before(plan: TreatmentPlan, voice: Voice) -> Iterator[Section]:
    """What to stop and what to do before a visit, each once with the dates from which it holds."""
    groups = tuple(_groups(plan, voice))
    if not groups:
        return
    title = voice.sentence("head_before")
    if plan.prescription is None and (until := plan.screening.until):
        title = voice.sentence("head_before_maybe", day=until)
    yield Section("before", title, groups=groups)


def the_day(plan: TreatmentPlan, voice: Voice) -> Section:
    """What holds on the day of a visit, before it and during it."""
    on_the_day = [item for item in merged(plan, "before") if item.first_day == 0]
    lines = [voice.instruction(item.instruction) for item in (*on_the_day, *merged(plan, "during"))]
    return Section("day", voice.sentence("head_day"), (*lines, voice.sentence("new_needles")))


def _groups(plan: TreatmentPlan, voice: Voice) -> Iterator[Group]:
    together: dict[tuple[bool, int, tuple[date, ...], bool], list[Merged]] = {}
    treated = plan.prescription is not None
    for item in merged(plan, "before"):
        if item.first_day < 0 or not treated:
            begins = tuple(max(day, plan.made_on) for day in item.begins)
            later = max(begins) > plan.made_on
            key = (later, item.first_day if later else 0, begins, item.meets_visit)
            together.setdefault(key, []).append(item)
    for key in sorted(together):
        yield _group(together[key], key[2], plan, voice)


def _group(items: list[Merged], begins: tuple[date, ...], plan: TreatmentPlan, voice: Voice) -> Group:
    one = items[0]
    lines = sorted((voice.instruction(item.instruction) for item in items), key=lambda line: line.mark != "avoid")
    if max(begins) <= plan.made_on:
        return Group(voice.sentence("from_now"), tuple(lines))
    if one.first_day == 0:
        day = voice.own(", ".join(short_days(begins, voice.language)))
        return Group(voice.sentence("head_day"), tuple(lines), (day,))
    label = before_label(-one.first_day, voice)
    if one.meets_visit and set(one.begins) & set(visit_days(plan).values()):
        label = voice.sentence("before_cut", own=("label",), label=label.text)
    return Group(label, tuple(lines), (_dates(begins, plan, voice),))


def _dates(begins: tuple[date, ...], plan: TreatmentPlan, voice: Voice) -> Line:
    """The dates from which it holds; what should have begun already begins today."""
    later = short_days((day for day in begins if day > plan.made_on), voice.language)
    now = [voice.sentence("today").text.lower()] if min(begins) <= plan.made_on else []
    return voice.sentence("from_dates", own=("days",), days=", ".join((*now, *later)))
