"""Phrases looked for in plain text: whole words, `*` for any ending."""

from __future__ import annotations

import re
from functools import cache

from punctum.evidence.table import Row, Table


class Word(Row):
    """Phrases that give one field of an experiment one value, unless another phrase stands there too."""

    field: str
    value: str = ""
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()


WORDS = Table("punctum.validation", "words", Word)


@cache
def finder(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds any of the phrases as whole words, the longest first; nothing where there are none."""
    if not phrases:
        return re.compile(r"(?!)")
    parts = sorted({_pattern(phrase.casefold()) for phrase in phrases}, key=len, reverse=True)
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(parts)})(?![a-z0-9])")


def _pattern(phrase: str) -> str:
    return re.escape(phrase).replace(r"\*", "[a-z]*").replace(r"\ ", r"[ -]")


def mentions(field: str, text: str) -> tuple[Word, ...]:
    """Every row of one field whose phrases stand in a plain text, in the order of the table."""
    return tuple(word for word in _of(field) if _told(word, text))


def _told(word: Word, text: str) -> bool:
    # What `unless` names is taken out first, so that `non-smokers` does not hide `smokers` elsewhere.
    return finder(word.words).search(finder(word.unless).sub(" ", text)) is not None


@cache
def _of(field: str) -> tuple[Word, ...]:
    return tuple(word for word in WORDS.rows if word.field == field)
