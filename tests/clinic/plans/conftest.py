"""A plan to work on, and hands that know the forms."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from punctum_clinic.people.models import Person
from punctum_clinic.plans.actions import make_plan
from punctum_clinic.plans.models import Plan
from punctum_clinic.staff.models import User


@pytest.fixture
def plan(known_person: Person, staff: dict[str, User]) -> Plan:
    """A draft of today, made by the practitioner."""
    return make_plan(person=known_person, by=staff["practitioner"], on=timezone.localdate(), form_key=uuid4())


@pytest.fixture
def path(plan: Plan) -> str:
    """Where that plan is opened."""
    return f"/people/{plan.person.public_id}/plans/{plan.public_id}/"


@pytest.fixture
def proven(signed_in: Callable[[str], Client], staff: dict[str, User]) -> Callable[[str], Client]:
    """A browser in which somebody proved a moment ago who they are."""

    def client_of(role: str) -> Client:
        client = signed_in(role)
        session = client.session
        record = {"method": "password", "at": time.time(), "reauthenticated": True}
        session["account_authentication_methods"] = [record]
        session["account_authentication_methods_user"] = str(staff[role].pk)
        session.save()
        return client

    return client_of


@pytest.fixture
def signature() -> Callable[[Plan, User], dict[str, Any]]:
    """The fields of the form on which a plan is signed."""

    def fields(row: Plan, user: User) -> dict[str, Any]:
        row.refresh_from_db()
        return {"sha256": row.sha256, "signature-name": user.name, "signature-method": "typed"}

    return fields
