"""Adding a person, and changing who they are and how they are reached."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from punctum import InputError, Problem
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.people.checks import FIELDS, problems_with, tidy
from punctum_clinic.people.models import NameCorrection, Person
from punctum_clinic.staff.models import User

# Who somebody is; putting one of these right is kept with what stood there before.
IDENTITY = ("given_name", "family_name", "birth_date", "sex")
NEEDED = ("given_name", "family_name", "birth_date")


@transaction.atomic
def add_person(*, by: User, **fields: Any) -> Person:
    """A new person of the clinic.

    Arguments:
        fields: `given_name`, `family_name`, `birth_date`, and what is known of `sex`, `email`, `phone`, `language`.

    Raises:
        InputError: one problem per field that cannot be used; nothing is written then.
    """
    given = _checked({**dict.fromkeys(NEEDED, ""), **fields})
    person = Person.objects.create(created_by=by, **given)
    record(Act.CREATE, person, by=by.actor, person=str(person.public_id), fields=sorted(given))
    return person


@transaction.atomic
def edit_person(*, person: Person, by: User, reason: str = "", **fields: Any) -> Person:
    """Change who somebody is or how they are reached.

    Arguments:
        reason: why a name, the birth date or the sex was wrong; needed when one of these changes, and kept.

    Returns:
        the person as they stand now.

    Raises:
        InputError: one problem per field that cannot be used; nothing is written then.
    """
    given = _checked(fields)
    now = Person.objects.select_for_update().get(pk=person.pk)
    changed = {name: value for name, value in given.items() if getattr(now, name) != value}
    put_right = [name for name in IDENTITY if name in changed]
    why = " ".join(reason.split())[:500]
    if put_right and not why:
        raise InputError([Problem("reason", _("why the name, birth date or sex is put right"), _("nothing"))])
    if not changed:
        return now
    for name in put_right:
        NameCorrection.objects.create(
            person=now, field=name, before=_text(getattr(now, name)), after=_text(changed[name]), reason=why, by=by
        )
    for name, value in changed.items():
        setattr(now, name, value)
    now.save(update_fields=list(changed))
    record(Act.CHANGE, now, by=by.actor, person=str(now.public_id), fields=sorted(changed))
    return now


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    if unknown := sorted(set(fields) - set(FIELDS)):
        raise TypeError(f"no fields of a person: {', '.join(unknown)}")
    given = tidy(fields)
    if problems := list(problems_with(given, timezone.localdate())):
        raise InputError(problems)
    return given


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
