"""The history as a form, and names that are not known for certain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from punctum import InputError, Problem
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.consultation.actions import ChangedMeanwhileError, ClosedError, save_document
from punctum_clinic.consultation.history.boxes import box_id, parts, summary
from punctum_clinic.consultation.history.fields import lists
from punctum_clinic.consultation.history.names import read_as, renamed
from punctum_clinic.consultation.history.reading import document_of
from punctum_clinic.consultation.history.typed import Typed, clean, typed_from, typed_of
from punctum_clinic.consultation.since import since
from punctum_clinic.consultation.views.page import back, not_open, number_of, open_of, page, sent_number
from punctum_clinic.people.access import person_for
from punctum_clinic.people.banner import banner_of
from punctum_clinic.people.models import History, Person
from punctum_clinic.people.patient import check_document, current_history
from punctum_clinic.staff.models import User
from punctum_clinic.staff.permissions import Permission

DROP = re.compile(r"([a-z]+)\[(\d{1,4})\]")


def history(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Every field that a clinician writes; saving makes one new version."""
    user, person = person_for(request, public_id, Permission.EDIT_RECORD)
    now = open_of(person)
    if now is None:
        return not_open(person)
    current = current_history(person)
    if request.method != "POST":
        return _form(request, user, person, typed_of(current.document if current else {}), number_of(current))
    number = sent_number(request)
    if (row := _other_rows(request)) is not None:
        return _form(request, user, person, row, number)
    typed = typed_from(request.POST)
    document, problems = document_of(typed, current.document if current else {})
    try:
        if problems:
            raise InputError([*problems, *_problems_of(person, document)])
        written = save_document(consultation=now, document=document, expected_number=number, by=user)
    except ChangedMeanwhileError as error:
        told = since(person, number, error.current)
        return _form(request, user, person, typed, number_of(error.current), changed=told, by=error.current, status=409)
    except ClosedError:
        return not_open(person)
    except InputError as error:
        return _form(request, user, person, typed, number, problems=error.problems, status=422)
    messages.success(request, _("The history is saved.") if written else _("Nothing was changed."))
    return back(person)


@require_POST
def name_read_as(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What a name would be read as, while it is being typed; sent, so that no address holds it."""
    person_for(request, public_id, Permission.EDIT_RECORD)
    for path in request.POST:
        if doubt := read_as(path, clean(request.POST.get(path))):
            return render(request, "consultation/_doubt.html", {"doubt": doubt, "id": box_id(path)})
    return HttpResponse("")


@require_POST
def rename(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Writes a name of the history anew."""
    user, person = person_for(request, public_id, Permission.EDIT_RECORD)
    now, current = open_of(person), current_history(person)
    if now is None:
        return not_open(person)
    path, name = request.POST.get("path", ""), clean(request.POST.get("name", ""))
    typed = {"path": path, "name": name}
    try:
        document = renamed(current.document if current else {}, path, name)
        save_document(consultation=now, document=document, expected_number=sent_number(request), by=user)
    except ChangedMeanwhileError as error:
        told = since(person, sent_number(request), error.current)
        return page(request, user, person, now, form="rename", typed=typed, changed_meanwhile=told, status=409)
    except ClosedError:
        return not_open(person)
    except InputError as error:
        return page(request, user, person, now, problems=error.problems, form="rename", typed=typed, status=422)
    messages.success(request, _("It now reads “%s”.") % " ".join(name.split()))
    return back(person, "screening")


def _form(
    request: HttpRequest,
    user: User,
    person: Person,
    typed: Typed,
    number: int,
    *,
    problems: Sequence[Problem] = (),
    changed: Sequence[Any] = (),
    by: History | None = None,
    status: int = 200,
) -> HttpResponse:
    record(Act.VIEW, person, by=user.actor, person=str(person.public_id), fields=["history"])
    shown = parts(typed, problems)
    context = {
        "tab": "consultation",
        "person": person,
        "banner": banner_of(person),
        "parts": shown,
        "number": number,
        "problems": summary(shown, problems),
        "changed_meanwhile": changed,
        "conflict": status == 409,
        "by": by,
        "added": request.POST.get("add", ""),
    }
    return render(request, "consultation/history.html", context, status=status)


def _other_rows(request: HttpRequest) -> Typed | None:
    """The boxes with an entry more or less, when that is what was asked for; nothing is saved then."""
    added, dropped = request.POST.get("add", ""), DROP.fullmatch(request.POST.get("drop", ""))
    typed = typed_from(request.POST, keep_empty=True)
    if added in lists():
        return typed.with_row(added)
    if dropped and dropped[1] in lists():
        return typed.without_row(dropped[1], int(dropped[2]))
    return None


def _problems_of(person: Person, document: dict[str, Any]) -> list[Problem]:
    try:
        check_document(person, document)
    except InputError as error:
        return list(error.problems)
    return []
