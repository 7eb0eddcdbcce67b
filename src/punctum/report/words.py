"""How values read in English on the page and in the terminal: verdicts, dates, numbers, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from math import floor

from punctum.evidence.language import MONTHS, NBSP, date_text, joined, number_text
from punctum.evidence.table import Basis
from punctum.screening import Action

ISO_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")

WORDS: dict[Action, str] = {
    "proceed": "Go ahead",
    "caution": "Go ahead",
    "adjust": "Go ahead with changes",
    "postpone": "Wait",
    "refer": "Ask a doctor first",
    "contraindicated": "Not with this",
}

TONES: dict[Action, str] = {
    "proceed": "go",
    "caution": "go",
    "adjust": "adjust",
    "postpone": "wait",
    "refer": "ask",
    "contraindicated": "stop",
}

ACTION_WORDS: dict[Action, str] = {
    "proceed": "No change",
    "caution": "Take care",
    "adjust": "Changes the plan",
    "postpone": "Wait",
    "refer": "Ask a doctor first",
    "contraindicated": "Not with this",
}

BASIS_WORDS: dict[Basis, str] = {
    "read": "",
    "remembered": "From memory, not checked in the source",
    "derived": "Derived default",
    "house": "House default",
}

LEVEL_TONES = {"emergency": "stop", "same_day": "ask", "call_clinic": "wait", "self_care": "go"}

CERTAINTY_WORDS = {
    "high": "More studies would hardly change this.",
    "moderate": "More studies may change this.",
    "low": "More studies are likely to change this.",
    "very low": "Nobody knows this well.",
}


def day_text(day: date) -> str:
    """A date in full: `Tue 1 December 2026`."""
    return date_text(day, "en")


def date_only(day: date) -> str:
    """A date without its weekday: `1 December 2026`."""
    return f"{day.day}{NBSP}{MONTHS['en'][day.month - 1]} {day.year}"


def full_dates(text: str) -> str:
    """The text with every ISO date in full."""
    return ISO_DATE.sub(lambda found: _full(found[0]), text)


def _full(iso: str) -> str:
    try:
        return day_text(date.fromisoformat(iso))
    except ValueError:
        return iso


def short_day(day: date) -> str:
    """A date in short, for figures: `1 Dec`."""
    return f"{day.day}{NBSP}{MONTHS['en'][day.month - 1][:3]}"


def verdict_words(verdict: Action, until: date | None = None, until_open: bool = False) -> str:
    """The verdict as people read it; a wait says until when."""
    if verdict != "postpone":
        return WORDS[verdict]
    if until is None:
        return "Wait until this is settled" if until_open else WORDS[verdict]
    return f"Wait until {day_text(until)}" + (" or later" if until_open else "")


def number(value: float, decimals: int = 1) -> str:
    """A number without needless zeros: `12`, `0.5`; a true minus sign."""
    return number_text(value, "en", decimals)


def at_most(value: float, decimals: int = 1) -> str:
    """A limit, never rounded up."""
    factor = 10**decimals
    return number(floor(value * factor + 1e-9) / factor, decimals)


def length(value_mm: float) -> str:
    """A needle length in millimetres, with at least one decimal: `1.0 mm`, `0.25 mm`."""
    text = f"{value_mm:.2f}"
    return f"{text[:-1] if text.endswith('0') else text}{NBSP}mm"


def span(low: float, high: float, unit: str = "") -> str:
    """A range: `2 to 4 weeks`, or one number when both ends are the same."""
    text = number(low) if low == high else f"{number(low)} to {number(high)}"
    return f"{text}{NBSP}{unit}" if unit else text


def count(many: float, one: str, more: str = "") -> str:
    """A number with its noun: `1 session`, `3 sessions`."""
    return f"{number(many)}{NBSP}{one if many == 1 else more or one + 's'}"


def listed(names: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return joined(names, last)


def capital(text: str) -> str:
    """The text with a capital first letter and the rest as it is."""
    return text[:1].upper() + text[1:]


def plain(identifier: str) -> str:
    """An identifier as words: `upper_arm` → `upper arm`."""
    return identifier.replace("_", " ")


def lead(text: str) -> tuple[str, str]:
    """The first two sentences, and the rest."""
    sentences = text.split(". ")
    if len(sentences) <= 3:
        return text, ""
    return ". ".join(sentences[:2]) + ".", ". ".join(sentences[2:])
