"""People: the list, adding and editing."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.people.access import person_for
from punctum_clinic.people.actions import add_person, edit_person
from punctum_clinic.people.attention import waiting_for
from punctum_clinic.people.banner import banner_of
from punctum_clinic.people.duplicates import maybe_same
from punctum_clinic.people.forms import EditPersonForm, PersonForm
from punctum_clinic.people.overview import overview_of
from punctum_clinic.people.search import LONGEST_SEARCH, found
from punctum_clinic.staff.access import allowed, may
from punctum_clinic.staff.permissions import Permission

PAGE = 25


def people(request: HttpRequest) -> HttpResponse:
    """Everybody, or who fits what was typed, page by page."""
    user = allowed(request, Permission.SEE_PEOPLE)
    text = request.GET.get("q", "").replace("\0", "")[:LONGEST_SEARCH]
    who = found(text)
    if not may(user, Permission.ERASE):
        who = who.filter(restricted_at=None)
    page = Paginator(who.order_by("search_name", "id"), PAGE).get_page(request.GET.get("page"))
    waits = waiting_for([one.pk for one in page], record=may(user, Permission.SEE_RECORD))
    context = {
        "page": page,
        "rows": [(one, waits.get(one.pk, [])) for one in page],
        "q": text,
        "may_edit": may(user, Permission.EDIT_PEOPLE),
    }
    part = request.headers.get("HX-Request") == "true" and request.headers.get("HX-Target") == "found"
    response = render(request, "people/_list.html" if part else "people/list.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def person_add(request: HttpRequest) -> HttpResponse:
    """Adds somebody; who may be known already is shown first."""
    user = allowed(request, Permission.EDIT_PEOPLE)
    form = PersonForm(request.POST or None, initial={"language": user.language})
    same = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        same = maybe_same(given["given_name"], given["family_name"], given["birth_date"])
        if not same or request.POST.get("another") == "yes":
            return redirect("person", add_person(by=user, **given).public_id)
    context = {"form": form, "same": same}
    return render(request, "people/add.html", context, status=422 if form.errors or same else 200)


def person_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Changes who somebody is or how they are reached."""
    user, person = person_for(request, public_id, Permission.EDIT_PEOPLE)
    names = [name for name in EditPersonForm.base_fields if name != "reason"]
    form = EditPersonForm(request.POST or None, initial={name: getattr(person, name) for name in names})
    if request.method == "POST" and form.is_valid():
        edit_person(person=person, by=user, **form.cleaned_data)
        return redirect("person", person.public_id)
    record(Act.VIEW, person, by=user.actor, person=str(person.public_id), page="edit")
    return render(request, "people/edit.html", {"form": form, "person": person}, status=422 if form.errors else 200)


def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The page of one person; without the record for who may not see it."""
    user, person = person_for(request, public_id, Permission.SEE_PEOPLE)
    record(Act.VIEW, person, by=user.actor, person=str(person.public_id))
    context = {
        "person": person,
        "tab": "overview",
        "may_edit": may(user, Permission.EDIT_PEOPLE),
        "may_correct": may(user, Permission.EDIT_RECORD),
    }
    if not may(user, Permission.SEE_RECORD):
        return render(request, "people/desk.html", context)
    return render(request, "people/person.html", {**context, "banner": banner_of(person), **overview_of(person)})
