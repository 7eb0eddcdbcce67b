"""In which language a page speaks: staff pages in that of whoever is signed in."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from punctum_clinic.staff.models import User

Page = Callable[[HttpRequest], HttpResponse]


def spoken(code: str) -> str:
    """The language of that code if the clinic speaks it, else the clinic's first."""
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def in_language(request: HttpRequest, page: Page, code: str) -> HttpResponse:
    """The page in that language, with the header that says so; afterwards the language is what it was before."""
    with translation.override(spoken(code)):
        request.LANGUAGE_CODE = spoken(code)
        response = page(request)
        response.headers.setdefault("Content-Language", spoken(code))
    return response


class StaffLanguageMiddleware:
    """Staff pages speak the language of whoever is signed in; without anybody, that of the browser stays."""

    def __init__(self, get_response: Page) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        if isinstance(request.user, User):
            return in_language(request, self.get_response, request.user.language)
        return self.get_response(request)
