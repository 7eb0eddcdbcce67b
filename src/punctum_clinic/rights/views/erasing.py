"""Holding, restricting and erasing."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from punctum import InputError
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.people.access import person_for
from punctum_clinic.people.banner import banner_of
from punctum_clinic.rights.actions import erase_person, hold, lift_hold, restrict, unrestrict
from punctum_clinic.rights.forms import EraseForm, HoldForm
from punctum_clinic.rights.reach import rows_about
from punctum_clinic.rights.retention import retention_of
from punctum_clinic.staff.permissions import Permission


def rights_hold(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A legal hold: until when and why."""
    user, person = person_for(request, public_id, Permission.ERASE)
    initial = {"until": person.hold_until, "reason": person.hold_reason}
    form = HoldForm(request.POST or None, initial=initial)
    if request.method == "POST" and request.POST.get("lift") == "yes":
        lift_hold(person=person, by=user)
        return redirect("rights", person.public_id)
    if request.method == "POST" and form.is_valid():
        try:
            hold(person=person, by=user, **form.cleaned_data)
            return redirect("rights", person.public_id)
        except InputError as error:
            form.refuse(error.problems)
    record(Act.VIEW, person, by=user.actor, person=str(person.public_id), page="hold")
    context = {"person": person, "banner": banner_of(person), "tab": "rights", "form": form}
    return render(request, "rights/hold.html", context, status=422 if form.errors else 200)


@require_POST
def rights_restrict(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keeps a record and lets nobody use it, or lets it be used again."""
    user, person = person_for(request, public_id, Permission.ERASE)
    if person.restricted_at is None:
        restrict(person=person, by=user)
    else:
        unrestrict(person=person, by=user)
    return redirect("rights", person.public_id)


def rights_erase(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What would be erased; and, with the name typed, erases it."""
    user, person = person_for(request, public_id, Permission.ERASE)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            erase_person(person=person, by=user, **form.cleaned_data)
            return render(request, "rights/erased.html")
        except InputError as error:
            form.refuse(error.problems)
    record(Act.VIEW, person, by=user.actor, person=str(person.public_id), page="erase")
    context = {
        "person": person,
        "banner": banner_of(person),
        "tab": "rights",
        "form": form,
        "retention": retention_of(person),
        "rows": sum(rows.count() for rows in rows_about(person).values()),
    }
    return render(request, "rights/erase.html", context, status=422 if form.errors else 200)
