"""The fields of the patient file that a clinician writes, read from the core's own schema."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from punctum import Patient
from punctum.device import DEVICES
from punctum.evidence import LIMITS
from punctum_clinic.consultation.history.labels import HINTS, label_of

Kind = Literal["choice", "text", "long", "number", "date", "dates", "zones", "lines"]
# Written elsewhere: who they are, clearances with their names, concerns on the chart, the questionnaire by the patient.
ELSEWHERE = frozenset({"id", "birth_date", "sex", "clearances", "concerns", "fitzpatrick"})
YES_NO = (("", _("not stated")), ("yes", _("yes")), ("no", _("no")))


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Arguments:
        path: where it stands in the file, `skin.thin`; in an entry of a list its own name.
        yes_no: whether its choices stand for true and false.
    """

    path: str
    label: Any
    kind: Kind
    hint: Any = ""
    choices: tuple[tuple[str, Any], ...] = ()
    yes_no: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand together under a heading; `repeats` where there may be any number of such entries."""

    name: str
    label: Any
    fields: tuple[Field, ...]
    repeats: bool = False


@cache
def groups() -> tuple[Group, ...]:
    """Every field of the form in the order of the core's schema; single fields together, first."""
    single: list[Field] = []
    found: list[Group] = []
    for name, info in Patient.model_fields.items():
        if name in ELSEWHERE:
            continue
        inner = _plain(info.annotation)
        model = _plain(get_args(inner)[0]) if get_origin(inner) is tuple else inner
        if not (isinstance(model, type) and issubclass(model, BaseModel)):
            single.append(_field("", name, info.annotation))
            continue
        repeats = get_origin(inner) is tuple
        prefix = "" if repeats else f"{name}."
        fields = tuple(_field(name, key, part.annotation, prefix) for key, part in model.model_fields.items())
        found.append(Group(name, label_of("", name), fields, repeats))
    first = Group("about", _("About them"), tuple(field for field in single if field.kind not in ("lines", "long")))
    last = Group("words", _("In their own words"), tuple(field for field in single if field.kind in ("lines", "long")))
    return (first, *found, last)


@cache
def lists() -> dict[str, Group]:
    """The groups with entries, by name."""
    return {group.name: group for group in groups() if group.repeats}


@cache
def single_fields() -> tuple[Field, ...]:
    """The fields that stand once."""
    return tuple(field for group in groups() if not group.repeats for field in group.fields)


def _field(group: str, name: str, annotation: Any, prefix: str = "") -> Field:
    label, hint, path = label_of(group, name), HINTS.get(name, ""), f"{prefix}{name}"
    inner = _plain(annotation)
    if name == "notes":
        return Field(path, label, "long", hint)
    if group == "preferences" and name == "device":
        devices = tuple((row.id, row.name) for row in DEVICES.rows)
        return Field(path, label, "choice", hint, (("", _("not stated")), *devices))
    if inner is bool:
        return Field(path, label, "choice", hint, YES_NO, yes_no=True)
    if get_origin(inner) is Literal:
        choices = tuple((str(value), _(str(value))) for value in get_args(inner))
        return Field(path, label, "choice", hint, (("", _("not stated")), *choices))
    if inner in (int, float):
        limit = LIMITS.by_id.get(name)
        span = f"{limit.minimum:g}–{limit.maximum:g} {limit.unit}" if limit else ""
        return Field(path, label, "number", hint or span)
    if inner is date:
        return Field(path, label, "date", hint)
    if get_origin(inner) is tuple:
        member = _plain(get_args(inner)[0])
        kind: Kind = "zones" if name == "zones" else "dates" if member is date else "lines"
        return Field(path, label, kind, hint)
    return Field(path, label, "text", hint)


def _plain(annotation: Any) -> Any:
    """A type without what is annotated to it and without `| None`."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        (kept,) = [part for part in get_args(annotation) if part is not type(None)]
        return _plain(kept)
    return annotation
