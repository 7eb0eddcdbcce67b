"""The core's questions, as one person is asked them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from punctum import InputError
from punctum.evidence import LANGUAGES, Language
from punctum.intake import SKIPPED, Question, answers_of, asked_fields, intake_questions, open_questions
from punctum_clinic.intake.models import Intake
from punctum_clinic.people.models import History, Person
from punctum_clinic.people.patient import patient_fields


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an intake has come.

    Arguments:
        answers: all of them, with what the clinic knows of the person already.
        asked: the questions this person is asked now, in order. unanswered: as in the core's progress.
        to_confirm: ids of questions with an answer of last time that was not looked at yet.
    """

    answers: dict[str, Any]
    asked: tuple[Question, ...]
    unanswered: frozenset[str]
    to_confirm: frozenset[str]

    @property
    def done(self) -> int:
        """How many questions need nothing more."""
        return sum(not self.waits(question) for question in self.asked)

    def waits(self, question: Question) -> bool:
        """Whether a question needs an answer, a follow-up or a look."""
        if question.id in self.to_confirm or question.id in self.unanswered:
            return True
        return any(path.startswith(f"{question.id}[") for path in self.unanswered)


def language() -> Language:
    """The language of this request, if the core's questions speak it."""
    now = (get_language() or "en")[:2]
    return next((one for one in LANGUAGES if one == now), "en")


def questions() -> dict[str, Question]:
    """Every question by id, in the language of this request."""
    return {question.id: question for question in intake_questions(language())}


def known_answers(person: Person) -> dict[str, Any]:
    """What the clinic knows of a person already and does not ask again."""
    known = {"birth_date": person.birth_date.isoformat()}
    return known if person.sex == Person.Sex.UNKNOWN else {**known, "sex": person.sex}


def whole_answers(intake: Intake) -> dict[str, Any]:
    """The answers of an intake with what the clinic knows already."""
    return {**intake.answers, **known_answers(intake.person)}


def standing_of(intake: Intake, on: date | None = None) -> Standing:
    """How far an intake has come, today unless another day is given."""
    answers, known = whole_answers(intake), known_answers(intake.person)
    progress = open_questions(answers, on=on or timezone.localdate())
    texts = questions()
    asked = tuple(texts[question.id] for question in progress.asked if question.id not in known)
    ids = {question.id for question in asked}
    return Standing(answers, asked, frozenset(progress.unanswered) - set(known), frozenset(intake.to_confirm) & ids)


def last_answers(person: Person, history: History) -> dict[str, Any]:
    """The answers that a history holds, for somebody who comes back; follow-ups left open then are not asked again."""
    fields = patient_fields(person, history.document)
    if stands_in := not fields.get("concerns"):
        indication, zones, *_ = questions()["concerns"].fields
        fields["concerns"] = [{"indication": indication.options[0].value, "zones": [zones.options[0].value]}]
    try:
        answers = answers_of(fields)
    except InputError:
        return {}
    known = {*known_answers(person), *(("concerns",) if stands_in else ())}
    return {name: _with_skipped(name, answer) for name, answer in answers.items() if name not in known}


def signed_answers(standing: Standing) -> dict[str, Any]:
    """The answers that count: those to questions that are asked, with what the clinic knows; in the order of ids."""
    ids = {question.id for question in standing.asked}
    kept = {name: value for name, value in standing.answers.items() if name in ids or name in ("birth_date", "sex")}
    return dict(sorted(kept.items()))


def fields_of(question: Question, entry: Mapping[str, Any]) -> tuple[Question, ...]:
    """The follow-ups asked about one named thing, less its name."""
    return asked_fields(question, entry, on=timezone.localdate())[1:]


def _with_skipped(name: str, answer: Any) -> Any:
    question = questions()[name]
    if question.kind != "things" or not isinstance(answer, list):
        return answer
    entries = []
    for entry in answer:
        filled = dict(entry)
        for field in fields_of(question, entry):
            if not field.required:
                filled.setdefault(field.key, SKIPPED)
        entries.append(filled)
    return entries
