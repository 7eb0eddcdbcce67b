"""Notes that are saved while somebody types, and claims looked up during the talk."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from html import unescape

import pytest
from django.test import Client

from punctum.evidence import CLAIMS, Claim
from punctum.report import told_to_patients
from punctum_clinic.consultation.models import Consultation

Address = Callable[..., str]
HTMX = {"HX-Request": "true"}


def sha(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def test_notes_are_saved_as_somebody_types(nurse: Client, at: Address, visit: Consultation) -> None:
    first = nurse.post(at("notes/"), {"notes": "calm", "seen": sha("")}, headers=HTMX)
    assert first.status_code == 200
    assert sha("calm") in first.text
    second = nurse.post(at("notes/"), {"notes": "calm skin", "seen": sha("calm")}, headers=HTMX)
    assert second.status_code == 200
    visit.refresh_from_db()
    assert visit.notes == "calm skin"
    assert nurse.post(at("notes/"), {"notes": "without script", "seen": sha("calm skin")}).status_code == 302


def test_notes_of_two_writers_are_not_lost(nurse: Client, at: Address, visit: Consultation) -> None:
    nurse.post(at("notes/"), {"notes": "first", "seen": sha("")}, headers=HTMX)
    second = {"notes": "second", "seen": sha("")}
    part, whole = nurse.post(at("notes/"), second, headers=HTMX), nurse.post(at("notes/"), second)
    for response in (part, whole):
        assert response.status_code == 409
        assert "first" in response.text
        assert sha("first") in response.text
    assert "second" in whole.text
    visit.refresh_from_db()
    assert visit.notes == "first"


def test_notes_of_a_closed_consultation_stand(nurse: Client, at: Address, visit: Consultation) -> None:
    nurse.post(at("notes/"), {"notes": "before", "seen": sha("")}, headers=HTMX)
    nurse.post(at("close/"))
    response = nurse.post(at("notes/"), {"notes": "after", "seen": sha("before")}, headers=HTMX)
    assert response.status_code == 409
    visit.refresh_from_db()
    assert visit.notes == "before"


def test_a_question_finds_claims_with_verdict_and_sources(nurse: Client, at: Address) -> None:
    whole = nurse.get(at("claims/"), {"q": "rosacea"}).text
    part = nurse.get(at("claims/"), {"q": "rosacea"}, headers=HTMX).text
    assert "<html" in whole
    assert "<html" not in part
    for text in (whole, part):
        assert "This may be shown to the patient" in text
        assert "Certainty of this verdict" in text
    assert "Nothing close" in nurse.get(at("claims/"), {"q": "parking fees"}).text
    assert nurse.get(at("claims/"), {"q": "\0" * 3 + "a" * 5000}).status_code == 200


@pytest.mark.parametrize(
    "claim", [row for row in CLAIMS.rows if row.verdict == "contradicted"][:8], ids=lambda row: row.id
)
def test_a_contradicted_claim_is_never_said_to_patients_as_true(nurse: Client, at: Address, claim: Claim) -> None:
    found = nurse.get(at("claims/"), {"q": claim.claim}, headers=HTMX).text
    (shown,) = (part for part in found.split("<article")[1:] if f'id="claim-{claim.id}"' in part)
    words = [unescape(part.split("</blockquote>")[0]) for part in shown.split("<blockquote>")[1:]]
    assert claim.claim not in words
    assert words == [text for stance, text in told_to_patients(claim) if stance == "denies"]


def test_the_page_takes_few_queries(
    nurse: Client, at: Address, visit: Consultation, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for _ in range(3):
        nurse.post(at("close/"))
        nurse.post(at())
    with django_assert_max_num_queries(32):  # type: ignore[attr-defined]
        assert nurse.get(at()).status_code == 200
    with django_assert_max_num_queries(24):  # type: ignore[attr-defined]
        assert nurse.get(at("history/")).status_code == 200
