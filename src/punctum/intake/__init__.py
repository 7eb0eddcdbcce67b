"""The intake: what a patient is asked, how far the answers have come, and the patient file they make.

Each name is loaded when it is first used:

    questions = intake_questions("de")
    progress = open_questions(answers, on=today)
    problems = complete_problems(answers, on=today)
    fields = patient_fields(answers)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from punctum.intake.answers import answer_problems, patient_fields
    from punctum.intake.flags import flagged
    from punctum.intake.prefill import answers_of
    from punctum.intake.progress import asked_fields, complete_problems, open_questions
    from punctum.intake.questions import intake_questions, intake_words
    from punctum.intake.values import NOT_SURE, SKIPPED, AnswerKind, Option, Progress, Question, When

_HOME = {
    "NOT_SURE": "values",
    "SKIPPED": "values",
    "AnswerKind": "values",
    "Option": "values",
    "Progress": "values",
    "Question": "values",
    "When": "values",
    "answer_problems": "answers",
    "answers_of": "prefill",
    "asked_fields": "progress",
    "complete_problems": "progress",
    "flagged": "flags",
    "intake_questions": "questions",
    "intake_words": "questions",
    "open_questions": "progress",
    "patient_fields": "answers",
}

__all__ = [
    "NOT_SURE",
    "SKIPPED",
    "AnswerKind",
    "Option",
    "Progress",
    "Question",
    "When",
    "answer_problems",
    "answers_of",
    "asked_fields",
    "complete_problems",
    "flagged",
    "intake_questions",
    "intake_words",
    "open_questions",
    "patient_fields",
]


def __getattr__(name: str) -> Any:
    if (home := _HOME.get(name)) is None:
        raise AttributeError(f"module 'punctum.intake' has no attribute {name!r}")
    return getattr(import_module(f"punctum.intake.{home}"), name)
