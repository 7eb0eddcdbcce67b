"""Answers become patient files and patient files answers; whatever is answered, nothing raises."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.documents import read_document
from punctum.intake import (
    answer_problems,
    answers_of,
    complete_problems,
    flagged,
    intake_questions,
    open_questions,
    patient_fields,
)
from punctum.patient import Patient, patient_of
from punctum.problems import InputError
from punctum.screening import screen

ON = date(2026, 11, 20)
EXAMPLES = sorted(Path("examples/patients").iterdir())
QUESTIONS = {question.id: question for question in intake_questions()}
WHOLE: dict[str, Any] = {
    "birth_date": "1991-04-12", "sex": "female", "pregnant": False, "breastfeeding": False,
    "concerns": [{"indication": "atrophic acne scars", "zones": ["cheek"]}], "conditions": [], "medicines": [],
    "allergies": [], "procedures": [], "exposures": [], "products": [],
}  # fmt: skip


def asked_part(patient: Patient) -> Patient:
    """A patient without what no question asks for."""
    held = patient.model_dump()
    for concern in held["concerns"]:
        concern |= {"scale": None, "baseline": None, "goal": None}
    for entry in held["conditions"]:
        entry["subtype"] = None
    held["clearances"], held["id"] = (), "x"
    held["preferences"]["device"] = held["requests"]["device"] = held["requests"]["needle_length_mm"] = None
    if patient.fitzpatrick is None:
        held["phototype"] = None
    return Patient.model_validate(held)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_becomes_answers_and_the_same_person_again(path: Path) -> None:
    fields = read_document(path)
    answers = answers_of({name: value for name, value in fields.items() if name not in ("id", "clearances")})
    assert answer_problems(answers) == ()
    again = patient_of({"id": "x"} | patient_fields(answers))
    assert again == asked_part(patient_of(fields))
    assert answers_of(patient_fields(answers)) == answers


def test_a_form_with_everything_comes_back() -> None:
    answers = WHOLE | {
        "weight_kg": 61.5, "fitzpatrick_1": 2, "fitzpatrick_10": 0, "skin_thin": True, "goals": ["smoother skin"],
        "preferences_events": ["2027-02-14"], "preferences_max_visits": 4, "requests_adjuncts": ["exosomes"],
        "medicines": [{"name": "tretinoin", "route": "topical", "zones": ["cheek"], "stopped": "2026-10-01"}],
        "lifestyle_sport": False, "notes": "I bruise easily.",
    }  # fmt: skip
    fields = patient_fields(answers)
    assert fields["fitzpatrick"] == {"scale": "fitzpatrick_questionnaire_10", "answers": [2, *[None] * 8, 0]}
    assert fields["skin"] == {"thin": True}
    back = answers_of(fields)
    assert {name: answer for name, answer in answers.items() if answer != []} == back


def test_the_shorter_questionnaire_comes_back_as_the_first_items_of_the_longer() -> None:
    eight = {"scale": "fitzpatrick_questionnaire_8", "answers": [4, 3, 2, 1, 0, 1, 2, 3]}
    fields = {"birth_date": "1990-01-01", "concerns": [{"indication": "melasma", "zones": ["cheek"]}]}
    answers = answers_of(fields | {"fitzpatrick": eight})
    assert [answers[f"fitzpatrick_{number}"] for number in range(1, 9)] == eight["answers"]
    again = patient_of({"id": "x"} | patient_fields(answers))
    assert again.phototype == patient_of({"id": "x"} | fields | {"fitzpatrick": eight}).phototype


# --- never safe ------------------------------------------------------------------------------------------------------


def test_not_sure_and_skipped_stay_unstated() -> None:
    unsure = {"pregnant": "not_sure", "breastfeeding": "not_sure", "weight_kg": "skipped", "smoker": "not_sure"}
    answers = WHOLE | unsure | {"conditions": [{"name": "eczema", "active": "not_sure", "zones": "not_sure"}]}
    assert complete_problems(answers, on=ON) == ()
    patient = patient_of({"id": "x"} | patient_fields(answers))
    assert (patient.pregnant, patient.smoker, patient.weight_kg) == (None, None, None)
    assert (patient.conditions[0].active, patient.conditions[0].zones) == (None, None)
    assert "S062" in {finding.rule for finding in screen(patient, on=ON).findings}


@pytest.mark.parametrize("question", ["conditions", "medicines", "allergies", "procedures", "exposures", "products"])
def test_not_knowing_what_there_is_goes_to_a_clinician(question: str) -> None:
    answers = WHOLE | {question: "not_sure"}
    assert [text.path for text in flagged(answers, on=ON)] == [f"{question}[0].name"]
    assert screen(patient_of({"id": "x"} | patient_fields(answers)), on=ON).verdict == "refer"
    assert screen(patient_of({"id": "x"} | patient_fields(WHOLE)), on=ON).verdict != "refer"


def test_what_is_needed_may_not_be_skipped() -> None:
    (problem,) = answer_problems(WHOLE | {"medicines": "skipped"})
    assert problem.path == "medicines"
    (problem,) = answer_problems(WHOLE | {"pregnant": "skipped"})
    assert str(problem) == "pregnant: expected an answer; not_sure is one, found skipped"


def test_a_medicine_whose_name_nobody_remembers_is_flagged() -> None:
    answers = WHOLE | {"medicines": [{"name": "not_sure", "dose": "skipped", "reason": "not_sure"}], "notes": "skipped"}
    fields = patient_fields(answers)
    assert fields["medicines"] == [{"name": "not sure"}]
    assert "notes" not in fields
    assert [text.path for text in flagged(answers, on=ON)] == ["medicines[0].name"]
    (problem,) = [
        one for one in answer_problems(WHOLE | {"medicines": [{"name": "skipped"}]}) if "not_sure" in str(one)
    ]
    assert problem.path == "medicines[0].name"


# --- progress --------------------------------------------------------------------------------------------------------


def test_an_intake_is_open_until_all_that_is_needed_is_answered() -> None:
    start = open_questions({}, on=ON)
    assert not start.complete
    assert set(start.required) == set(WHOLE)
    done = open_questions(WHOLE, on=ON)
    assert done.complete
    assert "weight_kg" in done.unanswered
    assert "medicines" not in done.unanswered
    for left in WHOLE:
        answers = {name: answer for name, answer in WHOLE.items() if name != left}
        assert left in open_questions(answers, on=ON).required
        assert [problem.path for problem in complete_problems(answers, on=ON)] == [left]


def test_fields_of_things_are_open_too() -> None:
    answers = WHOLE | {"medicines": [{"name": "ramipril"}, {}], "concerns": []}
    progress = open_questions(answers, on=ON)
    assert "medicines[0].stopped" in progress.unanswered
    assert set(progress.required) == {"medicines[1].name", "concerns"}


# --- problems --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        ([], "answers: expected answers by question, found []"),
        ({"pregnent": True}, "pregnent: expected a question of the intake, found another; did you mean 'pregnant'?"),
        ({"pregnant": "maybe"}, "pregnant: expected true, false or not_sure, found 'maybe'"),
        ({"birth_date": "1991-02-30"}, "birth_date: expected a date that exists, found '1991-02-30'"),
        ({"weight_kg": 900}, "weight_kg: expected 25 to 350 kg, found 900"),
        ({"weight_kg": True}, "weight_kg: expected a number, found true"),
        ({"sex": "woman"}, "sex: expected female, male or unknown, found 'woman'"),
        ({"fitzpatrick_3": 7}, "fitzpatrick_3: expected one of the answers on offer, found 7"),
        ({"skin_thin": 1}, "skin_thin: expected true, false or not_sure, found 1"),
        ({"medicines": {"name": "x"}}, "medicines: expected a list of things, each with its name, found {'name': 'x'}"),
        ({"medicines": [3]}, "medicines[0]: expected a thing with its name, found 3"),
        (
            {"medicines": [{"name": "x", "stoped": "2020-01-01"}]},
            "medicines[0].stoped: expected a known field, found an unknown one; did you mean 'stopped'?",
        ),
        (
            {"medicines": [{"name": "x", "stopped": "last week"}]},
            "medicines[0].stopped: expected a date as YYYY-MM-DD, found 'last week'",
        ),
        (
            {"concerns": [*WHOLE["concerns"], {"indication": "acne scars"}]},
            "concerns[1].zones: expected this field, found nothing",
        ),
        (
            {"preferences_max_visits": 0},
            "preferences_max_visits: expected 1 to 60 visits, found 0",
        ),
    ],
)
def test_each_problem_names_its_question(answers: Any, line: str) -> None:
    assert [str(problem) for problem in answer_problems(answers)] == [line]
    with pytest.raises(InputError):
        patient_fields(answers)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10)
    | st.sampled_from(["not_sure", "skipped", "everywhere", "cheek", "2020-01-01", "isotretinoin", "female"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


@st.composite
def any_answers(draw: st.DrawFn) -> dict[str, Any]:
    """Answers to some questions: fitting ones, and whatever JSON can hold."""
    answers: dict[str, Any] = {}
    for name in draw(st.lists(st.sampled_from(list(QUESTIONS)), unique=True, max_size=8)):
        question = QUESTIONS[name]
        if question.kind == "things" and draw(st.booleans()):
            keys = st.sampled_from([field.key for field in question.fields])
            answers[name] = draw(st.lists(st.dictionaries(keys, json_values, max_size=4), max_size=3))
        elif len(question.options) > 0 and draw(st.booleans()):
            answers[name] = draw(st.sampled_from([option.value for option in question.options]))
        else:
            answers[name] = draw(json_values)
    return WHOLE | answers if draw(st.booleans()) else answers


@given(answers=any_answers() | json_values)
def test_whatever_is_answered_gives_problems_or_a_valid_patient(answers: Any) -> None:
    problems = complete_problems(answers, on=ON)
    assert all(str(problem).isprintable() for problem in problems)
    progress = open_questions(answers, on=ON)
    assert set(progress.required) <= set(progress.unanswered)
    assert all(text.text for text in flagged(answers, on=ON))
    if not answer_problems(answers):
        fields = patient_fields(answers)
        if not problems:
            patient = patient_of({"id": "x"} | fields)
            assert patient_of({"id": "x"} | patient_fields(answers_of(fields))) == patient


# --- what a clinician should see -------------------------------------------------------------------------------------


def test_what_is_not_recognised_is_flagged_at_once() -> None:
    early = {"medicines": [{"name": "that little water tablet"}, {"name": "ramipril"}, {"name": "x", "stopped": "?"}]}
    assert [(text.path, text.assumed) for text in flagged(early, on=ON)] == [
        ("medicines[0].name", "blood pressure medicine, unspecified")
    ]
    assert flagged({"medicines": [{"name": "ramipril"}]}, on=ON) == ()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_flags_are_those_of_screening(path: Path) -> None:
    patient = asked_part(patient_of(read_document(path)))
    answers = answers_of(patient.model_dump(exclude={"id", "clearances"}, exclude_defaults=True, mode="json"))
    assert flagged(answers, on=ON) == screen(patient, on=ON).unrecognised
