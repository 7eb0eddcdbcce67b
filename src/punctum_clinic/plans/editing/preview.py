"""What a change would come to: the plan made anew before anything is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from punctum import Exceeded, InputError, PlanLimits, Problem, TreatmentPlan, limits_for
from punctum.report import plan_document, words
from punctum_clinic.plans.core import changed, source_of
from punctum_clinic.plans.differences import Difference, differences, label
from punctum_clinic.plans.editing.names import name_at
from punctum_clinic.plans.editing.read import Read
from punctum_clinic.plans.models import Plan
from punctum_clinic.plans.reasons import key_of


@dataclass(frozen=True, slots=True)
class Over:
    """A limit gone over, and the reason as far as there is one."""

    key: str
    text: str
    reason: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a change would come to.

    Arguments:
        lines: what is never allowed, one line each; then nothing else holds.
        problems: name of a field → what is wrong with it.
        changes: against the plan as it stands. redness, visits: as they would be.
        exceeded: limits for which a reason is needed. kept: reasons typed for limits that are not gone over now.
        limits: for the form.
    """

    lines: tuple[tuple[str, str], ...]
    problems: dict[str, str]
    changes: tuple[Difference, ...]
    redness: tuple[str, ...]
    visits: tuple[str, ...]
    exceeded: tuple[Over, ...]
    kept: tuple[tuple[str, str], ...]
    limits: PlanLimits


def preview_of(row: Plan, said: Read, reasons: Mapping[str, str], refused: InputError | None = None) -> Preview:
    """What a change would come to. `refused`: what saving it said."""
    problems = list(refused.problems) if refused else []
    over: tuple[Exceeded, ...] = ()
    try:
        made = changed(source_of(row), said.amendment)
        plan, over = made.plan, made.exceeded
        changes = differences(row.document, plan_document(plan))
    except InputError as error:
        problems = list(error.problems)
        # The form still shows what may be changed.
        plan, changes = changed(source_of(row), row.amendment).plan, ()
    lines = _lines(problems, said)
    named = {name: text for name, text in lines if name}
    return Preview(
        lines=tuple(lines),
        problems=named,
        changes=changes,
        redness=_redness(plan),
        visits=_visits(plan),
        exceeded=_exceeded(over, reasons, named),
        kept=tuple((key, why) for key, why in reasons.items() if why and key not in {key_of(each) for each in over}),
        limits=limits_for(plan),
    )


def _exceeded(over: tuple[Exceeded, ...], reasons: Mapping[str, str], problems: Mapping[str, str]) -> tuple[Over, ...]:
    by_key = {key_of(each): each for each in over}
    return tuple(
        Over(key, each.text, reasons.get(key, ""), problems.get(f"reason-{key}", "")) for key, each in by_key.items()
    )


def _lines(problems: list[Problem], said: Read) -> list[tuple[str, str]]:
    """Name of the field, or an empty text, and the line."""
    found = []
    for problem in problems:
        name = name_at(problem.path, said.zones)
        if name.startswith("reason-"):
            line = problem.expected
        else:
            text = _("expected %(expected)s, found %(found)s") % {"expected": problem.expected, "found": problem.found}
            line = f"{words.capital(_where(name))}: {text}" if name else str(problem)
        found.append((name, line))
    return found


def _where(name: str) -> str:
    zone, _dash, field = name.rpartition("-")
    try:
        return f"{words.plain(zone)}, {label(field)}" if zone else label(field)
    except KeyError:
        return words.plain(name)


def _redness(plan: TreatmentPlan) -> tuple[str, ...]:
    return tuple(
        f"{words.capital(zone.name)}: {zone.settings.redness_class}" for zone in plan.zones if zone.settings is not None
    )


def _visits(plan: TreatmentPlan) -> tuple[str, ...]:
    return tuple(words.day_text(visit.date) for visit in plan.prescription.sessions) if plan.prescription else ()
