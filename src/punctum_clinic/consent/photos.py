"""What a person's photographs may be used for: nothing that they have not said yes to."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.consent.models import Consent, PhotoPermission
from punctum_clinic.people.models import Person
from punctum_clinic.staff.models import User

Purpose = PhotoPermission.Purpose


def allowed(person: Person, purpose: str) -> bool:
    """Whether the newest decision of a person on a purpose is yes; no decision is no."""
    newest = PhotoPermission.objects.filter(person=person, purpose=purpose).order_by("-id").first()
    return newest is not None and newest.granted


def decisions(person: Person) -> dict[str, PhotoPermission | None]:
    """The newest decision on each purpose, in their order; one query."""
    newest: dict[str, PhotoPermission | None] = dict.fromkeys(Purpose.values)
    for row in PhotoPermission.objects.filter(person=person).order_by("id"):
        newest[row.purpose] = row
    return newest


def who(decision: PhotoPermission) -> str:
    """The name of who wrote a decision down; empty for the person themselves."""
    kind, _, number = decision.decided_by.partition(":")
    user = User.objects.filter(pk=int(number)).first() if kind == "user" and number.isdigit() else None
    return user.name if user else ""


@transaction.atomic
def decide(*, person: Person, answers: Mapping[str, bool | None], actor: str, consent: Consent | None = None) -> int:
    """Write down what a person decided; a purpose without an answer, or with the answer that holds, gets no row.

    Arguments:
        answers: purpose → yes, no, or nothing said. actor: who wrote it down, as the audit trail names them.

    Returns:
        how many decisions are new.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    holds = decisions(person)
    new = 0
    for purpose in Purpose.values:
        answer, before = answers.get(purpose), holds[purpose]
        if answer is None or (before is not None and before.granted == answer):
            continue
        row = PhotoPermission.objects.create(
            person=person, purpose=purpose, granted=answer, consent=consent, decided_by=actor
        )
        act = Act.WITHDRAW if before is not None and not answer else Act.CREATE
        record(act, row, by=actor, person=str(person.public_id), purpose=purpose, granted=answer)
        new += 1
    return new
