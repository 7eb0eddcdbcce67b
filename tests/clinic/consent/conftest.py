"""A signed plan, a consent offered for it, and a phone that holds its link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from punctum_clinic.consent import actions
from punctum_clinic.consent.markup import parse
from punctum_clinic.consent.models import Consent
from punctum_clinic.links.actions import make_link
from punctum_clinic.links.models import Link, Purpose
from punctum_clinic.people.models import Person
from punctum_clinic.people.patient import current_history
from punctum_clinic.plans.core import columns_of, planned, source_now
from punctum_clinic.plans.models import Plan
from punctum_clinic.signing.actions import sign
from punctum_clinic.staff.models import User

ON = date(2026, 11, 20)
BORN = {"day": "14", "month": "5", "year": "1990"}
HAND = actions.Hand(method="typed", name="Ana Álvarez", strokes=[])
DRAWN = actions.Hand(method="drawn", name="Ana Álvarez", strokes=[[[100, 100], [400, 300], [700, 120]], [[800, 200]]])


def sign_plan(plan: Plan, by: User) -> Plan:
    plan.signature = sign(
        person=plan.person,
        what="plan",
        document_sha256=plan.sha256,
        method="typed",
        name=by.name,
        strokes=[],
        by_patient=False,
        user=by,
        link=None,
    )
    plan.state, plan.signed_at, plan.signed_by = Plan.State.SIGNED, timezone.now(), by
    plan.save()
    return plan


def end_plan(plan: Plan, by: User) -> None:
    plan.state, plan.ended_at, plan.ended_by = Plan.State.WITHDRAWN, timezone.now(), by
    plan.save()


def plan_for(person: Person, by: User, number: int = 1) -> Plan:
    history = current_history(person)
    assert history is not None
    source = source_now(person, history, ON)
    return Plan.objects.create(
        person=person,
        number=number,
        history=history,
        made_by=by,
        form_key=uuid4(),
        **columns_of(planned(source), source),
    )


def let_time_pass(consent: Consent) -> None:
    Consent.objects.filter(pk=consent.pk).update(reflect_until=timezone.now() - timedelta(seconds=1))
    consent.refresh_from_db()


def read_all(consent: Consent, actor: str = "link:1") -> Consent:
    for number in range(1, len(parse(consent.text).sections) + 1):
        consent = actions.mark_read(consent=consent, section=number, actor=actor)
    return consent


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def draft(known_person: Person, staff: dict[str, User]) -> Plan:
    return plan_for(known_person, staff["prescriber"])


@pytest.fixture
def signed_plan(draft: Plan, staff: dict[str, User]) -> Plan:
    return sign_plan(draft, staff["prescriber"])


@pytest.fixture
def consent(signed_plan: Plan, staff: dict[str, User]) -> Consent:
    return actions.offer(plan=signed_plan, treatment="scars", language="en", by=staff["practitioner"])


@pytest.fixture
def link_and_address(consent: Consent, staff: dict[str, User]) -> tuple[Link, str]:
    return make_link(person=consent.person, purpose=Purpose.CONSENT, subject_id=consent.pk, by=staff["owner"])


@pytest.fixture
def link(link_and_address: tuple[Link, str]) -> Link:
    return link_and_address[0]


@pytest.fixture
def ready(consent: Consent) -> Consent:
    """Read, and thought over."""
    let_time_pass(consent)
    return read_all(consent)


@pytest.fixture
def signed(ready: Consent, link: Link) -> Consent:
    return actions.sign_consent(consent=ready, hand=HAND, shown_sha256=ready.sha256, link=link)


def opened(address: str, born: dict[str, str] = BORN) -> Client:
    """A phone on which a link was opened."""
    phone = Client()
    phone.get(urlsplit(address).path)
    phone.post("/i/", born)
    return phone


@pytest.fixture
def phone(link_and_address: tuple[Link, str]) -> Client:
    return opened(link_and_address[1])


@pytest.fixture
def phone_of(staff: dict[str, User]) -> Callable[[Consent], Client]:
    def open_for(consent: Consent) -> Client:
        link, address = make_link(
            person=consent.person, purpose=Purpose.CONSENT, subject_id=consent.pk, by=staff["owner"]
        )
        born = link.person.birth_date
        return opened(address, {"day": str(born.day), "month": str(born.month), "year": str(born.year)})

    return open_for
