"""The boxes of the form with what stands in them, what is wrong there, and what a name was read as."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from punctum import Problem
from punctum_clinic.consultation.history.fields import Field, Group, groups
from punctum_clinic.consultation.history.labels import ADD, LISTS_EMPTY
from punctum_clinic.consultation.history.names import ReadAs, kind_at, read_as
from punctum_clinic.consultation.history.typed import Typed, none_of

BRACKETS = re.compile(r"[\[\].]+")
LAST_PLACE = re.compile(r"\[\d+\]$")


@dataclass(frozen=True, slots=True)
class Box:
    """One box. `problem` is a sentence, empty when all is well; `doubt` stands at names that are not known for sure."""

    name: str
    field: Field
    value: str
    problem: str = ""
    doubt: ReadAs | None = None

    @property
    def id(self) -> str:
        """Its id on the page, which stays the same."""
        return box_id(self.name)

    @property
    def is_name(self) -> bool:
        """Whether what is typed there is looked up among the names we know."""
        return kind_at(self.name) is not None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list."""

    name: str
    boxes: tuple[Box, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Part:
    """One heading of the form with its boxes, or with its entries."""

    group: Group
    boxes: tuple[Box, ...]
    entries: tuple[Entry, ...]
    asked_none: bool
    none_name: str
    add: Any
    empty: Any
    problem: str


def box_id(path: str) -> str:
    """The id of the box of a field: `medicines[0].name` → `f-medicines-0-name`."""
    return "f-" + BRACKETS.sub("-", path).strip("-")


def sentence(problem: Problem) -> str:
    """What is wrong, as it stands at the field."""
    text = _("Expected %(expected)s, found %(found)s.") % {"expected": problem.expected, "found": problem.found}
    return text + " " + _("Did you mean “%s”?") % problem.hint if problem.hint else text


def by_field(problems: Iterable[Problem]) -> dict[str, str]:
    """Sentences by the path of the field that shows them."""
    found: dict[str, str] = {}
    for problem in problems:
        found.setdefault(problem.path, sentence(problem))
        found.setdefault(LAST_PLACE.sub("", problem.path), sentence(problem))
    return found


def parts(typed: Typed, problems: Iterable[Problem] = ()) -> tuple[Part, ...]:
    """The whole form."""
    wrong = by_field(problems)
    return tuple(_part(group, typed, wrong) for group in groups())


def summary(shown: Iterable[Part], problems: Iterable[Problem]) -> list[tuple[str, str, str]]:
    """For the top of the page: the id of a box, its label, and what is wrong; what has no box comes without an id."""
    boxes = {
        box.name: box
        for part in shown
        for box in (*part.boxes, *(box for entry in part.entries for box in entry.boxes))
    }
    lines = []
    for problem in problems:
        box = boxes.get(problem.path) or boxes.get(LAST_PLACE.sub("", problem.path))
        lines.append((box.id if box else "", str(box.field.label) if box else problem.path, sentence(problem)))
    return lines


def _part(group: Group, typed: Typed, wrong: Mapping[str, str]) -> Part:
    entries = tuple(
        Entry(
            f"{group.name}[{index}]",
            tuple(
                _box(f"{group.name}[{index}].{field.path}", field, row.get(field.path, ""), wrong)
                for field in group.fields
            ),
            index + 1,
        )
        for index, row in enumerate(typed.rows.get(group.name, ()))
    )
    return Part(
        group=group,
        boxes=()
        if group.repeats
        else tuple(_box(field.path, field, typed.values.get(field.path, ""), wrong) for field in group.fields),
        entries=entries,
        asked_none=typed.values.get(none_of(group.name)) == "yes",
        none_name=none_of(group.name),
        add=ADD.get(group.name, ""),
        empty=LISTS_EMPTY.get(group.name, ""),
        problem=wrong.get(group.name, ""),
    )


def _box(name: str, field: Field, value: str, wrong: Mapping[str, str]) -> Box:
    return Box(name, field, value, wrong.get(name, ""), read_as(name, value))
