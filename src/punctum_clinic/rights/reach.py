"""Which rows of which tables are about a person: found by following keys, so that no table can be forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from punctum_clinic.people.models import Person

Model = type[models.Model]


@dataclass(frozen=True, slots=True)
class Held:
    """A table that holds rows about people, and the keys by which they lead there: field → the table it points to."""

    model: Model
    keys: tuple[tuple[str, Model], ...]


def tables_about_people(of: Iterable[Model] | None = None) -> tuple[Held, ...]:
    """Every table with a key that leads to a person, whatever the app; each stands after those its keys point to.

    Arguments:
        of: the tables to look among; all that are installed, if none are given.
    """
    unknown = [model for model in (of or apps.get_models(include_auto_created=True)) if model is not Person]
    known: list[Held] = [Held(Person, ())]
    reached: set[Model] = {Person}
    about = _closure(unknown)
    while about:
        ready = [model for model in about if all(to in reached or to is model for _name, to in _keys(model, about))]
        if not ready:
            raise ValueError(f"keys in a circle: {sorted(model._meta.label for model in about)}")
        for model in ready:
            known.append(Held(model, tuple(_keys(model, {*reached, model}))))
        reached |= set(ready)
        about -= set(ready)
    return tuple(known)


def rows_about(person: Person) -> dict[Model, QuerySet[Any]]:
    """The rows about a person, by table, in an order in which each stands after those its keys point to."""
    found: dict[Model, list[Any]] = {Person: [person.pk]}
    for held in tables_about_people():
        if held.model is Person:
            continue
        own = Q()
        for name, to in held.keys:
            if to is not held.model:
                own |= Q(**{f"{name}__in": found[to]})
        rows = held.model._default_manager.filter(own).order_by("pk")
        found[held.model] = list(rows.values_list("pk", flat=True).distinct())
    return {model: model._default_manager.filter(pk__in=keys).order_by("pk") for model, keys in found.items()}


def _closure(candidates: Iterable[Model]) -> set[Model]:
    left, about = set(candidates), set[Model]()
    while more := {model for model in left if _keys(model, {Person, *about})}:
        about |= more
        left -= more
    return about


def _keys(model: Model, to: Iterable[Model]) -> list[tuple[str, Model]]:
    wanted = set(to)
    return [
        (field.name, field.related_model)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model in wanted
    ]
