"""What a history tells, subject by subject, in the words it was told in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from punctum.evidence import match
from punctum_clinic.people.words import ABOUT, SUBJECT_KINDS, SUBJECTS, field_words, value_words

NAMED_BY = {"concerns": "indication"}
ENTRIES = ("concerns", *SUBJECT_KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that was told.

    Arguments:
        path: where it stands, `medicines[0]`. words: the thing itself. details: what was said of it, label and value.
        unsure: the name is not recognised for certain, and a clinician reads it. assumed: what it was read as, if so.
    """

    path: str
    words: str
    details: tuple[tuple[str, str], ...] = ()
    unsure: bool = False
    assumed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was told on one subject; `asked` is false when the history does not even say that there is none."""

    subject: str
    title: str
    asked: bool
    lines: tuple[Line, ...]

    @property
    def unsure(self) -> int:
        """How many lines a clinician must read."""
        return sum(line.unsure for line in self.lines)


def told_in(document: Mapping[str, Any]) -> tuple[Told, ...]:
    """Everything a history tells, grouped by subject."""
    return tuple(
        Told(
            subject=subject,
            title=str(title),
            asked=any(was_asked(document, name) for name in (ABOUT if subject == "about" else (subject,))),
            lines=tuple(_lines(document, subject)),
        )
        for subject, title in SUBJECTS.items()
    )


def was_asked(document: Mapping[str, Any], subject: str) -> bool:
    """Whether a history says anything on a subject, be it that there is nothing."""
    return document.get(subject) is not None


def entries_of(document: Mapping[str, Any], subject: str) -> list[tuple[str, dict[str, Any]]]:
    """The entries of a subject that is a list, each with the path it stands at; "none" and the like are no entries.

    Returns:
        pairs of the path (`medicines[0]`) and the fields, always with a name.
    """
    value = document.get(subject)
    members = [] if value is None else value if isinstance(value, list) else [value]
    named_by = NAMED_BY.get(subject, "name")
    kind = SUBJECT_KINDS.get(subject)
    found = []
    for index, member in enumerate(members):
        fields = dict(member) if isinstance(member, dict) else {named_by: str(member)}
        text = str(fields.get(named_by) or "")
        if text and (kind is None or match(text, kind).how != "empty"):
            found.append((f"{subject}[{index}]", fields))
    return found


def _lines(document: Mapping[str, Any], subject: str) -> Iterator[Line]:
    if subject in ENTRIES:
        for path, fields in entries_of(document, subject):
            yield _entry(subject, path, fields)
    elif subject == "about":
        for name in ABOUT:
            if was_asked(document, name):
                details = ((field_words(name), value_words(name, document[name])),)
                yield Line(path=name, words="", details=details)
    elif isinstance(value := document.get(subject), dict):
        for name, one in value.items():
            if one is not None:
                yield Line(path=f"{subject}.{name}", words="", details=((field_words(name), value_words(name, one)),))
    elif value:
        for index, one in enumerate(value if isinstance(value, list) else [value]):
            yield Line(path=f"{subject}[{index}]" if isinstance(value, list) else subject, words=str(one))


def _entry(subject: str, path: str, fields: Mapping[str, Any]) -> Line:
    named_by = NAMED_BY.get(subject, "name")
    text = str(fields[named_by])
    kind = SUBJECT_KINDS.get(subject)
    found = None if kind is None else match(text, kind)
    unsure = found is not None and found.how != "exact"
    return Line(
        path=path,
        words=value_words(named_by, text),
        details=tuple(
            (field_words(name), value_words(name, one))
            for name, one in fields.items()
            if name != named_by and one not in (None, "", [])
        ),
        unsure=unsure,
        assumed=", ".join(concept.name for concept in found.concepts) if found is not None and unsure else "",
    )
