"""The banner: told, none told or not asked yet, and never a no that nobody gave."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from punctum_clinic.people.banner import Item, banner_of, items_of
from punctum_clinic.people.models import Person
from punctum_clinic.people.told import told_in

ON = date(2026, 11, 21)


def items(sex: str = "female", **document: Any) -> dict[str, Item]:
    return {item.subject: item for item in items_of(document, sex=sex, on=ON)}


def test_without_a_history_everything_is_not_asked_yet(person: Person) -> None:
    banner = banner_of(person)
    assert banner.number is None
    assert {item.subject for item in banner.items} == {
        "allergies", "medicines", "keloid", "herpes", "isotretinoin", "pregnancy",
    }  # fmt: skip
    assert all(item.state == "not_asked" for item in banner.items)
    assert all("not asked yet" in item.answer or "not known" in item.answer for item in banner.items)


def test_an_empty_list_is_an_answer_and_a_missing_one_is_not() -> None:
    seen = items(allergies=[], medicines=["none"], conditions=None)
    assert seen["allergies"].state == seen["medicines"].state == seen["isotretinoin"].state == "none_told"
    assert seen["keloid"].state == seen["herpes"].state == "not_asked"


@pytest.mark.parametrize(
    ("subject", "document", "words"),
    [
        ("keloid", {"conditions": [{"name": "keloids", "zones": ["back"]}]}, "keloids (back)"),
        ("keloid", {"conditions": ["family history of keloids"]}, "family history of keloids"),
        ("keloid", {"conditions": ["keliod scar"]}, "keliod scar (may be meant)"),
        ("keloid", {"conditions": [], "notes": "my ear got a keloid once"}, "mentioned: “my ear got a keloid once”"),
        ("herpes", {"conditions": ["cold sores"]}, "cold sores"),
        ("herpes", {"conditions": [], "medicines": ["aciclovir"]}, "aciclovir (may be taken for it)"),
        ("herpes", {"conditions": [{"name": "genital herpes", "active": False}]}, "genital herpes (not active)"),
        ("isotretinoin", {"medicines": ["Roaccutane"]}, "Roaccutane"),
        (
            "isotretinoin",
            {"medicines": [{"name": "isotretinoin", "stopped": "2026-08-01"}]},
            "isotretinoin (until 1 August 2026)",
        ),
        (
            "isotretinoin",
            {"medicines": [{"name": "x", "reason": "with isotretinoin"}]},
            "mentioned: “with isotretinoin”",
        ),
        ("allergies", {"allergies": [{"name": "lidocaine", "reaction": "hives"}]}, "lidocaine (hives)"),
    ],
)
def test_what_was_told_is_shown_in_its_own_words(subject: str, document: dict[str, Any], words: str) -> None:
    item = items(**document)[subject]
    assert item.state == "told"
    assert words in item.lines


def test_a_cream_of_isotretinoin_is_no_isotretinoin() -> None:
    assert items(medicines=[{"name": "isotretinoin", "route": "cream"}])["isotretinoin"].state == "none_told"


def test_an_allergy_to_a_medicine_does_not_say_that_it_is_taken() -> None:
    assert items(allergies=["isotretinoin"], medicines=[])["isotretinoin"].state == "none_told"


def test_medicines_that_are_over_stand_last() -> None:
    lines = items(medicines=[{"name": "old", "stopped": "2020-01-01"}, {"name": "new"}])["medicines"].lines
    assert [line.split()[0] for line in lines] == ["new", "old"]


@pytest.mark.parametrize(
    ("pregnant", "breastfeeding", "state", "words"),
    [
        (True, False, "told", "pregnant"),
        (False, False, "none_told", "neither"),
        (None, False, "not_asked", "not known: pregnant"),
        (True, None, "not_asked", "not known: breastfeeding"),
    ],
)
def test_pregnancy_is_no_only_when_both_were_answered(
    pregnant: bool | None, breastfeeding: bool | None, state: str, words: str
) -> None:
    item = items(pregnant=pregnant, breastfeeding=breastfeeding)["pregnancy"]
    assert item.state == state
    assert words in " ".join([*item.lines, item.answer])
    if pregnant:
        assert "pregnant" in item.lines


def test_men_are_not_asked_about_pregnancy_unless_they_said_something() -> None:
    assert "pregnancy" not in items(sex="male")
    assert "pregnancy" in items(sex="unknown")
    assert "pregnancy" in items(sex="male", pregnant=True)


def test_not_sure_and_names_that_nobody_knows_are_never_a_no() -> None:
    seen = items(conditions=["not sure"], medicines=["levothyroxine", "that little pill"])
    assert (seen["keloid"].state, seen["keloid"].answer) == ("unclear", "not clear: “not sure”")
    assert seen["herpes"].state == "unclear"
    assert (seen["isotretinoin"].state, seen["isotretinoin"].answer) == ("unclear", "not clear: “that little pill”")
    assert items(conditions=["not sure", "keloids"])["keloid"].state == "told"
    assert items(conditions=["eczema"])["keloid"].state == "none_told"


def test_what_is_not_recognised_is_flagged_in_its_own_words() -> None:
    told = {one.subject: one for one in told_in({"medicines": ["moonwort drops", "ibuprofen"], "goals": ["calm skin"]})}
    lines = {line.words: line for line in told["medicines"].lines}
    assert lines["moonwort drops"].unsure
    assert not lines["ibuprofen"].unsure
    assert told["goals"].lines[0].words == "calm skin"
    assert told["medicines"].asked
    assert not told["allergies"].asked
