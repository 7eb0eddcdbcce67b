"""A course of healing in words: what it is not, how sure it is, and nothing that sounds like a promise."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from punctum.healing.asking.respond import TOLD, Response, respond
from punctum.healing.draws import shipped
from punctum.healing.redness import REDNESS_CLASSES, redness_class
from punctum.report import healing_words
from punctum.report.healing_text import healing_text
from punctum.report.healing_words import figure, notes, time_after
from punctum.report.terminal import WIDE
from tests.report.responses import asked, responded

HYPE = re.compile(r"improve|rejuven|glow|younger|amazing|boost|proven|better skin", re.IGNORECASE)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.fixture(scope="module")
def text() -> str:
    return healing_text(responded())


def test_it_says_what_was_done_and_that_it_is_no_benefit(text: str) -> None:
    said = plain(text)
    assert said.startswith("Cheek (cheek; a woman, 45 years)")
    assert "2 sessions, 4 weeks apart" in said
    assert "needle 1.0 mm, 250 holes per cm²." in said
    assert "8 draws, seed 0" in said
    assert "It is not benefit: nothing here says that anybody looks better." in said
    assert not HYPE.search(said.replace("looks better", ""))


def test_no_line_is_too_long(text: str) -> None:
    assert max(map(len, text.splitlines())) <= WIDE


def test_every_figure_of_the_table_is_a_median_with_its_band(text: str) -> None:
    made = responded()
    at = int(np.argmin(np.abs(made.course.days - 28 - 1 / 24)))
    found = made.bands["tewl_g_m2_h"]
    lines = text.splitlines()
    row = next(number for number, line in enumerate(lines) if "Water loss" in line)
    assert lines[row].split()[3] == f"{found.median[at]:.1f}"
    assert lines[row + 1].strip().startswith(f"{found.low[80][at]:.1f} to {found.high[80][at]:.1f}")
    assert sum(name in text for name in healing_words.NAMES.values()) == len(TOLD)


def test_it_says_what_it_rests_on(text: str) -> None:
    said = plain(text)
    assert re.search(r"\d+ constants: \d+ read, .* and \d+ house defaults\.", said)
    assert "Loop gain of signal and fibroblasts" in said
    assert "Age: making of collagen times" in said
    assert healing_words.REACH in said
    assert healing_words.draws_text(responded()) in said


def test_modifiers_are_told_with_their_certainty_and_what_is_not_modelled_is_said() -> None:
    made = respond(asked(draws="2", days="40", modifiers=("smoking", "isotretinoin"), covered=True))
    said = plain(healing_text(made))
    assert "Smoking: making of collagen times 0.56; certainty moderate." in said
    assert "Isotretinoin: Not modelled" in said
    assert "kept under a cover" in said


def test_one_draw_and_too_many_are_told() -> None:
    made = responded()
    one = replace(made, asked=replace(made.asked, draws=1))
    many = replace(made, asked=replace(made.asked, draws=shipped().parameters.draws + 1))
    assert healing_words.ONE_DRAW in list(notes(one))
    assert healing_words.AGAIN in list(notes(many))
    assert not {healing_words.ONE_DRAW, healing_words.AGAIN} & set(notes(made))


def test_a_needle_beyond_the_label_is_told() -> None:
    made: Response = respond(asked(device="skinpen", needle_length="2.5", draws="2", days="40"))
    ends = made.asked.treatment.hand_piece.label_length_max_mm
    assert ends is not None
    assert f"the label of this device ends at {ends:.1f} mm" in plain(healing_text(made))


@pytest.mark.parametrize(
    ("days", "words"),
    [(1 / 24, "1 hour"), (0.5, "12 hours"), (1, "1 day"), (3, "3 days"), (7, "1 week"), (30, "1 month"),
     (90, "3 months"), (365, "12 months"), (309, "309 days")],
)  # fmt: skip
def test_times_in_words(days: float, words: str) -> None:
    assert plain(time_after(days)) == words


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("erythema_au", 11.4, "11"), ("erythema_au", 0.286, "0.29"), ("erythema_au", 0.001, "0"),
     ("open_channel_fraction", 0.923, "92"), ("mature_collagen", 1.0004, "1.000"), ("tewl_g_m2_h", 12.34, "12.3")],
)  # fmt: skip
def test_figures_have_the_digits_they_deserve(name: str, value: float, said: str) -> None:
    assert figure(name, value) == said


def test_the_class_of_redness_holds_the_band_and_not_the_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    lasting = np.linspace(0, 3.6, 8)
    monkeypatch.setattr("punctum.healing.asking.respond.redness_days", lambda course: lasting)
    made = respond(asked(draws="8", days="40", sessions="1", interval_weeks=None))
    assert redness_class(float(made.redness_days.median)) == "days_1_3"
    assert made.redness_class == redness_class(float(made.redness_days.high[80])) == "days_7"
    assert REDNESS_CLASSES.by_id["days_7"].text in plain(healing_text(made))
