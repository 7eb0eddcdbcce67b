"""The audit trail on screen."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from punctum_clinic.audit.models import Act, Entry
from punctum_clinic.staff.access import allowed
from punctum_clinic.staff.permissions import Permission
from punctum_clinic.web.actor_names import actor_names

PAGE = 50
LARGEST = 2**62


def trail(request: HttpRequest) -> HttpResponse:
    """The newest rows; of one person, one act, or before one row."""
    allowed(request, Permission.SEE_AUDIT)
    rows = Entry.objects.order_by("-number")
    person, act, before = (request.GET.get(name, "").strip() for name in ("person", "act", "before"))
    if person:
        rows = rows.filter(person=_canonical(person))
    if act in Act.values:
        rows = rows.filter(act=act)
    if before.isascii() and before.isdecimal() and len(before) < len(str(LARGEST)):
        rows = rows.filter(number__lt=int(before))
    found = list(rows[: PAGE + 1])
    names = actor_names(found)
    context = {
        "rows": [(entry, names[entry.actor]) for entry in found[:PAGE]],
        "acts": Act.choices,
        "act": act,
        "person": person,
        "older": found[PAGE - 1].number if len(found) > PAGE else None,
    }
    return render(request, "web/audit.html", context)


def _canonical(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return "nobody"
