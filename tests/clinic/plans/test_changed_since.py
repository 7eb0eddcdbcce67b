"""What is known of a person changes after a plan is signed: every page that rests on the plan says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from punctum_clinic.consent.actions import offer
from punctum_clinic.people.actions import record_clearance, withdraw_clearance, write_history
from punctum_clinic.people.models import History, Person
from punctum_clinic.plans.actions import make_plan, sign_plan
from punctum_clinic.plans.models import Plan
from punctum_clinic.plans.since_made import changed_since
from punctum_clinic.staff.models import User
from tests.clinic.conftest import DOCUMENT

SAID = "changed since this plan was made"


@pytest.fixture
def signed(plan: Plan, staff: dict[str, User]) -> Plan:
    owner = staff["owner"]
    return sign_plan(
        row=plan, by=owner, today=timezone.localdate(), seen_sha256=plan.sha256, method="typed", name=owner.name,
        strokes=[],
    )  # fmt: skip


@pytest.mark.parametrize("what", ["intake", "clearance", "nothing"])
def test_it_shows_at_the_plan_at_the_consent_and_on_the_day(
    signed: Plan, path: str, staff: dict[str, User], signed_in: Callable[[str], Client], what: str
) -> None:
    owner, person = staff["owner"], signed.person
    consent = offer(plan=signed, treatment="scars", language="en", by=owner)
    if what == "intake":
        write_history(person=person, document=DOCUMENT | {"medicines": ["warfarin"]}, origin=History.Origin.INTAKE,
                      by=None, actor="link:1")  # fmt: skip
    elif what == "clearance":
        record_clearance(person=person, by=owner, rule="S041", by_name=owner.name, profession="dermatologist",
                         on=timezone.localdate(), valid_until=None, reason="Asked.")  # fmt: skip
    pages = (path, f"{path}rescreen/", f"/people/{person.public_id}/consent/", f"/consents/{consent.public_id}/")
    for page in pages:
        answer = signed_in("practitioner").get(page)
        assert answer.status_code == 200
        assert (SAID in answer.content.decode()) == (what != "nothing"), page


def test_a_clearance_taken_back_shows_at_the_plan(
    known_person_with_clearance: Plan, signed_in: Callable[[str], Client]
) -> None:
    row = known_person_with_clearance
    assert SAID in signed_in("owner").get(f"/people/{row.person.public_id}/plans/{row.public_id}/").content.decode()


@pytest.fixture
def known_person_with_clearance(signed: Plan, staff: dict[str, User]) -> Plan:
    """A plan that was signed while a clearance held, which was taken back since."""
    owner, today = staff["owner"], timezone.localdate()
    clearance = record_clearance(person=signed.person, by=owner, rule="S041", by_name=owner.name,
                                 profession="dermatologist", on=today, valid_until=None, reason="Asked.")  # fmt: skip
    row = make_plan(person=signed.person, by=owner, on=today, form_key=uuid4())
    row = sign_plan(row=row, by=owner, today=today, seen_sha256=row.sha256, method="typed", name=owner.name, strokes=[])
    withdraw_clearance(clearance=clearance, by=owner)
    return row


def test_a_clearance_that_is_over_is_said_by_name_and_day(
    person: Person, staff: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    owner, today = staff["owner"], timezone.localdate()
    document = DOCUMENT | {"medicines": ["warfarin"]}
    write_history(person=person, document=document, origin=History.Origin.CONSULTATION, by=owner, actor=owner.actor)
    record_clearance(person=person, by=owner, rule="S043", by_name="Dr Kaja Lindqvist", profession="prescriber",
                     on=today, valid_until=today + timedelta(days=9), reason="INR 2.4.")  # fmt: skip
    row = make_plan(person=person, by=owner, on=today, form_key=uuid4())
    row = sign_plan(row=row, by=owner, today=today, seen_sha256=row.sha256, method="typed", name=owner.name, strokes=[])
    assert list(changed_since(row, today + timedelta(days=9))) == []
    (line,) = changed_since(row, today + timedelta(days=10))
    assert "S043 by Dr Kaja Lindqvist ended on" in line
