"""Durations in plain text: `1 and 3 months`, `day 7`, `q2wk`, `4-week intervals`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from punctum.barrier import HOURS_A_DAY
from punctum.validation.spelling import plain, plain_numbers

DAYS_A_WEEK, DAYS_A_YEAR, MONTHS_A_YEAR, MINUTES_AN_HOUR = 7, 365.25, 12, 60
DAYS = {
    "min": 1 / MINUTES_AN_HOUR / HOURS_A_DAY,
    "h": 1 / HOURS_A_DAY,
    "d": 1.0,
    "wk": DAYS_A_WEEK,
    "mo": DAYS_A_YEAR / MONTHS_A_YEAR,
    "y": DAYS_A_YEAR,
}
SPELT = {
    "min": "min|mins|minutes?",
    "h": "h|hrs?|hours?",
    "d": "d|days?",
    "wk": "w|wks?|weeks?",
    "mo": "mo|mos|mths?|months?",
    "y": "y|yrs?|years?",
}
COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER = r"\d+(?:\.\d+)?"
_JOINED = r"\s*(?:,\s*and|, or|,|-|/|;|&|\band\b|\bto\b|\bor\b)\s*"
_ALL = "|".join(SPELT.values())
_AFTER = re.compile(rf"(?<![\d.a-z/])({_NUMBER}(?:{_JOINED}{_NUMBER})*)[ -]*({_ALL})(?![a-z])")
_BEFORE = re.compile(
    rf"\b(min(?:ute)?|hours?|days?|weeks?|wks?|months?|years?) ({_NUMBER}(?:{_JOINED}{_NUMBER})*)"
    rf"(?!\s*(?:{_ALL})\b)(?![\d.])"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A duration, or several, at a place in a text.

    Arguments:
        days: each, in days. start, stop: where it stands. unit: as one of `DAYS`. to: whether it runs from one to the
            other.
    """

    days: tuple[float, ...]
    start: int
    stop: int
    unit: str
    to: bool


def spans(text: str) -> tuple[Span, ...]:
    """Every duration of a plain text in its order."""
    found: list[Span] = []
    for match in _BEFORE.finditer(text):
        found.append(_span(match[2], match[1], match))
    for match in _AFTER.finditer(text):
        if all(match.end() <= old.start or match.start() >= old.stop for old in found):
            found.append(_span(match[1], match[2], match))
    return tuple(sorted(found, key=lambda span: span.start))


def unit_of(text: str) -> str | None:
    """The unit of time that a cell names, as one of `DAYS`; None if it names another unit or none."""
    kept = plain(text).strip(" .")
    return next((unit for unit, spelt in SPELT.items() if re.fullmatch(spelt, kept)), None)


def with_digits(text: str) -> str:
    """Plain text in which small counts are digits: `three sessions` → `3 sessions`."""
    text = re.sub(r"\b([23])[ -]?d\b(?= (?:model|skin|wound|culture|full|organ|human|equivalent))", r"solid", text)
    for value, word in enumerate(COUNTED, start=1):
        text = re.sub(rf"\b{word}\b", str(value), text)
    return plain_numbers(re.sub(r"\bfortnight\b", "14 d", text))


def _span(numbers: str, unit: str, match: re.Match[str]) -> Span:
    of = next(key for key, spelt in SPELT.items() if re.fullmatch(spelt, unit))
    parts = [float(part) for part in re.findall(_NUMBER, numbers)]
    to = bool(re.fullmatch(rf"{_NUMBER}\s*(?:-|to)\s*{_NUMBER}", numbers))
    return Span(tuple(part * DAYS[of] for part in parts), match.start(), match.end(), of, to)
