"""Names that somebody wrote and that the core does not know for certain: what they may mean, and writing them anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from punctum import InputError, Problem
from punctum.evidence import Concept, match
from punctum_clinic.people.words import SUBJECT_KINDS

NAMED = re.compile(
    r"(?P<list>conditions|medicines|allergies|procedures|exposures|products)\[(?P<place>\d{1,4})\]\."
    r"(?P<field>name|reason)|requests\.(?P<wish>adjuncts|other)\[(?P<at>\d{1,4})\]|requests\.device"
)


@dataclass(frozen=True, slots=True)
class ReadAs:
    """What a name may mean; no concept when nothing resembles it."""

    text: str
    concepts: tuple[Concept, ...]


def kind_at(path: str) -> Any:
    """Under which heading a field's text is looked up; none for fields that are no names."""
    found = NAMED.fullmatch(path)
    if found is None:
        return None
    if found["list"]:
        if found["field"] == "reason":
            return "condition" if found["list"] == "medicines" else None
        return SUBJECT_KINDS[found["list"]]
    return "request"


def read_as(path: str, text: str) -> ReadAs | None:
    """What a text at a field was read as, when that is not certain; none when it is, or when the field is no name."""
    kind = kind_at(path)
    if kind is None or not text.strip() or path == "requests.device":
        return None
    found = match(text.strip(), kind)
    return ReadAs(text, found.concepts) if found.how in ("near", "unknown") else None


def renamed(document: Mapping[str, Any], path: str, name: str) -> dict[str, Any]:
    """The file with another name at one field.

    Raises:
        InputError: there is no such name in the file, or the new one is empty.
    """
    found, plain = NAMED.fullmatch(path), " ".join(name.split())
    if found is None:
        raise InputError([Problem("path", "a name in the history", repr(path)[:40])])
    if not plain:
        raise InputError([Problem("name", "a name", "nothing")])
    copy = dict(document)
    if path == "requests.device":
        copy["requests"] = {**_fields(copy.get("requests")), "device": plain}
        return copy
    if found["list"]:
        members = _members(copy.get(found["list"]))
        place = _place(found["place"], members)
        entry = members[place]
        fields = dict(entry) if isinstance(entry, Mapping) else {"name": entry}
        members[place] = {**fields, found["field"]: plain}
        copy[found["list"]] = members
        return copy
    wishes = _fields(copy.get("requests"))
    members = _members(wishes.get(found["wish"]))
    members[_place(found["at"], members)] = plain
    copy["requests"] = {**wishes, found["wish"]: members}
    return copy


def _fields(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}


def _members(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [] if value is None else [value]


def _place(digits: str, members: list[Any]) -> int:
    if int(digits) >= len(members):
        raise InputError([Problem("path", "a name in the history", "one that is no longer there")])
    return int(digits)
