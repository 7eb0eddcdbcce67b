"""Which questions are asked now, and which of them wait for an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from punctum.intake.answers import answer_problems, is_unanswered
from punctum.intake.questions import intake_questions
from punctum.intake.values import Progress, Question
from punctum.intake.when import is_asked
from punctum.problems import Problem


def open_questions(answers: object, *, on: date) -> Progress:
    """Which questions are asked now, in order, and which are unanswered; whatever the answers are.

    "Not sure" and "skip" are answers. A field of a thing that was named counts once its condition holds.

    Arguments:
        answers: by question id. on: the day, for what depends on age.
    """
    given: Mapping[str, Any] = answers if isinstance(answers, Mapping) else {}
    asked = tuple(question for question in intake_questions() if is_asked(question, given, on))
    waiting = [pair for question in asked for pair in _waiting(question, given, on)]
    return Progress(asked, tuple(path for path, _ in waiting), tuple(path for path, required in waiting if required))


def asked_fields(question: Question, entry: Mapping[str, Any], *, on: date) -> tuple[Question, ...]:
    """The follow-ups that are asked about one named thing, in order."""
    return tuple(field for field in question.fields if is_asked(field, {}, on, entry))


def complete_problems(answers: object, *, on: date) -> tuple[Problem, ...]:
    """What keeps answers from being a whole intake: what is wrong, and what is asked, needed and unanswered."""
    missing = (Problem(path, "an answer", "nothing") for path in open_questions(answers, on=on).required)
    wrong = answer_problems(answers)
    told = {problem.path for problem in wrong}
    return (*wrong, *(problem for problem in missing if problem.path not in told))


def _waiting(question: Question, answers: Mapping[str, Any], on: date) -> Iterator[tuple[str, bool]]:
    answer = answers.get(question.id)
    if is_unanswered(answer) or (question.required and answer in ("", []) and _needs_one(question)):
        yield question.id, question.required
    if question.kind != "things" or not isinstance(answer, list):
        return
    for index, given in enumerate(answer):
        if not isinstance(given, Mapping):
            continue
        for field in asked_fields(question, given, on=on):
            if is_unanswered(given.get(field.key)):
                yield f"{question.id}[{index}].{field.key}", field.required


def _needs_one(question: Question) -> bool:
    """Whether nothing is no answer: a person comes with one concern at least, and everybody has a birthday."""
    return question.kind != "things" or all(field.key != "name" for field in question.fields)
