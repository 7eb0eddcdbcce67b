"""Written words: made comparable, and the words beside a name that are no part of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import get_args

from punctum.evidence.concepts import EMPTY_WORDS, FILLER_WORDS, FillerRole, Form

_APOSTROPHES = re.compile("['’‘ʼ`]")
_NO_WORD = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\b\d+\b")
_SHORTEST_SINGULAR = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with words left out.

    Arguments:
        text: what is left.
        forms: forms that were left out; only a concept that they do not change may be meant.
        bare_number: a number without a unit was left out; it may be a dose, or a type.
    """

    text: str
    forms: frozenset[Form] = frozenset()
    bare_number: bool = False


def normalise(text: str) -> str:
    """The words of a text: no accents, no capitals, no punctuation, one space between words."""
    plain = text.lower() if text.isascii() else _unaccented(text)
    plain = _APOSTROPHES.sub("", plain).replace("%", " percent ")
    return _NO_WORD.sub(" ", plain).strip()


def _unaccented(text: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def key(words: str) -> str:
    """Normalised words with every word in the singular: two texts with the same key say the same."""
    return " ".join(_singular(word) for word in words.split())


def letters(words: str) -> int:
    """How many letters and digits the words have together."""
    return len(words.replace(" ", ""))


def says_nothing(text: str) -> bool:
    """Whether the whole text is an empty answer: blank, a dash, "none", "n/a"."""
    words, signs = _empty_answers()
    plain = normalise(text)
    return plain in words if plain else set("".join(text.split())) <= signs


def has_role(words: str, role: FillerRole) -> bool:
    """Whether some of the words have this role, for example speak of allergy."""
    return _filler(role).search(words) is not None


def drop(words: str, role: FillerRole) -> str:
    """The words without those of a role."""
    return " ".join(_filler(role).sub(" ", words).split())


def readings(words: str) -> Iterator[Reading]:
    """A normalised text as it stands, without doses, and without numbers; each also with its form last or left out."""
    without_dose = drop(drop(drop(words, "opening"), "unit"), "dose")
    without_number = " ".join(_NUMBER.sub(" ", without_dose).split())
    yield Reading(words)
    for text in dict.fromkeys((words, without_dose, without_number)):
        bare_number = text != without_dose and text == without_number
        if text and text != words:
            yield Reading(text, bare_number=bare_number)
        base, forms = text, set[Form]()
        for form in get_args(Form):
            if has_role(base, form):
                base = drop(base, form)
                forms.add(form)
        if base and forms:
            for form in sorted(forms):
                yield Reading(f"{base} {form}", frozenset(forms - {form}), bare_number)
            yield Reading(base, frozenset(forms), bare_number)


def _singular(word: str) -> str:
    if not word.endswith("s"):
        return word
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("s", "")):
        if word.endswith(ending) and not (ending == "s" and word.endswith(("ss", "us", "is"))):
            singular = word[: -len(ending)] + instead
            if len(singular) >= _SHORTEST_SINGULAR:
                return singular
    return word


@cache
def _empty_answers() -> tuple[frozenset[str], frozenset[str]]:
    texts = [row.text for row in EMPTY_WORDS.rows]
    return frozenset(filter(None, map(normalise, texts))), frozenset(text for text in texts if not normalise(text))


@cache
def _filler(role: FillerRole) -> re.Pattern[str]:
    words = sorted((normalise(row.text) for row in FILLER_WORDS.rows if row.role == role), key=len, reverse=True)
    before = {"unit": r"\b\d+(?: \d+)* ?", "opening": r"\A"}.get(role, r"\b")
    return re.compile(rf"{before}(?:{'|'.join(map(re.escape, words))})(?:s|es)?\b")
