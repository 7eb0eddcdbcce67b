"""An open consultation of somebody known, and the addresses of its parts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from punctum_clinic.consultation.actions import open_consultation
from punctum_clinic.consultation.models import Consultation
from punctum_clinic.people.actions import write_history
from punctum_clinic.people.models import History, Person
from punctum_clinic.staff.models import User

Address = Callable[..., str]
SignedIn = Callable[[str], Client]


@pytest.fixture
def visit(known_person: Person, staff: dict[str, User]) -> Consultation:
    return open_consultation(person=known_person, by=staff["practitioner"], on=date(2026, 11, 21))


@pytest.fixture
def at(known_person: Person) -> Address:
    """The address of a part of the known person's consultation."""
    return lambda rest="": f"/people/{known_person.public_id}/consultation/{rest}"


@pytest.fixture
def nurse(signed_in: SignedIn) -> Client:
    return signed_in("practitioner")


@pytest.fixture
def told(known_person: Person, staff: dict[str, User]) -> Callable[..., History]:
    """Writes the next version of the known person's history, with these fields changed."""

    def write(**fields: Any) -> History:
        newest = known_person.histories.order_by("-number").first()
        by = staff["owner"]
        return write_history(
            person=known_person,
            document={**(newest.document if newest else {}), **fields},
            origin=History.Origin.CONSULTATION,
            by=by,
            actor=by.actor,
        )

    return write
