"""Answers to the whole intake from the few facts that the story of a person tells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from punctum.intake import SKIPPED, Question, answers_of, intake_questions, open_questions

FITZPATRICK = "fitzpatrick_"
PHOTOTYPES = ("I", "II", "III", "IV", "V", "VI")


def answers_for(told: Mapping[str, Any], known: Mapping[str, Any], on: date) -> dict[str, Any]:
    """Every answer of the intake: what was told, no to the rest, and skipped where that is possible.

    Arguments:
        told: fields of the core's patient file. known: `birth_date` and `sex`.
    """
    texts = {question.id: question for question in intake_questions()}
    answers = answers_of({**told, **known})
    while missing := open_questions(answers, on=on).unanswered:
        for path in missing:
            _fill(answers, path, texts, told)
    return answers


def _fill(answers: dict[str, Any], path: str, texts: Mapping[str, Question], told: Mapping[str, Any]) -> None:
    name, _bracket, rest = path.partition("[")
    question = texts[name]
    if rest:
        index, _dot, key = rest.partition("].")
        field = next(each for each in question.fields if each.key == key)
        answers[name][int(index)][key] = False if field.kind == "yes_no" and field.required else SKIPPED
    elif name.startswith(FITZPATRICK):
        answers[name] = _tone(question, str(told.get("phototype", "II")))
    elif question.kind == "yes_no":
        answers[name] = False
    elif question.kind == "things":
        answers[name] = []
    else:
        answers[name] = SKIPPED


def _tone(question: Question, phototype: str) -> Any:
    """The option that somebody of a phototype would choose; options run from the fairest skin to the darkest."""
    place = PHOTOTYPES.index(phototype) * (len(question.options) - 1) / (len(PHOTOTYPES) - 1)
    return question.options[round(place)].value
