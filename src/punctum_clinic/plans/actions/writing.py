"""What every writing of a plan has in common."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from punctum import InputError, Problem
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.people.models import Person
from punctum_clinic.plans.actions.ask_papers import ask_papers
from punctum_clinic.plans.models import Plan
from punctum_clinic.staff.models import User


def next_number(person: Person) -> int:
    """The number of a person's next plan. Their row must be held meanwhile."""
    last = Plan.objects.filter(person=person).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def held(row: Plan) -> Plan:
    """A plan as it is now, with its person's row held, so that two writers write one after the other."""
    Person.objects.select_for_update().get(pk=row.person_id)
    return Plan.objects.select_related("person", "history").get(pk=row.pk)


def check_form_key(form_key: UUID, person: Person) -> None:
    """A form belongs to one person.

    Raises:
        InputError: it made a plan of somebody else.
    """
    if Plan.objects.filter(form_key=form_key).exclude(person=person).exists():
        raise InputError([Problem("form", _("a form of this person"), _("that of somebody else; load the page again"))])


def written(row: Plan, act: Act, by: User, **detail: Any) -> None:
    """Say in the trail that a plan was written, and ask for its papers."""
    record(act, row, by=by.actor, person=str(row.person.public_id), number=row.number, sha256=row.sha256, **detail)
    ask_papers(row, by=by.actor)
