"""Making a plan, and making one anew from what is known now."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from punctum import InputError, Problem
from punctum_clinic.audit.models import Act
from punctum_clinic.people.models import History, Person
from punctum_clinic.people.patient import current_history
from punctum_clinic.plans.actions.change import keep_changed
from punctum_clinic.plans.actions.writing import check_form_key, next_number, written
from punctum_clinic.plans.core import changed, columns_of, planned, source_now
from punctum_clinic.plans.models import Plan
from punctum_clinic.plans.reasons import Reasons
from punctum_clinic.staff.models import User


def make_plan(*, person: Person, by: User, on: date, form_key: UUID, name: str = "") -> Plan:
    """A draft from the person's newest history; the same form sent twice makes one plan.

    The core plans before anything is written, so that a history that cannot be planned from leaves nothing behind.

    Raises:
        InputError: there is no history, or it cannot be planned from on this day.
    """
    if made := Plan.objects.filter(form_key=form_key, person=person).first():
        return made
    check_form_key(form_key, person)
    history = history_to_plan_from(person)
    source = source_now(person, history, on)
    columns = columns_of(planned(source), source)
    with transaction.atomic():
        # The person's row is held so that two forms get numbers one after the other.
        Person.objects.select_for_update().get(pk=person.pk)
        if made := Plan.objects.filter(form_key=form_key, person=person).first():
            return made
        number = next_number(person)
        row = Plan.objects.create(
            person=person, number=number, name=name, history=history, made_by=by, form_key=form_key, **columns
        )
        written(row, Act.CREATE, by)
    return row


def remake_plan(*, row: Plan, by: User, on: date, form_key: UUID, reasons: Reasons) -> Plan:
    """The plan again, from the newest history and on this day, with the same changes by a clinician.

    The day of the first session is planned anew. A draft is replaced; of a signed plan the next one is made.

    Raises:
        InputError: it cannot be planned from, or a change is no longer allowed, or a limit has no reason.
    """
    history = history_to_plan_from(row.person)
    source = source_now(row.person, history, on)
    made = changed(source, {name: value for name, value in row.amendment.items() if name != "first_session_date"})
    return keep_changed(row=row, made=made, source=source, history=history, by=by, form_key=form_key, reasons=reasons)


def history_to_plan_from(person: Person) -> History:
    """The newest history of a person.

    Raises:
        InputError: there is none yet.
    """
    history = current_history(person)
    if history is None:
        raise InputError([Problem("history", _("a history to plan from"), _("none yet"))])
    return history
