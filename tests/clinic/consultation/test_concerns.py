"""The chart and the list of concerns beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from punctum.skin import ZONES
from punctum_clinic.consultation.history.concerns import zones_by_region
from punctum_clinic.people.models import Person

Address = Callable[..., str]
pytestmark = pytest.mark.usefixtures("visit")
SENT: dict[str, Any] = {
    "history": "1",
    "concerns[0].from": "0",
    "concerns[0].indication": "atrophic acne scars",
    "concerns[0].subtype": "rolling",
    "concerns[0].zones": ["cheek", "temple"],
}


def newest(person: Person) -> Any:
    history = person.histories.order_by("-number").first()
    assert history is not None
    return history


def test_marked_zones_are_one_version_and_scores_stay(nurse: Client, at: Address, known_person: Person) -> None:
    assert nurse.post(at("concerns/"), SENT).status_code == 302
    (concern,) = newest(known_person).document["concerns"]
    assert concern["zones"] == ["cheek", "temple"]
    assert (concern["scale"], concern["baseline"], concern["goal"]) == ("goodman_baron_quantitative", 14, 8)
    assert newest(known_person).number == 2


def test_another_concern_has_no_scores_of_the_last(nurse: Client, at: Address, known_person: Person) -> None:
    sent = {**SENT, "concerns[0].indication": "melasma", "concerns[0].subtype": "", "concerns[0].active": "yes"}
    assert nurse.post(at("concerns/"), sent).status_code == 302
    (concern,) = newest(known_person).document["concerns"]
    assert concern == {"indication": "melasma", "zones": ["cheek", "temple"], "active": True}


def test_the_chart_marks_what_is_marked(nurse: Client, at: Address) -> None:
    text = nurse.get(at()).text
    assert text.count('class="tap marked" data-zone="cheek"') >= 1
    assert 'class="tap marked" data-zone="chin"' not in text
    assert 'id="concern-0-zone-cheek" data-name="cheek" checked' in text
    assert "style=" not in text


def test_a_concern_is_added_and_taken_out_without_saving(nurse: Client, at: Address, known_person: Person) -> None:
    more = nurse.post(at("concerns/"), {**SENT, "add": "concern"})
    assert more.status_code == 200
    assert "concern-1-indication" in more.text
    assert "checked" in more.text
    less = nurse.post(at("concerns/"), {**SENT, "drop": "concerns[0]"})
    assert "concern-0-indication" not in less.text
    assert newest(known_person).number == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"concerns[0].zones": []}, "Concern"),
        ({"concerns[0].zones": ["moon"]}, "a zone of the body"),
        ({"concerns[0].indication": "sadness"}, "an indication"),
        ({"concerns[0].since": "soon"}, "a date as YYYY-MM-DD"),
        ({"concerns[0].since": "1980-01-01"}, "a date after the birth date"),
    ],
)
def test_a_problem_is_told_and_the_marks_stay(
    nurse: Client, at: Address, known_person: Person, changed: dict[str, Any], said: str
) -> None:
    response = nurse.post(at("concerns/"), {**SENT, **changed})
    assert response.status_code == 422
    assert said in response.text
    assert 'role="alert"' in response.text
    assert newest(known_person).number == 1


def test_a_second_writer_is_told(nurse: Client, at: Address, known_person: Person, told: Callable[..., Any]) -> None:
    told(smoker=True)
    response = nurse.post(at("concerns/"), SENT)
    assert response.status_code == 409
    assert "smokes" in response.text
    assert 'id="concern-0-zone-temple" data-name="temple" checked' in response.text
    assert newest(known_person).document["concerns"][0]["zones"] == ["cheek"]


def test_all_concerns_may_go(nurse: Client, at: Address, known_person: Person) -> None:
    assert nurse.post(at("concerns/"), {"history": "1"}).status_code == 302
    assert newest(known_person).document["concerns"] == []
    assert "Name a concern first" in nurse.get(at()).text


def test_every_zone_that_may_be_needled_can_be_chosen_once() -> None:
    listed = [zone for _, regions in zones_by_region() for _, zones in regions for zone in zones]
    assert sorted(zone.name for zone in listed) == sorted(zone.name for zone in ZONES.rows if "never" not in zone.flags)
