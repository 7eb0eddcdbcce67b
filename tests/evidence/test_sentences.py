"""Sentences with values: whole, in both languages, each with the ground it rests on."""

from __future__ import annotations

import re
from datetime import date
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from punctum.evidence.check import check_tables
from punctum.evidence.claims import CLAIM_LINKS, CLAIMS
from punctum.evidence.sentences import SENTENCES, Sentence, Value, english, quoted, said, say
from punctum.evidence.sources import SOURCES
from punctum.planning.registry import ALL_TABLES

# Words that say what needling does; a sentence that only tells of the plan has none of them.
CLAIMING = re.compile(
    r"\b(improves?d?|heals?|helps?|cures?|works? (well|for|on)|rejuvenat\w*|collagen|elastin|(gets?|get|become|becomes)"
    r" (better|smoother|firmer|lighter|darker)|side effects?|infections?|dark marks|scarring|costs?|cheaper)\b",
    re.IGNORECASE,
)


def row(**changes: str) -> Sentence:
    cells = {"id": "x", "kind": "benefit", "rests_on": "claims:SC028", "en": "It is {n:0}.", "de": "Es ist {n:0}."}
    return Sentence.model_validate(cells | changes)


def test_what_asserts_needs_a_ground() -> None:
    assert row().rests_on == ("claims:SC028",)
    for kind in ("benefit", "mechanism", "risk", "business"):
        assert row(kind=kind).asserts
        with pytest.raises(ValidationError, match="rows in rests_on"):
            row(kind=kind, rests_on="")
    for kind in ("plan", "frame", "instruction"):
        assert not row(kind=kind, rests_on="").asserts


def test_languages_hold_the_same_values() -> None:
    with pytest.raises(ValidationError, match="the same values"):
        row(de="Es ist {m:0}.")


@pytest.mark.parametrize("ground", ["claims:SC999", "clams:SC028", "tables:claim", "SC028", ""])
def test_a_ground_that_does_not_exist_is_a_problem(ground: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SENTENCES.__dict__, "rows", (row(rests_on=f"claims:SC028;{ground or 'claims:'}"),))
    problems = check_tables([SENTENCES, CLAIMS, SOURCES])
    assert [problem.path for problem in problems if problem.path.startswith("sentences")] == [
        "sentences.csv row x, rests_on"
    ]


def test_every_ground_exists() -> None:
    problems = [str(problem) for problem in check_tables(ALL_TABLES)]
    assert [line for line in problems if line.startswith(("sentences", "claim_links"))] == []
    assert len(CLAIM_LINKS.rows) > 0


def test_sentences_that_tell_of_the_plan_claim_nothing() -> None:
    found = [
        (sentence.id, sentence.en)
        for sentence in SENTENCES.rows
        if not sentence.rests_on and re.search(r"[.?!]", sentence.en) and CLAIMING.search(sentence.en)
    ]
    assert found == [], "a sentence that says what needling does has a kind that says so, and its ground"


@pytest.mark.parametrize("text", ["Scars get better.", "It heals faster.", "It costs less.", "You may get dark marks."])
def test_a_claim_is_noticed(text: str) -> None:
    assert CLAIMING.search(text)


def test_a_sentence_knows_its_values() -> None:
    with pytest.raises(KeyError, match=r"outcome_goal: expected the values \['goal', 'people'\], found \['people'\]"):
        said("outcome_goal", people=4)
    with pytest.raises(KeyError):
        said("no_such_sentence")
    assert hash(said("outcome_goal", people=4, goal=8)) == hash(said("outcome_goal", goal=8, people=4))


def test_values_are_written_as_the_language_writes_them() -> None:
    side = said("outcome_untreated_side", people=15, weeks=26, fall=3.4, fall_untreated=-0.4)
    assert "3.4 points" in say(side, "en")
    assert "−0.4 points" in say(side, "en")
    assert "3,4 Punkte" in say(side, "de")
    wait = said("step_wait_date", until=date(2026, 12, 1))
    assert say(wait, "en").startswith("Wait until Tue 1\u00a0December 2026.")
    assert say(wait, "de").startswith("Warten Sie bis Di. 1.\u00a0Dezember 2026.")
    zones = said("outcome_not_for", zones=("nose", "cheek", "chin"))
    assert say(zones, "en") == "This does not speak for: nose, cheek and chin."
    assert "Nase, Wange und" in say(zones, "de")


def test_one_of_several_is_enough() -> None:
    either = said("step_ask_one_of", who=("dermatologist", "surgeon"))
    assert "dermatologist or surgeon" in say(either, "en")
    assert " oder " in say(either, "de")


def test_a_text_of_a_table_is_quoted_as_it_stands() -> None:
    assert say(quoted("cheek"), "en") == "cheek"
    assert say(quoted("cheek"), "de") == "Wange"
    assert english((quoted("One."), quoted("Two."))) == "One. Two."
    assert english(()) == ""


@given(st.text())
def test_a_persons_own_words_pass_through(text: str) -> None:
    assert say(quoted(text), "en") == text


@pytest.mark.parametrize("sentence", SENTENCES.rows, ids=lambda sentence: sentence.id)
def test_every_sentence_can_be_said(sentence: Sentence) -> None:
    kinds: dict[str, Value] = {"": "two", "or": ("one", "two")}
    values = {name: kinds.get(form or "", 2.0) for _, name, form, _ in Formatter().parse(sentence.en) if name}
    for language in ("en", "de"):
        text = say(said(sentence.id, **values), language)
        assert text
        assert "{" not in text
        assert text == text.strip()
