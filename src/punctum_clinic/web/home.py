"""The first page after signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from punctum_clinic.staff.access import allowed, may
from punctum_clinic.staff.permissions import Permission
from punctum_clinic.web.today import parts_for


def home(request: HttpRequest) -> HttpResponse:
    """What waits for somebody today, by their role, and the way to everybody."""
    user = allowed(request, Permission.SEE_PEOPLE)
    parts = list(parts_for(user))
    context = {
        "user": user,
        "today": timezone.localdate(),
        "waiting": [part for part in parts if part.lines and part.waits],
        "nearby": [part for part in parts if part.lines and not part.waits],
        "nothing": [part for part in parts if part.waits and not part.lines],
        "may_edit": may(user, Permission.EDIT_PEOPLE),
    }
    return render(request, "web/home.html", context)
