"""The questions cover the schema, their answers mean something to screening, and patients can read them."""

from __future__ import annotations

import re
from datetime import date
from statistics import mean
from typing import get_args

import pytest

from punctum.evidence import CONCEPTS, LANGUAGES, SCALES
from punctum.evidence.language import is_translated
from punctum.evidence.names import match
from punctum.evidence.scale_items import items_of
from punctum.intake import Question, asked_fields, intake_questions, intake_words, open_questions
from punctum.intake.fields import field_types
from punctum.intake.tables import INTAKE_NOT_ASKED, INTAKE_OPTIONS, INTAKE_QUESTIONS, INTAKE_WORDS
from punctum.patient import Patient
from punctum.screening import ROUTES, RULES
from tests.care.reading import grade

ON = date(2026, 11, 20)
QUESTIONS = {question.id: question for question in intake_questions()}
EVERY = [*QUESTIONS.values(), *(field for question in QUESTIONS.values() for field in question.fields)]
KINDS = {"name": "condition", "medicines": "medicine", "conditions": "condition", "allergies": "allergy"} | {
    "procedures": "procedure", "exposures": "exposure", "products": "product", "requests_adjuncts": "request",
}  # fmt: skip
# Told by another question, found by the clinic, or too unlike what people call it to be ticked.
ELSEWHERE = {
    "cond_pregnancy", "cond_breastfeeding", "cond_smoking_or_vaping", "cond_under_18", "cond_age_18_21",
    "cond_older_age", "cond_fitzpatrick_iv_vi", "cond_beard_or_hair_in_field", "cond_dark_circles",
    "cond_no_known_cold_sores_deep_perioral_work",
}  # fmt: skip


def plain(path: str) -> str:
    return re.sub(r"\[\d+\]$", "", path)


def asked_paths() -> set[str]:
    return {plain(question.path) for question in EVERY}


def test_every_field_of_a_patient_file_is_asked_or_says_why_not() -> None:
    not_asked = set(INTAKE_NOT_ASKED.by_id)
    assert asked_paths() | not_asked | {"clearances"} == set(field_types())
    assert asked_paths() & not_asked == set()
    assert all(row.reason for row in INTAKE_NOT_ASKED.rows)


def test_every_field_at_the_top_of_the_schema_is_seen() -> None:
    assert {re.split(r"[.\[]", path)[0] for path in field_types()} == set(Patient.model_fields)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("birth_date", "date"), ("pregnant", "yes_no"), ("sex", "choice"), ("weight_kg", "number"), ("notes", "text"),
        ("medicines", "things"), ("medicines.stopped", "date"), ("medicines.prescribed", "yes_no"),
        ("medicines.route", "choice"), ("medicines.dose", "text"), ("concerns.zones", "choices"),
        ("conditions.zones", "choices"), ("conditions.severity", "choice"), ("preferences_events", "dates"),
        ("preferences_max_visits", "number"), ("goals", "words"), ("fitzpatrick_1", "choice"),
    ],
)  # fmt: skip
def test_the_kind_of_answer_follows_from_the_field(question: str, kind: str) -> None:
    (found,) = (one for one in EVERY if one.id == question)
    assert found.kind == kind


def test_numbers_have_a_unit_and_a_plausible_range() -> None:
    numbers = [question for question in EVERY if question.kind == "number"]
    assert {question.id for question in numbers} == {
        "weight_kg", "preferences_max_redness_days", "preferences_max_visits",
    }  # fmt: skip
    for question in numbers:
        assert question.unit
        assert question.minimum is not None
        assert question.maximum is not None
    assert (QUESTIONS["weight_kg"].minimum, QUESTIONS["weight_kg"].unit) == (25, "kg")


def test_choices_of_the_schema_are_all_offered() -> None:
    for question in EVERY:
        values = get_args(field_types()[plain(question.path)])
        if question.kind == "choice" and values and all(isinstance(value, str) for value in values):
            assert tuple(option.value for option in question.options) == values, question.id


def test_things_have_a_name_or_a_concern_and_ids_that_tell_their_path() -> None:
    for question in EVERY:
        if question.kind == "things":
            assert question.id == question.path
            assert question.fields[0].key in ("name", "indication")
        if question.kind in ("choice", "choices"):
            assert question.options, question.id
    assert len({question.id for question in EVERY}) == len(EVERY)


@pytest.mark.parametrize("option", [row for row in INTAKE_OPTIONS.rows if row.concept], ids=lambda row: str(row.id))
def test_an_offered_answer_is_recognised_as_what_it_is(option: object) -> None:
    row = option
    concept = CONCEPTS.by_id[row.concept]  # type: ignore[attr-defined]
    assert KINDS[row.question.split(".")[0]] == concept.kind  # type: ignore[attr-defined]
    found = match(concept.name, concept.kind)
    assert (found.how, found.concepts) == ("exact", (concept,))


def test_what_the_rules_are_about_is_offered() -> None:
    offered = {row.concept for row in INTAKE_OPTIONS.rows}
    ruled = {concept for rule in RULES.rows for concept in (*rule.concepts, *rule.together)}
    ruled |= {concept.id for concept in CONCEPTS.rows if concept.implies_rules}
    wanted = {"condition", "procedure", "product", "exposure", "allergy"}
    missing = {name for name in ruled - offered if CONCEPTS.by_id[name].kind in wanted}
    assert missing == ELSEWHERE


def test_offered_routes_are_known() -> None:
    known = {word for row in ROUTES.rows for word in row.words}
    routes = {row.value for row in INTAKE_OPTIONS.rows if row.question == "medicines.route"}
    assert routes - known == {"inhaled"}


def test_the_questionnaire_on_skin_and_sun_is_asked_item_by_item() -> None:
    asked = [question for question in QUESTIONS.values() if question.id.startswith("fitzpatrick_")]
    assert [question.path for question in asked] == [f"fitzpatrick.answers[{index}]" for index in range(10)]
    scale = SCALES.by_id["fitzpatrick_questionnaire_10"]
    assert len(asked) == scale.items
    assert [question.text for question in asked] == [item.patient_label for item in items_of(scale.id)]
    assert all([option.value for option in question.options] == [0, 1, 2, 3, 4] for question in asked)


# --- when ------------------------------------------------------------------------------------------------------------


def asked(**answers: object) -> set[str]:
    return {question.id for question in open_questions(answers, on=ON).asked}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, True),
        ({"sex": "female", "birth_date": "1990-01-01"}, True),
        ({"sex": "unknown", "birth_date": "1990-01-01"}, True),
        ({"sex": "not_sure", "birth_date": "soon"}, True),
        ({"sex": "male", "birth_date": "1990-01-01"}, False),
        ({"sex": "female", "birth_date": "2014-11-20"}, True),
        ({"sex": "female", "birth_date": "2014-11-21"}, False),
        ({"sex": "female", "birth_date": "1970-11-21"}, True),
        ({"sex": "female", "birth_date": "1970-11-20"}, False),
    ],
)
def test_pregnancy_is_asked_of_those_whom_the_rule_is_about(answers: dict[str, object], expected: bool) -> None:
    assert ("pregnant" in asked(**answers)) == ("breastfeeding" in asked(**answers)) == expected


@pytest.mark.parametrize(
    ("list_name", "entry", "follow_up", "expected"),
    [
        ("conditions", {"name": "type 2 diabetes"}, "controlled", True),
        ("conditions", {"name": "HIV"}, "controlled", True),
        ("conditions", {"name": "eczema"}, "controlled", False),
        ("conditions", {"name": "eczema", "active": False}, "ended", True),
        ("conditions", {"name": "eczema", "active": True}, "ended", False),
        ("medicines", {"name": "tretinoin", "route": "topical"}, "zones", True),
        ("medicines", {"name": "tretinoin"}, "zones", False),
        ("concerns", {"indication": "acne scars"}, "subtype", True),
        ("concerns", {"indication": "melasma"}, "subtype", False),
        ("concerns", {"indication": "stretch marks"}, "since", True),
        ("concerns", {"indication": "vitiligo"}, "active", True),
        ("concerns", {"indication": "enlarged pores"}, "active", False),
    ],
)
def test_a_follow_up_is_asked_where_it_matters(
    list_name: str, entry: dict[str, object], follow_up: str, expected: bool
) -> None:
    keys = {field.key for field in asked_fields(QUESTIONS[list_name], entry, on=ON)}
    assert (follow_up in keys) == expected


def test_conditions_name_questions_that_exist() -> None:
    known = {question.id for question in EVERY}
    assert all(when.question in known for question in EVERY for when in question.asked_when)


# --- words -----------------------------------------------------------------------------------------------------------


def told(question: Question) -> str:
    """A question as it is read: what is asked, what helps, and a few answers."""
    return " ".join(text for text in (question.text, question.help) if text)


@pytest.mark.parametrize("question", EVERY, ids=lambda question: str(question.id))
def test_no_question_is_above_grade_ten(question: Question) -> None:
    assert grade(told(question)) <= 10, told(question)


def test_questions_are_on_average_at_most_grade_five() -> None:
    assert mean(grade(told(question)) for question in EVERY) <= 5


def test_patient_words_of_scales_are_readable() -> None:
    for scale in SCALES.rows:
        if scale.rater == "patient":
            for item in items_of(scale.id):
                assert grade(f"{item.patient_label} {'. '.join(item.patient_choices)}") <= 8, item.id


def test_every_question_can_be_asked_in_every_language() -> None:
    for row in (*INTAKE_QUESTIONS.rows, *INTAKE_OPTIONS.rows, *INTAKE_WORDS.rows):
        for field in ("text", "help", "label"):
            assert is_translated(getattr(row, field, ""), "de"), row.id
    for language in LANGUAGES:
        questions = intake_questions(language)
        assert [question.id for question in questions] == list(QUESTIONS)
        assert all(question.section_title in intake_words(language).values() for question in questions)
    german = {question.id: question for question in intake_questions("de")}
    assert german["birth_date"].text == "Wann sind Sie geboren?"
    assert german["sex"].options[0].label == "Weiblich"


def test_sections_keep_their_order() -> None:
    sections = [row.id for row in INTAKE_WORDS.rows if row.kind == "section"]
    assert list(dict.fromkeys(question.section for question in QUESTIONS.values())) == sections
