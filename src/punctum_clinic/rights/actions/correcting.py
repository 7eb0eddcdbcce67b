"""Putting one statement of a history right."""

from __future__ import annotations

import copy
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from punctum import InputError, Problem
from punctum_clinic.people.actions import write_history
from punctum_clinic.people.models import History, Person
from punctum_clinic.people.patient import current_history
from punctum_clinic.rights.statements import statements_of
from punctum_clinic.staff.models import User

LONGEST_REASON = 500


@transaction.atomic
def correct(*, person: Person, by: User, number: int, key: str, value: Any, remove: bool, reason: str) -> History:
    """A new version of a history in which one statement reads differently, or is taken out.

    Arguments:
        number: the version that was looked at. key: which statement, as `statements_of` names it.
        value: what stands there from now on. remove: take the whole entry out instead. reason: kept as its note.

    Raises:
        InputError: there is no reason; somebody else wrote a version meanwhile; or the value cannot be used.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    current = current_history(person)
    why, problems = " ".join(reason.split())[:LONGEST_REASON], []
    if not why:
        problems.append(Problem("reason", _("why it is put right"), _("nothing")))
    if current is None or current.number != number:
        expected, found = _("the version that was looked at"), _("a newer one. Look at it and correct that")
        problems.append(Problem("history", expected, found))
    known = {} if current is None else {one.key: one for one in statements_of(current.document)}
    if key not in known:
        problems.append(Problem("statement", _("a statement of this history"), key[:40]))
    if problems or current is None:
        raise InputError(problems)
    document = copy.deepcopy(current.document)
    one = known[key]
    *way, last = one.entry if remove else one.place
    holder: Any = document
    for step in way:
        holder = holder[step]
    if remove:
        del holder[last]
    else:
        holder[last] = value
    return write_history(
        person=person, document=document, origin=History.Origin.CORRECTION, by=by, actor=by.actor, note=why
    )
