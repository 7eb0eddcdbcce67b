"""German for patients: every text has it, it follows the English, and it says the same numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_origin

import pytest

from punctum.care import call_list
from punctum.care.tables import ITEMS, TRIAGE_SIGNS
from punctum.evidence.for_patients import patient_cells
from punctum.evidence.language import LANGUAGES, TRANSLATIONS, Translation, is_translated
from punctum.evidence.sentences import SENTENCES, Said, Sentence
from punctum.evidence.studies import STUDIES
from punctum.evidence.table import Row, Table
from punctum.planning.registry import ALL_TABLES
from punctum.screening import RULES
from tests.report import plans

SAME_IN_BOTH = {"Melasma"}
ENGLISH = {
    "after", "again", "and", "any", "are", "around", "before", "both", "but", "call", "can", "day", "days", "did",
    "doctor", "eat", "eye", "eyes", "face", "for", "from", "had", "have", "if", "is", "it", "keep", "lips", "may",
    "more", "my", "needle", "needles", "never", "no", "not", "of", "on", "once", "only", "or", "our", "out",
    "over", "people", "press", "scars", "session", "should", "sore", "sores", "spot", "spots", "stop", "than",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "to", "treatment", "until", "us",
    "use", "wait", "we", "weeks", "what", "when", "where", "which", "who", "with", "without", "year", "years",
    "you", "your",
}  # fmt: skip
DU = re.compile(r"\b(?:du|dich|dir|dein\w*|euch|euer|eure\w*)\b", re.IGNORECASE)
COUNTED = {
    "two": "zwei", "three": "drei", "four": "vier", "five": "fünf", "six": "sechs", "seven": "sieben", "eight": "acht",
    "nine": "neun", "ten": "zehn", "twelve": "zwölf",
}  # fmt: skip
NO = {"no", "not", "never", "nobody", "none", "nothing", "cannot", "without"}
NEIN = {"nein", "nicht", "nie", "niemand", "nichts", "ohne", "kein", "keine", "keinem", "keinen", "keiner", "keines"}
# One language says these with a negation and the other with a word: "cannot breathe well", "schlecht Luft".
NEGATED_IN_ONE = {
    "items.A29.patient_text", "adverse_events.AE12.patient_action", "adverse_events.AE22.incidence",
    "triage_signs.T01.text", "triage_signs.T05.text", "rules.S041.patient_reason", "rules.S086_fresh.patient_reason",
    "rules.S063.until_text",
}  # fmt: skip
NUMBER = re.compile(r"\d+(?:[.,]\d+)?|%|\b[IVX]+\b|\{\w*(?::\w*)?\}")


@cache
def tables() -> dict[str, Table[Any]]:
    return {table.name: table for table in ALL_TABLES}


def cells(row: Row, field: str) -> tuple[str, ...]:
    value = getattr(row, field) or ()
    return (value,) if isinstance(value, str) else tuple(value)


def patient_texts() -> dict[str, str]:
    """Every text that patients read, by the name of its cell and its number within the cell."""
    counted: Counter[str] = Counter()
    texts = {}
    for cell in patient_cells(ALL_TABLES):
        counted[cell.id] += 1
        texts[f"{cell.id} {counted[cell.id]}"] = cell.text
    return texts


def named_cell(name: str) -> str:
    """The text that an id names: `table.row.field`, or `table.row.field.2` for the second member of a list."""
    table, rest = name.split(".", 1)
    row, field, *member = rest.rsplit(".", 2 if rest.rsplit(".", 1)[1].isdigit() else 1)
    found = cells(tables()[table].by_id[row], field)
    is_list = get_origin(tables()[table].row.model_fields[field].annotation) is tuple
    assert is_list == bool(member), f"{name}: the number of a member where the cell is a list, and only there"
    return found[int(member[0]) - 1 if member else 0]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def spoken_rows() -> tuple[Translation | Sentence, ...]:
    return (*TRANSLATIONS.rows, *SENTENCES.rows)


def numbers(text: str) -> Counter[str]:
    return Counter(found.replace(",", ".") for found in NUMBER.findall(text))


def test_every_text_that_patients_read_has_german() -> None:
    texts = patient_texts()
    assert set(texts.values()) >= {row.text for row in TRIAGE_SIGNS.rows}
    assert [name for name, text in texts.items() if not is_translated(text, "de")] == []


def test_instructions_for_patients_are_among_the_texts() -> None:
    texts = set(patient_texts().values())
    for row in ITEMS.rows:
        assert (row.text in texts) == (row.audience == "patient")


def test_a_translation_follows_its_cell() -> None:
    assert [row.id for row in TRANSLATIONS.rows if row.en != named_cell(row.id)] == []


def test_each_text_stands_once() -> None:
    counts = Counter(row.en for row in TRANSLATIONS.rows)
    assert [text for text, count in counts.items() if count > 1] == []


def test_nothing_is_translated_that_no_patient_reads() -> None:
    read = set(patient_texts().values())
    assert [row.id for row in TRANSLATIONS.rows if row.en not in read] == []


def test_german_says_the_same_numbers() -> None:
    assert [row.id for row in spoken_rows() if numbers(row.de) != numbers(row.en)] == []


def test_german_says_the_same_numbers_in_words() -> None:
    for row in spoken_rows():
        english = Counter(COUNTED[word] for word in words(row.en) if word in COUNTED)
        assert english == Counter(word for word in words(row.de) if word in COUNTED.values()), row.id


def test_german_forbids_and_denies_where_the_english_does() -> None:
    differ = {row.id for row in spoken_rows() if NO.isdisjoint(words(row.en)) != NEIN.isdisjoint(words(row.de))}
    assert differ == NEGATED_IN_ONE


def test_german_is_german() -> None:
    for row in spoken_rows():
        assert row.de == " ".join(row.de.split()), row.id
        assert ENGLISH.isdisjoint(words(re.sub(r"\{.*?\}", "", row.de))), row.id
        assert DU.search(row.de) is None, row.id
        assert row.de.endswith(".") == row.en.endswith("."), row.id


def test_german_differs_from_english() -> None:
    assert {row.en for row in TRANSLATIONS.rows if row.de == row.en} == SAME_IN_BOTH


def test_a_condition_is_a_sentence_of_its_own() -> None:
    # Sentences of steps put it behind a colon, where German begins a sentence with a capital letter.
    german = {row.en: row.de for row in TRANSLATIONS.rows}
    for row in RULES.rows:
        if row.until_text:
            assert german[row.until_text][0].isupper()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Wait 3 days.", "Warten Sie 4 Tage."),
        ("About 5.2 of 10.", "Etwa 5,3 von 10."),
        ("Skin types IV to VI.", "Hauttypen IV bis V."),
        ("LMX4 with 4 %.", "LMX4 mit 4."),
    ],
)
def test_other_numbers_are_noticed(text: str, fault: str) -> None:
    assert numbers(text) != numbers(fault)


def test_english_and_du_are_noticed() -> None:
    assert not ENGLISH.isdisjoint(words("Rufen Sie the Praxis an."))
    assert DU.search("Nimm dein Medikament.")
    assert not DU.search("Bei Ihnen entstehen Narben durch Druck.")


def said_in(thing: object) -> Iterator[Said]:
    """Every sentence anywhere in a plan."""
    if isinstance(thing, Said):
        yield thing
    elif isinstance(thing, dict):
        for part in thing.values():
            yield from said_in(part)
    elif isinstance(thing, tuple | list):
        for part in thing:
            yield from said_in(part)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            yield from said_in(getattr(thing, field.name))


def test_every_example_plan_can_be_read_in_every_language() -> None:
    labels = {arm.label for arm in STUDIES.rows}
    examples = plans.examples()
    assert examples
    spoken = 0
    for name, plan in examples.items():
        texts = {
            *(item.text for item in plan.care if item.audience == "patient"),
            *(text for zone in plan.zones for text in (zone.name, *zone.indications)),
            *(text for review in plan.reviews for text in (review.text, review.kind)),
            *plan.instead,
        }
        for finding in plan.screening.findings:
            texts |= {finding.title, finding.patient_reason, finding.until_text}
        for risk in plan.risks:
            texts |= {risk.patient_name, risk.patient_text, risk.patient_action, *risk.raised_by_text}
            texts |= {risk.onset, risk.duration, risk.incidence}
        for level in call_list(None):
            texts |= {sign.text for sign in level.signs}
        for sentence in said_in(plan):
            for value in dict(sentence.values).values():
                strings = value if isinstance(value, tuple) else (value,)
                texts |= {text for text in strings if isinstance(text, str) and text not in labels}
                spoken += 1
        for language in LANGUAGES:
            assert {text for text in texts if not is_translated(text, language)} == set(), name
    assert spoken
