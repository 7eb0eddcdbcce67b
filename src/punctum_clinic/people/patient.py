"""A person of the clinic as the core's patient."""

from __future__ import annotations

from typing import Any

from punctum import InputError, Patient, patient_of
from punctum_clinic.people.models import Clearance, History, Person

# Stand in a history's place in `Person` and `Clearance`.
KEPT_ELSEWHERE = ("id", "birth_date", "sex", "clearances")


def current_history(person: Person) -> History | None:
    """The newest version of what a person told."""
    return person.histories.order_by("-number").first()


def patient_fields(person: Person, document: dict[str, Any]) -> dict[str, Any]:
    """The fields of the core's patient file for a person with this history."""
    return {
        "id": str(person.public_id),
        "birth_date": person.birth_date.isoformat(),
        "sex": person.sex,
        "clearances": [_clearance(one) for one in person.clearances.filter(withdrawn_at=None).order_by("id")],
        **document,
    }


def patient_of_person(person: Person, history: History | None = None) -> Patient:
    """The core's patient: a person, one version of their history (the newest if none is given), and all clearances.

    Raises:
        InputError: there is no history yet, or it names no concern, or a field cannot be used.
    """
    chosen = history or current_history(person)
    return patient_of(patient_fields(person, chosen.document if chosen else {"concerns": []}))


def check_document(person: Person, document: dict[str, Any]) -> None:
    """Check that a history can be used; one without a concern may still get one.

    Raises:
        InputError: one problem per field that cannot be used.
    """
    try:
        patient_of(patient_fields(person, document))
    except InputError as error:
        problems = [problem for problem in error.problems if problem.path != "concerns" or document.get("concerns")]
        if problems:
            raise InputError(problems) from None


def _clearance(row: Clearance) -> dict[str, Any]:
    return {
        "rule": row.rule,
        "by": row.by_name,
        "role": row.profession,
        "on": row.on.isoformat(),
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
        "reason": row.reason,
    }
