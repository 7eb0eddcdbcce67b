"""What must hold of who somebody is, whichever way it was written down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from punctum import Problem
from punctum.evidence import LIMITS
from punctum.patient import age_years
from punctum_clinic.people.models import Person

LONGEST_NAME = 200
FEWEST_DIGITS, MOST_DIGITS = 5, 17
PHONE_SIGNS = frozenset(" +-()./#x")
# What `add_person` and `edit_person` take.
FIELDS = ("given_name", "family_name", "birth_date", "sex", "email", "phone", "language")


def tidy(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields with single spaces in their texts."""
    return {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in fields.items()}


def problems_with(fields: Mapping[str, Any], today: date) -> Iterator[Problem]:
    """One problem for each field of a person that cannot be used; fields that are not given are not looked at."""
    for name in ("given_name", "family_name"):
        if name in fields and not 0 < len(fields[name]) <= LONGEST_NAME:
            yield Problem(
                name, _("a name of 1 to %(most)d letters") % {"most": LONGEST_NAME}, fields[name][:40] or _("nothing")
            )
    if "birth_date" in fields:
        yield from _birth_date(fields["birth_date"], today)
    if "sex" in fields and fields["sex"] not in Person.Sex.values:
        yield Problem("sex", ", ".join(Person.Sex.values), str(fields["sex"])[:40])
    if fields.get("email"):
        try:
            validate_email(fields["email"])
        except ValidationError:
            yield Problem("email", _("an address such as name@example.org"), fields["email"][:60])
    if fields.get("phone"):
        digits = sum(char.isdecimal() for char in fields["phone"])
        if not FEWEST_DIGITS <= digits <= MOST_DIGITS or not _signs_of_a_phone(fields["phone"]):
            yield Problem("phone", _("a phone number such as +44 7700 900123"), fields["phone"][:60])


def _birth_date(value: Any, today: date) -> Iterator[Problem]:
    oldest = LIMITS.by_id["age_years"].maximum
    if not isinstance(value, date):
        yield Problem("birth_date", _("a date"), str(value)[:40] or _("nothing"))
    elif value > today:
        yield Problem("birth_date", _("a date that is not in the future"), value.isoformat())
    elif age_years(value, today) > oldest:
        expected = _("a date not more than %(years)d years ago") % {"years": oldest}
        yield Problem("birth_date", expected, value.isoformat())


def _signs_of_a_phone(text: str) -> bool:
    return all(char.isdecimal() or char in PHONE_SIGNS for char in text)
