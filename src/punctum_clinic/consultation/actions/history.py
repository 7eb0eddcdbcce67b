"""Writing the next version of the history, unless somebody else wrote one meanwhile."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from punctum_clinic.consultation.actions.visit import held_open
from punctum_clinic.consultation.models import Consultation
from punctum_clinic.people.actions import write_history
from punctum_clinic.people.models import History, Person
from punctum_clinic.people.patient import current_history
from punctum_clinic.staff.models import User


class ChangedMeanwhileError(Exception):
    """Somebody wrote another version since the form was loaded."""

    def __init__(self, current: History | None) -> None:
        self.current = current
        super().__init__("the history was changed meanwhile")


@transaction.atomic
def save_document(
    *, consultation: Consultation, document: dict[str, Any], expected_number: int, by: User, note: str = ""
) -> History | None:
    """The next version of the history; none when the document says nothing new.

    Arguments:
        expected_number: of the version that the form showed; 0 for none.

    Raises:
        ClosedError: the consultation is closed. ChangedMeanwhileError: the newest version is another one.
        InputError: one problem per field that cannot be used. Nothing is written then.
    """
    held = held_open(consultation)
    Person.objects.select_for_update().get(pk=held.person_id)
    current = current_history(held.person)
    if (current.number if current else 0) != expected_number:
        raise ChangedMeanwhileError(current)
    if current is not None and current.document == document:
        return None
    return write_history(
        person=held.person,
        document=document,
        origin=History.Origin.CONSULTATION,
        by=by,
        actor=by.actor,
        note=note,
    )
