"""The patient's PDF: tagged, at most three pages, complete, and the same twice."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from punctum.care import TRIAGE_SIGNS
from punctum.evidence import LANGUAGES, Language
from punctum.evidence.language import translated
from punctum.patient import patient_of
from punctum.planning import plan as planned
from punctum.report.handout import patient_pdf
from punctum.report.handout.days import full_day
from punctum.report.typeset import Pdf
from tests.report import plans
from tests.report.pdfs import is_tagged, is_within_margins, pages, structure, text
from tests.report.plans import examples

EXAMPLES = sorted(examples())
BOTH = pytest.mark.parametrize("language", LANGUAGES)
EVERYBODY = pytest.mark.parametrize("name", EXAMPLES)


@cache
def made(name: str, language: Language) -> Pdf:
    return patient_pdf(examples()[name], language)


def squeezed(words: str) -> str:
    """Without what a line break may change."""
    return re.sub(r"[\s\x02\u00ad\u200b-]", "", words)


@BOTH
@EVERYBODY
def test_at_most_three_tagged_pages(name: str, language: Language) -> None:
    pdf = made(name, language)
    assert pdf.tagged
    assert is_tagged(pdf)
    assert pdf.warnings == ()
    assert len(pages(pdf)) == (3 if examples()[name].prescription else 1)
    assert is_within_margins(pdf)


@BOTH
@EVERYBODY
def test_headings_follow_one_another_and_tables_have_heads(name: str, language: Language) -> None:
    kinds = structure(made(name, language))
    levels = [int(kind[2:]) for kind in kinds if re.fullmatch(r"/H\d", kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert kinds.count("/Table") >= 1
    assert kinds.count("/TH") >= 2 * kinds.count("/Table")
    assert "/L" in kinds


@BOTH
@EVERYBODY
def test_nothing_that_matters_is_lost_on_paper(name: str, language: Language) -> None:
    plan = examples()[name]
    said = squeezed(text(made(name, language)))
    wanted = [item.text for item in plan.care if item.audience == "patient" and item.polarity == "avoid"]
    sessions = plan.prescription.sessions if plan.prescription else ()
    if plan.prescription:
        wanted += [row.text for row in TRIAGE_SIGNS.rows]
    for words in dict.fromkeys(wanted):
        assert squeezed(translated(words, language)) in said, words
    looks = [review.on for review in plan.reviews if review.kind == "review" and review.on]
    for day in (*(session.date for session in sessions), *looks):
        assert squeezed(full_day(day, language)) in said
    assert plan.clinic is not None
    assert squeezed(plan.clinic.phone) in said
    assert squeezed(plan.clinic.out_of_hours) in said


@BOTH
def test_the_same_plan_gives_the_same_bytes(language: Language) -> None:
    assert patient_pdf(examples()["ana"], language).content == made("ana", language).content


@pytest.mark.parametrize("name", ["#set page(fill: red)", "Łukasz Ångström", "Ольга", "*_$\\@<a>", "x" * 120])
def test_a_name_stays_a_name(name: str) -> None:
    plan = examples()["ana"]
    pdf = patient_pdf(replace(plan, patient=plan.patient.model_copy(update={"id": name})), "en")
    assert squeezed(name) in squeezed(text(pdf))
    assert pdf.tagged


def test_a_text_without_translation_is_printed_and_warned_of() -> None:
    plan = examples()["ana"]
    strange = replace(plan, care=(*plan.care, replace(plan.care[0], item="B02", text="Bring a spoon.")))
    pdf = patient_pdf(strange, "de")
    assert "Bring a spoon." in text(pdf)
    assert len(pdf.warnings) == 1
    assert pdf.warnings[0].endswith("auf Englisch: Bring a spoon.")


@pytest.mark.parametrize(
    "plan",
    [plans.treatable(), plans.postponed(), plans.contraindicated(), replace(plans.treatable(), clinic=None)],
    ids=["treatable", "postponed", "contraindicated", "no clinic"],
)
def test_plans_made_by_hand_print_too(plan: object) -> None:
    for language in LANGUAGES:
        assert len(pages(patient_pdf(plan, language))) <= 3  # type: ignore[arg-type]


@BOTH
@pytest.mark.parametrize(
    "concerns",
    [
        [{"indication": "skin rejuvenation", "zones": ["face"]}],
        [
            {"indication": "atrophic acne scars", "zones": ["cheek", "temple", "chin", "forehead"], "baseline": 20,
             "goal": 8, "scale": "goodman_baron_quantitative"},
            {"indication": "facial wrinkles", "zones": ["periorbital", "neck"]},
        ],
        [
            {"indication": "striae distensae", "zones": ["abdomen", "thigh"], "since": "2020-01-01"},
            {"indication": "androgenetic alopecia", "zones": ["scalp"]},
        ],
        [
            {"indication": "skin rejuvenation", "zones": ["face", "neck", "decolletage"]},
            {"indication": "facial wrinkles", "zones": ["periorbital", "perioral", "forehead"]},
            {"indication": "acne scars", "zones": ["cheek", "temple", "chin", "jawline"]},
        ],
    ],
    ids=["whole face", "two concerns", "body and scalp", "everywhere at once"],
)  # fmt: skip
def test_who_has_most_to_heed_still_gets_three_pages(concerns: list[object], language: Language) -> None:
    person = {
        "id": "w", "birth_date": "1990-01-01", "sex": "female", "phototype": "IV", "smoker": False, "weight_kg": 65,
        "pregnant": False, "breastfeeding": False, "concerns": concerns, "preferences": {"max_visits": 8},
        "products": ["retinol serum", "vitamin C serum", "glycolic acid"],
        "lifestyle": {"swimming": True, "outdoor_work": True},
    }  # fmt: skip
    pdf = patient_pdf(planned(patient_of(person), on=plans.MADE_ON, clinic=plans.CLINIC), language)
    assert pdf.warnings == ()
    assert len(pages(pdf)) == 3
    assert is_within_margins(pdf)


@BOTH
@pytest.mark.parametrize("name", ["Ольга 王小明", "Müller " * 30])
def test_no_name_makes_a_fourth_page(name: str, language: Language) -> None:
    plan = examples()["max"]
    pdf = patient_pdf(replace(plan, patient=plan.patient.model_copy(update={"id": name.strip()})), language)
    assert len(pages(pdf)) == 3
    assert is_within_margins(pdf)
