"""The table of rules as a whole: nothing in it is unreachable, uncited or written for the wrong reader."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from punctum.evidence.check import check_tables
from punctum.evidence.concepts import CONCEPTS
from punctum.evidence.indications import INDICATIONS
from punctum.evidence.sources import SOURCES
from punctum.screening import ROLES, RULES, TABLES, Rule
from punctum.skin import ZONES

HOUSE_NUMBERS = ("S011", "S016", "S061", "S132", "S143", "S120", "S121", "S122", "S043", "S048", "S049")
DROPPED = {"S144"}


def test_the_tables_fit_together() -> None:
    assert check_tables([*TABLES, CONCEPTS, INDICATIONS, SOURCES, ZONES]) == []


def test_every_rule_is_there() -> None:
    numbers = {rule.rule for rule in RULES.rows}
    kept = {
        *(
            f"S{n:03}"
            for n in (*range(1, 5), *range(10, 19), *range(20, 36), *range(40, 58), *range(60, 72), *range(80, 87))
        ),
        *(f"S{n:03}" for n in (*range(90, 102), *range(110, 116), *range(120, 126), *range(130, 167))),
    }
    assert numbers == (kept - DROPPED) | {"S168"}
    assert {rule.rule for rule in RULES.rows} <= {rule.id for rule in RULES.rows}


def test_every_concept_is_covered_or_harmless_or_asks() -> None:
    covered = {concept for rule in RULES.rows for concept in rule.concepts}
    open_ends = [row.id for row in CONCEPTS.rows if not (row.no_action or row.implies_rules or row.id in covered)]
    assert open_ends == []


def test_numbers_without_a_source_are_marked_house() -> None:
    for rule in RULES.rows:
        if rule.rule in HOUSE_NUMBERS and rule.adjust:
            assert (rule.basis, "house_default" in rule.sources) == ("house", True), rule.id


def test_every_contraindication_says_how_long_it_holds() -> None:
    for rule in RULES.rows:
        if rule.action == "contraindicated":
            assert rule.permanence, rule.id
            assert rule.permanence == "permanent" or rule.until_text, rule.id
        if rule.ends_openly:
            assert rule.until_text, rule.id


def test_only_what_may_be_cleared_says_who_may() -> None:
    roles = {role.id for role in ROLES.rows}
    for rule in RULES.rows:
        assert bool(rule.clear_roles) == (rule.clearable or rule.exception), rule.id
        assert set(rule.clear_roles) <= roles
    uncleared = {rule.id for rule in RULES.rows if rule.action == "refer" and not rule.clearable and not rule.exception}
    assert uncleared == {"S164"}


def test_patients_read_short_plain_sentences() -> None:
    for rule in RULES.rows:
        sentences = re.split(r"(?<=[.?!])\s", rule.patient_reason)
        assert all(len(sentence.split()) <= 22 for sentence in sentences), rule.id
        assert not re.search(
            r"\b(contraindicat|koebner|needle length|prophyla|dermatolog)", rule.patient_reason, re.I
        ), rule.id


def test_nobody_is_told_to_stop_a_prescribed_blood_thinner() -> None:
    for rule in RULES.rows:
        if rule.rule in ("S043", "S044"):
            assert "hold_hours_before" not in rule.adjust
            assert "Do not stop it" in rule.patient_reason


GOOD = {
    "id": "X", "rule": "S999", "traits": "anyone", "action": "caution", "title": "t", "reason": "r",
    "patient_reason": "p", "sources": "house_default", "basis": "house",
}  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"rule": "999"},
        {"traits": ""},
        {"traits": "lucky"},
        {"action": "contraindicated"},
        {"cleared_action": "caution"},
        {"clear_roles": "physician"},
        {"cleared_action": "caution", "clear_roles": "physician"},
        {"window_days": "3"},
        {"window_from": "last"},
        {"window_from": "last", "window_days": "3", "window_months": "1"},
        {"exception": "yes"},
        {"excepts": "S041"},
        {"adjust": "needles=2"},
        {"reach": "house"},
    ],
    ids=str,
)
def test_a_row_that_does_not_fit_together_is_refused(wrong: dict[str, str]) -> None:
    Rule.model_validate(GOOD)
    with pytest.raises(ValidationError):
        Rule.model_validate(GOOD | wrong)
