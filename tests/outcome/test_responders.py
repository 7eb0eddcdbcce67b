"""What counts as a response is read from the words of papers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.evidence.studies import STUDIES
from punctum.outcome.constants import RESPONDER_CLASSES
from punctum.outcome.responders import responder_class

CLASS_OF: dict[str, str] = {
    "any improvement": "any",
    "any clinical improvement": "any",
    "any ECCA reduction": "",
    "clinical improvement": "any",
    "better than poor": "any",
    "fair, good or excellent by physician (94%)": "any",
    "improved": "any",
    "at least mild improvement": "any",
    ">=25% improvement": "quarter",
    "≥ 25 % improvement": "quarter",
    "at least 25% repigmentation": "quarter",
    "25-50 % improvement": "quarter",
    "moderate to excellent": "quarter",
    "moderate or marked": "quarter",
    "grade G1 or better": "quarter",
    ">=1 grade reduction (1 or 2 grades)": "one_grade",
    "≥1 grade improvement": "one_grade",
    "at least one grade better": "one_grade",
    "improvement by 1 grade or more": "one_grade",
    "1-grade reduction": "one_grade",
    "Sinclair scale fall of 1 grade or more": "one_grade",
    "predefined grade improvement (2 grades for G4)": "one_grade",
    "significant grade reduction": "one_grade",
    "satisfied or very satisfied": "one_grade",
    "excellent": "excellent",
    "rated excellent": "excellent",
    "excellent response": "excellent",
    ">50% improvement: OR 2.97 (1.96-4.51)": "half",
    ">=50% perceived": "half",
    "more than 50 % improvement": "half",
    "50% or more": "half",
    "50-75 % improvement": "half",
    "50-99% regrowth at week 9": "half",
    "at least 50% improvement": "half",
    "improvement over 50 percent": "half",
    "MASI-50": "half",
    "mMASI 50": "half",
    "grade 3-4 (>50%)": "half",
    "half to nearly all hair back at week 9": "half",
    "good or excellent": "good",
    "'good' improvement": "good",
    "good to excellent response": "good",
    "marked or excellent": "good",
    "very good or excellent (patient response)": "good",
    "+2 to +3 on 7-point investigator scale": "good",
    "much improved or very much improved": "good",
    "excellent (2-grade)": "two_grades",
    "improvement greater than one grade": "two_grades",
    "at least 2 grades": "two_grades",
    "≥2 grade improvement": "two_grades",
    "improved by two grades": "two_grades",
    ">75% repigmentation": "three_quarters",
    "at least 75 % improvement": "three_quarters",
    "75% or greater": "three_quarters",
    "76-100 %": "three_quarters",
    "MASI-75": "three_quarters",
    "excellent (>75%)": "three_quarters",
    "complete recovery": "complete",
    "complete clearance": "complete",
    "100% regrowth at week 9": "complete",
    ">90 % clearance": "complete",
    "all hair back at week 9": "complete",
    # no class
    "": "",
    "no improvement": "",
    "less than 25 % improvement": "",
    "dissatisfied": "",
    "poor": "",
    "0-100% line": "",
    "recurrence": "",
}


@pytest.mark.parametrize(("text", "expected"), CLASS_OF.items())
def test_a_definition_names_its_class(text: str, expected: str) -> None:
    assert responder_class(text) == expected


def test_every_class_is_named() -> None:
    assert set(CLASS_OF.values()) - {""} == {row.id for row in RESPONDER_CLASSES.rows}


def test_every_definition_of_the_studies_has_a_class() -> None:
    definitions = {arm.responder_definition for arm in STUDIES.rows if arm.responder_definition}
    assert {text for text in definitions if not responder_class(text)} == set()


def test_definitions_of_the_studies_read_as_a_person_reads_them() -> None:
    assert responder_class("half to nearly all hair back at week 9") == "half"
    assert responder_class("all hair back at week 9") == "complete"
    assert responder_class("a set fall in grade, two grades for grade 4") == "one_grade"
    assert responder_class("one grade better or more, of those with grade 3 or 4") == "one_grade"
    assert responder_class("very good or excellent, said by the patient") == "good"


def test_a_harder_response_needs_a_larger_gain() -> None:
    at = {row.id: row.threshold for row in RESPONDER_CLASSES.rows}
    ladder = ("any", "quarter", "half", "three_quarters", "complete")
    assert [at[name] for name in ladder] == sorted(at[name] for name in ladder)
    assert at["one_grade"] < at["two_grades"]
    assert at["good"] < at["excellent"]


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert responder_class(text) in {"", *(row.id for row in RESPONDER_CLASSES.rows)}
