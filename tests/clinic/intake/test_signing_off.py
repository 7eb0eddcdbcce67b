"""A complete, signed intake becomes a history; anything less is not accepted."""

from __future__ import annotations

import json

import pytest

from punctum_clinic.audit.models import Act, Entry
from punctum_clinic.audit.trail import faults
from punctum_clinic.intake.actions import cancel_intake, send_intake
from punctum_clinic.intake.documents import history_document, sha256_of_text
from punctum_clinic.intake.models import Intake
from punctum_clinic.intake.questions import last_answers
from punctum_clinic.links.models import Link
from punctum_clinic.people.actions import write_history
from punctum_clinic.people.models import History, Person
from punctum_clinic.people.patient import current_history, patient_of_person
from punctum_clinic.staff.models import User
from tests.clinic.intake.filling import ANSWERS, fill, phone_of, save, sign


def test_a_signed_intake_is_the_next_history(person: Person, staff: dict[str, User]) -> None:
    phone, intake = phone_of(person, staff["front_desk"])
    reply = sign(phone, fill(phone))
    assert (reply.status_code, reply.get("Location")) == (303, "/my/intake/done/"), reply.content.decode()
    intake.refresh_from_db()
    history = current_history(person)
    assert history is not None
    assert (intake.state, intake.history, history.origin, history.made_by) == ("signed", history, "intake", None)
    assert intake.signature is not None
    assert intake.signature.document_sha256 == sha256_of_text(intake.signed_text)
    assert json.loads(intake.signed_text)["answers"] == {**ANSWERS, "birth_date": "1990-05-14", "sex": "female"}
    assert "birth_date" not in history.document
    patient = patient_of_person(person)
    assert patient.weight_kg == 64
    assert patient.breastfeeding is None
    assert [medicine.name for medicine in patient.medicines] == ["levothyroxine", "moonwort drops"]
    assert Link.objects.get().closed_at is not None
    acts = list(Entry.objects.filter(actor=Link.objects.get().actor).values_list("act", flat=True))
    assert acts[-4:] == [Act.SIGN, Act.CREATE, Act.CHANGE, Act.CHANGE]
    assert not list(faults())
    assert b"faint" not in json.dumps([entry.detail for entry in Entry.objects.all()]).encode()


def test_afterwards_the_phone_sees_thanks_and_nothing_else(person: Person, staff: dict[str, User]) -> None:
    phone, _ = phone_of(person, staff["owner"])
    sign(phone, fill(phone))
    thanks = phone.get("/my/intake/done/")
    assert thanks.status_code == 200
    assert b"01632 960 999" in thanks.content
    for url in ("/my/intake/", "/my/intake/review/", "/my/intake/q/notes/"):
        assert phone.get(url).status_code == 410
    assert save(phone, "notes", "later", 99).status_code == 410


@pytest.mark.parametrize("missing", ["pregnant", "concerns", "conditions", "medicines", "allergies", "exposures"])
def test_an_incomplete_intake_is_not_accepted_and_each_gap_is_linked(
    person: Person, staff: dict[str, User], missing: str
) -> None:
    phone, intake = phone_of(person, staff["owner"])
    revision = fill(phone, {name: answer for name, answer in ANSWERS.items() if name != missing})
    reply = sign(phone, revision)
    assert reply.status_code == 422
    assert f"/my/intake/q/{missing}/" in reply.content.decode().split("</ul>")[0]
    assert 'value="Ana Álvarez"' in reply.content.decode()
    intake.refresh_from_db()
    assert (intake.state, current_history(person)) == ("open", None)


@pytest.mark.parametrize(
    "fields",
    [
        {"signature-name": " "},
        {"declared": "no"},
        {"signature-method": "drawn", "signature-strokes": "[]"},
        {"signature-method": "stamp"},
    ],
)
def test_an_unsigned_intake_is_not_accepted(person: Person, staff: dict[str, User], fields: dict[str, str]) -> None:
    phone, intake = phone_of(person, staff["owner"])
    assert sign(phone, fill(phone), **fields).status_code == 422
    intake.refresh_from_db()
    assert intake.state == "open"


def test_the_name_of_somebody_else_is_refused_at_its_field(person: Person, staff: dict[str, User]) -> None:
    phone, intake = phone_of(person, staff["owner"])
    reply = sign(phone, fill(phone), **{"signature-name": "Mickey Mouse"})
    page = reply.content.decode()
    assert reply.status_code == 422
    assert page.count("your full name as the clinic has it, Ana Álvarez (Mickey Mouse)") == 2
    assert 'value="Mickey Mouse"' in page
    intake.refresh_from_db()
    assert intake.state == "open"


def test_a_drawn_signature_is_kept(person: Person, staff: dict[str, User]) -> None:
    phone, intake = phone_of(person, staff["owner"])
    drawn = {"signature-method": "drawn", "signature-strokes": "[[[1,2],[3,4]]]"}
    assert sign(phone, fill(phone), **drawn).status_code == 303
    intake.refresh_from_db()
    assert intake.signature is not None
    assert intake.signature.strokes == [[[1, 2], [3, 4]]]


def test_a_page_from_before_signs_nothing(person: Person, staff: dict[str, User]) -> None:
    phone, _ = phone_of(person, staff["owner"])
    revision = fill(phone)
    save(phone, "notes", "Please note this too.", revision)
    assert sign(phone, revision).status_code == 409
    assert sign(phone, revision + 1).status_code == 303


def test_who_comes_back_confirms_what_they_told_last_time(known_person: Person, staff: dict[str, User]) -> None:
    phone, intake = phone_of(known_person, staff["owner"])
    assert intake.answers["weight_kg"] == 64
    assert "weight_kg" in intake.to_confirm
    page = phone.get("/my/intake/section/about_you/").content.decode()
    assert "Is this still right?" in page
    assert "64 kg" in page
    added = {name: ANSWERS[name] for name in ("conditions", "medicines", "allergies", "procedures", "exposures")}
    revision = fill(phone, {**added, "products": []})
    reply = sign(phone, revision)
    assert reply.status_code == 422
    assert "/my/intake/q/pregnant/" in reply.content.decode()
    for section in ("about_you", "your_skin", "what_you_want", "daily_life"):
        phone.post(f"/my/intake/section/{section}/", {"revision": Intake.objects.get().revision})
    assert Intake.objects.get().to_confirm == []
    assert sign(phone, Intake.objects.get().revision).status_code == 303


def test_what_clinicians_added_stays(known_person: Person, staff: dict[str, User]) -> None:
    before = current_history(known_person)
    assert before is not None
    answers = last_answers(known_person, before) | {"weight_kg": 66}
    document = history_document({**answers, "birth_date": "1990-05-14"}, before.document)
    assert document["phototype"] == "II"
    assert document["concerns"][0]["baseline"] == 14
    assert document["weight_kg"] == 66


def test_last_answers_make_the_same_history_again(person: Person, staff: dict[str, User]) -> None:
    phone, _ = phone_of(person, staff["owner"])
    sign(phone, fill(phone))
    first = current_history(person)
    assert first is not None
    again = last_answers(person, first)
    document = history_document({**again, "birth_date": "1990-05-14", "sex": "female"}, first.document)
    owner = staff["owner"]
    write_history(person=person, document=document, origin=History.Origin.CORRECTION, by=owner, actor=owner.actor)
    assert patient_of_person(person) == patient_of_person(person, first)


def test_somebody_of_unstated_sex_tells_it(person: Person, staff: dict[str, User]) -> None:
    person.sex = Person.Sex.UNKNOWN
    person.save()
    phone, _ = phone_of(person, staff["owner"])
    assert sign(phone, fill(phone)).status_code == 422
    assert sign(phone, fill(phone, {"sex": "female"}, Intake.objects.get().revision)).status_code == 303
    person.refresh_from_db()
    assert person.sex == "female"


def test_sending_again_keeps_the_answers_and_closes_the_link_before(person: Person, staff: dict[str, User]) -> None:
    phone, first = phone_of(person, staff["owner"])
    fill(phone, {"notes": "Hello"})
    again, _link, _url = send_intake(person=person, by=staff["owner"])
    assert (again.pk, again.answers) == (first.pk, {"notes": "Hello"})
    assert phone.get("/my/intake/").status_code == 410


def test_an_intake_taken_back_opens_no_more(person: Person, staff: dict[str, User]) -> None:
    phone, intake = phone_of(person, staff["owner"])
    cancel_intake(intake=intake, by=staff["owner"])
    assert phone.get("/my/intake/").status_code == 410
    assert send_intake(person=person, by=staff["owner"])[0].pk != intake.pk


def test_nobody_else_is_changed(person: Person, other_person: Person, staff: dict[str, User]) -> None:
    _, others = phone_of(other_person, staff["owner"])
    phone, _ = phone_of(person, staff["owner"])
    sign(phone, fill(phone))
    others.refresh_from_db()
    assert (others.state, others.answers, others.revision) == ("open", {}, 0)
    assert current_history(other_person) is None
