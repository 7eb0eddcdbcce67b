"""The pages on the phone, with nothing but forms: no script is needed for any of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from punctum_clinic.intake.models import Intake
from punctum_clinic.people.models import Person
from punctum_clinic.staff.models import User
from tests.clinic.intake.filling import phone_of, save

WARFARIN = {"name": "warfarin", "route": "oral"}


@pytest.fixture
def phone(person: Person, staff: dict[str, User]) -> Client:
    return phone_of(person, staff["owner"])[0]


def stands() -> Any:
    return Intake.objects.get().answers


def send(phone: Client, path: str, **fields: Any) -> Any:
    """What the page of a question replies to a form."""
    return phone.post(f"/my/intake/q/{path}/", {"revision": Intake.objects.get().revision, **fields})


def test_one_tap_saves_and_goes_on(phone: Client) -> None:
    reply = send(phone, "pregnant", answer="no")
    assert (reply.status_code, reply["Location"]) == (303, "/my/intake/q/weight_kg/")
    assert stands() == {"pregnant": False}
    assert send(phone, "weight_kg", answer="skipped")["Location"] == "/my/intake/q/breastfeeding/"
    assert 'class="tap-answer chosen"' in phone.get("/my/intake/q/pregnant/").content.decode()


@pytest.mark.parametrize(
    ("path", "fields", "answer"),
    [
        ("weight_kg", {"text": "64,5"}, 64.5),
        ("weight_kg", {"text": ""}, "skipped"),
        ("breastfeeding", {"answer": "not_sure"}, "not_sure"),
        ("fitzpatrick_1", {"answer": "3"}, 3),
        ("goals", {"text": "even skin\n\n fewer  marks "}, ["even skin", "fewer marks"]),
        ("preferences_events", {"date": ["2027-05-01", ""]}, ["2027-05-01"]),
        ("allergies", {"answer": "none"}, []),
        ("exposures", {"answer": "not_sure"}, "not_sure"),
        ("medicines", {"text": "moonwort drops"}, [{"name": "moonwort drops"}]),
        ("notes", {"text": "hello"}, "hello"),
    ],
)
def test_what_a_form_says_is_what_is_kept(phone: Client, path: str, fields: Any, answer: Any) -> None:
    assert send(phone, path, **fields).status_code == 303
    assert stands() == {path: answer}


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("weight_kg", {"text": "12 stone"}),
        ("weight_kg", {"text": "640"}),
        ("pregnant", {"answer": "skipped"}),
        ("pregnant", {}),
        ("concerns", {}),
        ("concerns", {"answer": "none"}),
        ("fitzpatrick_1", {"answer": "9"}),
        ("preferences_events", {"date": "tomorrow"}),
        ("notes", {"text": "a\0b"}),
        ("notes", {"text": "x" * 70_000}),
    ],
)
def test_what_cannot_be_used_is_shown_again_and_not_saved(phone: Client, path: str, fields: Any) -> None:
    reply = send(phone, path, **fields)
    assert reply.status_code == 422
    assert 'role="alert"' in reply.content.decode()
    assert stands() == {}
    if fields.get("text") == "12 stone":
        assert 'value="12 stone"' in reply.content.decode()


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("conditions", {"pick": "name:keloid", "answer": "none"}),
        ("conditions", {"pick": "name:keloid", "answer": "not_sure"}),
        ("medicines", {"text": "a blood thinner", "answer": "none"}),
        ("notes", {"text": "I faint at needles", "answer": "skipped"}),
        ("requests_adjuncts", {"answer": ["exosomes", "skipped"]}),
        ("preferences_events", {"date": "2027-05-01", "answer": "skipped"}),
    ],
)
def test_a_hurried_none_never_wipes_what_was_named(phone: Client, path: str, fields: Any) -> None:
    reply = send(phone, path, **fields)
    page = reply.content.decode()
    assert reply.status_code == 422
    assert "We need one of the two" in page
    assert stands() == {}
    kept = str(fields.get("pick") or fields.get("text") or fields.get("date") or "exosomes")
    assert kept in page


def test_a_named_thing_is_followed_up_on_screens_of_its_own(phone: Client) -> None:
    reply = send(phone, "concerns", pick=["name:atrophic acne scars", "name:melasma"])
    assert reply.status_code == 303
    first = phone.get("/my/intake/q/concerns/0/zones/").content.decode()
    assert "Dents left by acne" in first
    assert 'data-zone="cheek"' in first
    assert 'value="cheek"' in first
    send(phone, "concerns/0/zones", answer=["cheek", "temple"])
    assert "rosacea" not in phone.get("/my/intake/q/concerns/0/subtype/").content.decode().casefold()
    send(phone, "concerns/0/subtype", answer="rolling")
    send(phone, "concerns/0/severity", skip_rest="1")
    one = {
        "indication": "atrophic acne scars",
        "zones": ["cheek", "temple"],
        "subtype": "rolling",
        "severity": "skipped",
    }
    assert stands()["concerns"] == [one, {"indication": "melasma"}]
    assert phone.get("/my/intake/q/concerns/2/zones/").status_code == 404


def test_things_stay_when_more_are_named_and_go_when_unticked(phone: Client) -> None:
    save(phone, "medicines", [WARFARIN, {"name": "aspirin"}], 0)
    added = send(phone, "medicines", pick=["entry:0", "entry:1"], text="moonwort", stay="1")
    assert added["Location"] == "/my/intake/q/medicines/"
    assert stands()["medicines"] == [WARFARIN, {"name": "aspirin"}, {"name": "moonwort"}]
    send(phone, "medicines", pick=["entry:0", "entry:2"])
    assert stands()["medicines"] == [WARFARIN, {"name": "moonwort"}]


def test_a_follow_up_that_another_answer_opens_is_asked(phone: Client) -> None:
    send(phone, "conditions", text="eczema")
    assert phone.get("/my/intake/q/conditions/0/ended/").status_code == 404
    send(phone, "conditions/0/active", answer="no")
    assert phone.get("/my/intake/q/conditions/0/ended/").status_code == 200
    assert send(phone, "conditions/0/ended", date="1980-01-01").status_code == 422


def test_what_the_clinic_knows_is_not_asked(phone: Client) -> None:
    assert phone.get("/my/intake/q/birth_date/").status_code == 404
    assert phone.get("/my/intake/q/sex/").status_code == 404
    assert save(phone, "birth_date", "1950-01-01", 0).status_code == 200
    assert stands() == {}


def test_names_are_suggested(phone: Client) -> None:
    page = phone.post("/my/intake/suggest/", {"question": "medicines", "text": "roacc"})
    assert '<option value="roaccutane">' in page.content.decode()
    assert phone.post("/my/intake/suggest/", {"question": "shoes", "text": "a"}).content.strip() == b""


def test_a_label_is_kept_as_the_name_it_stands_for(phone: Client) -> None:
    send(phone, "conditions", text="Rosacea with spots")
    (entry,) = stands()["conditions"]
    assert entry["name"] not in ("Rosacea with spots", "")


def test_the_questions_come_in_german(phone: Client) -> None:
    page = phone.get("/my/intake/q/pregnant/?language=de", follow=True).content.decode()
    assert "schwanger" in page
    assert "Nicht sicher" in page


def test_patient_pages_are_not_kept_and_tell_nobody_where_they_are(phone: Client) -> None:
    for url in ("/my/intake/", "/my/intake/q/notes/", "/my/intake/review/"):
        reply = phone.get(url)
        assert reply["Cache-Control"] == "no-store, private"
        assert reply["Referrer-Policy"] == "same-origin"
        assert "style=" not in reply.content.decode()


def test_a_restricted_person_opens_nothing(phone: Client, person: Person, staff: dict[str, User]) -> None:
    Person.objects.filter(pk=person.pk).update(restricted_at=timezone.now(), restricted_by=staff["owner"])
    assert phone.get("/my/intake/").status_code == 410


def test_what_a_named_thing_lacks_is_linked_once(phone: Client) -> None:
    send(phone, "concerns", pick=["name:melasma"])
    missing = phone.get("/my/intake/review/").content.decode().split("</ul>")[0]
    assert missing.count("What would you like us to treat?") == 1
    assert "What would you like us to treat? Where is it?" in missing
    assert "/my/intake/q/concerns/0/zones/" in missing
