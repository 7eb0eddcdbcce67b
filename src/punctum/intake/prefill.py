"""A patient file becomes answers again, for somebody who comes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from punctum.intake.questions import intake_questions
from punctum.intake.values import Question
from punctum.patient import Patient, patient_of

UNASKED = ("id", "clearances")


def answers_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that a patient file already holds; `patient_fields` makes the same person of them.

    What no question asks for is left out, and so is an empty list: nobody has said that there is nothing.

    Arguments:
        fields: of a patient file; `id` and clearances may be missing.

    Raises:
        InputError: one problem per field that cannot be used.
    """
    asked = {name: value for name, value in fields.items() if name not in UNASKED}
    held = patient_of(asked | {"id": "intake"}).model_dump(mode="json")
    return {
        question.id: answer
        for question in intake_questions()
        if (answer := _answer(question, _at(held, question.path))) is not None and not _is_default(question, answer)
    }


def _answer(question: Question, value: Any) -> Any:
    if value is None or value in ("", []):
        return None
    if question.kind != "things":
        return value
    return [
        {
            field.key: thing[field.key]
            for field in question.fields
            if thing[field.key] is not None and thing[field.key] != []
        }
        for thing in value
    ]


def _at(held: Any, path: str) -> Any:
    """What lies at a path of a patient file, `fitzpatrick.answers[3]` for example; none where there is nothing."""
    for part in path.replace("]", "").replace("[", ".").split("."):
        if isinstance(held, list):
            held = held[int(part)] if int(part) < len(held) else None
        else:
            held = held.get(part) if isinstance(held, dict) else None
    return held


def _is_default(question: Question, answer: Any) -> bool:
    """Whether a patient file holds this where nobody has answered."""
    return "." not in question.path and Patient.model_fields[question.path].default == answer
