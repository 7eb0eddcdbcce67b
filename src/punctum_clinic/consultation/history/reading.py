"""From what was typed to the patient file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from punctum import Problem
from punctum_clinic.consultation.history.fields import ELSEWHERE, Field, lists, single_fields
from punctum_clinic.consultation.history.typed import Typed, is_none, none_of

ANSWERS = {"": None, "yes": True, "no": False}


def document_of(typed: Typed, before: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """The next version of the file, and what is wrong with the boxes themselves; the core judges the rest.

    Arguments:
        before: the file so far; what is not on the form stays as it is.
    """
    document = {name: value for name, value in before.items() if name in ELSEWHERE}
    problems: list[Problem] = []
    for field in single_fields():
        value = _value(field, typed.values.get(field.path, ""), field.path, problems)
        if value is not None:
            _put(document, field.path, value)
    for name, group in lists().items():
        entries = []
        for index, row in enumerate(typed.rows.get(name, ())):
            read = {
                field.path: _value(field, row.get(field.path, ""), f"{name}[{index}].{field.path}", problems)
                for field in group.fields
            }
            entries.append({key: value for key, value in read.items() if value is not None})
        if entries or typed.values.get(none_of(name)) == "yes":
            document[name] = [entry for entry in entries if not is_none(entry)]
    return document, problems


def _put(document: dict[str, Any], path: str, value: Any) -> None:
    *above, last = path.split(".")
    place = document
    for part in above:
        place = place.setdefault(part, {})
    place[last] = value


def _value(field: Field, text: str, path: str, problems: list[Problem]) -> Any:
    written = text.strip()
    if not written:
        return None
    if field.yes_no:
        if written not in ANSWERS:
            problems.append(Problem(path, "yes, no or nothing", repr(written)[:60]))
        return ANSWERS.get(written)
    if field.kind == "zones":
        return [name.strip() for name in written.replace(";", ",").split(",") if name.strip()] or None
    if field.kind in ("lines", "dates"):
        return [line.strip() for line in written.splitlines() if line.strip()] or None
    if field.kind == "number":
        return number(written)
    return written if field.kind == "long" else " ".join(written.split())


def number(text: str) -> int | float | str:
    """A number as people write it, with a comma or a point; any other text as it is, for the core to refuse."""
    plain = text.replace(",", ".")
    try:
        return int(plain)
    except ValueError:
        pass
    try:
        value = float(plain)
    except ValueError:
        return text
    return value if abs(value) < float("inf") else text
