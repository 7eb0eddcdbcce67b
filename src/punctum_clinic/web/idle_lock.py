"""A screen left alone locks itself; unlocking asks for the password and leads back to the same page."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse

from punctum_clinic.practice.profile import profile
from punctum_clinic.staff.models import User
from punctum_clinic.web.doors import led_to

SEEN, LOCKED, HANDED_OVER = "seen_at", "locked", "handed_over"
# A session is written again only when this many seconds have passed, not with every picture of a page.
COARSE = 20
# What stays open while a screen is locked: unlocking, leaving, and what patients open on their own.
OPEN_VIEWS = frozenset({"unlock", "lock", "account_logout", "account_login", "healthz"})
OPEN_PATHS = ("/my/", "/i/", "/static/")


class IdleLockMiddleware:
    """Locks a staff session that was idle for longer than the clinic allows, or that was handed over."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, or the way to unlock."""
        if not isinstance(request.user, User):
            return self.get_response(request)
        now = time.time()
        if now - request.session.get(SEEN, now) > profile().idle_minutes * 60:
            request.session[LOCKED] = True
        if request.session.get(LOCKED):
            return self.get_response(request) if _open(request) else _locked(request)
        # A page that asks for news by itself is nobody at work.
        if "X-Passive" not in request.headers and now - request.session.get(SEEN, 0) > COARSE:
            request.session[SEEN] = now
        return self.get_response(request)


def unlock_session(request: HttpRequest) -> None:
    """Open a locked session again; the caller has checked who it is. It is in nobody else's hands any longer."""
    request.session.pop(LOCKED, None)
    request.session.pop(HANDED_OVER, None)
    request.session[SEEN] = time.time()


def _open(request: HttpRequest) -> bool:
    if request.path.startswith(OPEN_PATHS):
        return True
    try:
        return resolve(request.path).url_name in OPEN_VIEWS
    except Resolver404:
        return False


def _locked(request: HttpRequest) -> HttpResponse:
    here = request.headers.get("HX-Current-URL") or request.get_full_path()
    door = f"{reverse('unlock')}?{urlencode({'next': here})}"
    if request.method in ("GET", "HEAD") or "HX-Request" in request.headers:
        return led_to(request, door)
    return render(request, "web/locked.html", {"door": door}, status=423)
