"""Answers in plain words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from punctum.intake import NOT_SURE, SKIPPED, Question, intake_words
from punctum_clinic.intake.questions import language


def in_words(question: Question, answer: Any) -> list[str]:
    """An answer as lines; a list of things has one line for each."""
    words = intake_words(language())
    if answer is None:
        return []
    if question.kind == "things" and isinstance(answer, list):
        return [thing_in_words(question, entry) for entry in answer] or [words["answer_none"]]
    if isinstance(answer, list):
        return [", ".join(_one(question, one) for one in answer) or words["answer_none"]]
    return [_one(question, answer)]


def thing_in_words(question: Question, entry: Any) -> str:
    """One named thing with what was told about it, in one line."""
    name, *others = question.fields
    if not isinstance(entry, dict):
        return _one(name, entry)
    told = [
        f"{field.text} {'; '.join(in_words(field, entry[field.key]))}"
        for field in others
        if entry.get(field.key) not in (None, SKIPPED)
    ]
    return " · ".join([_one(name, entry.get(name.key, "")), *told])


def name_of(question: Question, entry: dict[str, Any]) -> str:
    """What a thing is called."""
    name = question.fields[0]
    return _one(name, entry.get(name.key, ""))


def _one(question: Question, answer: Any) -> str:
    words = intake_words(language())
    if isinstance(answer, bool):
        return words["answer_yes" if answer else "answer_no"]
    if answer == NOT_SURE:
        return words["answer_not_sure"]
    if answer == SKIPPED:
        return _("Skipped")
    label = next((option.label for option in question.options if str(option.value) == str(answer)), None)
    if label is not None:
        return label
    if question.kind in ("date", "dates"):
        return _day(str(answer))
    if isinstance(answer, int | float):
        number = int(answer) if float(answer).is_integer() else answer
        return f"{number_format(number)} {question.unit}".strip()
    return str(answer)


def _day(text: str) -> str:
    try:
        return date_format(date.fromisoformat(text), _("j F Y"))
    except ValueError:
        return text
