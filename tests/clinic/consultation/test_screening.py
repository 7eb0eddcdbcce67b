"""Screening on the page, clearances and letters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from punctum_clinic.audit.models import Entry
from punctum_clinic.consultation.models import Consultation, Letter
from punctum_clinic.people.models import Clearance, Person
from punctum_clinic.staff.models import User

Address = Callable[..., str]
pytestmark = pytest.mark.usefixtures("visit")
OTHER = {
    "rule": "S043", "who": "other", "by_name": "Dr Grace Gray", "profession": "physician", "on": "2026-01-02",
    "reason": "INR 2.4",
}  # fmt: skip


@pytest.fixture
def anticoagulated(told: Callable[..., Any]) -> None:
    told(medicines=[{"name": "warfarin"}])


@pytest.mark.usefixtures("anticoagulated")
def test_a_finding_has_its_word_reason_sources_and_who_may_clear_it(nurse: Client, at: Address) -> None:
    text = nurse.get(at()).text
    finding = text.split('id="finding-S043"')[1].split("<!-- end -->")[0]
    assert '<span class="verdict ask">Ask a doctor first</span>' in finding
    for words in (
        "Anticoagulant in use",
        "You take a medicine that thins the blood",
        "House default",
        "sources",
        "May be cleared by",
    ):
        assert words in finding
    assert 'href="https://' in finding


@pytest.mark.usefixtures("anticoagulated")
def test_the_strictest_finding_stands_first(nurse: Client, at: Address, told: Callable[..., Any]) -> None:
    told(conditions=[{"name": "keloid"}])
    tones = [part.split('"')[0] for part in nurse.get(at()).text.split('<summary><span class="verdict ')[1:]]
    order = ["stop", "ask", "wait", "adjust", "go"]
    assert tones == sorted(tones, key=order.index)


@pytest.mark.usefixtures("anticoagulated")
def test_nobody_here_clears_by_calling_themselves_something_else(
    nurse: Client, at: Address, known_person: Person, staff: dict[str, User]
) -> None:
    for name in (staff["practitioner"].name, f"  {staff['practitioner'].name.upper()} ", staff["front_desk"].name):
        refused = nurse.post(at("clearances/"), {**OTHER, "by_name": name})
        assert refused.status_code == 422, name
        assert "the profession that" in refused.text
    assert not known_person.clearances.exists()
    assert nurse.post(at("clearances/"), {**OTHER, "by_name": staff["prescriber"].name}).status_code == 302
    assert f"written down by {staff['practitioner'].name}" in nurse.get(at()).text
    assert f"written down by {staff['practitioner'].name}" in nurse.get(f"/people/{known_person.public_id}/").text


@pytest.mark.usefixtures("anticoagulated")
def test_who_may_clears_it_themselves(signed_in: Callable[[str], Client], at: Address, known_person: Person) -> None:
    doctor = signed_in("prescriber")
    assert doctor.post(at("clearances/"), {"rule": "S043", "who": "me", "reason": "INR 2.4"}).status_code == 302
    (one,) = known_person.clearances.all()
    assert (one.by_name, one.profession, one.on) == ("Prescriber Example", "physician", timezone.localdate())
    assert "Cleared by Prescriber Example" in doctor.get(at()).text


@pytest.mark.usefixtures("anticoagulated")
def test_a_nurse_cannot_clear_but_writes_down_an_answer(nurse: Client, at: Address, known_person: Person) -> None:
    refused = nurse.post(at("clearances/"), {"rule": "S043", "who": "me", "reason": "I am sure"})
    assert refused.status_code == 422
    assert "one of those who may clear S043: prescriber" in refused.text
    assert "I am sure" in refused.text
    assert not known_person.clearances.exists()
    assert nurse.post(at("clearances/"), OTHER).status_code == 302
    assert known_person.clearances.get().recorded_by.role == "practitioner"


@pytest.mark.usefixtures("anticoagulated")
@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"profession": "nurse"}, "one of those who may clear S043"),
        ({"profession": ""}, "one of those who may clear S043"),
        ({"by_name": ""}, "the full name"),
        ({"reason": " "}, "the reason"),
        ({"on": "2999-01-01"}, "not in the future"),
        ({"on": "monday"}, "a date as 2026-12-24"),
        ({"on": ""}, "a date as 2026-12-24"),
        ({"valid_until": "2026-01-03"}, "today or later"),
        ({"rule": "S012"}, "does not apply to this person"),
        ({"rule": "S999"}, "a finding that can be cleared"),
        ({"rule": ""}, "a finding that can be cleared"),
    ],
)
def test_a_clearance_that_cannot_hold_is_refused_with_its_reason(
    nurse: Client, at: Address, known_person: Person, changed: dict[str, str], said: str
) -> None:
    response = nurse.post(at("clearances/"), {**OTHER, **changed})
    assert response.status_code == 422
    assert said in response.text
    assert not known_person.clearances.exists()


def test_what_is_permanent_cannot_be_cleared(
    nurse: Client, at: Address, known_person: Person, told: Callable[..., Any]
) -> None:
    told(conditions=[{"name": "psoriasis"}])
    response = nurse.post(at("clearances/"), {**OTHER, "rule": "S012"})
    assert response.status_code == 422
    assert "which nobody can clear" in response.text
    assert not known_person.clearances.exists()


@pytest.mark.usefixtures("anticoagulated")
def test_a_clearance_is_withdrawn(nurse: Client, at: Address, known_person: Person, other_person: Person) -> None:
    until = timezone.localdate() + timedelta(days=30)
    nurse.post(at("clearances/"), {**OTHER, "valid_until": until.isoformat()})
    one = Clearance.objects.get()
    assert nurse.post(f"/people/{other_person.public_id}/consultation/clearances/{one.pk}/withdraw/").status_code == 404
    assert nurse.post(at(f"clearances/{one.pk}/withdraw/")).status_code == 302
    one.refresh_from_db()
    assert one.withdrawn_at is not None
    text = nurse.get(at()).text
    assert "Cleared by Dr Grace Gray" not in text
    assert "withdrawn" in text


@pytest.mark.usefixtures("anticoagulated")
def test_a_letter_is_kept_as_it_was_made(nurse: Client, at: Address, visit: Consultation, other_person: Person) -> None:
    made = nurse.post(at("letters/"), {"rule": "S043"})
    assert made.status_code == 302
    letter = Letter.objects.get()
    response = nurse.get(made["Location"])
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert sha256(response.content).hexdigest() == letter.pdf_sha256
    assert "attachment" in response["Content-Disposition"]
    acts = list(Entry.objects.filter(subject=f"consultation.letter:{letter.pk}").values_list("act", flat=True))
    assert acts == ["create", "export"]
    assert nurse.get(f"/people/{other_person.public_id}/consultation/letters/{letter.pk}/").status_code == 404
    assert nurse.post(at("letters/"), {"rule": "S012"}).status_code == 422
    assert visit.letters.count() == 1
