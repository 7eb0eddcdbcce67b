"""Scenes on the patient's own phone before they come."""

from __future__ import annotations

from itertools import islice

from django.utils import timezone

from punctum.intake import open_questions
from punctum_clinic.example.answering import answers_for
from punctum_clinic.example.scenes.cast import Cast
from punctum_clinic.intake.actions import confirm_answers, open_intake, save_answer, send_intake
from punctum_clinic.intake.questions import known_answers
from punctum_clinic.intake.signing_off import sign_intake
from punctum_clinic.links.actions import take_link


def send(cast: Cast, key: str, *, by: str) -> None:
    """The link to the questions is sent."""
    _intake, cast.links[key], _url = send_intake(person=cast.people[key], by=cast.staff[by])


def answer(cast: Cast, key: str, *, first: int | None = None) -> None:
    """The link is opened and questions are answered: all of them, or only the first ones."""
    person, link = cast.people[key], cast.links[key]
    take_link(link=link, birth_date=person.birth_date)
    link.refresh_from_db()
    intake = open_intake(link)
    if intake.to_confirm:
        intake = confirm_answers(link=link, names=list(intake.to_confirm), revision=intake.revision)
    on, known = timezone.localdate(), known_answers(person)
    answers = answers_for(cast.facts[key], known, on)
    asked = [question.id for question in open_questions(answers, on=on).asked if question.id not in known]
    for name in islice(asked, first):
        intake = save_answer(link=link, question=name, answer=answers[name], revision=intake.revision)


def sign(cast: Cast, key: str, *, method: str = "typed") -> None:
    """The answers are signed."""
    person, link = cast.people[key], cast.links[key]
    revision = open_intake(link).revision
    sign_intake(link=link, revision=revision, declared=True, user=None, **cast.hand(str(person), method))
