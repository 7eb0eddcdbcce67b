"""Signing an intake: complete and signed on the server, or not accepted."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from punctum import InputError, Problem
from punctum.intake import complete_problems
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.intake.actions import ConflictError
from punctum_clinic.intake.documents import history_document, sha256_of_text, signed_text
from punctum_clinic.intake.models import Intake
from punctum_clinic.intake.questions import Standing, known_answers, signed_answers, standing_of
from punctum_clinic.links.access import NoLinkError
from punctum_clinic.links.actions import close_link, state_of
from punctum_clinic.links.models import Link
from punctum_clinic.people.actions import write_history
from punctum_clinic.people.models import History, Person
from punctum_clinic.people.patient import current_history
from punctum_clinic.signing.actions import sign
from punctum_clinic.staff.models import User


def missing_problems(standing: Standing) -> tuple[Problem, ...]:
    """What keeps an intake from being signed, question by question."""
    problems = complete_problems(signed_answers(standing), on=timezone.localdate())
    unseen = [
        Problem(question.id, _("a look whether this still holds"), _("an answer of last time"))
        for question in standing.asked
        if question.id in standing.to_confirm
    ]
    return (*problems, *unseen)


def declaration() -> str:
    """What somebody declares by signing."""
    return _("This is true as far as I know. I will tell the clinic when something changes.")


@transaction.atomic
def sign_intake(
    *, link: Link, revision: int, declared: bool, name: str, method: str, strokes: Any, user: User | None
) -> Intake:
    """Accept a complete, signed intake: signature, next version of the history, link closed, all or nothing.

    Arguments:
        declared: whether they declared that it is true. name, method, strokes: as `signing.actions.sign` takes them.
        user: whose tablet it was signed on, if it was handed over.

    Raises:
        InputError: one problem per question that is missing or wrong, and for the signature; nothing is written then.
        ConflictError: another page saved meanwhile. NoLinkError: it was signed already or taken back.
    """
    # Always in this order, person, intake, link, so that nobody waits for somebody who waits for them.
    person = Person.objects.select_for_update().get(pk=link.person_id)
    intake = Intake.objects.select_for_update().filter(pk=link.subject_id, person=person).first()
    held = Link.objects.select_for_update(of=("self",)).select_related("person").get(pk=link.pk)
    if intake is None or intake.state != Intake.State.OPEN or state_of(held) != "held":
        raise NoLinkError("closed")
    intake.person = person
    if intake.revision != revision:
        raise ConflictError(intake)
    standing = standing_of(intake)
    problems = list(missing_problems(standing))
    if not declared:
        problems.append(Problem("declaration", _("your mark that this is true as far as you know"), _("no mark")))
    if problems:
        raise InputError(problems)
    text = signed_text(standing, declaration())
    answers = signed_answers(standing)
    signature = sign(
        person=person,
        what="intake",
        document_sha256=sha256_of_text(text),
        method=method,
        name=name,
        strokes=strokes,
        by_patient=True,
        user=user,
        link=link,
    )
    _keep_sex(person, answers, link)
    last = current_history(person)
    intake.history = write_history(
        person=person,
        document=history_document(answers, last.document if last else {}),
        origin=History.Origin.INTAKE,
        by=None,
        actor=link.actor,
    )
    intake.state, intake.signature, intake.signed_text = Intake.State.SIGNED, signature, text
    intake.signed_at = timezone.now()
    intake.save()
    record(Act.CHANGE, intake, by=link.actor, person=str(person.public_id), state=intake.state)
    close_link(link=link, by=link.actor)
    return intake


def _keep_sex(person: Person, answers: dict[str, Any], link: Link) -> None:
    """Somebody who was asked for their sex because the clinic did not know it has told it now."""
    told = answers.get("sex")
    if "sex" in known_answers(person) or told not in (Person.Sex.FEMALE, Person.Sex.MALE):
        return
    person.sex = told
    person.save(update_fields=["sex"])
    record(Act.CHANGE, person, by=link.actor, person=str(person.public_id), fields=["sex"])
