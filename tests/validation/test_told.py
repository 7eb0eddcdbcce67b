"""What a line says was done to which skin, and when was looked."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.validation.lines import Design
from punctum.validation.told import Told, told

MONTH = 365.25 / 12


def of(conditions: str, quantity: str = "TEWL") -> Told:
    return told(Design(quantity=quantity, symbol="", unit="", conditions=conditions))


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("volar forearm", ("forearm",)),
        ("upper arm; n=35", ("upper_arm",)),
        ("preauricular skin", ("cheek",)),
        ("atrophic acne scars", ("cheek",)),
        ("acne scars of the back", ("back",)),
        ("water loss went back to baseline", ()),
        ("eyelid (periorbital)", ("periorbital",)),
        ("scalp and neck", ("scalp", "neck")),
    ],
)
def test_zones(text: str, zones: tuple[str, ...]) -> None:
    assert set(of(text).zones) == set(zones)


def test_the_face_is_ten_zones() -> None:
    assert len(of("photoaged face").zones) == 10


@pytest.mark.parametrize(
    ("text", "lengths", "each"),
    [
        ("roller 0.5 mm", (0.5,), True),
        ("0.15 and 0.25 mm", (0.15, 0.25), True),
        ("500/750 µm, 10/50 microneedles", (0.5, 0.75), True),
        ("pen 1.5-2.0 mm", (1.5, 2.0), False),
        ("0.25, 0.5 and 1 mm", (0.25, 0.5, 1.0), True),
        ("70 um diameter", (), False),
        ("lesions <500 um", (), False),
        ("needles 600 um long, 30 um base", (0.6,), True),
        ("8 mm punch", (), False),
    ],
)
def test_needle_lengths(text: str, lengths: tuple[float, ...], each: bool) -> None:
    known = of(text)
    assert known.lengths_mm == pytest.approx(lengths)
    assert known.one_of_lengths == each


@pytest.mark.parametrize(
    ("text", "ages", "group"),
    [
        ("77.3 ± 6.8 y", (70.5, 84.1), ""),
        ("20-29 y", (20, 29), ""),
        ("35-75 years", (35, 75), ""),
        ("aged 30 to 40", (30, 40), ""),
        ("elderly volunteers", None, "elderly"),
        ("young men 28 y", (28, 28), ""),
        (">65 y photoaged forearm", (65, 82), ""),
        ("6 months; 2 years after the last session", None, ""),
        ("young and old alike", None, ""),
    ],
)
def test_ages(text: str, ages: tuple[float, float] | None, group: str) -> None:
    known = of(text)
    assert known.ages == (None if ages is None else pytest.approx(ages))
    assert known.age_group == group


@pytest.mark.parametrize(
    ("text", "sessions", "intervals", "looks", "since"),
    [
        ("6 sessions every 2 weeks; biopsies 0, 1, 3 months from start", 6, (14,), (0, MONTH, 3 * MONTH), "start"),
        ("6 sessions q2wk; 3 months", 6, (14,), (3 * MONTH,), "unsaid"),
        ("4 monthly sessions; 6 months after the last session", 4, (MONTH,), (6 * MONTH,), "end"),
        ("3 sessions at 4-week intervals", 3, (28,), (), "unsaid"),
        ("four sessions 2-4 weeks apart", 4, (14, 28), (), "unsaid"),
        ("4 sessions q30d; day 150 from first", 4, (30,), (150,), "start"),
        ("6 biweekly; before and 3 months", 6, (14,), (3 * MONTH,), "unsaid"),
        ("1.5 mm x2 monthly, biopsy 15 d after", 2, (MONTH,), (15,), "end"),
        ("single session; 24 h", 1, (), (1,), "unsaid"),
        ("occluded for 72 h", None, (), (), "unsaid"),
        ("3D skin model", None, (), (), "unsaid"),
        ("TEWL at 0,4,8,24,48,72 h", None, (), (0, 1 / 6, 1 / 3, 1, 2, 3), "unsaid"),
        ("day 7", None, (), (7,), "unsaid"),
        ("days 5-15", None, (), (10,), "unsaid"),
    ],
)
def test_courses(
    text: str, sessions: int | None, intervals: tuple[float, ...], looks: tuple[float, ...], since: str
) -> None:
    when = of(text).timing
    assert (when.sessions, when.since) == (sessions, since)
    assert when.intervals_days == pytest.approx(intervals)
    assert when.looks_days == pytest.approx(looks)


def test_covers_colours_and_modifiers() -> None:
    assert of("occluded").cover == "yes"
    assert of("no occlusion").cover == "no"
    assert of("+/- occlusion").cover == "both"
    assert of("forearm").cover is None
    assert of("phototype III-V").phototypes == ("III", "IV", "V")
    assert of("self-identified Black n=22").phototypes == ("V", "VI")
    assert of("never smokers", "smoking: TEWL").modifiers == ()
    assert of("48 smokers").modifiers == ("smoking",)
    assert of("topical diclofenac daily").modifiers == ("cox_inhibitor",)


def test_devices_and_amounts() -> None:
    assert of("DermaRoller; 5 or 10 applications").passes == (5, 10)
    assert of("array of 10/50 microneedles").needles == (10, 50)
    assert of("250 holes/cm2").density_per_cm2 == 250
    assert of("pen, 5 s/cm2").seconds_per_cm2 == 5
    assert of("Dermapen").kind == "pen"
    assert of("hydrogel MN").kind == "stamp"
    assert of("750 um microneedles").kind == "stamp"
    assert of("1.5 mm microneedles, 4 monthly sessions").kind == ""


def test_what_is_no_needled_skin_is_told() -> None:
    assert of("hairless rat").animal == "rat"
    assert of("hairless guinea pig").animal == "guinea pig"
    assert "laser" in of("nonablative fractional laser").other
    assert of("suction blister roof").other
    assert of("human open skin wounds").wound
    assert not of("pen 1 mm; wound healing phase").wound
    assert not of("acne scars; 6 sessions; 4 mm punch biopsies").wound
    assert of("8 mm punch").wound
    assert of("8 mm punch").wound_mm == 8


@given(st.text(max_size=120), st.text(max_size=60))
def test_any_words_are_read(conditions: str, quantity: str) -> None:
    told(Design(quantity=quantity, symbol="", unit="", conditions=conditions))


WORDS = re.findall(r"\S+", "6 sessions every 2 weeks 3 months 0.5 mm - , ; / and to > 65 y pen day q x type i ii")


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_order_of_known_words_is_read(words: list[str]) -> None:
    known = of(" ".join(words))
    assert all(day >= 0 for day in known.timing.looks_days)
