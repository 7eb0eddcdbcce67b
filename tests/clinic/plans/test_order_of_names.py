"""A plan is the same whatever order its names come back in; PostgreSQL keeps an order of its own."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone

from punctum_clinic.people.actions import write_history
from punctum_clinic.people.models import History, Person
from punctum_clinic.plans.actions import make_plan
from punctum_clinic.plans.models import Plan
from punctum_clinic.plans.signable import hindrances
from punctum_clinic.practice.models import Service
from punctum_clinic.staff.models import User
from tests.clinic.conftest import DOCUMENT

SAID = {
    "lifestyle": {"swimming": True, "outdoor_work": False, "sport": True},
    "preferences": {"max_visits": 4, "max_redness_days": 7},
}


def backwards(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: backwards(value[name]) for name in sorted(value, reverse=True)}
    return [backwards(one) for one in value] if isinstance(value, list) else value


def test_a_plan_that_comes_back_in_another_order_may_be_signed(person: Person, staff: dict[str, User]) -> None:
    owner = staff["owner"]
    for kind in ("consultation", "review", "session"):
        Service.objects.create(name=kind, kind=kind, minutes=60, price=100)
    document = DOCUMENT | SAID
    write_history(person=person, document=document, origin=History.Origin.CONSULTATION, by=owner, actor=owner.actor)
    today = timezone.localdate()
    row = make_plan(person=person, by=owner, on=today, form_key=uuid4())
    Plan.objects.filter(pk=row.pk).update(patient=backwards(row.patient), clinic=backwards(row.clinic))
    again = Plan.objects.select_related("person", "history").get(pk=row.pk)
    assert hindrances(again, today) == ()
