"""The fields of the form: what may be changed, how it stands now, and how far it may go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from punctum import PlanLimits
from punctum.planning import Bound, FieldLimits
from punctum.report import words
from punctum_clinic.plans.differences import label as label_of
from punctum_clinic.plans.differences import said
from punctum_clinic.plans.editing.names import LEAVE_OUT, NO_ADJUNCTS, WHOLE, name_of

NUMBERS = ("density_per_cm2", "passes", "sessions", "interval_weeks")
INTERVAL_STEP = "0.5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field.

    Arguments:
        kind: select, number, date, text or check. value: what was typed; empty leaves it as planned.
        now: how it stands. limits: how far it may go, one line each. options: value and words of a select.
        problem: what is wrong with it.
    """

    name: str
    label: str
    kind: str
    value: str
    now: str = ""
    limits: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    step: str = "any"
    note: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The fields of one zone, or of the course. `why_none`: why nothing may be changed in it."""

    key: str
    title: str
    why_none: str
    fields: tuple[Field, ...]


def groups_of(limits: PlanLimits, typed: Mapping[str, str], problems: Mapping[str, str]) -> tuple[Group, ...]:
    """The form.

    Arguments:
        limits: what may be changed, as the core says it of the plan as it stands. typed: name → what was typed.
        problems: name → what is wrong with it.
    """
    groups = []
    for zone in limits.zones:
        fields = [_field(zone.zone, each, typed, problems) for each in zone.fields]
        if fields:
            fields.append(_check(name_of(zone.zone, LEAVE_OUT), _("Leave this zone out"), typed, problems))
        groups.append(Group(zone.zone, words.capital(zone.name), zone.why_none, tuple(fields)))
    if limits.course:
        course = tuple(part for each in limits.course for part in _course(each, typed, problems))
        groups.append(Group("course", _("Course"), "", course))
    return tuple(groups)


def _course(each: FieldLimits, typed: Mapping[str, str], problems: Mapping[str, str]) -> Iterator[Field]:
    yield _field("", each, typed, problems)
    if each.field == "adjuncts":
        yield _check(NO_ADJUNCTS, _("Nothing besides needling"), typed, problems)


def _field(zone: str, each: FieldLimits, typed: Mapping[str, str], problems: Mapping[str, str]) -> Field:
    name, field = name_of(zone, each.field), each.field
    kind = "select" if each.steps or field == "anaesthetic" else "number" if field in NUMBERS else "text"
    return Field(
        name=name,
        label=words.capital(label_of(field)),
        kind="date" if field == "first_session_date" else kind,
        value=typed.get(name, ""),
        now=_now(each),
        limits=tuple(_limits(each)),
        options=tuple(_options(each)) if kind == "select" else (),
        step="1" if field in WHOLE else INTERVAL_STEP if field == "interval_weeks" else "any",
        note=each.note,
        problem=problems.get(name, ""),
    )


def _check(name: str, label: str, typed: Mapping[str, str], problems: Mapping[str, str]) -> Field:
    return Field(name=name, label=label, kind="check", value=typed.get(name, ""), problem=problems.get(name, ""))


def _options(each: FieldLimits) -> Iterator[tuple[str, str]]:
    if each.field == "anaesthetic":
        yield from (("yes" if step else "no", _("with") if step else _("without")) for step in each.steps)
        return
    for step in each.steps:
        yield (f"{step:g}" if isinstance(step, float) else str(step)), said(each.field, step)


def _now(each: FieldLimits) -> str:
    if each.field == "anaesthetic":
        return _("with") if each.value else _("without")
    if each.field == "first_session_date":
        return words.full_dates(str(each.value)) if each.value else _("none")
    return said(each.field, each.value)


def _limits(each: FieldLimits) -> Iterator[str]:
    soft, hard = (each.most, each.least), (each.never_above, each.never_below)
    for bound in dict.fromkeys(bound for bound in (*soft, *hard) if bound is not None):
        yield _limit(each.field, bound)


def _bound_value(field: str, bound: Bound) -> str:
    value: Any = bound.value
    if field == "first_session_date":
        return words.full_dates(str(value))
    return _("%s per cm²") % words.at_most(value, 0) if field == "density_per_cm2" else said(field, value)


def _limit(field: str, bound: Bound) -> str:
    fields = {"value": _bound_value(field, bound), "what": bound.what}
    if bound.side == "most":
        return (
            _("Never above %(value)s: %(what)s") if bound.never else _("Limit: at most %(value)s: %(what)s")
        ) % fields
    return (_("Never below %(value)s: %(what)s") if bound.never else _("Limit: at least %(value)s: %(what)s")) % fields
