"""The versions of a history: each as it was, and two beside each other."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.people.access import person_for
from punctum_clinic.people.banner import banner_of
from punctum_clinic.people.changes_words import differences
from punctum_clinic.people.models import History
from punctum_clinic.people.told import told_in
from punctum_clinic.staff.permissions import Permission


def person_version(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """One version of what was told."""
    user, person = person_for(request, public_id, Permission.SEE_RECORD)
    version = get_object_or_404(History.objects.select_related("made_by"), person=person, number=number)
    record(Act.VIEW, version, by=user.actor, person=str(person.public_id), number=number)
    context = {"person": person, "banner": banner_of(person), "version": version, "told": told_in(version.document)}
    return render(request, "people/version.html", {**context, "tab": "overview"})


def person_compare(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What changed from one version to another."""
    user, person = person_for(request, public_id, Permission.SEE_RECORD)
    versions = list(person.histories.select_related("made_by").order_by("number"))
    if not versions:
        raise Http404
    known = {str(version.number): version for version in versions}
    later = known.get(request.GET.get("to", ""), versions[-1])
    before = next((one for one in reversed(versions) if one.number < later.number), later)
    earlier = known.get(request.GET.get("from", ""), before)
    if earlier.number > later.number:
        earlier, later = later, earlier
    between = [one for one in versions if earlier.number <= one.number <= later.number]
    numbers = {"earlier": earlier.number, "later": later.number}
    record(Act.VIEW, later, by=user.actor, person=str(person.public_id), **numbers)
    context = {
        "person": person,
        "banner": banner_of(person),
        "versions": versions[::-1],
        "earlier": earlier,
        "later": later,
        "differences": differences(between),
        "tab": "overview",
    }
    return render(request, "people/compare.html", context)
