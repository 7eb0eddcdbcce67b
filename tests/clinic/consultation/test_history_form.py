"""The history as a form: one version a save, nothing lost, nothing half-written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from punctum import Patient
from punctum_clinic.consultation.history.fields import ELSEWHERE, lists, single_fields
from punctum_clinic.consultation.history.reading import document_of
from punctum_clinic.consultation.history.typed import Typed, none_of, typed_of
from punctum_clinic.people.models import History, Person

Address = Callable[..., str]
pytestmark = pytest.mark.usefixtures("visit")


def boxes(typed: Typed, number: int) -> dict[str, str]:
    """What a browser sends of a form in which nobody changed anything."""
    sent = {"history": str(number), **typed.values}
    for name, rows in typed.rows.items():
        for index, row in enumerate(rows):
            sent |= {f"{name}[{index}].{field}": value for field, value in row.items()}
    return sent


def newest(person: Person) -> History:
    history = person.histories.order_by("-number").first()
    assert history is not None
    return history


def send(nurse: Client, at: Address, person: Person, **changed: str) -> Any:
    history = newest(person)
    return nurse.post(at("history/"), {**boxes(typed_of(history.document), history.number), **changed})


def test_every_field_of_the_core_is_on_the_form_or_written_elsewhere() -> None:
    shown = {field.path.split(".")[0] for field in single_fields()} | set(lists())
    assert shown | ELSEWHERE == set(Patient.model_fields)


def test_a_form_that_nobody_changed_writes_nothing(nurse: Client, at: Address, known_person: Person) -> None:
    assert send(nurse, at, known_person).status_code == 302
    assert newest(known_person).number == 1


def test_one_save_is_one_version(nurse: Client, at: Address, known_person: Person) -> None:
    response = send(
        nurse, at, known_person,
        **{
            "medicines[0].name": "warfarin", "medicines[0].started": "2024-01-02", "medicines[0].prescribed": "yes",
            "allergies[4].name": "latex", "allergies[2].name": "penicillin", "products.none": "yes",
            "weight_kg": "64,5", "preferences.max_visits": "4", "preferences.events": "2026-12-24\n2026-12-31",
            "requests.other": "no blood\n\n", "skin.thin": "no", "lifestyle.sun": "yes", "notes": "two\r\nlines",
            "goals": "smoother", "smoker": "",
        },
    )  # fmt: skip
    assert response.status_code == 302, response.text
    history = newest(known_person)
    assert (history.number, history.origin) == (2, "consultation")
    assert history.document["medicines"] == [{"name": "warfarin", "prescribed": True, "started": "2024-01-02"}]
    assert history.document["allergies"] == [{"name": "penicillin"}, {"name": "latex"}]
    assert history.document["products"] == []
    assert "conditions" not in history.document
    assert history.document["weight_kg"] == 64.5
    assert history.document["preferences"] == {"max_visits": 4, "events": ["2026-12-24", "2026-12-31"]}
    assert history.document["requests"] == {"other": ["no blood"]}
    assert history.document["skin"] == {"thin": False}
    assert history.document["notes"] == "two\nlines"
    assert "smoker" not in history.document
    assert history.document["concerns"][0]["baseline"] == 14


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("medicines[0].stopped", "1950-01-01", "a date after the birth date"),
        ("medicines[0].started", "yesterday", "a date as YYYY-MM-DD"),
        ("weight_kg", "9000", "25 to 350 kg"),
        ("weight_kg", "nan", "a finite number"),
        ("smoker", "perhaps", "yes, no or nothing"),
        ("phototype", "VII", "I, II, III, IV, V, VI or unknown"),
        ("medicines[0].zones", "cheek, knee pit", "a zone of the body"),
        ("preferences.events", "2026-13-01", "a date that exists"),
        ("preferences.device", "hammer", "device"),
    ],
)
def test_a_problem_stands_at_its_field_and_nothing_is_lost(
    nurse: Client, at: Address, known_person: Person, field: str, value: str, said: str
) -> None:
    response = send(nurse, at, known_person, **{"medicines[0].name": "warfarin", "notes": "kept", field: value})
    assert response.status_code == 422
    assert said in response.text
    assert 'aria-invalid="true"' in response.text
    assert 'role="alert"' in response.text
    for typed in ("warfarin", "kept", value.split(",")[0]):
        assert typed in response.text
    assert newest(known_person).number == 1


def test_who_writes_second_is_told_what_changed_and_keeps_what_they_typed(
    nurse: Client, at: Address, known_person: Person, told: Callable[..., History]
) -> None:
    first = boxes(typed_of(newest(known_person).document), 1)
    told(allergies=[{"name": "latex"}])
    response = nurse.post(at("history/"), {**first, "notes": "mine"})
    assert response.status_code == 409
    assert "latex" in response.text
    assert "mine" in response.text
    assert 'name="history" value="2"' in response.text
    assert newest(known_person).number == 2
    assert "notes" not in newest(known_person).document


@pytest.mark.parametrize("number", ["", "-1", "two", "0", "99", "9" * 40, "²"])
def test_a_form_without_the_right_number_writes_nothing(
    nurse: Client, at: Address, known_person: Person, number: str
) -> None:
    response = nurse.post(at("history/"), {**boxes(typed_of(newest(known_person).document), 1), "history": number})
    assert response.status_code == 409
    assert newest(known_person).number == 1


def test_rows_are_added_and_taken_out_without_saving(nurse: Client, at: Address, known_person: Person) -> None:
    more = send(nurse, at, known_person, **{"medicines[0].name": "warfarin", "add": "medicines", "notes": "kept"})
    assert more.status_code == 200
    assert 'id="f-medicines-1-name"' in more.text
    assert "warfarin" in more.text
    assert "kept" in more.text
    less = send(nurse, at, known_person, **{"medicines[0].name": "warfarin", "drop": "medicines[0]"})
    assert "warfarin" not in less.text.split("form-history")[1]
    for odd in ({"drop": "medicines[9]"}, {"drop": "concerns[0]"}, {"add": "notes"}):
        assert send(nurse, at, known_person, **odd).status_code in (200, 302)
    assert newest(known_person).number == 1


def test_a_name_that_is_not_known_for_sure_is_shown_with_what_it_was_read_as(
    nurse: Client, at: Address, told: Callable[..., History]
) -> None:
    told(medicines=[{"name": "warfarine sodium x"}])
    assert "Read as" in nurse.get(at("history/")).text
    assert "Is that right?" in nurse.get(at()).text
    asked = nurse.post(at("history/read-as/"), {"medicines[3].name": "warfarrin"})
    assert "warfarin" in asked.text
    assert nurse.post(at("history/read-as/"), {"medicines[3].name": "warfarin"}).text == ""
    assert nurse.post(at("history/read-as/"), {"notes": "warfarrin"}).text == ""


def test_a_name_is_written_anew(nurse: Client, at: Address, known_person: Person, told: Callable[..., History]) -> None:
    told(medicines=["aspirin", {"name": "warfarrin", "dose": "5 mg"}])
    sent = {"history": "2", "path": "medicines[1].name", "name": " warfarin "}
    assert nurse.post(at("history/rename/"), sent).status_code == 302
    assert newest(known_person).document["medicines"] == ["aspirin", {"name": "warfarin", "dose": "5 mg"}]
    assert nurse.post(at("history/rename/"), sent).status_code == 409
    for wrong in ({"path": "notes"}, {"path": "medicines[7].name"}, {"name": " "}, {"path": "concerns[0].indication"}):
        assert nurse.post(at("history/rename/"), {**sent, "history": "3", **wrong}).status_code == 422
    assert newest(known_person).number == 3


def test_a_word_for_none_is_no_entry(nurse: Client, at: Address, known_person: Person) -> None:
    sent = {"medicines[0].name": "none", "allergies[0].name": "no", "allergies[1].name": "latex"}
    assert send(nurse, at, known_person, **sent).status_code == 302
    assert newest(known_person).document["medicines"] == []
    assert newest(known_person).document["allergies"] == [{"name": "latex"}]


TEXT = st.text(max_size=40)
PATHS = st.sampled_from(
    [
        *(field.path for field in single_fields()),
        *(none_of(name) for name in lists()),
        *(f"{name}[{at}].{field.path}" for name, group in lists().items() for at in (0, 7) for field in group.fields),
        "add", "drop", "history", "medicines[0]", "medicines[99999].name", "concerns[0].indication", "sex", "id",
    ]
)  # fmt: skip
LIKELY = st.sampled_from(
    ["yes", "no", "", "none", "warfarin", "2020-02-30", "2024-05-01", "cheek", "1e400", "-1", "IV"]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=st.dictionaries(PATHS | TEXT, LIKELY | TEXT, max_size=12))
def test_no_form_is_a_fault_and_no_version_is_half_written(
    nurse: Client, at: Address, known_person: Person, sent: dict[str, str]
) -> None:
    known_person.histories.filter(number__gt=1).delete()
    before = newest(known_person)
    response = nurse.post(at("history/"), {"history": str(before.number), **sent})
    assert response.status_code in (200, 302, 409, 422)
    after = newest(known_person)
    assert after.number - before.number in (0, 1)
    if response.status_code != 302:
        assert after.number == before.number
    # What was stored fills the same form again, and a form that nobody changed stores the same.
    document, problems = document_of(typed_of(after.document), after.document)
    assert (document, problems) == (after.document, [])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.text(max_size=200))
def test_arbitrary_bodies_are_no_fault(nurse: Client, at: Address, known_person: Person, body: str) -> None:
    for rest in ("history/", "concerns/", "clearances/", "letters/", "notes/", "history/rename/", "concerns/0/score/"):
        response = nurse.post(
            at(rest), body.encode("utf-8", "replace"), content_type="application/x-www-form-urlencoded"
        )
        assert response.status_code < 500
    assert newest(known_person).document["concerns"] is not None


def test_a_query_dict_is_read_as_it_stands() -> None:
    from punctum_clinic.consultation.history.typed import typed_from

    typed = typed_from(QueryDict("medicines[2].name=a&medicines[0].name=%00b&medicines[1].name=++&notes=x%0D%0Ay"))
    assert [row["name"] for row in typed.rows["medicines"]] == ["b", "a"]
    assert typed.values["notes"] == "x\ny"
