"""What went wrong, in one clear line each, with the right status and never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from urllib.parse import urlencode

from django.conf import settings
from django.db import DatabaseError, DataError, IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.html import escape
from django.utils.translation import gettext as _

from punctum import InputError
from punctum_clinic.staff.access import NotSignedInError
from punctum_clinic.web.doors import led_to

log = logging.getLogger(__name__)
# For when not even a page can be made, as its frame asks the database.
BARE = "<!doctype html><title>Punctum</title><h1>{}</h1><p>{}</p>"


class ProblemMiddleware:
    """Turns what views raise into pages: not signed in, or an input that cannot be used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response of the view."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A page for errors that people can do something about; None for faults of ours."""
        if isinstance(error, NotSignedInError):
            return led_to(request, f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}")
        if isinstance(error, InputError):
            return problem_page(request, [str(problem) for problem in error.problems])
        if isinstance(error, IntegrityError):
            log.exception("Refused by the database: %s", type(error).__name__)
            line = _("Somebody saved the same at this very moment. Load the page again and look what stands there.")
            return problem_page(request, [line], status=409, title=_("Saved elsewhere meanwhile"))
        if isinstance(error, DataError):
            log.warning("Not taken by the database: %s", type(error).__name__)
            return problem_page(request, [_("Something here is no text or no number that can be kept.")])
        if isinstance(error, OperationalError):
            log.exception("The database did not answer: %s", type(error).__name__)
            return _without_database()
        return None


def problem_page(request: HttpRequest, lines: Iterable[str], *, status: int = 400, title: str = "") -> HttpResponse:
    """A page that says what cannot be used, that nothing was changed, and how to go on."""
    context = {"title": title or _("This could not be used"), "lines": list(lines)}
    return render(request, "web/problem.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return problem_page(request, [_("The request could not be read.")])


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    line = _("Your role does not open this page. The owner of the clinic can change that.")
    return problem_page(request, [line], status=403, title=_("Not open to you"))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403, when a form is too old or comes from elsewhere."""
    line = _("This form is too old. Go back, load the page again and send it again.")
    return problem_page(request, [line], status=403, title=_("Send it once more"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return problem_page(request, [_("There is nothing here, or no longer.")], status=404, title=_("Not found"))


def fault(request: HttpRequest) -> HttpResponse:
    """500."""
    title = _("A fault")
    line = _("Something went wrong on our side. What was saved before is safe. Try again, or tell the clinic.")
    try:
        return problem_page(request, [line], status=500, title=title)
    except DatabaseError:
        return HttpResponse(BARE.format(escape(title), escape(line)), status=500)


def _without_database() -> HttpResponse:
    title = _("Busy for a moment")
    line = _("This was not saved. What was saved before is safe. Go back and try again in a moment.")
    return HttpResponse(BARE.format(escape(title), escape(line)), status=503, headers={"Retry-After": "5"})
