"""Scenes in the consulting room."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from punctum import plan
from punctum.report import clearance_letter, letter_pdf
from punctum_clinic.consultation.actions import (
    close_consultation,
    keep_letter,
    open_consultation,
    save_document,
    save_notes,
    save_score,
)
from punctum_clinic.consultation.actions.visit import notes_sha256
from punctum_clinic.consultation.models import Consultation
from punctum_clinic.example.scenes.cast import Cast
from punctum_clinic.people.models import Person
from punctum_clinic.people.patient import current_history, patient_of_person
from punctum_clinic.practice.profile import clinic
from punctum_clinic.staff.models import User


def consult(
    cast: Cast,
    key: str,
    *,
    by: str,
    found: dict[str, Any] | None = None,
    scores: tuple[dict[str, Any], ...] = (),
    notes: str = "",
    letters: tuple[str, ...] = (),
    close: bool = True,
) -> None:
    """A visit: what is found is written down and scored, letters are asked for, and the visit is closed.

    Arguments:
        found: fields of the patient file that are new or put right. scores: `concern`, `scale`, `answers`, `goal`.
        letters: rules to ask about.
    """
    person, user = cast.people[key], cast.staff[by]
    visit = open_consultation(person=person, by=user, on=timezone.localdate())
    if found:
        history = current_history(person)
        document = (history.document if history else {}) | found
        save_document(consultation=visit, document=document, expected_number=_number(person), by=user)
    for told in scores:
        _score(visit, person, user, **told)
    if notes:
        save_notes(consultation=visit, text=notes, seen_sha256=notes_sha256(visit.notes), by=user)
    for rule in letters:
        drafted = plan(patient_of_person(person), on=timezone.localdate(), clinic=clinic())
        asked = clearance_letter(drafted, rule)
        keep_letter(consultation=visit, rule=asked.rule, pdf=letter_pdf(asked).content, by=user)
    if close:
        close_consultation(consultation=visit, by=user)


def _score(
    visit: Consultation, person: Person, user: User, *, concern: int, scale: str, answers: dict[str, str], goal: Any
) -> None:
    save_score(
        consultation=visit,
        concern=concern,
        scale=scale,
        answers=answers,
        as_baseline=True,
        goal=goal,
        expected_number=_number(person),
        by=user,
    )


def _number(person: Person) -> int:
    history = current_history(person)
    return history.number if history else 0
