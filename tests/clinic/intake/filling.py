"""Filling an intake in for the tests."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.test import Client

from punctum_clinic.intake.actions import send_intake
from punctum_clinic.intake.models import Intake
from punctum_clinic.people.models import Person
from punctum_clinic.staff.models import User

ANSWERS: dict[str, Any] = {
    "weight_kg": 64,
    "pregnant": False,
    "breastfeeding": "not_sure",
    "fitzpatrick_1": 2,
    "skin_sensitive": True,
    "concerns": [{"indication": "atrophic acne scars", "zones": ["cheek"], "subtype": "rolling", "severity": "mild"}],
    "goals": ["smoother cheeks"],
    "conditions": [{"name": "asthma", "active": True}],
    "medicines": [{"name": "levothyroxine", "prescribed": True, "stopped": "skipped"}, {"name": "moonwort drops"}],
    "allergies": [],
    "procedures": [],
    "exposures": "not_sure",
    "products": [{"name": "vitamin C serum"}],
    "smoker": False,
    "notes": "I faint at needles.",
}


def phone_of(person: Person, by: User) -> tuple[Client, Intake]:
    """A phone that holds a link to a new intake."""
    intake, _link, url = send_intake(person=person, by=by)
    phone = Client()
    phone.get(urlsplit(url).path)
    born = person.birth_date
    reply = phone.post("/i/", {"day": born.day, "month": born.month, "year": born.year})
    assert reply.status_code == 303
    return phone, intake


def save(phone: Client, question: str, answer: Any, revision: int) -> Any:
    """What the API replies when an answer is sent."""
    return phone.post(
        "/my/intake/answers",
        {"question": question, "answer": answer, "revision": revision},
        content_type="application/json",
    )


def fill(phone: Client, answers: dict[str, Any] = ANSWERS, revision: int = 0) -> int:
    """Send all answers; the revision afterwards."""
    for question, answer in answers.items():
        reply = save(phone, question, answer, revision)
        assert reply.status_code == 200, reply.content
        revision = reply.json()["revision"]
    return revision


def sign(phone: Client, revision: int, **fields: str) -> Any:
    """What the review page replies when the form is signed."""
    post = {"revision": str(revision), "declared": "yes", "signature-name": "Ana Álvarez", **fields}
    return phone.post("/my/intake/review/", post)
