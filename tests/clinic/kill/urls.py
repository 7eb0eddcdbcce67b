"""Every address of the clinic, two that write through its actions, and one that takes its time."""

from __future__ import annotations

import json
import time
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import path

from punctum_clinic.jobs.actions import ask
from punctum_clinic.people.access import person_for
from punctum_clinic.people.actions import write_history
from punctum_clinic.people.models import History
from punctum_clinic.staff.access import allowed
from punctum_clinic.staff.permissions import Permission
from punctum_clinic.urls import urlpatterns as of_the_clinic

SLOW_SECONDS = 1.5


def history(request: HttpRequest, public_id: UUID) -> HttpResponse:
    user, person = person_for(request, public_id, Permission.EDIT_RECORD)
    document, note = json.loads(request.POST["document"]), request.POST["note"]
    write_history(
        person=person, document=document, origin=History.Origin.CONSULTATION, by=user, actor=user.actor, note=note
    )
    return HttpResponse(status=201)


def job(request: HttpRequest) -> HttpResponse:
    user = allowed(request, Permission.EDIT_RECORD)
    payload = {"name": request.POST["name"], "seconds": float(request.POST["seconds"])}
    ask(kind="probe", key=request.POST["name"], payload=payload, by=user.actor)
    return HttpResponse(status=201)


def slow(request: HttpRequest) -> HttpResponse:
    time.sleep(SLOW_SECONDS)
    scheme = "https" if request.is_secure() else "http"
    return HttpResponse(f"{scheme} {request.META['REMOTE_ADDR']}")


urlpatterns = [
    *of_the_clinic,
    path("probe/history/<uuid:public_id>/", history),
    path("probe/job/", job),
    path("probe/slow/", slow),
]
