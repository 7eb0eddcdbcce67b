"""Opening a consultation, its notes, and closing it."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from punctum import InputError, Problem, screen
from punctum.screening import screening_document
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.consultation.models import Consultation
from punctum_clinic.people.models import Person
from punctum_clinic.people.patient import current_history, patient_of_person
from punctum_clinic.staff.models import User


class ClosedError(Exception):
    """The consultation was closed; it stands as it was."""


class NotesChangedError(Exception):
    """Somebody else wrote in the notes since they were read."""


@transaction.atomic
def open_consultation(*, person: Person, by: User, on: date) -> Consultation:
    """The open consultation of a person; a new one when none is open."""
    # The person's row is held so that two who open at once get the same one.
    Person.objects.select_for_update().get(pk=person.pk)
    consultation = person.consultations.filter(closed_at=None).first()
    if consultation is not None:
        return consultation
    consultation = Consultation.objects.create(
        person=person, on=on, history_before=current_history(person), started_by=by
    )
    record(Act.CREATE, consultation, by=by.actor, person=str(person.public_id))
    return consultation


@transaction.atomic
def save_notes(*, consultation: Consultation, text: str, seen_sha256: str, by: User) -> Consultation:
    """The notes of an open consultation.

    Arguments:
        seen_sha256: of the notes as the writer last saw them.

    Raises:
        ClosedError: it is closed. NotesChangedError: somebody else wrote meanwhile; nothing is written then.
    """
    held = held_open(consultation)
    if held.notes == text:
        return held
    if notes_sha256(held.notes) != seen_sha256:
        raise NotesChangedError
    held.notes = text
    held.save(update_fields=["notes"])
    record(Act.CHANGE, held, by=by.actor, person=str(held.person.public_id), fields=["notes"], length=len(text))
    return held


@transaction.atomic
def close_consultation(*, consultation: Consultation, by: User) -> Consultation:
    """Close a consultation: keeps the history as it is now and what screening says on this day.

    Raises:
        ClosedError: it is closed already. InputError: there is no history yet.
    """
    held = held_open(consultation)
    history = current_history(held.person)
    if history is None:
        raise InputError([Problem("history", "something written in the history before closing", "nothing")])
    held.history_after = history
    held.screening = _screened(held.person, timezone.localdate())
    held.closed_at, held.closed_by = timezone.now(), by
    held.save(update_fields=["history_after", "screening", "closed_at", "closed_by"])
    verdict = held.screening["verdict"] if held.screening else ""
    record(
        Act.CHANGE, held, by=by.actor, person=str(held.person.public_id), closed=True, history=history.number,
        verdict=verdict,
    )  # fmt: skip
    return held


def held_open(consultation: Consultation) -> Consultation:
    """The consultation, held until the transaction ends.

    Raises:
        ClosedError: it is closed.
    """
    held = Consultation.objects.select_for_update(of=("self",)).select_related("person").get(pk=consultation.pk)
    if held.closed_at is not None:
        raise ClosedError
    return held


def notes_sha256(text: str) -> str:
    """What tells one text of the notes from another."""
    return sha256(text.encode()).hexdigest()


def _screened(person: Person, on: date) -> dict[str, object] | None:
    """The screening of a day as a document; none while nothing is named to be treated."""
    try:
        return screening_document(screen(patient_of_person(person), on=on))
    except InputError as error:
        if all(problem.path == "concerns" for problem in error.problems):
            return None
        raise
