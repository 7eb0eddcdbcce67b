"""The same as JSON, for a module on the phone."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, RawPostDataException
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from punctum import InputError, Problem
from punctum_clinic.intake.actions import ConflictError, open_intake, save_answer
from punctum_clinic.intake.checking import MOST_BYTES
from punctum_clinic.intake.models import Intake
from punctum_clinic.intake.places import next_url
from punctum_clinic.intake.questions import questions, standing_of
from punctum_clinic.links.access import link_holder
from punctum_clinic.links.models import Purpose

FIELDS = ("question", "answer", "revision")


@require_POST
def answers(request: HttpRequest) -> HttpResponse:
    """Save one answer: `{question, answer, revision}` → `{saved, revision, problems, next}`."""
    link = link_holder(request, Purpose.INTAKE)
    intake = open_intake(link)
    length = request.headers.get("Content-Length", "0")
    if not length.isdigit() or int(length) > MOST_BYTES:
        return _refused(intake, 413, [Problem("answer", _("a shorter answer"), _("a very long one"))])
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError, RawPostDataException):
        return _refused(intake, 400, [Problem("body", "JSON", _("something else"))])
    if problems := _shape(sent):
        return _refused(intake, 400, problems)
    if sent["question"] not in questions():
        return _refused(intake, 404, [Problem("question", _("a question of the intake"), _("another"))])
    try:
        intake = save_answer(link=link, question=sent["question"], answer=sent["answer"], revision=sent["revision"])
    except InputError as error:
        return _refused(intake, 422, list(error.problems))
    except ConflictError as conflict:
        problem = Problem("revision", str(conflict.intake.revision), str(sent["revision"]))
        return _refused(conflict.intake, 409, [problem], now=conflict.intake.answers.get(sent["question"]))
    return _reply(intake, 200, saved=True, problems=[])


def _shape(sent: Any) -> list[Problem]:
    if not isinstance(sent, dict):
        return [Problem("body", "{question, answer, revision}", _("something else"))]
    problems = [Problem(name, _("this field"), _("nothing")) for name in FIELDS if name not in sent]
    problems += [Problem(name, ", ".join(FIELDS), _("another field")) for name in sent if name not in FIELDS]
    if not isinstance(sent.get("question", ""), str):
        problems.append(Problem("question", _("the id of a question"), _("something else")))
    if type(sent.get("revision", 0)) is not int:
        problems.append(Problem("revision", _("a whole number"), _("something else")))
    return problems


def _refused(intake: Intake, status: int, problems: list[Problem], **more: Any) -> HttpResponse:
    lines = [{"field": problem.path, "line": str(problem)} for problem in problems]
    return _reply(intake, status, saved=False, problems=lines, **more)


def _reply(intake: Intake, status: int, **fields: Any) -> HttpResponse:
    body = {"revision": intake.revision, "next": next_url(standing_of(intake)), **fields}
    return JsonResponse(body, status=status)
