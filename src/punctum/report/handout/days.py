"""Days as the patient reads them: in full beside a visit, short in a list of several."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from punctum.evidence.language import MONTHS, NBSP, Language, list_text

WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
}
AFTER_WEEKDAY: dict[Language, str] = {"en": " ", "de": ", "}
AFTER_NUMBER: dict[Language, str] = {"en": "", "de": "."}


def full_day(day: date, language: Language) -> str:
    """`Tuesday 1 December 2026`, `Dienstag, 1. Dezember 2026`."""
    weekday, month = WEEKDAYS[language][day.weekday()], MONTHS[language][day.month - 1]
    return f"{weekday}{AFTER_WEEKDAY[language]}{_number(day, language)}{NBSP}{month} {day.year}"


def short_days(days: Iterable[date], language: Language) -> list[str]:
    """Days by month, each once, in order: `5 and 19 December`; the year stands beside the visits."""
    by_month = groupby(sorted(set(days)), key=lambda day: (day.year, day.month))
    return [
        list_text((_number(day, language) for day in same), language) + NBSP + MONTHS[language][month - 1]
        for (_, month), same in by_month
    ]


def _number(day: date, language: Language) -> str:
    return f"{day.day}{AFTER_NUMBER[language]}"
