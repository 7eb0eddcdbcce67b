"""What a line says was found: a number, a range, a bound, a direction, or words that no rule here reads."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

from punctum.validation.durations import unit_of
from punctum.validation.lines import Printed
from punctum.validation.spelling import plain, plain_numbers

Kind = Literal["number", "range", "at_most", "at_least", "change", "versus", "several", "words"]

NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?"
_ABOUT = r"(?:(?:approx(?:imately)?\.?|about|ca\.?|circa|around|roughly|nearly|mean|median|~)\s*)*"
_UNIT = r"(?:\s*(?:%|fold|x|times|h|hours?|d|days?|weeks?|wks?|months?|min|um|mm|au|log2|points?))?"
_SPREAD = r"(?:\s*\+/-\s*\d+(?:\.\d*)?%?)?"
_LONE = re.compile(rf"{_ABOUT}({NUMBER}){_SPREAD}{_UNIT}{_SPREAD}")
_RANGE = re.compile(rf"{_ABOUT}(?:between\s+)?({NUMBER}){_UNIT}\s*(?:-|to|and|\.\.)\s*({NUMBER}){_UNIT}")
_FROM_TO = re.compile(rf"(?:from\s+)?({NUMBER}){_SPREAD}{_UNIT}\s*(?:->|-->|=>|to)\s*({NUMBER}){_SPREAD}{_UNIT}")
_VERSUS = re.compile(
    rf"({NUMBER}){_SPREAD}{_UNIT}\s*(?:vs\.?|versus|against|compared with)\s*({NUMBER}){_SPREAD}{_UNIT}"
)
_MOST = re.compile(
    r"(?:<=?|up to|at most|no more than|not more than|less than|fewer than|under|below|within|max(?:imum)?(?: of)?)"
    rf"\s*({NUMBER}){_UNIT}"
)
_LEAST = re.compile(
    r"(?:>=?|at least|no less than|not less than|more than|longer than|over|above|beyond|exceeds|min(?:imum)?(?: of)?)"
    rf"\s*({NUMBER}){_UNIT}"
)
_TAIL_LEAST = re.compile(rf"({NUMBER}){_UNIT}\s*(?:or more|or longer|and more|\+)")
_ASIDE = re.compile(
    r"\([^()]*\)|,?\s*\bp\s*[<=>]+\s*[\d.e-]+|,?\s*\bp\s+[\d.]+|,?\s*\bn\s*=\s*\d+|,?\s*\bns\b"
    r"|,?\s*\d+ ?% ci\b.*|,?\s*\b(?:sd|sem|se|iqr|range)\b.*"
)
_SEVERAL = re.compile(rf"{NUMBER}{_SPREAD}{_UNIT}(?:\s*[;/|]\s*{NUMBER}{_SPREAD}{_UNIT})+")


@dataclass(frozen=True, slots=True)
class Observed:
    """What was found.

    Arguments:
        kind: what it is. text: as printed, for people.
        numbers: one for a number or a bound; two for a range (ascending), a change (before, after) or two groups;
            several in their order.
        strict: whether a bound leaves the number itself out. unit: of time, where the cell itself names one.
        signed: whether a sign stands before the number.
    """

    kind: Kind
    text: str
    numbers: tuple[float, ...] = ()
    strict: bool = False
    unit: str | None = None
    signed: bool = False

    @property
    def number(self) -> float | None:
        """The one number to hold against an interval: of a range its middle; None where there is none."""
        if self.kind == "number":
            return self.numbers[0]
        if self.kind == "range":
            return (self.numbers[0] + self.numbers[1]) / 2
        return None


def observed(printed: Printed) -> Observed:
    """What a line says was found; words where no rule reads it. Never fails."""
    if any((printed.low, printed.high, printed.text)):
        return _of_parts(printed)
    return _of_text(printed.value)


def _of_parts(printed: Printed) -> Observed:
    if printed.value and (of := _of_text(printed.value)).kind == "number":
        return Observed("number", printed.text or printed.value, of.numbers)
    low, high = _of_text(printed.low), _of_text(printed.high)
    text = printed.text or "-".join(part for part in (printed.low, printed.high) if part) or printed.value
    strict = bool(re.match(r"\s*[<>](?!=)", plain(printed.text)))
    if low.kind == high.kind == "number":
        return Observed("range", text, tuple(sorted((low.numbers[0], high.numbers[0]))))
    if high.kind == "number":
        return Observed("at_most", text, high.numbers, strict)
    if low.kind == "number":
        return Observed("at_least", text, low.numbers, strict)
    return _of_text(printed.text or printed.value)


def _of_text(text: str) -> Observed:
    kept = plain_numbers(plain(text))
    # Brackets and what follows a number (its spread, its P) say nothing on what was found, unless nothing else is left.
    core = " ".join(_ASIDE.sub(" ", kept).split()).strip(" ,;")
    if found := re.fullmatch(rf"({NUMBER})\s*:\s*1(?:\.0*)?", core):
        return Observed("number", text, (float(found[1]),))
    rules: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("number", _LONE), ("range", _RANGE), ("change", _FROM_TO), ("versus", _VERSUS), ("at_most", _MOST),
        ("at_least", _LEAST), ("at_least", _TAIL_LEAST),
    )  # fmt: skip
    for kind, rule in rules:
        if found := rule.fullmatch(core):
            numbers = tuple(float(part) for part in found.groups())
            if not all(math.isfinite(number) for number in numbers):
                break
            if kind == "range" and numbers[0] > numbers[1]:
                # Ranges ascend; what falls is a change.
                kind, numbers = ("change", numbers) if "to" in core else ("range", (numbers[1], numbers[0]))
            strict = kind in ("at_most", "at_least") and bool(re.match("[<>](?!=)", core))
            return Observed(kind, text, numbers, strict, _time_unit(core), core[:1] in ("+", "-"))
    if _SEVERAL.fullmatch(core):
        numbers = tuple(float(part) for part in re.findall(rf"(?<![\d.]){NUMBER}", re.sub(_SPREAD_ONLY, "", core)))
        return Observed("several", text, numbers)
    return Observed("words", text)


def _time_unit(core: str) -> str | None:
    found = [unit for word in re.findall(r"[a-z]+", core) if (unit := unit_of(word)) is not None]
    return found[-1] if found else None


_SPREAD_ONLY = re.compile(r"\+/-\s*\d+(?:\.\d*)?")
