"""Adjustments: read from a cell, joined so that they only restrict, and the numbers that were decided."""

from __future__ import annotations

import pytest

from punctum.screening import Adjustment
from punctum.screening.adjustments import both, parse_adjustment
from tests.screening.cases import concern, condition, medicine, procedure, product, wish
from tests.screening.reading import finding, screened


@pytest.mark.parametrize(
    "cell", ["needle_length_mm=1", "passes_max", "passes_max=0", "passes_max=1.5", "endpoint=blood", "skip=a; skip=b",
             "no_topical_anaesthetic=no", "needle_length_max_mm=long", "hold_hours_before=retinoids"],
)  # fmt: skip
def test_a_cell_that_is_not_understood_is_an_error(cell: str) -> None:
    with pytest.raises(ValueError, match=r"known key|each key|above 0|invalid literal|could not convert"):
        parse_adjustment(cell)


def test_a_cell() -> None:
    assert parse_adjustment("") == Adjustment()
    assert parse_adjustment(
        "needle_length_max_mm=0.5; skip=moles,tattoos; hold_hours_before=x:72; endpoint=erythema"
    ) == (
        Adjustment(
            needle_length_max_mm=0.5, skip=("moles", "tattoos"), hold_hours_before=(("x", 72.0),), endpoint="erythema"
        )
    )


def test_two_adjustments_keep_the_stricter_value_of_each() -> None:
    one = Adjustment(
        needle_length_max_mm=1.0, passes_max=4, interval_min_weeks=4, endpoint="pinpoint_bleeding", skip=("a",),
        first_session_shorter_mm=0.5, hold_hours_before=(("x", 24),),
    )  # fmt: skip
    other = Adjustment(
        needle_length_max_mm=0.5, passes_max=6, interval_min_weeks=6, endpoint="erythema", skip=("b",),
        no_topical_anaesthetic=True, hold_hours_before=(("x", 72),),
    )  # fmt: skip
    joined = Adjustment(
        needle_length_max_mm=0.5, passes_max=4, interval_min_weeks=6, endpoint="erythema", skip=("a", "b"),
        first_session_shorter_mm=0.5, no_topical_anaesthetic=True, hold_hours_before=(("x", 72),),
    )  # fmt: skip
    assert both(one, other) == both(other, one) == joined
    assert both(one, Adjustment()) == both(Adjustment(), one) == one


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        (condition("eczema", active=False), "S011"),
        (concern("rosacea", subtype="erythematotelangiectatic"), "S016"),
        (condition("diabetes", controlled=True), "S061"),
        (condition("diabetes"), "S060"),
        (condition("eczema", zones=["hand"]), "S010"),
        ({"birth_date": "1960-01-01"}, "S132"),
        ({"skin": {"sensitive": True}}, "S143"),
    ],
)
def test_a_gentler_first_session(fields: dict[str, object], rule: str) -> None:
    assert finding(screened(fields), rule).adjustment.first_session_shorter_mm == 0.5


@pytest.mark.parametrize(("fields", "rule"), [({"phototype": "V"}, "S120"), (condition("dark marks"), "S121")])
def test_darker_skin_and_dark_marks(fields: dict[str, object], rule: str) -> None:
    adjustment = finding(screened(fields), rule).adjustment
    assert (adjustment.needle_length_max_mm, adjustment.passes_max) == (1.0, 4)
    assert (adjustment.interval_min_weeks, adjustment.endpoint) == (6, "erythema")


def test_melasma_stays_shallow() -> None:
    adjustment = finding(screened(condition("melasma")), "S122").adjustment
    assert (adjustment.needle_length_max_mm, adjustment.endpoint) == (0.5, "erythema")


@pytest.mark.parametrize("name", ["prednisolone", "azathioprine"])
def test_a_weak_defence_caps_the_needle(name: str) -> None:
    assert screened(medicine(name)).findings[0].adjustment.needle_length_max_mm == 1.0


@pytest.mark.parametrize(
    ("fields", "rule", "field", "value"),
    [
        ({"allergies": ["lidocaine"]}, "S111", "agent_classes_excluded", ("amide",)),
        ({"allergies": ["benzocaine"]}, "S111", "agent_classes_excluded", ("ester",)),
        (condition("pseudocholinesterase deficiency"), "S113", "agent_classes_excluded", ("ester",)),
        (condition("methaemoglobinaemia"), "S114", "agents_excluded", ("prilocaine",)),
        (medicine("nitrofurantoin"), "S056", "agents_excluded", ("prilocaine",)),
        (medicine("amiodarone"), "S055", "no_topical_anaesthetic", True),
        (condition("lidocaine toxicity"), "S151", "no_topical_anaesthetic", True),
        (condition("cirrhosis"), "S069", "agent_classes_excluded", ("amide",)),
        ({"allergies": ["latex"]}, "S115", "materials_excluded", ("latex",)),
        ({"allergies": ["nickel"]}, "S110", "materials_excluded", ("nickel",)),
        ({"allergies": ["gold"]}, "S110", "materials_excluded", ("gold",)),
        (concern("facial wrinkles", "periorbital"), "S153", "materials_excluded", ("chlorhexidine",)),
        (wish("same day as botox or filler"), "S099", "adjuncts_excluded", ("botulinum toxin", "dermal filler")),
        ({"allergies": ["chlorhexidine"]}, "S115", "materials_excluded", ("chlorhexidine",)),
        (wish("vitamin C"), "S140", "adjuncts_excluded", ("cosmetic serums", "peel", "tretinoin", "vitamin C")),
        (wish("exosomes"), "S140", "adjuncts_excluded", ("exosomes",)),
        ({"allergies": ["fragrance"]}, "S112", "adjuncts_excluded", ("cosmetic serums",)),
        (wish("eyelids"), "S138", "zones_excluded", ("areola", "eyelid", "lip_vermilion")),
        (medicine("warfarin"), "S043", "zones_excluded", ("periorbital",)),
        (condition("skin tag"), "S084", "skip", ("raised lesions",)),
        (procedure("tattoo", on="2010-01-01"), "S085", "skip", ("tattoos and permanent make-up",)),
        (condition("thread veins"), "S018", "skip", ("vascular lesions",)),
        (condition("actinic keratosis"), "S082", "skip", ("actinic keratoses",)),
        (product("glycolic acid"), "S094", "hold_hours_before", (("exfoliants", 72.0),)),
        (medicine("clindamycin gel"), "S004", "hold_hours_before", (("topical acne treatment", 72.0),)),
        (medicine("Protopic"), "S052", "hold_hours_before", (("topical immunomodulator", 24.0),)),
        (
            medicine("aspirin", prescribed=False),
            "S045",
            "hold_hours_before",
            (("non-prescribed blood-thinning medicines and supplements", 120.0),),
        ),
        (medicine("warfarin"), "S043", "passes_max", 4),
        (medicine("clopidogrel"), "S044", "passes_max", 4),
    ],
)
def test_what_changes(fields: dict[str, object], rule: str, field: str, value: object) -> None:
    assert getattr(finding(screened(fields), rule).adjustment, field) == value


@pytest.mark.parametrize(
    ("fields", "rule", "words"),
    [
        (condition("psoriasis", active=False), "S013", "test area"),
        (condition("family history of keloid"), "S033", "test area"),
        (condition("needle phobia"), "S133", "lying down"),
        (procedure("blood donation"), "S145", "snack"),
        (product("numbing cream"), "S168", "no anaesthetic at home"),
        (medicine("doxycycline"), "S053", "sun protection"),
        (condition("beard"), "S136", "trim"),
        (concern("androgenetic alopecia", "scalp"), "S136", "trim"),
        (wish("PRP"), "S140", "two identifiers"),
        (condition("cold sores", active=False), "S021", "antiviral decision"),
        (procedure("PRP", on="2020-01-01"), "S140", "where it was done"),
        ({"allergies": ["fragrance"]}, "S112", "labelled gel"),
    ],
)
def test_what_the_practitioner_does_differently(fields: dict[str, object], rule: str, words: str) -> None:
    instructions = finding(screened(fields), rule).adjustment.instructions
    assert any(words in instruction for instruction in instructions)
