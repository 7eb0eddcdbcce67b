"""Today: each role sees what it may act on, and never more queries when there are more people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from punctum_clinic.consultation.actions import open_consultation
from punctum_clinic.intake.actions import send_intake
from punctum_clinic.intake.models import Intake
from punctum_clinic.links.models import Link
from punctum_clinic.people.actions import write_history
from punctum_clinic.people.models import History, Person
from punctum_clinic.signing.models import Signature
from punctum_clinic.staff.models import User
from tests.clinic.conftest import DOCUMENT

SignedIn = Callable[[str], Client]
TOLD = '{"answers": {"medicines": [{"name": "that little water tablet"}], "concerns": []}}'


def body(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def signed_intake(person: Person, staff: dict[str, User]) -> Intake:
    """An intake that was signed and that nobody has looked at."""
    owner = staff["owner"]
    intake, link, _url = send_intake(person=person, by=owner)
    history = write_history(person=person, document=DOCUMENT, origin=History.Origin.INTAKE, by=None, actor=link.actor)
    signature = Signature.objects.create(
        person=person,
        what="intake",
        document_sha256="0" * 64,
        method="typed",
        name=str(person),
        by_patient=True,
        link=link,
    )
    rows = Intake.objects.filter(pk=intake.pk)
    rows.update(state="signed", signed_text=TOLD, signed_at=timezone.now(), signature=signature, history=history)
    Link.objects.filter(pk=link.pk).update(closed_at=timezone.now())
    return rows.get()


def test_an_unread_intake_waits_until_a_visit_begins(
    signed_in: SignedIn, signed_intake: Intake, staff: dict[str, User]
) -> None:
    page = body(signed_in("practitioner"))
    assert "Signed intakes to read" in page
    assert "1 thing was not recognised" in page
    open_consultation(person=signed_intake.person, by=staff["owner"], on=timezone.localdate())
    page = body(signed_in("practitioner"))
    assert "1 thing was not recognised" not in page
    assert "Consultations still open" in page


@pytest.mark.usefixtures("signed_intake")
def test_front_desk_sees_nothing_of_the_record(
    signed_in: SignedIn, other_person: Person, staff: dict[str, User]
) -> None:
    send_intake(person=other_person, by=staff["owner"])
    page = body(signed_in("front_desk"))
    assert "Ben Brandt" in page
    for word in ("Álvarez", "recognised", "Plans", "Consents", "Consultations", "Questions"):
        assert word not in page


@pytest.mark.usefixtures("signed_intake")
def test_read_only_sends_no_links(signed_in: SignedIn, other_person: Person, staff: dict[str, User]) -> None:
    send_intake(person=other_person, by=staff["owner"])
    page = body(signed_in("read_only"))
    assert "Álvarez" in page
    assert "Ben Brandt" not in page
    assert "Add a person" not in page


def test_people_opened_lately_stand_by_each_member_of_staff(signed_in: SignedIn, known_person: Person) -> None:
    owner = signed_in("owner")
    assert "Álvarez" not in body(owner)
    owner.get(f"/people/{known_person.public_id}/")
    assert "Opened lately by you" in body(owner)
    assert "Opened lately by you" not in body(signed_in("prescriber"))


def test_restricted_people_are_told_of_nowhere(
    signed_in: SignedIn, signed_intake: Intake, staff: dict[str, User]
) -> None:
    client = signed_in("practitioner")
    client.get(f"/people/{signed_intake.person.public_id}/")
    Person.objects.update(restricted_at=timezone.now(), restricted_by=staff["owner"])
    assert "Álvarez" not in body(client)


def test_ten_thousand_people_ask_no_more_of_the_database(
    signed_in: SignedIn, staff: dict[str, User], django_assert_max_num_queries: Any
) -> None:
    owner = staff["owner"]
    people = Person.objects.bulk_create(
        Person(
            given_name="Ada", family_name=f"Sample{number}", search_name=f"sample{number} ada",
            birth_date=date(1990, 1, 1), created_by=owner,
        )
        for number in range(10_000)
    )  # fmt: skip
    Intake.objects.bulk_create(Intake(person=person, created_by=owner) for person in people)
    client = signed_in("owner")
    client.get("/")
    with django_assert_max_num_queries(22):
        page = body(client)
    assert "And 9992 more" in page
