"""Keeping longer than the clinic's rule says, and keeping without using."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from punctum import InputError, Problem
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.people.models import Person
from punctum_clinic.staff.models import User

LONGEST_REASON = 500


@transaction.atomic
def hold(*, person: Person, by: User, until: date, reason: str) -> Person:
    """Keep everything about a person until a day, whatever the retention rule says.

    Raises:
        InputError: the day is not in the future, or there is no reason.
    """
    why, problems = " ".join(reason.split())[:LONGEST_REASON], []
    if until <= timezone.localdate():
        problems.append(Problem("until", _("a day in the future"), until.isoformat()))
    if not why:
        problems.append(Problem("reason", _("why it must be kept"), _("nothing")))
    if problems:
        raise InputError(problems)
    return _changed(person, by, hold_until=until, hold_reason=why)


@transaction.atomic
def lift_hold(*, person: Person, by: User) -> Person:
    """End a legal hold."""
    return _changed(person, by, hold_until=None, hold_reason="")


@transaction.atomic
def restrict(*, person: Person, by: User) -> Person:
    """Keep everything about a person and use it for nothing: from now on only the owner opens their pages."""
    return _changed(person, by, restricted_at=timezone.now(), restricted_by=by)


@transaction.atomic
def unrestrict(*, person: Person, by: User) -> Person:
    """Let the record be used again."""
    return _changed(person, by, restricted_at=None, restricted_by=None)


def _changed(person: Person, by: User, **fields: object) -> Person:
    now = Person.objects.select_for_update().get(pk=person.pk)
    for name, value in fields.items():
        setattr(now, name, value)
    now.save(update_fields=list(fields))
    record(Act.CHANGE, now, by=by.actor, person=str(now.public_id), fields=sorted(fields))
    return now
