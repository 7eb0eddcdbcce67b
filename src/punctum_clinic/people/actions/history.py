"""Writing the next version of a person's history."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.people.models import History, Person
from punctum_clinic.people.patient import KEPT_ELSEWHERE, check_document, current_history
from punctum_clinic.staff.models import User


@transaction.atomic
def write_history(
    *, person: Person, document: dict[str, Any], origin: History.Origin, by: User | None, actor: str, note: str = ""
) -> History:
    """The next version of what is known of a person.

    Arguments:
        document: the fields of the core's patient file, less those kept elsewhere.
        by: the member of staff, or none when the person wrote it. actor: for the audit trail.

    Raises:
        InputError: one problem per field that cannot be used; nothing is written then.
    """
    fields = {name: value for name, value in document.items() if name not in KEPT_ELSEWHERE}
    check_document(person, fields)
    # The person's row is held so that two writers get numbers one after the other.
    Person.objects.select_for_update().get(pk=person.pk)
    last = current_history(person)
    history = History.objects.create(
        person=person,
        number=(last.number if last else 0) + 1,
        document=fields,
        origin=origin,
        note=note,
        made_by=by,
    )
    before = last.document if last else {}
    changed = sorted(name for name in {*fields, *before} if fields.get(name) != before.get(name))
    record(Act.CREATE, history, by=actor, person=str(person.public_id), number=history.number, fields=changed)
    return history
