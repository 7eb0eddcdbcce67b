"""What staff see of intakes, and the tablet that is handed over."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.test import Client

from punctum_clinic.intake.models import Intake
from punctum_clinic.links.actions import bind_here
from punctum_clinic.links.models import Link
from punctum_clinic.people.models import Person
from punctum_clinic.staff.models import User
from tests.clinic.conftest import PASSWORD
from tests.clinic.intake.filling import fill, phone_of, save, sign

SignedIn = Callable[[str], Client]


def page(person: Person, end: str = "") -> str:
    return f"/people/{person.public_id}/intake/{end}"


def test_the_link_is_shown_once(person: Person, signed_in: SignedIn) -> None:
    desk = signed_in("front_desk")
    sent = desk.post(page(person, "send/"))
    assert sent.status_code == 200
    url = sent.context["url"]
    assert url in sent.content.decode()
    assert "<svg" in sent.content.decode()
    assert "no-store" in sent["Cache-Control"]
    assert url not in desk.get(page(person)).content.decode()
    phone = Client()
    phone.get(urlsplit(url).path)
    assert phone.post("/i/", {"day": 14, "month": 5, "year": 1990}).status_code == 303
    assert phone.get("/my/intake/").status_code == 200


@pytest.mark.parametrize(
    ("role", "sends", "reads"),
    [("owner", 200, 200), ("practitioner", 200, 200), ("front_desk", 200, 403), ("read_only", 403, 200)],
)
def test_what_each_role_may_do(
    person: Person, staff: dict[str, User], signed_in: SignedIn, role: str, sends: int, reads: int
) -> None:
    phone, intake = phone_of(person, staff["owner"])
    sign(phone, fill(phone))
    client = signed_in(role)
    assert client.get(page(person)).status_code == 200
    assert client.post(page(person, "send/")).status_code == sends
    assert client.get(page(person, f"{intake.public_id}/")).status_code == reads


def test_the_answers_as_signed_and_what_was_not_recognised(
    person: Person, staff: dict[str, User], signed_in: SignedIn
) -> None:
    phone, intake = phone_of(person, staff["owner"])
    sign(phone, fill(phone))
    text = signed_in("practitioner").get(page(person, f"{intake.public_id}/")).content.decode()
    assert "“moonwort drops”" in text
    assert "“levothyroxine”" not in text
    assert "I faint at needles." in text
    assert "The text is the one that was signed." in text
    Intake.objects.update(signed_text=Intake.objects.get().signed_text.replace("faint", "paint"))
    changed = signed_in("practitioner").get(page(person, f"{intake.public_id}/")).content.decode()
    assert "The text is not the one that was signed." in changed


def test_the_answers_of_one_person_are_not_shown_under_another(
    person: Person, other_person: Person, staff: dict[str, User], signed_in: SignedIn
) -> None:
    phone, intake = phone_of(person, staff["owner"])
    sign(phone, fill(phone))
    assert signed_in("owner").get(page(other_person, f"{intake.public_id}/")).status_code == 404


def test_a_tablet_that_is_handed_over_shows_the_patients_page_only(
    person: Person, staff: dict[str, User], signed_in: SignedIn
) -> None:
    tablet = signed_in("practitioner")
    reply = tablet.post(page(person, "hand-over/"))
    assert (reply.status_code, reply["Location"]) == (302, "/my/intake/")
    mine = tablet.get("/my/intake/")
    assert mine.status_code == 200
    assert staff["practitioner"].name not in mine.content.decode()
    for url in ("/", page(person), f"/people/{person.public_id}/"):
        assert tablet.get(url).status_code == 302
    assert tablet.post(page(person, "send/")).status_code == 423
    assert sign(tablet, fill(tablet)).status_code == 303
    intake = Intake.objects.select_related("signature").get()
    assert intake.signature is not None
    assert intake.signature.user == staff["practitioner"]
    assert "give the tablet back" in tablet.get("/my/intake/done/").content.decode()


def test_an_unlocked_tablet_is_the_staffs_again(person: Person, signed_in: SignedIn) -> None:
    tablet = signed_in("practitioner")
    tablet.post(page(person, "hand-over/"))
    tablet.post("/unlock/", {"password": PASSWORD})
    assert tablet.get("/my/intake/").status_code == 404
    assert tablet.get(page(person)).status_code == 200
    tablet.post("/sign-out/")
    assert tablet.get("/my/intake/").status_code == 404


def test_a_tablet_lets_go_of_the_patient_before(person: Person, other_person: Person, signed_in: SignedIn) -> None:
    tablet = signed_in("owner")
    tablet.post(page(person, "hand-over/"))
    tablet.post("/unlock/", {"password": PASSWORD})
    tablet.post(page(other_person, "hand-over/"))
    assert "Hello Ben" in tablet.get("/my/intake/").content.decode()
    assert Link.objects.filter(closed_at=None).count() == 2


def test_an_intake_is_taken_back(person: Person, staff: dict[str, User], signed_in: SignedIn) -> None:
    phone, _ = phone_of(person, staff["owner"])
    assert signed_in("read_only").post(page(person, "cancel/")).status_code == 403
    assert signed_in("owner").post(page(person, "cancel/")).status_code == 303
    assert Intake.objects.get().state == "cancelled"
    assert phone.get("/my/intake/").status_code == 410


def test_the_card_on_the_page_of_a_person(person: Person, staff: dict[str, User], signed_in: SignedIn) -> None:
    url = f"/people/{person.public_id}/"
    assert "No intake was sent yet." in signed_in("owner").get(url).content.decode()
    phone_of(person, staff["owner"])
    assert "The link is open on a phone" in signed_in("front_desk").get(url).content.decode()


def test_a_phone_loses_a_link_that_is_bound_elsewhere(person: Person, staff: dict[str, User]) -> None:
    phone, _ = phone_of(person, staff["owner"])
    assert phone.get("/my/intake/").status_code == 200
    bind_here(link=Link.objects.get(), by=staff["practitioner"])
    reply = phone.get("/my/intake/")
    assert reply.status_code == 403
    assert "another phone" in reply.content.decode()
    assert save(phone, "notes", "x", 0).json()["problems"][0]["field"] == "link"
