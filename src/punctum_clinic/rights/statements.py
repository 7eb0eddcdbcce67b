"""The single statements of a history, each of which may be put right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _

from punctum import InputError, Problem
from punctum_clinic.people.search import take_dates
from punctum_clinic.people.words import ABOUT, ISO_DATE, SUBJECTS, field_words, value_words

Place = tuple[str | int, ...]
Kind = Literal["yes_no", "number", "date", "list", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One value of a history.

    Arguments:
        key: its name in addresses. place: where it stands. entry: the place of the whole entry it belongs to.
        subject, what: under which heading, and what it says. value: as it is kept. words: as it is read.
    """

    key: str
    place: Place
    entry: Place
    subject: str
    what: str
    value: Any
    words: str
    kind: Kind


def statements_of(document: Mapping[str, Any]) -> tuple[Statement, ...]:
    """Every statement of a history, in the order in which people read them."""
    order = [*(name for name in SUBJECTS if name != "about"), *ABOUT]
    names = sorted(document, key=lambda name: order.index(name) if name in order else len(order))
    return tuple(one for name in names for one in _under((name,), (name,), document[name], ""))


def typed_value(statement: Statement, typed: str) -> Any:
    """What somebody typed, as the kind of value that the statement holds.

    Raises:
        InputError: it is not of that kind.
    """
    text = typed.strip()
    if statement.kind == "yes_no":
        answers = {"yes": True, "no": False, "": None}
        if text in answers:
            return answers[text]
        raise InputError([Problem("value", _("yes or no"), text[:40])])
    if not text:
        raise InputError([Problem("value", _("what is right"), _("nothing"))])
    if statement.kind == "number":
        if re.fullmatch(r"-?\d+([.,]\d+)?", text):
            number = float(text.replace(",", "."))
            return int(number) if number.is_integer() else number
        raise InputError([Problem("value", _("a number"), text[:40])])
    if statement.kind == "date":
        _rest, days = take_dates(text.casefold())
        if days:
            return days[0].isoformat()
        raise InputError([Problem("value", _("a date such as 2026-05-14 or 14.5.2026"), text[:40])])
    if statement.kind == "list":
        return [part.strip() for part in text.split(",") if part.strip()]
    return text


def _under(place: Place, entry: Place, value: Any, name: str) -> Iterator[Statement]:
    if isinstance(value, dict):
        name = str(value.get("name") or value.get("indication") or name)
        for field, one in value.items():
            # A part of a single value, such as a preference, is taken out alone; of an entry, the whole entry.
            yield from _under((*place, field), entry if isinstance(entry[-1], int) else (*place, field), one, name)
    elif isinstance(value, list) and value and not (len(place) > 1 and all(isinstance(one, str) for one in value)):
        for index, one in enumerate(value):
            yield from _under((*place, index), (*place, index), one, name)
    elif value is not None and value != []:
        yield _statement(place, entry, value, name)


def _statement(place: Place, entry: Place, value: Any, name: str) -> Statement:
    first = str(place[0])
    field = next(str(part) for part in reversed(place) if isinstance(part, str))
    own = field in ("name", "indication") or (field == first and first not in ABOUT)
    parts = [name if name != str(value) else "", "" if own else field_words(field)]
    kind: Kind = "text"
    if isinstance(value, bool):
        kind = "yes_no"
    elif isinstance(value, int | float):
        kind = "number"
    elif isinstance(value, list):
        kind = "list"
    elif ISO_DATE.fullmatch(str(value)):
        kind = "date"
    return Statement(
        key=".".join(map(str, place)),
        place=place,
        entry=entry,
        subject=str(SUBJECTS["about"] if first in ABOUT else SUBJECTS.get(first, field_words(first))),
        what=", ".join(part for part in parts if part),
        value=value,
        words=value_words(field, value),
        kind=kind,
    )
