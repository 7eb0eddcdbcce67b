"""Patient texts can be read by a twelve-year-old, and hold no hype."""

from __future__ import annotations

import re
from statistics import mean

import pytest

from punctum.care import ADVERSE_EVENTS, FLAGS, ITEMS, TRIAGE_SIGNS, call_list
from tests.care.reading import grade, syllables

HYPE = re.compile(r"\b(simply|just|amazing|rejuvenat\w*|glow\w*)\b", re.IGNORECASE)
INSTRUCTIONS = {item.id: item.patient_text for item in ITEMS.rows if item.audience == "patient"}
EVENTS = {event.id: f"{event.patient_text} {event.patient_action}" for event in ADVERSE_EVENTS.rows}
COURSES = {f"{event.id} course": f"{event.onset} {event.duration} {event.incidence}" for event in ADVERSE_EVENTS.rows}
SIGNS = {sign.id: sign.text for sign in TRIAGE_SIGNS.rows}
LEVELS = {str(level.level): f"{level.title}. {level.what_to_do}" for level in call_list(None)}
SHOWN = INSTRUCTIONS | EVENTS | COURSES | SIGNS | LEVELS


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("sun", 1),
        ("make", 1),
        ("water", 2),
        ("sunscreen", 2),
        ("medicine", 3),
        ("needled", 2),
        ("called", 1),
        ("treated", 2),
        ("SPF", 3),
    ],
)
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_grade_is_the_published_formula() -> None:
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)
    assert grade("Notwithstanding considerable dermatological uncertainty, individuals anticipate improvement.") > 20


@pytest.mark.parametrize(("name", "text"), INSTRUCTIONS.items(), ids=list(INSTRUCTIONS))
def test_no_instruction_is_above_grade_ten(name: str, text: str) -> None:
    assert grade(text) <= 10, text


@pytest.mark.parametrize(("name", "text"), (EVENTS | SIGNS | LEVELS).items(), ids=list(EVENTS | SIGNS | LEVELS))
def test_no_sign_or_event_is_above_grade_ten(name: str, text: str) -> None:
    assert grade(text) <= 10, text


@pytest.mark.parametrize("texts", [INSTRUCTIONS, EVENTS, SIGNS], ids=["instructions", "events", "signs"])
def test_texts_are_on_average_at_most_grade_seven(texts: dict[str, str]) -> None:
    assert mean(map(grade, texts.values())) <= 7


@pytest.mark.parametrize("name", SHOWN)
def test_no_text_is_hype(name: str) -> None:
    assert not HYPE.search(SHOWN[name]), SHOWN[name]


def test_clinician_texts_and_meanings_are_no_hype_either() -> None:
    texts = [item.clinician_text for item in ITEMS.rows] + [event.action for event in ADVERSE_EVENTS.rows]
    texts += [flag.meaning for flag in FLAGS.rows]
    assert [text for text in texts if HYPE.search(text)] == []


def test_patient_texts_speak_to_the_person() -> None:
    about = [name for name, text in INSTRUCTIONS.items() if not re.search(r"\byou", text, re.IGNORECASE)]
    commands = re.compile(
        r"^(Do not|Put|Come|Wear|Keep|Eat|Tie|Tell|Call|Look|Stay|Sleep|Take|Use|Rinse|Wash|Press|Change|Plan)\b"
    )
    assert [name for name in about if not commands.match(INSTRUCTIONS[name])] == []


def test_clinician_items_never_hold_a_patient_text() -> None:
    assert [item.id for item in ITEMS.rows if item.audience == "clinician" and item.patient_text] == []
