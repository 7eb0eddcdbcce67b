"""How far a job is, ending it early, trying it once more, and whether the clinic answers at all."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from punctum_clinic.jobs.actions import cancel, try_again
from punctum_clinic.jobs.health import health
from punctum_clinic.jobs.models import Job
from punctum_clinic.staff.access import allowed, may
from punctum_clinic.staff.permissions import Permission

STOP_POLLING = 286  # what htmx takes as the end of looking again


@require_GET
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """One job: the whole page, or for htmx only what changes; `next` is where its result is found."""
    user = allowed(request, Permission.SEE_RECORD)
    found = get_object_or_404(Job, pk=job_id)
    context = {"job": found, "next": _own_path(request), "may_change": may(user, Permission.EDIT_RECORD)}
    if "HX-Request" not in request.headers:
        return render(request, "jobs/job.html", context)
    return render(request, "jobs/_state.html", context, status=STOP_POLLING if found.over else 200)


@require_POST
def cancel_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """End a job that waits or runs; one that is over stays as it is."""
    user = allowed(request, Permission.EDIT_RECORD)
    found = get_object_or_404(Job, pk=job_id)
    cancel(job=found, by=user.actor)
    return _to_job(request, found)


@require_POST
def again_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """Have a job that failed or was called off done after all; any other stays as it is."""
    user = allowed(request, Permission.EDIT_RECORD)
    found = get_object_or_404(Job, pk=job_id)
    try_again(job=found, by=user.actor)
    return _to_job(request, found)


@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the database is reached and when a worker last said that it is alive; open to everybody."""
    try:
        return JsonResponse(health())
    except DatabaseError:
        return JsonResponse({"database": "not reached"}, status=503)


def _to_job(request: HttpRequest, job: Job) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('job', args=[job.pk])}?{urlencode({'next': _own_path(request)})}")


def _own_path(request: HttpRequest) -> str:
    path = request.POST.get("next") or request.GET.get("next", "")
    here = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if here else ""
