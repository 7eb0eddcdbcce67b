"""Names, routes, what is unstated, and what an entry implies until somebody answers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.screening.cases import WOMAN, allergy, concern, condition, medicine, procedure, product, wish
from tests.screening.reading import finding, rules, screened


@pytest.mark.parametrize("name", ["isotretinoin", "Roaccutane", "Accutane", "ACCUTANE 20 mg capsules"])
def test_brand_names_are_exact(name: str) -> None:
    screening = screened(medicine(name))
    assert (screening.verdict, screening.unrecognised) == ("contraindicated", ())


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        (medicine("Eliquis"), "S043"),
        (medicine("blood thinners"), "S043"),
        (condition("cold sores"), "S020"),
        (allergy("lidocaine"), "S111"),
        (wish("rf microneedling"), "S164"),
    ],
)
def test_everyday_words_are_known(fields: dict[str, Any], rule: str) -> None:
    screening = screened(fields)
    assert rule in rules(screening)
    assert "S146" not in rules(screening)


def test_a_near_name_applies_and_refers() -> None:
    screening = screened(medicine("doxycycllline"))
    assert rules(screening) >= {"S053", "S146"}
    (text,) = screening.unrecognised
    assert (text.path, text.text) == ("medicines[0].name", "doxycycllline")
    assert "doxycycline" in (text.assumed or "")
    assert screening.verdict == "refer"


def test_an_unknown_name_refers() -> None:
    screening = screened(product("glow potion from the internet"))
    assert rules(screening) == {"S146"}
    assert [(text.text, text.assumed) for text in screening.unrecognised] == [("glow potion from the internet", None)]


@pytest.mark.parametrize("name", ["none", "n/a", "-", "None known"])
def test_empty_words_disclose_nothing(name: str) -> None:
    assert screened(allergy(name)).findings == ()


@pytest.mark.parametrize(
    "name", ["levothyroxine", "ramipril", "sertraline", "salbutamol inhaler", "vitamin D", "cetirizine"]
)
def test_ordinary_medicines_change_nothing(name: str) -> None:
    screening = screened(medicine(name))
    assert (screening.verdict, screening.findings) == ("proceed", ())


def test_every_text_is_read() -> None:
    for fields in (
        condition("zorblax"), medicine("zorblax"), medicine("levothyroxine", reason="zorblax"), allergy("zorblax"),
        procedure("zorblax"), {"exposures": [{"name": "zorblax"}]}, product("zorblax"), wish("zorblax"),
        {"requests": {"adjuncts": ["zorblax"]}}, {"requests": {"device": "zorblax"}},
    ):  # fmt: skip
        screening = screened(fields)
        assert "S146" in rules(screening), fields
        assert [text.text for text in screening.unrecognised] == ["zorblax"]


def test_goals_and_notes_disclose_what_is_recognised_in_them() -> None:
    assert rules(screened({"goals": ["to look rested"]})) == set()
    goal = screened({"goals": ["I want exosomes for my wedding"]})
    assert rules(goal) == {"S140", "S146"}
    assert rules(screened({"notes": "My neighbour is kind."})) == {"S146"}
    assert "S043" in rules(screened({"notes": "I take warfarin since May."}))
    assert "S012" not in rules(screened({"goals": ["no more psoriasis"]} | condition("psoriasis", active=False)))


def test_a_reaction_can_disclose_a_severe_allergy() -> None:
    assert "S146" in rules(screened(allergy("penicillin", reaction="anaphylaxis")))
    assert rules(screened(allergy("penicillin", reaction="rash"))) == set()


def test_the_route_decides_between_sisters() -> None:
    assert rules(screened(medicine("isotretinoin", route="cream"))) == {"S093", "S004"}
    assert "S040" in rules(screened(medicine("isotretinoin", route="by mouth")))
    assert "S050" in rules(screened(medicine("tretinoin", route="capsule")))
    assert "S049" in rules(screened(medicine("tacrolimus", route="oral")))
    assert "S052" in rules(screened(medicine("tacrolimus", route="ointment")))


def test_a_prescribed_blood_thinner_is_never_told_to_stop() -> None:
    for prescribed in (True, None):
        screening = screened(medicine("aspirin", prescribed=prescribed))
        assert rules(screening) == {"S044"}
        assert finding(screening, "S044").adjustment.hold_hours_before == ()
    assert finding(screened(medicine("aspirin", prescribed=False)), "S045").adjustment.hold_hours_before
    assert rules(screened(medicine("ibuprofen", prescribed=True))) == set()


def test_unanswered_questions_postpone() -> None:
    both = screened({"sex": "female"})
    assert (both.verdict, both.until, both.until_open, rules(both)) == ("postpone", None, True, {"S062", "S063"})
    assert rules(screened({"sex": "unknown"})) == {"S062", "S063"}
    assert rules(screened({"sex": "male"})) == set()
    assert rules(screened(WOMAN)) == set()
    assert rules(screened({"sex": "female", "breastfeeding": False}, condition("pregnancy", active=False))) == set()


@pytest.mark.parametrize(
    ("born", "asked"), [("2014-11-20", True), ("2014-11-21", False), ("1970-11-21", True), ("1970-11-20", False)]
)
def test_the_questions_are_asked_from_12_to_55(born: str, asked: bool) -> None:
    assert ("S062" in rules(screened({"sex": "female", "birth_date": born}))) is asked


def test_an_unknown_phototype_is_every_phototype() -> None:
    assert rules(screened({"phototype": "unknown"})) == {"S120"}
    screening = screened({"phototype": "unknown"}, concern("post-inflammatory hyperpigmentation"))
    assert screening.verdict == "contraindicated"


def test_unstated_control_and_severity_are_the_worst() -> None:
    assert screened(condition("diabetes")).verdict == "refer"
    assert screened(condition("diabetes", controlled=False)).verdict == "refer"
    assert screened(condition("HIV", controlled=None)).verdict == "refer"
    assert "S002" in rules(screened(condition("acne")))
    assert "S002" not in rules(screened(condition("acne", severity="mild")))


def test_a_concern_is_completed_by_the_history() -> None:
    scars = concern("active acne", "chin")
    assert "S002" in rules(screened(scars))
    assert "S002" not in rules(screened(scars, condition("acne", severity="mild", zones=["chin", "cheek"])))
    assert "S002" in rules(screened(scars, condition("acne", severity="mild", zones=["cheek"])))
    assert screened(concern("vitiligo", "hand"), condition("vitiligo", active=False)).verdict == "refer"


def test_a_medicine_implies_its_disease_until_somebody_answers() -> None:
    assert "S060" in rules(screened(medicine("insulin")))
    assert "S060" not in rules(screened(medicine("insulin"), condition("type 1 diabetes", controlled=True)))
    assert "S013" in rules(screened(medicine("Cosentyx")))
    assert "S013" not in rules(screened(medicine("Cosentyx", reason="ankylosing spondylitis")))
    assert "S152" in rules(screened(medicine("lamotrigine")))
    assert "S152" not in rules(screened(medicine("lamotrigine", reason="migraine")))
    assert "S050" in rules(screened(medicine("methotrexate")))
    assert "S050" not in rules(screened(medicine("methotrexate", reason="rheumatoid arthritis")))


def test_what_answers_an_implied_question() -> None:
    assert "S010" in rules(screened(medicine("dupilumab")))
    assert "S010" not in rules(screened(medicine("dupilumab"), condition("asthma")))
    assert "S043" in rules(screened(condition("atrial fibrillation")))
    assert "S043" not in rules(screened(condition("atrial fibrillation"), medicine("apixaban", stopped="2020-01-01")))
    assert "S016" in rules(screened(medicine("brimonidine gel")))


def test_an_implied_wound_is_over_when_its_window_is() -> None:
    assert "S086" in rules(screened(procedure("operation")))
    assert "S086" in rules(screened(procedure("operation", on="2026-11-01")))
    assert rules(screened(procedure("operation", on="2015-03-01"))) == set()


def test_the_answer_to_an_implied_pregnancy_is_the_field() -> None:
    assert screened(WOMAN, medicine("clomiphene")).verdict == "proceed"
    open_question = screened({"sex": "female", "breastfeeding": False}, medicine("clomiphene"))
    assert open_question.verdict == "contraindicated"


def test_a_reason_is_outweighed_by_the_condition_itself() -> None:
    past = medicine("isotretinoin", stopped="2020-01-01", reason="acne")
    assert "S001" in rules(screened(past))
    assert rules(screened(past, condition("acne", active=False))) == set()
    assert rules(screened(past, condition("acne", zones=["chin"], severity="mild"))) == set()


def test_hormones_matter_together_with_sun_damage() -> None:
    assert rules(screened(WOMAN, medicine("combined pill"))) == {"S054"}
    assert "S125" in rules(screened(WOMAN, medicine("combined pill"), concern("melasma")))


def test_devices() -> None:
    assert rules(screened({"preferences": {"device": "dermapen 4"}})) == {"S165"}
    assert rules(screened({"requests": {"device": "a pen from my cousin"}})) >= {"S165"}
    assert rules(screened({"requests": {"device": "RF microneedling"}})) == {"S164"}
    assert rules(screened(condition("pacemaker"), {"requests": {"other": ["rf microneedling"]}})) >= {"S067", "S068"}


def test_a_long_needle_is_measured_against_the_label() -> None:
    def asked(length: float, device: str | None = None) -> bool:
        preferences = {"preferences": {"device": device}} if device else {}
        return "S139" in rules(screened({"requests": {"needle_length_mm": length}}, preferences))

    assert asked(1.5) is False
    assert asked(1.6) is True
    assert asked(2.5, "rejuvapen_nxt") is False
    assert asked(2.6, "rejuvapen_nxt") is True
    assert asked(0.5, "pro_pen") is True  # its label prints no longest needle


def test_another_medicine_is_no_answer_to_what_a_medicine_suggests() -> None:
    alone = screened({"medicines": [{"name": "rituximab"}]})
    both = screened({"medicines": [{"name": "rituximab"}, {"name": "capecitabine", "stopped": "2026-05-20"}]})
    assert alone.verdict == "contraindicated"
    assert both.verdict == "contraindicated"
