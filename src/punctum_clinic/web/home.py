"""The first page after signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from punctum_clinic.staff.access import allowed
from punctum_clinic.staff.permissions import Permission


def home(request: HttpRequest) -> HttpResponse:
    """What waits for somebody today."""
    user = allowed(request, Permission.SEE_PEOPLE)
    return render(request, "web/home.html", {"user": user})
