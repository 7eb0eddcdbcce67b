"""A small clinic for the tests: one of every role, and people with and without a history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from punctum_clinic.people.actions import write_history
from punctum_clinic.people.models import History, Person
from punctum_clinic.practice.models import Profile
from punctum_clinic.staff.models import Role, User

PASSWORD = "needles are counted twice"  # noqa: S105
DOCUMENT: dict[str, Any] = {
    "phototype": "II",
    "pregnant": False,
    "breastfeeding": False,
    "smoker": False,
    "weight_kg": 64,
    "concerns": [
        {
            "indication": "atrophic acne scars",
            "subtype": "rolling",
            "zones": ["cheek"],
            "scale": "goodman_baron_quantitative",
            "baseline": 14,
            "goal": 8,
        }
    ],
}


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test of the clinic has a database."""


@pytest.fixture
def clinic_profile() -> Profile:
    return Profile.objects.create(
        name="Example Skin Clinic",
        address="1 Sample Street, Exampleton",
        phone="01632 960 142",
        out_of_hours="01632 960 999",
        emergency_number="112",
        session_time=time(10),
        currency="GBP",
    )


@pytest.fixture
def staff(clinic_profile: Profile) -> dict[str, User]:
    """One user of every role, by role."""
    professions = {Role.OWNER: "dermatologist", Role.PRESCRIBER: "physician", Role.PRACTITIONER: "nurse"}
    return {
        role.value: User.objects.create_user(
            f"{role.value}@example.org",
            PASSWORD,
            name=f"{role.label} Example",
            role=role,
            profession=professions.get(role, ""),
        )
        for role in Role
    }


@pytest.fixture
def signed_in(staff: dict[str, User]) -> Callable[[str], Client]:
    """A browser in which somebody of a role is signed in."""

    def client_of(role: str) -> Client:
        client = Client()
        client.force_login(staff[role])
        return client

    return client_of


@pytest.fixture
def person(staff: dict[str, User]) -> Person:
    """Somebody new: no history yet."""
    return Person.objects.create(
        given_name="Ana",
        family_name="Álvarez",
        search_name="ana alvarez",
        birth_date=date(1990, 5, 14),
        sex="female",
        created_by=staff["owner"],
    )


@pytest.fixture
def known_person(person: Person, staff: dict[str, User]) -> Person:
    """Somebody with a history that lets them be treated."""
    owner = staff["owner"]
    write_history(person=person, document=DOCUMENT, origin=History.Origin.CONSULTATION, by=owner, actor=owner.actor)
    return person


@pytest.fixture
def other_person(staff: dict[str, User]) -> Person:
    """Another person, whose links must not open the first one's pages."""
    return Person.objects.create(
        given_name="Ben",
        family_name="Brandt",
        search_name="ben brandt",
        birth_date=date(1984, 2, 2),
        sex="male",
        created_by=staff["owner"],
    )
