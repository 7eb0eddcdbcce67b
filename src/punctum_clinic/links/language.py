"""In which language the pages of patients speak: their own, or the one they chose on their phone."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from punctum_clinic.links.access import NoLinkError, link_holder, opening_link
from punctum_clinic.links.cookies import OPENING_PAGE, PATIENT_PAGES
from punctum_clinic.links.models import Link, Purpose
from punctum_clinic.web.language import Page, in_language

COOKIE = "punctum_language"
CHOICE = "language"


class PatientLanguageMiddleware:
    """Speaks the chosen language, else the person's, else that of the browser; `?language=de` chooses."""

    def __init__(self, get_response: Page) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page, or the way back to it once a language was chosen."""
        if not request.path.startswith((PATIENT_PAGES, OPENING_PAGE)):
            return self.get_response(request)
        link = _link(request)
        if request.method == "GET" and request.GET.get(CHOICE) in dict(settings.LANGUAGES):
            return _chosen(request, link, request.GET[CHOICE])
        code = _choice(request, link) or (link.person.language if link else "")
        return in_language(request, self.get_response, code) if code else self.get_response(request)


def _link(request: HttpRequest) -> Link | None:
    """The link of this page, if this browser may open it."""
    if request.path.startswith(OPENING_PAGE):
        return opening_link(request)
    purpose = request.path.removeprefix(PATIENT_PAGES).split("/")[0]
    try:
        return link_holder(request, purpose, even_closed=True) if purpose in Purpose.values else None
    except NoLinkError:
        return None


def _chosen(request: HttpRequest, link: Link | None, code: str) -> HttpResponse:
    left = request.GET.copy()
    del left[CHOICE]
    response = HttpResponseRedirect(request.path + (f"?{left.urlencode()}" if left else ""), status=303)
    # The clinic's own tablet goes from hand to hand: there a choice holds for this link only.
    value = f"{code}:{link.public_id}" if link and _is_ours(request) else code
    response.set_cookie(
        COOKIE,
        value,
        max_age=settings.SESSION_COOKIE_AGE if ":" in value else 365 * 24 * 60 * 60,
        secure=settings.ENVIRONMENT.secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def _choice(request: HttpRequest, link: Link | None) -> str:
    code, _, of_link = request.COOKIES.get(COOKIE, "").partition(":")
    if code not in dict(settings.LANGUAGES):
        return ""
    if of_link or _is_ours(request):
        return code if link and of_link == str(link.public_id) else ""
    return code


def _is_ours(request: HttpRequest) -> bool:
    """Whether staff are signed in on this browser, so that it is the clinic's and no patient's."""
    return request.user.is_authenticated
