"""Keeping a letter as it was made."""

from __future__ import annotations

from hashlib import sha256

from django.db import transaction

from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.consultation.actions.visit import held_open
from punctum_clinic.consultation.models import Consultation, Letter
from punctum_clinic.staff.models import User


@transaction.atomic
def keep_letter(*, consultation: Consultation, rule: str, pdf: bytes, by: User) -> Letter:
    """The letter that asks for a clearance, byte by byte.

    Raises:
        ClosedError: the consultation is closed.
    """
    held = held_open(consultation)
    letter = Letter.objects.create(
        consultation=held, rule=rule, pdf=pdf, pdf_sha256=sha256(pdf).hexdigest(), made_by=by
    )
    person = str(held.person.public_id)
    record(Act.CREATE, letter, by=by.actor, person=person, rule=rule, sha256=letter.pdf_sha256)
    return letter
