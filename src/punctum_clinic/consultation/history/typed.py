"""What stands in the boxes of the form: from a file, or from what somebody sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from punctum.evidence import match
from punctum_clinic.consultation.history.fields import Field, lists, single_fields

ROW = re.compile(r"([a-z]+)\[(\d{1,4})\]\.([a-z_]+)")
# What databases and files cannot hold, and nobody types.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Typed:
    """Text by the path of its field; entries of lists as they follow each other."""

    values: Mapping[str, str]
    rows: Mapping[str, tuple[Mapping[str, str], ...]]

    def with_row(self, name: str) -> Typed:
        """With an empty entry at the end of a list."""
        return replace(self, rows={**self.rows, name: (*self.rows.get(name, ()), {})})

    def without_row(self, name: str, index: int) -> Typed:
        """Without one entry of a list."""
        kept = tuple(row for place, row in enumerate(self.rows.get(name, ())) if place != index)
        return replace(self, rows={**self.rows, name: kept})


def typed_of(document: Mapping[str, Any]) -> Typed:
    """The boxes as a file fills them."""
    values = {field.path: _text(field, _at(document, field.path)) for field in single_fields()}
    rows = {
        name: tuple(
            {field.path: _text(field, entry.get(field.path)) for field in group.fields}
            for entry in _entries(document.get(name))
        )
        for name, group in lists().items()
    }
    asked = {none_of(name): "yes" for name in lists() if document.get(name) is not None and not rows[name]}
    return Typed({**values, **asked}, rows)


def none_of(name: str) -> str:
    """The box that says that a list was asked about and is empty."""
    return f"{name}.none"


def typed_from(sent: QueryDict, *, keep_empty: bool = False) -> Typed:
    """The boxes as somebody sent them; entries without a letter in them are left out unless they are kept."""
    boxes = [field.path for field in single_fields()] + [none_of(name) for name in lists()]
    values = {path: clean(sent.get(path, "")) for path in boxes}
    found: dict[str, dict[int, dict[str, str]]] = {name: {} for name in lists()}
    for key in sent:
        if (parts := ROW.fullmatch(key)) and parts[1] in found:
            found[parts[1]].setdefault(int(parts[2]), {})[parts[3]] = clean(sent.get(key, ""))
    rows = {
        name: tuple(row for _, row in sorted(entries.items()) if keep_empty or any(map(str.strip, row.values())))
        for name, entries in found.items()
    }
    return Typed(values, rows)


def clean(text: str | None) -> str:
    """A text without what cannot be stored."""
    return UNWRITABLE.sub("", text or "").replace("\r\n", "\n")


def _at(document: Mapping[str, Any], path: str) -> Any:
    value: Any = document
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _entries(value: Any) -> list[Mapping[str, Any]]:
    """Entries as files may write them: one or several, each a name or its fields; "none" is no entry."""
    members = value if isinstance(value, list | tuple) else [] if value is None else [value]
    named = ({"name": member} if isinstance(member, str) else member for member in members)
    found = [member for member in named if isinstance(member, Mapping)]
    return [member for member in found if not is_none(member)]


def is_none(entry: Mapping[str, Any]) -> bool:
    """Whether an entry is nothing but a word for none."""
    written = {key: value for key, value in entry.items() if value not in (None, "")}
    return set(written) <= {"name"} and match(str(written.get("name", "")), "condition").how == "empty"


def _text(field: Field, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return (", " if field.kind == "zones" else "\n").join(map(str, value))
    return f"{value:g}" if isinstance(value, float) and value == round(value, 3) else str(value)
