"""The letter asks what a doctor can answer, tells only what is needed, and never asks to stop a medicine."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from punctum.patient import patient_of
from punctum.planning import plan
from punctum.planning.values import TreatmentPlan
from punctum.problems import InputError
from punctum.report.clearable import clearable, find_clearable
from punctum.report.letter import Letter, letter, letter_pdf
from punctum.screening.roles import acts_as
from punctum.screening.rules import RULES
from tests.report.pdfs import is_tagged, is_within_margins, pages, structure, text
from tests.report.plans import CLINIC, contraindicated, examples, treatable
from tests.screening.cases import CASES, ON, WELL

REFERRED = sorted(row.id for row in RULES.rows if row.clearable)


@cache
def fired(row: str) -> TreatmentPlan:
    """The plan of a person in whom just this row of the rules fires."""
    case = next(case for case in CASES if case.row == row)
    return plan(patient_of(WELL | case.fires), on=ON, clinic=CLINIC)


def asked(**fields: object) -> TreatmentPlan:
    return plan(patient_of(WELL | fields), on=ON, clinic=CLINIC)


def refusal(made: TreatmentPlan, rule: str) -> str:
    with pytest.raises(InputError) as error:
        letter(made, rule)
    (problem,) = error.value.problems
    assert problem.path == "--rule"
    return str(problem)


def cleared(made: TreatmentPlan, written: Letter, **changes: object) -> TreatmentPlan:
    """The same person planned again with the answer that the letter asks for."""
    answer = {"rule": written.rule, "by": "Dr. A", "role": written.roles[0], "on": str(ON)} | changes
    fields = made.patient.model_dump(mode="json", exclude_unset=True)
    return plan(patient_of(fields | {"clearances": [answer]}), on=ON, clinic=CLINIC)


@pytest.mark.parametrize("row", REFERRED)
def test_every_referral_gives_one_tagged_page(row: str) -> None:
    written = letter(fired(row), row)
    made = letter_pdf(written)
    assert made.tagged
    assert is_tagged(made)
    assert len(pages(made)) == 1
    assert is_within_margins(made)
    said = text(made)
    for part in (written.rule, *written.disclosed, *(title for title, _ in written.reasons)):
        assert " ".join(part.split()) in said
    assert "No answer means that we do not treat" in said
    assert "screen again on the day of every visit" in said


def test_every_letter_of_the_examples_is_one_page() -> None:
    asked_about = [(made, item.rule) for made in examples().values() for item in clearable(made.screening)]
    assert len(asked_about) > 10
    for made, rule in asked_about:
        assert len(pages(letter_pdf(letter(made, rule)))) == 1, (made.patient.id, rule)


@pytest.mark.parametrize("row", REFERRED)
def test_the_answer_of_each_role_asked_is_one_that_screening_accepts(row: str) -> None:
    made = fired(row)
    written = letter(made, row)
    assert written.roles
    assert all(acts_as(role) for role in written.roles)
    before = {finding.title for finding in made.screening.findings if finding.action == "refer"}
    for role in written.roles:
        after = cleared(made, written, role=role).screening
        still = {finding.title for finding in after.findings if finding.action == "refer"}
        assert before - still >= {title for title, _ in written.reasons}


@pytest.mark.parametrize("row", REFERRED)
def test_the_needle_is_never_longer_than_the_letter_says(row: str) -> None:
    made = fired(row)
    written = letter(made, row)
    limits = {zone.name: zone for zone in written.zones}
    for zone in cleared(made, written).zones:
        if zone.settings is not None:
            limit = limits[zone.name]
            assert not limit.left_out
            assert limit.longest_mm is not None
            assert zone.settings.needle_length_mm <= limit.longest_mm


@pytest.mark.parametrize("row", REFERRED)
def test_no_letter_asks_to_stop_a_medicine(row: str) -> None:
    written = letter(fired(row), row)
    said = text(letter_pdf(written))
    assert not [line for line in written.conditions if line.startswith("Stop")]
    if written.pauses:
        assert "Only you decide whether it may be left out" in said
    else:
        assert "We do not ask you to stop or change any medicine" in said


def test_a_letter_holds_what_the_plan_holds() -> None:
    made = asked(
        medicines=[{"name": "warfarin", "dose": "3 mg", "prescribed": True, "reason": "atrial fibrillation",
                    "started": "2020-05-01"}],
        concerns=[{"indication": "acne scars", "subtype": "rolling", "zones": ["cheek", "crow's feet"]},
                  {"indication": "wrinkles", "zones": ["nose"]}],
    )  # fmt: skip
    written = letter(made, " s043 ")
    assert written.rule == "S043"
    assert written.roles == ("prescriber",)
    assert written.clinic == CLINIC
    assert (written.patient_id, written.birth_date) == ("p", date(1990, 6, 15))
    assert written.disclosed == (
        "Medicine: warfarin (3 mg, prescribed, for atrial fibrillation, since 1\u00a0May 2020)",
    )
    zones = {zone.name: zone for zone in written.zones}
    assert set(zones) == {"cheek", "nose", "around the eye (outside the bony rim)"}
    assert zones["cheek"].purposes == ("atrophic acne scars",)
    assert zones["cheek"].longest_mm == 1.0
    assert zones["nose"].longest_mm == 0.5, "the zone holds needles shorter than the anticoagulant does"
    assert zones["around the eye (outside the bony rim)"].left_out
    assert "Needle length at most 1.0\u00a0mm" in written.conditions
    assert "At most 4\u00a0passes" in written.conditions
    assert [line for line in written.visits if line.startswith("Atrophic acne scars: 3\u00a0visits, at least")]
    assert written.others_open, "heart disease is open as well"
    said = text(letter_pdf(written))
    for part in ("The prescriber, name:", "born 15 June 1990", "never longer than 1.0 mm", "left out in any case",
                 CLINIC.name, CLINIC.address, CLINIC.phone, "your answer alone does not start"):  # fmt: skip
        assert part in said


def test_a_letter_tells_nothing_that_the_question_does_not_need() -> None:
    made = asked(
        conditions=["psoriatic arthritis", "HIV"], medicines=["methotrexate", "levothyroxine"], notes="Secret."
    )
    said = text(letter_pdf(letter(made, "S028")))
    assert "hiv" in said.lower()
    for other in ("psoria", "methotrexate", "levothyroxine", "Secret"):
        assert other not in said


def test_a_clinic_that_is_not_known_leaves_lines_to_fill_in() -> None:
    made = plan(patient_of(WELL | {"conditions": ["lupus"]}), on=ON)
    said = text(letter_pdf(letter(made, "S065")))
    assert "Clinic and address" in said


def test_until_when_we_wait_without_an_answer() -> None:
    written = letter(fired("S147"), "S147")
    assert written.waiting
    assert f"we wait until {written.waiting}".replace("\u00a0", " ") in text(letter_pdf(written))
    assert letter(fired("S043"), "S043").waiting == ""


def test_an_earlier_answer_that_does_not_hold_is_named() -> None:
    made = asked(
        medicines=["warfarin"],
        clearances=[{"rule": "S043", "by": "Dr. Old", "role": "prescriber", "on": "2025-01-01",
                     "valid_until": "2025-12-31"}],
    )  # fmt: skip
    written = letter(made, "S043")
    assert written.earlier == ("Dr. Old (prescriber): it ended on 2025-12-31",)
    assert "Dr. Old" in text(letter_pdf(written))


def test_one_row_of_a_rule_can_be_asked_about_alone() -> None:
    made = asked(conditions=["zorblaxitis"], notes="Please call my daughter.")
    both, notes = letter(made, "S146"), letter(made, "S146_notes")
    assert len(both.reasons) == 2
    assert notes.reasons == (("Notes in the patient's own words", both.reasons[0][1]),)
    assert notes.disclosed == ("Notes, in the patient's own words: Please call my daughter.",)
    assert notes.rule == "S146"


def test_a_long_story_is_not_cut() -> None:
    story = "It began in the spring and went on. " * 150 + "That is the end."
    made = letter_pdf(letter(asked(notes=story), "S146"))
    assert len(pages(made)) > 1
    assert "That is the end." in text(made)


@pytest.mark.parametrize(
    ("fields", "exception", "relaxed", "role"),
    [
        ({"medicines": [{"name": "Roaccutane", "stopped": "2026-10-01"}]}, "S042", "S041", "physician"),
        ({"concerns": [{"indication": "active acne", "zones": ["chin"]}]}, "S003", "S001", "dermatologist"),
    ],
)
def test_an_exception_can_be_asked_for(fields: dict[str, object], exception: str, relaxed: str, role: str) -> None:
    made = asked(**fields)
    written = letter(made, exception)
    assert written.exception
    assert written.roles == (role,)
    assert "Our rule for exceptions" in text(letter_pdf(written))
    assert relaxed not in {item.rule for item in clearable(made.screening)}
    assert f"except by {exception}" in refusal(made, relaxed)
    after = cleared(made, written).screening
    assert all(finding.action == "caution" for finding in after.findings if finding.rule == relaxed)


def test_no_exception_is_asked_for_where_nothing_is_in_the_way() -> None:
    made = asked(medicines=[{"name": "clopidogrel", "prescribed": True}])
    assert "S044" in {finding.rule for finding in made.screening.findings}
    assert "does not stand in this person's way" in refusal(made, "S046")


@pytest.mark.parametrize(
    ("plan_of", "rule", "found"),
    [
        ("greta", "S045", "S045, which does not apply to this person on this day"),
        ("greta", "S120", "which does not stand in the way of needling"),
        ("eva", "S062", "'Pregnancy', which nobody can clear"),
        ("hugo", "S030", "'Keloid in this person', which nobody can clear"),
        ("hugo", "S032", "beside S030, which closes the same zones and which nobody can clear"),
        ("nora", "S043", "which Dr. K. Lindqvist (prescriber) has cleared until 30 June 2027"),
        ("greta", "S4l", "'S4l'"),
        ("greta", "\x1b[31mS043", "found"),
        ("greta", "", "found ''"),
    ],
)
def test_what_cannot_be_asked_says_why_and_what_can(plan_of: str, rule: str, found: str) -> None:
    made = examples()[plan_of]
    line = refusal(made, rule)
    assert found in line.replace("\u00a0", " ")
    assert "\n" not in line
    assert line.isprintable()
    possible = clearable(made.screening)
    assert all(item.rule in line for item in possible)
    assert possible or "there is none on this day" in line


def test_a_typo_brings_the_nearest_rule() -> None:
    assert "did you mean 'S043'" in refusal(examples()["greta"], "S0433")


def test_what_can_be_cleared_is_what_the_steps_of_the_plan_name() -> None:
    for made in (*examples().values(), treatable()):
        named = {step.rule for step in made.steps if step.who}
        for item in clearable(made.screening):
            assert item.exception or item.rule in named
            assert find_clearable(made.screening, item.rule) == item
    assert clearable(contraindicated().screening) == ()


def test_the_parts_are_tagged_in_reading_order() -> None:
    kinds = structure(letter_pdf(letter(fired("S043"), "S043")))
    parts = [kind for kind in kinds if kind in ("/H1", "/H2", "/Table", "/L")]
    # Facts; what is planned, in a table; what was told; what is kept to, in two columns; the answer with its boxes.
    assert parts == ["/H1", "/L", "/H2", "/Table", "/H2", "/L", "/H2", "/L", "/L", "/H2", "/L"]


def test_the_same_plan_gives_the_same_letter() -> None:
    written = letter(fired("S043"), "S043")
    assert letter(fired("S043"), "S043") == written
    assert letter_pdf(written) == letter_pdf(written)
