"""Questions before signing, and their answers."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from punctum import InputError, Problem
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.consent.actions.holding import check_open, held
from punctum_clinic.consent.models import Consent, Question
from punctum_clinic.staff.models import User

LONGEST_QUESTION, LONGEST_ANSWER, MOST_QUESTIONS = 2000, 4000, 50


@transaction.atomic
def ask(*, consent: Consent, text: str, actor: str) -> Question:
    """A question; until it is answered nothing is signed. The same words sent twice are one open question.

    Raises:
        InputError: it is empty or too long, or there are very many, or the consent is not open.
    """
    row = held(consent)
    check_open(row)
    words = _words(text, "text", LONGEST_QUESTION)
    if same := row.questions.filter(text=words, answer="").first():
        return same
    if row.questions.count() >= MOST_QUESTIONS:
        raise InputError([Problem("text", _("at most %d questions; call us instead") % MOST_QUESTIONS, _("more"))])
    question = Question.objects.create(consent=row, text=words)
    record(Act.CREATE, question, by=actor, person=str(row.person.public_id))
    return question


@transaction.atomic
def answer(*, question: Question, text: str, by: User) -> Question:
    """The answer, which the person sees; once given it is not changed.

    Raises:
        InputError: it is empty or too long, or there is an answer already.
    """
    row = held(question.consent)
    now = Question.objects.select_for_update().get(pk=question.pk)
    if now.answer:
        raise InputError([Problem("answer", _("a question without an answer"), _("one that is answered"))])
    now.answer, now.answered_at, now.answered_by = _words(text, "answer", LONGEST_ANSWER), timezone.now(), by
    now.save(update_fields=["answer", "answered_at", "answered_by"])
    record(Act.CHANGE, now, by=by.actor, person=str(row.person.public_id), fields=["answer"])
    return now


def _words(text: str, field: str, most: int) -> str:
    words = text.replace("\r\n", "\n").strip()
    if not words or len(words) > most:
        raise InputError([Problem(field, _("a text of 1 to %d characters") % most, str(len(words)))])
    return words
