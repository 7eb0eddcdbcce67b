"""Answers become the fields of a patient file, or problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from punctum.evidence.indications import INDICATIONS
from punctum.intake.questions import by_id
from punctum.intake.tables import INTAKE_QUESTIONS
from punctum.intake.values import NOT_SURE, SKIPPED, AnswerKind, Question
from punctum.patient import patient_of
from punctum.problems import InputError, Problem, nearest, shown
from punctum.skin import ZONES

UNSURE_NAME = "not sure"
_UNSTATED = (NOT_SURE, SKIPPED)
_EXPECTED: dict[AnswerKind, str] = {
    "yes_no": "true, false or not_sure",
    "date": "a date as YYYY-MM-DD",
    "dates": "a list of dates as YYYY-MM-DD",
    "number": "a number",
    "choice": "one of the answers on offer",
    "choices": "a list of the answers on offer",
    "things": "a list of things, each with its name",
    "words": "a list of short texts",
    "text": "a text",
}


def patient_fields(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a patient file that answers give, without `id` and clearances.

    What was skipped or is not known stays out, which a patient file never reads as safe. Somebody who is not sure which
    medicines, illnesses or the like there are gets an entry that says so, for a clinician to ask about.

    Arguments:
        answers: by question id. Whether every question is answered is told by `open_questions`.

    Raises:
        InputError: one problem per answer that cannot be used, as in `answer_problems`.
    """
    if problems := answer_problems(answers):
        raise InputError(problems)
    return read_answers(answers)[0]


def answer_problems(answers: object) -> tuple[Problem, ...]:
    """What is wrong with answers, whatever they are; each problem names the question. Nothing missing is a problem."""
    fields, problems = read_answers(answers)
    try:
        patient_of(completed(fields))
    except InputError as error:
        problems += [replace(problem, path=_question_path(problem.path)) for problem in error.problems]
    return tuple(problems)


def completed(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields with stand-ins for the few that every patient file has, so that the others can be read already."""
    plain = next(row.id for row in INDICATIONS.rows if not row.concepts)
    concern = {"indication": plain, "zones": [ZONES.rows[0].id]}
    return {"id": "intake", "birth_date": date.min.isoformat(), "concerns": [concern]} | dict(fields)


def read_answers(answers: object) -> tuple[dict[str, Any], list[Problem]]:
    """The fields that answers give as far as their shape is right, and what is wrong with the shape of others."""
    if not isinstance(answers, Mapping):
        return {}, [Problem("answers", "answers by question", shown(answers))]
    known, fields, problems = by_id(), dict[str, Any](), list[Problem]()
    for name, answer in answers.items():
        if (question := known.get(name) if isinstance(name, str) else None) is None:
            problems.append(Problem(str(name), "a question of the intake", "another", nearest(str(name), known)))
        elif not is_unanswered(answer):
            value = _read(question, answer, question.id, problems)
            if value is not None:
                _put(fields, question.path, value)
    return fields, problems


def is_unanswered(answer: object) -> bool:
    """Whether there is no answer; an empty list is one, and so is an empty text to a question in words."""
    return answer is None


def _read(question: Question, answer: Any, path: str, problems: list[Problem]) -> Any:
    """The value that an answer writes; none for what stays unstated or has the wrong shape."""
    if question.kind == "things":
        return _things(question, answer, path, problems)
    if answer in (None, "", *_UNSTATED):
        if answer == NOT_SURE and question.required and question.key == "name":
            return UNSURE_NAME
        if answer == SKIPPED and question.required:
            problems.append(Problem(path, "an answer; not_sure is one", SKIPPED))
        return None
    if question.kind == "text":
        if isinstance(answer, str):
            return answer if answer.strip() else None
    elif _has_shape(question, answer):
        return _matched(question, answer)
    problems.append(Problem(path, _EXPECTED[question.kind], shown(answer)))
    return None


def _has_shape(question: Question, answer: Any) -> bool:
    match question.kind:
        case "yes_no":
            return isinstance(answer, bool)
        case "number":
            return isinstance(answer, int | float | str)
        case "choices" | "words" | "dates":
            return isinstance(answer, str) or (isinstance(answer, list) and all(isinstance(one, str) for one in answer))
        case "choice" if question.options and isinstance(question.options[0].value, int):
            return str(answer) in {str(option.value) for option in question.options}
        case _:
            return isinstance(answer, str)


def _matched(question: Question, answer: Any) -> Any:
    """The answer as the field holds it: points are whole numbers, and several answers are a list."""
    if question.kind in ("choices", "words", "dates"):
        several = [answer] if isinstance(answer, str) else list(answer)
        return [one for one in several if one.strip() and one not in _UNSTATED] or None
    if question.kind == "choice" and question.options and isinstance(question.options[0].value, int):
        return int(answer)
    return answer


def _things(question: Question, answer: Any, path: str, problems: list[Problem]) -> list[dict[str, Any]] | None:
    if answer == NOT_SURE:
        return [{"name": UNSURE_NAME}] if any(field.key == "name" for field in question.fields) else None
    if not isinstance(answer, list):
        problems.append(Problem(path, _EXPECTED["things"], shown(answer)))
        return None
    fields = {field.key: field for field in question.fields}
    things = []
    for index, given in enumerate(answer):
        where = f"{path}[{index}]"
        entry = {question.fields[0].key: given} if isinstance(given, str) else given
        if not isinstance(entry, Mapping):
            problems.append(Problem(where, "a thing with its name", shown(given)))
            continue
        thing = {}
        for key, value in entry.items():
            if key not in fields:
                problems.append(Problem(f"{where}.{key}", "a known field", "an unknown one", nearest(str(key), fields)))
            elif (read := _read(fields[key], value, f"{where}.{key}", problems)) is not None:
                thing[key] = read
        things.append(thing)
    return things


def _put(fields: dict[str, Any], path: str, value: Any) -> None:
    """Write a value at a path; the items of a questionnaire fill a list beside the name of their form."""
    outer, _, inner = path.rpartition(".")
    holder = fields.setdefault(outer, {}) if outer else fields
    if not inner.endswith("]"):
        holder[inner] = value
        return
    name, _, index = inner.removesuffix("]").partition("[")
    (row,) = (row for row in INTAKE_QUESTIONS.rows if row.scale and row.path == f"{outer}.{name}[]")
    items = sum(question.path.startswith(f"{outer}.{name}[") for question in by_id().values())
    holder.setdefault("scale", row.scale)
    holder.setdefault(name, [None] * items)[int(index)] = value


def _question_path(path: str) -> str:
    """The path of a problem in the words of the intake: the id of the question, and what lies in its answer."""
    for question in by_id().values():
        if path == question.path or path.startswith((f"{question.path}.", f"{question.path}[")):
            return question.id + path.removeprefix(question.path)
    return path


__all__ = ["answer_problems", "completed", "is_unanswered", "patient_fields", "read_answers"]
