"""Patient pages: nothing of them is kept by the browser, and a link that does not open says so calmly."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from punctum_clinic.links.access import NoLinkError
from punctum_clinic.links.cookies import OPENING_PAGE, PATIENT_PAGES
from punctum_clinic.links.pages import no_link_page


class PatientPagesMiddleware:
    """Headers of patient pages, and the page for a link that does not open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, never to be stored."""
        response = self.get_response(request)
        if request.path.startswith((PATIENT_PAGES, OPENING_PAGE)):
            response["Cache-Control"] = "no-store, private"
            # An address with a token in it is told to nobody. Forms need `same-origin` to prove where they come from.
            with_token = request.path.startswith(OPENING_PAGE) and request.path != OPENING_PAGE
            response["Referrer-Policy"] = "no-referrer" if with_token else "same-origin"
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A calm page when this phone holds no link."""
        return no_link_page(request, error.state) if isinstance(error, NoLinkError) else None
