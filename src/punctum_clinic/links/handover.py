"""The clinician's own tablet in the patient's hands: one link is open on it, and nothing of the staff's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from punctum_clinic.links.actions import bind_here
from punctum_clinic.links.cookies import PATIENT_PAGES, set_holder
from punctum_clinic.links.models import Link
from punctum_clinic.staff.models import User
from punctum_clinic.web.idle_lock import HANDED_OVER, LOCKED


def hand_over(request: HttpRequest, *, link: Link, by: User) -> HttpResponse:
    """Bind a link to this browser, lock the staff's session, and lead to the patient's page.

    Staff get their session back with their password; then the link is no longer open in this browser.
    """
    secret = bind_here(link=link, by=by)
    request.session[LOCKED] = True
    request.session[HANDED_OVER] = link.pk
    response = HttpResponseRedirect(first_page(link))
    set_holder(response, link, secret, handed_over=True)
    return response


def first_page(link: Link) -> str:
    """Where the pages of a link begin: `/my/intake/`, `/my/consent/`."""
    return f"{PATIENT_PAGES}{link.purpose}/"
