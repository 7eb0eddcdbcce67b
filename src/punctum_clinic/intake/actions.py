"""Sending an intake, saving its answers, confirming those of last time, signing it, taking it back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from punctum import InputError, Problem
from punctum.intake import answer_problems, open_questions
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.intake.checking import check_plain, check_total
from punctum_clinic.intake.models import Intake
from punctum_clinic.intake.questions import known_answers, last_answers, questions, whole_answers
from punctum_clinic.links.access import NoLinkError
from punctum_clinic.links.actions import close_link, make_link
from punctum_clinic.links.models import Link, Purpose
from punctum_clinic.people.models import Person
from punctum_clinic.people.patient import current_history
from punctum_clinic.staff.models import User


class ConflictError(Exception):
    """Another page has saved meanwhile. `intake` is as it stands now."""

    def __init__(self, intake: Intake) -> None:
        super().__init__("saved meanwhile")
        self.intake = intake


@transaction.atomic
def send_intake(*, person: Person, by: User) -> tuple[Intake, Link, str]:
    """An open intake of a person and a new link to it; links sent before are closed, answers given before stay.

    Returns:
        the intake, the link, and its full address, to be shown once.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    intake = person.intakes.filter(state=Intake.State.OPEN).first()
    made = False
    if intake is None:
        history = current_history(person)
        answers = last_answers(person, history) if history else {}
        intake = Intake.objects.create(
            person=person, answers=answers, to_confirm=sorted(answers), starts_from=history, created_by=by
        )
        made = True
    link, url = make_link(person=person, purpose=Purpose.INTAKE, subject_id=intake.pk, by=by)
    if made:
        record(Act.CREATE, intake, by=by.actor, person=str(person.public_id), filled_in=len(intake.answers))
    return intake, link, url


@transaction.atomic
def cancel_intake(*, intake: Intake, by: User) -> None:
    """Take an open intake back and close its links. What was answered stays until the person is erased."""
    held = Intake.objects.select_for_update().get(pk=intake.pk)
    if held.state != Intake.State.OPEN:
        return
    held.state = Intake.State.CANCELLED
    held.save(update_fields=["state"])
    for link in Link.objects.filter(purpose=Purpose.INTAKE, subject_id=held.pk, closed_at=None):
        close_link(link=link, by=by.actor)
    record(Act.CHANGE, held, by=by.actor, person=str(held.person.public_id), state=held.state)


def open_intake(link: Link) -> Intake:
    """The intake that a link opens.

    Raises:
        NoLinkError: it was signed or taken back.
    """
    intake = Intake.objects.select_related("person").filter(pk=link.subject_id, person=link.person_id).first()
    if intake is None or intake.state != Intake.State.OPEN:
        raise NoLinkError("closed")
    return intake


@transaction.atomic
def save_answer(*, link: Link, question: str, answer: Any, revision: int) -> Intake:
    """Keep one answer; none takes it back. Saving what stands already changes nothing.

    Arguments:
        question: its id. revision: of the page that sends it.

    Raises:
        InputError: one problem per thing that cannot be used; nothing is saved then.
        ConflictError: another page saved meanwhile. NoLinkError: the intake was signed or taken back.
    """
    intake = _held(link)
    check_plain(answer, question)
    if question in known_answers(intake.person):
        answer = known_answers(intake.person)[question]
    answers = {**whole_answers(intake), question: answer}
    if problems := _problems(answers, question):
        raise InputError(problems)
    kept = {**intake.answers, question: answer}
    if answer is None or question in known_answers(intake.person):
        kept = {name: value for name, value in kept.items() if name != question}
    check_total(kept, question)
    confirmed = [name for name in intake.to_confirm if name != question]
    if kept == intake.answers and confirmed == intake.to_confirm:
        return intake
    _require(intake, revision)
    return _saved(intake, link, kept, confirmed, [question])


@transaction.atomic
def confirm_answers(*, link: Link, names: list[str], revision: int) -> Intake:
    """Note that answers of last time were looked at and still hold.

    Raises:
        ConflictError, NoLinkError: as for `save_answer`.
    """
    intake = _held(link)
    confirmed = [name for name in intake.to_confirm if name not in names]
    if confirmed == intake.to_confirm:
        return intake
    _require(intake, revision)
    return _saved(intake, link, intake.answers, confirmed, sorted(set(intake.to_confirm) - set(confirmed)))


def _held(link: Link) -> Intake:
    intake = Intake.objects.select_for_update().filter(pk=link.subject_id, person=link.person_id).first()
    if intake is None or intake.state != Intake.State.OPEN:
        raise NoLinkError("closed")
    return intake


def _require(intake: Intake, revision: int) -> None:
    if intake.revision != revision:
        raise ConflictError(intake)


def _saved(intake: Intake, link: Link, answers: dict[str, Any], to_confirm: list[str], names: list[str]) -> Intake:
    intake.answers, intake.to_confirm = answers, to_confirm
    intake.revision += 1
    intake.saved_at = timezone.now()
    intake.save(update_fields=["answers", "to_confirm", "revision", "saved_at"])
    person = str(intake.person.public_id)
    record(Act.CHANGE, intake, by=link.actor, person=person, questions=names, revision=intake.revision)
    return intake


def _problems(answers: dict[str, Any], question: str) -> list[Problem]:
    """What is wrong with one answer now; follow-ups that are asked on a later screen may still be missing."""
    unanswered = open_questions(answers, on=timezone.localdate()).unanswered
    names = {field.key for field in questions()[question].fields[:1]} if question in questions() else set()
    later = {path for path in unanswered if path.rpartition(".")[2] not in names}
    problems = [problem for problem in answer_problems(answers) if _is_about(problem.path, question)]
    wrong = [problem for problem in problems if problem.path not in later]
    # A list whose only fault is what its entries lack is told of as a whole, too.
    follows = len(wrong) < len(problems) and all(problem.path == question for problem in wrong)
    return [] if follows else wrong


def _is_about(path: str, question: str) -> bool:
    return path == question or path.startswith((f"{question}.", f"{question}["))
