"""From the phone to the plan: what somebody did not know, or nobody recognises, never reads as a no."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from punctum_clinic.people.banner import banner_of
from punctum_clinic.people.models import Person
from punctum_clinic.plans.actions import make_plan
from punctum_clinic.staff.models import User
from tests.clinic.intake.filling import ANSWERS, fill, phone_of, sign

CLEAR: dict[str, Any] = ANSWERS | {
    "breastfeeding": False, "conditions": [], "medicines": [], "exposures": [], "notes": "skipped",
}  # fmt: skip
PREGNANCY = ("pregnancy",)
CONDITIONS = ("keloid", "herpes")


@pytest.mark.parametrize(
    ("answers", "subjects"),
    [
        ({"pregnant": "not_sure"}, PREGNANCY),
        ({"breastfeeding": "not_sure"}, PREGNANCY),
        ({"conditions": "not_sure"}, CONDITIONS),
        ({"conditions": [{"name": "a thing on my chest"}]}, CONDITIONS),
        ({"medicines": "not_sure"}, ("isotretinoin",)),
        ({"medicines": [{"name": "that little pill"}]}, ("isotretinoin",)),
        ({"allergies": "not_sure"}, ()),
        ({"exposures": "not_sure"}, ()),
        ({"procedures": "not_sure"}, ()),
        ({"products": "not_sure"}, ()),
        ({"notes": "it is complicated"}, ()),
    ],
)
def test_it_reaches_the_banner_the_consultation_and_the_plan(
    person: Person, staff: dict[str, User], signed_in: Callable[[str], Client], answers: Any, subjects: tuple[str, ...]
) -> None:
    phone, _intake = phone_of(person, staff["front_desk"])
    reply = sign(phone, fill(phone, CLEAR | answers))
    assert reply.status_code == 303, reply.content.decode()
    items = {item.subject: item for item in banner_of(person).items}
    assert [subject for subject in subjects if items[subject].state == "none_told"] == []
    nurse = signed_in("practitioner")
    nurse.post(f"/people/{person.public_id}/consultation/")
    page = nurse.get(f"/people/{person.public_id}/consultation/").content.decode()
    verdict = page.split('id="verdict-today"')[1].split("</a>")[0]
    assert "Go ahead" not in verdict
    row = make_plan(person=person, by=staff["practitioner"], on=timezone.localdate(), form_key=uuid4())
    assert row.document["verdict"] in ("refer", "postpone", "contraindicated")
    assert "Sign this plan" not in nurse.get(f"/people/{person.public_id}/plans/{row.public_id}/").content.decode()


def test_with_every_answer_clear_it_goes_ahead(person: Person, staff: dict[str, User]) -> None:
    phone, _intake = phone_of(person, staff["front_desk"])
    assert sign(phone, fill(phone, CLEAR)).status_code == 303
    row = make_plan(person=person, by=staff["practitioner"], on=timezone.localdate(), form_key=uuid4())
    assert row.document["verdict"] in ("proceed", "adjust")
    assert all(item.state == "none_told" for item in banner_of(person).items)
