"""Languages that patients read: numbers, dates, lists, and the texts of the tables in each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Literal, get_args

from punctum.evidence.table import Row, Table

Language = Literal["en", "de"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
NBSP = "\u00a0"

DAYS: dict[Language, tuple[str, ...]] = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "de": ("Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."),
}
MONTHS: dict[Language, tuple[str, ...]] = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
    "de": (
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
        "Dezember",
    ),
}  # fmt: skip
AND: dict[Language, str] = {"en": "and", "de": "und"}
OR: dict[Language, str] = {"en": "or", "de": "oder"}


class Translation(Row):
    """A text of a table, as it stands there and in the other languages. A changed text has no translation any more.

    `id` names the first cell with this text: `table.row.field`, with `.2` behind it for the second member of a list.
    """

    en: str
    de: str


TRANSLATIONS = Table("punctum.evidence", "translations", Translation)


@cache
def _catalogue(language: Language) -> dict[str, str]:
    return {row.en: getattr(row, language) for row in TRANSLATIONS.rows}


def is_translated(text: str, language: Language) -> bool:
    """Whether a text of a table can be said in a language."""
    return language == "en" or not text or text in _catalogue(language)


def translated(text: str, language: Language) -> str:
    """A text of a table in a language; as it is when nobody has translated it."""
    return text if language == "en" else _catalogue(language).get(text, text)


def number_text(value: float, language: Language, decimals: int = 1) -> str:
    """A number without needless zeros, with the decimal sign of the language and a true minus."""
    text = f"{value:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = "0" if text in ("-0", "") else text.replace("-", "−")
    return text if language == "en" else text.replace(".", ",")


def date_text(day: date, language: Language) -> str:
    """A date in full: `Tue 1 December 2026`, `Di. 1. Dezember 2026`."""
    dot = "" if language == "en" else "."
    month = MONTHS[language][day.month - 1]
    return f"{DAYS[language][day.weekday()]} {day.day}{dot}{NBSP}{month} {day.year}"


def list_text(names: Iterable[str], language: Language, *, choice: bool = False) -> str:
    """`a`, `a and b`, `a, b and c`; with `or` when one of them is enough (`choice`)."""
    return joined(names, (OR if choice else AND)[language])


def joined(names: Iterable[str], last: str) -> str:
    """`a`, `a LAST b`, `a, b LAST c`; an empty text without names."""
    *before, end = list(names) or [""]
    return f"{', '.join(before)} {last} {end}" if before else end
