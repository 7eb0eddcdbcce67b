"""Putting statements of a history right."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from punctum import InputError
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.people.access import person_for
from punctum_clinic.people.banner import banner_of
from punctum_clinic.people.patient import current_history
from punctum_clinic.rights.actions import correct
from punctum_clinic.rights.forms import CorrectForm
from punctum_clinic.rights.statements import Statement, statements_of, typed_value
from punctum_clinic.staff.permissions import Permission


def rights_correct(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Every statement, to choose the one that is wrong."""
    user, person = person_for(request, public_id, Permission.EDIT_RECORD)
    current = current_history(person)
    subjects: dict[str, list[Statement]] = {}
    for one in statements_of(current.document) if current else ():
        subjects.setdefault(one.subject, []).append(one)
    record(Act.VIEW, person, by=user.actor, person=str(person.public_id), page="correct")
    context = {"person": person, "banner": banner_of(person), "tab": "rights", "subjects": subjects.items()}
    return render(request, "rights/correct.html", context)


def rights_correct_one(request: HttpRequest, public_id: UUID, key: str) -> HttpResponse:
    """One statement, and what is right instead."""
    user, person = person_for(request, public_id, Permission.EDIT_RECORD)
    current = current_history(person)
    known = {one.key: one for one in statements_of(current.document)} if current else {}
    if current is None or key not in known:
        raise Http404
    statement = known[key]
    form = CorrectForm(request.POST or None, initial=_initial(statement, current.number)).suit(statement)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            value = None if given["remove"] else typed_value(statement, given["value"])
            correct(person=person, by=user, key=key, **{**given, "value": value})
            return redirect("rights", person.public_id)
        except InputError as error:
            form.refuse(error.problems)
    record(Act.VIEW, person, by=user.actor, person=str(person.public_id), page="correct_one")
    context = {"person": person, "banner": banner_of(person), "tab": "rights", "form": form, "statement": statement}
    return render(request, "rights/correct_one.html", context, status=422 if form.errors else 200)


def _initial(statement: Statement, number: int) -> dict[str, object]:
    value = statement.value
    if statement.kind == "yes_no":
        return {"number": number, "value": "yes" if value else "no"}
    return {"number": number, "value": ", ".join(map(str, value)) if statement.kind == "list" else value}
