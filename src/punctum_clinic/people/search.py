"""Finding people by the beginning of a name, a birth date, a phone number or an e-mail address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from punctum_clinic.people.models import Person, SearchWord
from punctum_clinic.people.names import bare, folded, phone_words

# Greater than any letter.
LAST = "\U0010ffff"
LONGEST_SEARCH = 200
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Words for months in the languages of the clinic whose first three letters differ from English.
OTHER_MONTHS = {"mai": "may", "okt": "oct", "dez": "dec", "maerz": "mar", "marz": "mar"}
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{4})(?!\d)")
DAY_MONTH_YEAR = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.)?\s+([^\W\d_]{3,9})\.?,?\s+(\d{4})(?!\d)")
MONTH_DAY_YEAR = re.compile(r"\b([^\W\d_]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
NUMBER = re.compile(r"[+(]?[\d][\d\s()./+-]*")


def found(text: str) -> QuerySet[Person]:
    """The people who fit everything that was typed, sorted by name; everybody for an empty text.

    Arguments:
        text: beginnings of names in any order, a birth date written in any usual way, a phone number, an e-mail.
    """
    people = Person.objects.filter(erased_at=None)
    for term in terms_of(text):
        people = people.filter(term)
    return people


def terms_of(text: str) -> Iterator[Q]:
    """What each part of a typed text asks for; all of them must hold."""
    rest, days = take_dates(folded(text[:LONGEST_SEARCH]))
    if days:
        yield Q(birth_date__in=days)
    rest, numbers = _take_numbers(rest)
    for number in numbers:
        words = phone_words(number) | {"".join(filter(str.isdigit, number))}
        # Eight digits without a sign between may be a birth date too.
        yield _begins_with(*sorted(words)) | Q(birth_date__in=_undivided(number))
    for token in rest.split():
        if word := bare(token):
            yield _begins_with(word)


def take_dates(text: str) -> tuple[str, list[date]]:
    """A folded text without the dates in it, and what they may mean: `3/4/1990` is 3 April or 4 March."""
    days: list[date] = []
    for pattern, orders in (
        (YEAR_FIRST, ((0, 1, 2),)),
        (YEAR_LAST, ((2, 1, 0), (2, 0, 1))),
        (DAY_MONTH_YEAR, ((2, 1, 0),)),
        (MONTH_DAY_YEAR, ((2, 0, 1),)),
    ):
        for hit in reversed(list(pattern.finditer(text))):
            parts = hit.groups()
            if read := [day for y, m, d in orders if (day := _date(parts[y], parts[m], parts[d]))]:
                days += read
                text = f"{text[: hit.start()]} {text[hit.end() :]}"
    return text, list(dict.fromkeys(days))


def starts_with(field: str, beginning: str) -> Q:
    """Texts that begin so, in the form for which each database uses its index."""
    if connection.vendor == "sqlite":
        return Q(**{f"{field}__gte": beginning, f"{field}__lt": beginning + LAST})
    return Q(**{f"{field}__startswith": beginning})


def _begins_with(*words: str) -> Q:
    condition = Q()
    for word in words:
        condition |= starts_with("word", word)
    return Q(pk__in=SearchWord.objects.filter(condition).values("person"))


def _take_numbers(text: str) -> tuple[str, list[str]]:
    """A text without the numbers in it, and the numbers; digits with signs and space between are one."""
    numbers: list[str] = []
    words: list[str] = []
    run: list[str] = []
    for token in [*text.split(), ""]:
        if NUMBER.fullmatch(token):
            run.append(token)
            continue
        if run:
            numbers.append(" ".join(run))
            run = []
        words.append(token)
    return " ".join(words), numbers


def _undivided(number: str) -> list[date]:
    digits = "".join(filter(str.isdigit, number))
    if len(digits) != len("YYYYMMDD"):
        return []
    ways = ((digits[:4], digits[4:6], digits[6:]), (digits[4:], digits[2:4], digits[:2]))
    return [day for way in ways if (day := _date(*way))]


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month) if month.isdecimal() else _month(month), int(day))
    except ValueError:
        return None


def _month(word: str) -> int:
    known = OTHER_MONTHS.get(word) or OTHER_MONTHS.get(word[:3]) or word[:3]
    return MONTHS.index(known) + 1
