"""What the words of a study's cells mean: patterns of `trial_words.csv`, tried in the order of the table."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from punctum.evidence.table import SourcedRow, Table
from punctum.healing.sessions import Setting
from punctum.outcome.design import Family
from punctum.validation.spelling import plain

Shows = Literal[
    "score", "improvement", "share", "gais", "satisfaction", "per_cm2", "per_inch2", "unknown_area", "dark_marks"
]


class TrialWord(SourcedRow):
    """Patterns that give one field of a design one value, unless another pattern accounts for them.

    Arguments:
        field: what it is about. value: what is meant. words, unless: patterns; what `unless` finds is taken out first.
        family, shows, origin, top: of a measure that is no scale of `scales.csv`: its measurement model; whether it
            scores the problem, an improvement or a share of people; its score of skin without the problem (or without
            change); its end.
        printed_top: counts only where the study prints this end of the range.
    """

    field: str
    value: str = ""
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    family: Family | None = None
    shows: Shows | None = None
    origin: float = 0.0
    top: float | None = None
    printed_top: float | None = None


TRIAL_WORDS = Table("punctum.validation.trials", "trial_words", TrialWord)
TRIAL_SETTINGS = Table("punctum.validation.trials", "trial_settings", Setting)


def setting(name: str) -> float:
    """A value of `trial_settings.csv`."""
    return TRIAL_SETTINGS.by_id[name].value


def reads(text: str) -> str:
    """A cell as the patterns read it: small letters, one sign for each meaning, blanks for underscores."""
    return plain(text.replace("_", " "))


def told(field: str, text: str) -> tuple[TrialWord, ...]:
    """Every row of a field whose patterns stand in a text that `reads` returned, in the order of the table."""
    return tuple(word for word in _of(field) if _stands(word, text))


def first(field: str, text: str) -> TrialWord | None:
    """The first row of a field whose patterns stand in a text, or none."""
    return next(iter(told(field, text)), None)


def without(field: str, text: str) -> str:
    """A text without what any pattern of a field finds."""
    for word in _of(field):
        text = _finder(word.words).sub(" ", text)
    return text


def whole(field: str, word: str) -> bool:
    """Whether a word is, from its first letter to its last, what a pattern of a field names."""
    return any(re.fullmatch(pattern, word) for row in _of(field) for pattern in row.words)


def _stands(word: TrialWord, text: str) -> bool:
    kept = _finder(word.unless).sub(" ", text) if word.unless else text
    return _finder(word.words).search(kept) is not None


@cache
def _of(field: str) -> tuple[TrialWord, ...]:
    return tuple(word for word in TRIAL_WORDS.rows if word.field == field)


@cache
def _finder(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the patterns, not beginning inside a word."""
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(patterns)})")
