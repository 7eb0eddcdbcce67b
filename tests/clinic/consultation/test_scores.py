"""Scores: computed by the core, kept, and written into the concern."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from punctum.evidence import SCALES, score_form
from punctum_clinic.consultation.models import Score
from punctum_clinic.people.models import Person

Address = Callable[..., str]
pytestmark = pytest.mark.usefixtures("visit")
SCALE = "goodman_baron_quantitative"
URL = "concerns/0/score/"


def answers(points: str = "1") -> dict[str, str]:
    return {f"item-{item.id}": points for item in score_form(SCALE).items if item.id != "gbq_raised_plaques"} | {
        f"item-{score_form(SCALE).items[-1].id}": "0"
    }


def send(**changed: str) -> dict[str, str]:
    return {"history": "1", "scale": SCALE, **answers(), "baseline": "yes", "goal": "6", **changed}


def newest(person: Person) -> Any:
    history = person.histories.order_by("-number").first()
    assert history is not None
    return history


def test_a_score_is_kept_and_becomes_the_baseline(nurse: Client, at: Address, known_person: Person) -> None:
    response = nurse.post(at(URL), send())
    assert response.status_code == 302, response.text
    row = Score.objects.get()
    assert (row.indication, row.scale) == ("atrophic acne scars", SCALE)
    concern = newest(known_person).document["concerns"][0]
    assert (concern["baseline"], concern["goal"], concern["scale"]) == (row.value, 6.0, SCALE)
    page = nurse.get(at(URL)).text
    assert "<table>" in page
    assert f"{row.value:g}" in page


def test_a_later_score_is_no_baseline_by_default(nurse: Client, at: Address, told: Any) -> None:
    told(concerns=[{"indication": "atrophic acne scars", "zones": ["cheek"]}])
    first = nurse.get(at(URL)).text
    assert 'id="baseline" checked' in first
    assert nurse.post(at(URL), send(history="2")).status_code == 302
    later = nurse.get(at(URL)).text
    assert 'id="baseline" checked' not in later
    assert 'id="baseline"' in later
    assert "Now it is" in later


def test_whole_scores_are_written_as_whole_numbers(nurse: Client, at: Address, known_person: Person) -> None:
    nurse.post(at(URL), send())
    concern = newest(known_person).document["concerns"][0]
    assert (type(concern["baseline"]), type(concern["goal"])) == (int, int)


def test_without_a_goal_the_old_one_goes(nurse: Client, at: Address, known_person: Person) -> None:
    assert nurse.post(at(URL), send(goal="")).status_code == 302
    assert "goal" not in newest(known_person).document["concerns"][0]


def test_a_scale_of_change_is_no_baseline(nurse: Client, at: Address, known_person: Person) -> None:
    scale = next(row.id for row in SCALES.rows if row.change and score_form(row.id).formula == "grade")
    form = score_form(scale)
    sent = {"history": "1", "scale": scale, "baseline": "yes"}
    sent |= {f"item-{item.id}": f"{item.choices[0].points:g}" for item in form.items}
    refused = nurse.post(at(URL), sent)
    assert refused.status_code == 422
    assert "a scale that grades how it is now" in refused.text
    assert newest(known_person).number == 1
    assert nurse.post(at(URL), {**sent, "baseline": ""}).status_code == 302


def test_without_the_tick_the_history_stays(nurse: Client, at: Address, known_person: Person) -> None:
    assert nurse.post(at(URL), send(baseline="")).status_code == 302
    assert Score.objects.count() == 1
    assert newest(known_person).number == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"item-gbq_flat_marks": ""}, "one of 0, 1, 2, 3"),
        ({"item-gbq_flat_marks": "9"}, "one of 0, 1, 2, 3"),
        ({"goal": "much less"}, "number"),
        ({"goal": "80"}, "a score not above the baseline"),
        ({"goal": "-3"}, "a number from 0 to 84"),
    ],
)
def test_what_cannot_be_a_score_is_told_and_nothing_is_kept(
    nurse: Client, at: Address, known_person: Person, changed: dict[str, str], said: str
) -> None:
    response = nurse.post(at(URL), send(**changed))
    assert response.status_code == 422
    assert said in response.text
    assert not Score.objects.exists()
    assert newest(known_person).number == 1


def test_the_total_lives(nurse: Client, at: Address) -> None:
    assert "still missing" in nurse.post(at(URL + "total/"), {"scale": SCALE, "item-gbq_flat_marks": "1"}).text
    assert "Total" in nurse.post(at(URL + "total/"), {"scale": SCALE, **answers()}).text
    assert not Score.objects.exists()


def test_a_second_writer_is_told(nurse: Client, at: Address, told: Callable[..., Any]) -> None:
    told(smoker=True)
    response = nurse.post(at(URL), send())
    assert response.status_code == 409
    assert not Score.objects.exists()


def test_there_is_a_page_for_every_scale(nurse: Client, at: Address) -> None:
    for row in SCALES.rows:
        response = nurse.get(at(URL), {"scale": row.id})
        assert response.status_code == 200, row.id
        if not row.embeddable:
            assert "Licensed" in response.text, row.id


def test_a_concern_that_is_not_there_is_not_found(nurse: Client, at: Address) -> None:
    assert nurse.get(at("concerns/7/score/")).status_code == 404
    assert nurse.post(at("concerns/7/score/"), send()).status_code == 404
