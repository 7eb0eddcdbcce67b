"""Every text for patients has its ground; none says as a fact what the table of claims calls weak or contradicted.

The texts are found by their marks (`ForPatients`), not by a list kept here; whatever a plan hands to a patient must be
among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from punctum.care import call_list, read_clinic
from punctum.evidence.claims import CLAIM_LINKS, CLAIMS, Claim, ClaimLink, may_rest_on
from punctum.evidence.for_patients import PatientCell, patient_cells, patient_fields
from punctum.evidence.sentences import SENTENCES, Said, Sentence
from punctum.evidence.sources import SOURCES
from punctum.evidence.studies import STUDIES
from punctum.evidence.table import SourcedRow
from punctum.patient import read_patient
from punctum.planning import TreatmentPlan, plan
from punctum.planning.registry import ALL_TABLES

EXAMPLES = sorted(Path("examples/patients").iterdir())
HYPE = re.compile(
    r"\b(amazing|miracle|guarantee\w*|perfect(ly)?|flawless|erases?|cures?|best results?|always works|never fails"
    r"|rejuvenat\w+|radian\w+|100 ?%|fountain|revolution\w*|simply)\b",
    re.IGNORECASE,
)
# A habit that nobody has shown to help is asked for, or told as what we do or plan; never as what helps.
CUSTOM = re.compile(r"\bWe (ask you|start|work)\b|^Plan\b")
BENEFIT = re.compile(r"\b(heals?|helps?|improves?|prevents?|protects?|because|so that)\b", re.IGNORECASE)


@cache
def cells() -> tuple[PatientCell, ...]:
    return tuple(patient_cells(ALL_TABLES))


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """Every text that a patient may read, in English, with the row it stands in."""
    return (
        *((f"{cell.table}:{cell.row.id}", cell.text) for cell in cells()),
        *((f"sentences:{sentence.id}", sentence.en) for sentence in SENTENCES.rows),
    )


def texts_of(row: str) -> str:
    return " ".join(text for name, text in texts() if name == row)


@cache
def plan_of(path: Path) -> TreatmentPlan:
    return plan(read_patient(path), on=date(2026, 11, 20), clinic=read_clinic(Path("examples/clinic.yaml")))


def handed_over(made: TreatmentPlan) -> Iterator[str]:
    """The texts of tables in what a plan says to its patient."""
    sentences = [what for forecast in made.forecasts for what in (*forecast.patient_said, *forecast.time_said)]
    sentences += [what for step in made.steps for what in step.patient_said]
    for level in call_list(None):
        sentences += [level.title_said, level.what_to_do_said, *(part for pair in level.numbers_said for part in pair)]
        yield from (sign.text for sign in level.signs)
    for what in sentences:
        yield from values_of(what)
    yield from made.instead
    yield from (item.text for item in made.care if item.audience == "patient")
    yield from (review.text for review in made.reviews)
    for risk in made.risks:
        yield from (risk.patient_name, risk.patient_text, risk.patient_action, risk.onset, risk.duration)
        yield from (risk.incidence, *risk.raised_by_text)


def values_of(what: Said) -> Iterator[str]:
    for _, value in what.values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from value


# --- which texts there are -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_whatever_a_patient_is_handed_is_a_marked_text(path: Path) -> None:
    known = {cell.text for cell in cells()} | {arm.label for arm in STUDIES.rows}
    handed = {text for text in handed_over(plan_of(path)) if text}
    assert len(handed) > 30
    assert handed - known == set(), "mark the field with PatientText or PatientName"


def test_the_papers_and_the_calendar_say_only_sentences_of_the_table() -> None:
    """Patient-facing code asks `said` for every sentence, so a name that is not in the table fails at once."""
    names = {
        name for path in Path("src/punctum").rglob("*.py") for name in re.findall(r'said\("(\w+)"', path.read_text())
    }
    assert names <= set(SENTENCES.by_id)
    assert len(names) > 20


def test_fields_named_after_the_patient_are_marked() -> None:
    missing = [
        f"{table.name}.{field}"
        for table in ALL_TABLES
        for field in table.row.model_fields
        if field.startswith("patient_") and field not in patient_fields(table.row)
    ]
    assert missing == []
    assert len({cell.table for cell in cells()}) >= 10


# --- their grounds ---------------------------------------------------------------------------------------------------


def test_every_text_that_may_state_facts_has_a_reviewed_row() -> None:
    bare = [cell.id for cell in cells() if cell.asserts and not (isinstance(cell.row, SourcedRow) and cell.row.sources)]
    assert bare == []


def grounds(sentence: Sentence) -> list[str]:
    """What is wrong with what a sentence rests on."""
    rows = {table.name: table for table in ALL_TABLES}
    wrong = []
    for ground in sentence.rests_on:
        table, _, row = ground.partition(":")
        if table == "claims":
            claim = CLAIMS.by_id[row]
            if not may_rest_on(claim, "softer"):
                wrong.append(f"{sentence.id} rests on {row}, which is {claim.verdict}")
        elif table != "tables" and not is_reviewed(rows[table].by_id[row]):
            wrong.append(f"{sentence.id} rests on {ground}, which has no source")
    return wrong


def is_reviewed(row: Any) -> bool:
    named = row.sources if isinstance(row, SourcedRow) else (getattr(row, "source", ""),)
    return bool(named) and all(name in SOURCES.by_id for name in named)


def test_no_sentence_rests_on_a_weak_or_contradicted_claim() -> None:
    assert [line for sentence in SENTENCES.rows for line in grounds(sentence)] == []
    assert sum(any(ground.startswith("claims:") for ground in sentence.rests_on) for sentence in SENTENCES.rows) > 0


def sentence_on(claim: str) -> Sentence:
    cells = {"id": "x", "kind": "benefit", "rests_on": f"claims:{claim}", "en": "Yes.", "de": "Ja."}
    return Sentence.model_validate(cells)


def test_a_sentence_on_a_weak_claim_is_noticed() -> None:
    assert grounds(sentence_on("SC028")) == []
    assert grounds(sentence_on("SC048")) == ["x rests on SC048, which is weak"]
    assert grounds(sentence_on("SC049")) == ["x rests on SC049, which is contradicted"]


@pytest.mark.parametrize("link", CLAIM_LINKS.rows, ids=lambda link: link.id)
def test_a_text_takes_up_a_claim_as_far_as_it_is_known(link: ClaimLink) -> None:
    claim = CLAIMS.by_id[link.claim]
    text = texts_of(link.row)
    assert text, f"{link.row} is no text for patients"
    assert may_rest_on(claim, link.stance), f"{link.stance} a claim that is {claim.verdict}"
    if link.stance == "custom":
        assert CUSTOM.search(text)
        assert not BENEFIT.search(text)


def test_what_may_rest_on_what() -> None:
    def allowed(verdict: str) -> set[str]:
        claim = CLAIMS.rows[0].model_copy(update={"verdict": verdict})
        return {stance for stance in ("states", "softer", "custom", "denies") if may_rest_on(claim, stance)}

    assert allowed("supported") == {"states", "softer", "custom"}
    assert allowed("partly") == {"softer", "custom", "denies"}
    assert allowed("weak") == allowed("contradicted") == {"custom", "denies"}


# --- their wording ---------------------------------------------------------------------------------------------------

DOUBTFUL = [claim for claim in CLAIMS.rows if claim.verdict != "supported"]


def test_every_doubtful_claim_has_words_that_say_too_much_or_stays_as_a_custom() -> None:
    customs = {link.claim for link in CLAIM_LINKS.rows if link.stance == "custom"}
    assert [claim.id for claim in DOUBTFUL if not claim.too_strong and claim.id not in customs] == []
    assert [claim.id for claim in CLAIMS.rows if claim.verdict == "supported" and claim.too_strong] == []


@pytest.mark.parametrize("claim", [claim for claim in DOUBTFUL if claim.too_strong], ids=lambda claim: claim.id)
def test_no_text_says_more_than_is_known(claim: Claim) -> None:
    found = [(name, text) for name, text in texts() if re.search(claim.too_strong, text, re.IGNORECASE)]
    assert found == [], claim.claim


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("SC032", "Your pores become smaller."), ("SC049", "Your skin will glow."), ("SC113", "It is painless."),
        ("SC031", "Stretch marks go away."), ("SC073", "You see a change within a few days."),
        ("SC120", "It works on all skin."), ("SC112", "Needling is safe."), ("SC042", "Needling stops hair loss."),
        ("SC053", "The result lasts for years."), ("SC128", "It works better than a laser."),
        ("SC081", "Sunscreen prevents dark marks."), ("SC101", "Redness is gone after two days."),
        ("SC040", "Your melasma goes away."),
    ],
)  # fmt: skip
def test_a_text_that_says_too_much_is_noticed(claim: str, text: str) -> None:
    assert re.search(CLAIMS.by_id[claim].too_strong, text, re.IGNORECASE)


def test_no_text_is_hype() -> None:
    said = [*((cell.id, cell.text) for cell in cells() if cell.asserts), *((row.id, row.en) for row in SENTENCES.rows)]
    assert [(name, text) for name, text in said if HYPE.search(text)] == []


@pytest.mark.parametrize("item", ["A05", "A08", "A09", "A10", "A11"])
def test_weak_aftercare_is_worded_as_our_custom(item: str) -> None:
    assert texts_of(f"items:{item}").startswith("We ask you")
    assert "custom" in {link.stance for link in CLAIM_LINKS.rows if link.row == f"items:{item}"}
