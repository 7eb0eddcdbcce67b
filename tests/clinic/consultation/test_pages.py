"""Opening, reading and closing a consultation."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from punctum_clinic.audit.models import Entry
from punctum_clinic.consultation.models import Consultation
from punctum_clinic.people.models import Person

SignedIn = Callable[[str], Client]


def at(person: Person, rest: str = "") -> str:
    return f"/people/{person.public_id}/consultation/{rest}"


def test_a_consultation_is_opened_once_a_person(known_person: Person, signed_in: SignedIn) -> None:
    nurse, doctor = signed_in("practitioner"), signed_in("prescriber")
    assert "No consultation is open" in nurse.get(at(known_person)).text
    assert nurse.post(at(known_person)).status_code == 302
    assert doctor.post(at(known_person)).status_code == 302
    (one,) = Consultation.objects.all()
    assert one.started_by.role == "practitioner"
    assert one.history_before is not None
    assert one.history_before.number == 1
    text = nurse.get(at(known_person)).text
    assert "Go ahead" in text
    assert "atrophic acne scars" in text


def test_the_page_of_somebody_new_asks_for_a_concern(person: Person, signed_in: SignedIn) -> None:
    nurse = signed_in("practitioner")
    nurse.post(at(person))
    response = nurse.get(at(person))
    assert response.status_code == 200
    assert "Name a concern first" in response.text


def test_closing_keeps_history_and_screening_and_another_one_may_be_opened(
    known_person: Person, signed_in: SignedIn
) -> None:
    nurse = signed_in("practitioner")
    nurse.post(at(known_person))
    assert nurse.post(at(known_person, "close/")).status_code == 302
    (one,) = Consultation.objects.all()
    assert one.history_after == one.history_before
    assert one.screening is not None
    assert one.screening["verdict"] in ("proceed", "caution", "adjust")
    text = nurse.get(at(known_person, f"{one.public_id}/")).text
    assert "Screening of that day" in text
    nurse.post(at(known_person))
    assert Consultation.objects.filter(closed_at=None).count() == 1
    assert Consultation.objects.count() == 2
    assert "Changed since the last visit" in nurse.get(at(known_person)).text


def test_without_a_history_it_cannot_be_closed(person: Person, signed_in: SignedIn) -> None:
    nurse = signed_in("practitioner")
    nurse.post(at(person))
    response = nurse.post(at(person, "close/"))
    assert response.status_code == 422
    assert Consultation.objects.get().closed_at is None


def test_reading_and_writing_leave_a_trail(known_person: Person, signed_in: SignedIn) -> None:
    nurse = signed_in("practitioner")
    nurse.post(at(known_person))
    nurse.get(at(known_person))
    nurse.post(at(known_person, "close/"))
    acts = [entry.act for entry in Entry.objects.order_by("number") if entry.subject.startswith("consultation.")]
    assert acts == ["create", "view", "change"]


def test_who_may_read_does_not_write(known_person: Person, signed_in: SignedIn) -> None:
    reader = signed_in("read_only")
    assert reader.get(at(known_person)).status_code == 200
    for rest in ("", "close/", "notes/", "concerns/", "history/", "clearances/", "letters/", "history/rename/"):
        assert reader.post(at(known_person, rest)).status_code == 403, rest
    signed_in("practitioner").post(at(known_person))
    text = reader.get(at(known_person)).text
    assert "Save the concerns" not in text
    assert "Record the clearance" not in text


def test_the_front_desk_and_strangers_see_nothing(known_person: Person, signed_in: SignedIn) -> None:
    for rest in ("", "history/", "claims/", "concerns/0/score/"):
        assert signed_in("front_desk").get(at(known_person, rest)).status_code == 403
        assert Client().get(at(known_person, rest)).status_code == 302


def test_one_person_does_not_open_anothers(known_person: Person, other_person: Person, signed_in: SignedIn) -> None:
    nurse = signed_in("practitioner")
    nurse.post(at(known_person))
    one = Consultation.objects.get()
    assert nurse.get(at(other_person, f"{one.public_id}/")).status_code == 404
