"""Locking a screen and opening it again."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.staff.access import signed_in
from punctum_clinic.web.idle_lock import LOCKED, unlock_session
from punctum_clinic.web.limits import too_many

MOST_TRIES, TRY_SECONDS = 5, 300


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock this screen now; a page does so by itself when nobody touched it for the clinic's minutes."""
    user = signed_in(request)
    request.session[LOCKED] = True
    record(Act.SIGN_IN, user, by=user.actor, locked=True)
    return HttpResponse(status=204) if _asks_for_json(request) else HttpResponseRedirect(reverse("unlock"))


@require_POST
def still_here(request: HttpRequest) -> HttpResponse:
    """Somebody is typing: the session stays open."""
    signed_in(request)
    return HttpResponse(status=204)


@sensitive_post_parameters("password")
def unlock(request: HttpRequest) -> HttpResponse:
    """Open a locked screen with the password of who locked it."""
    user = signed_in(request)
    there = request.POST.get("next") or request.GET.get("next") or reverse("home")
    if not url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure()):
        there = reverse("home")
    problem = ""
    if request.method == "POST":
        if too_many(f"unlock:{user.pk}", most=MOST_TRIES, seconds=TRY_SECONDS):
            logout(request)
            problem = _("Too many wrong passwords. You were signed out; sign in again.")
        elif user.check_password(request.POST.get("password", "")):
            unlock_session(request)
            record(Act.SIGN_IN, user, by=user.actor, unlocked=True)
            return HttpResponse(status=204) if _asks_for_json(request) else HttpResponseRedirect(there)
        else:
            record(Act.REFUSED, user, by=user.actor, what="unlock")
            problem = _("This is not the password. Nothing is lost; try again.")
    if problem and _asks_for_json(request):
        return JsonResponse({"problem": problem}, status=422)
    context = {"next": there, "problem": problem, "name": user.name}
    return render(request, "web/unlock.html", context, status=422 if problem else 200)


def _asks_for_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")
