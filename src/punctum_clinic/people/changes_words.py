"""Changes of a history in words, with when and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from punctum_clinic.people.changes import KNOWN_BY, Change, changes
from punctum_clinic.people.models import History
from punctum_clinic.people.words import ABOUT, SUBJECTS, field_words, value_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One change as people read it.

    Arguments:
        kind: `added`, `removed` or `changed`; also said in words by `kind_words`.
        subject: under which heading. what: the entry or field. old, new: in words; empty where there is none.
        at, by: when it was written down, and by whom.
    """

    kind: str
    kind_words: str
    subject: str
    what: str
    old: str = ""
    new: str = ""
    at: datetime | None = None
    by: str = ""


def differences(versions: Sequence[History]) -> list[Difference]:
    """What changed from the first of these versions to the last; the versions between tell when and by whom.

    Arguments:
        versions: of one person, oldest first; two or more, else nothing changed.
    """
    if len(versions) < 2:
        return []
    steps = [
        (later, {_place(change) for change in changes(earlier.document, later.document)})
        for earlier, later in pairwise(versions)
    ]
    found = []
    for change in changes(versions[0].document, versions[-1].document):
        place = _place(change)
        when = next((version for version, places in reversed(steps) if place in places), versions[-1])
        found += [_with_source(one, when) for one in in_words(change)]
    return found


def in_words(change: Change) -> Iterator[Difference]:
    """A change in words; a subject that came or went as a whole is told entry by entry, a mere new order not at all."""
    if change.kind == "reordered":
        return
    if len(change.path) == 1 and change.kind in ("added", "removed"):
        value = change.new if change.kind == "added" else change.old
        members = value if isinstance(value, list) else None
        if members is not None and change.path[0] not in ABOUT:
            if not members:
                none_told = _("asked, none told")
                yield _difference(change, "", none_told if change.kind == "removed" else "", none_told)
            for member in members:
                yield _entry(change, member)
            return
    if change.kind in ("added", "removed") and isinstance(change.path[-1], int):
        yield _entry(change, change.new if change.kind == "added" else change.old)
        return
    field = next((part for part in reversed(change.path) if isinstance(part, str)), "")
    entry = change.label if len(change.path) > 2 else ""
    what = ", ".join(
        part for part in (entry, field_words(field) if len(change.path) > 1 or field in ABOUT else "") if part
    )
    yield _difference(
        change,
        what,
        "" if change.kind == "added" else value_words(field, change.old),
        "" if change.kind == "removed" else value_words(field, change.new),
    )


def _entry(change: Change, member: Any) -> Difference:
    """An entry that came or went, by its name and what was said of it."""
    if not isinstance(member, dict):
        return _difference(change, str(member), "", "")
    named_by = next((field for field in KNOWN_BY if member.get(field)), "")
    said = value_words(
        "", {name: value for name, value in member.items() if name != named_by and value is not None} or ""
    )
    details = said if len(member) > 1 else ""
    name = value_words(named_by, member.get(named_by, ""))
    return _difference(
        change, name, details if change.kind == "removed" else "", details if change.kind == "added" else ""
    )


def _difference(change: Change, what: str, old: str, new: str) -> Difference:
    first = str(change.path[0])
    words: Mapping[str, str] = {"added": _("added"), "removed": _("removed"), "changed": _("changed")}
    subject = str(SUBJECTS["about"] if first in ABOUT else SUBJECTS.get(first, field_words(first)))
    return Difference(kind=change.kind, kind_words=words[change.kind], subject=subject, what=what, old=old, new=new)


def _with_source(one: Difference, version: History) -> Difference:
    return Difference(
        kind=one.kind,
        kind_words=one.kind_words,
        subject=one.subject,
        what=one.what,
        old=one.old,
        new=one.new,
        at=version.made_at,
        by=written_by(version),
    )


def written_by(version: History) -> str:
    """Who wrote a version of a history."""
    return version.made_by.name if version.made_by else _("the patient, on their own phone")


def _place(change: Change) -> tuple[str, str, str]:
    """Where a change stands whatever the places in a list were."""
    fields = [part for part in change.path if isinstance(part, str)]
    return fields[0], " ".join(change.label.casefold().split()), fields[-1]
