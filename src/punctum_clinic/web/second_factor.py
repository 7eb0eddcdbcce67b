"""Staff need a second factor, except in the example clinic."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from punctum_clinic.staff.models import User
from punctum_clinic.web.doors import led_to

OPEN_PATHS = ("/second-factor/", "/sign-in/", "/sign-out/", "/static/", "/my/", "/i/", "/unlock/", "/lock/", "/healthz")


class SecondFactorMiddleware:
    """Leads staff without a second factor to setting one up, and nowhere else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, or the way to a second factor."""
        if not settings.STAFF_NEED_SECOND_FACTOR or not isinstance(request.user, User):
            return self.get_response(request)
        if request.path.startswith(OPEN_PATHS) or is_mfa_enabled(request.user):
            return self.get_response(request)
        return led_to(request, reverse("mfa_index"))
