"""Coming in by a link."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from punctum_clinic.links.access import NoLinkError, link_holder, opening_link
from punctum_clinic.links.actions import state_of, take_link
from punctum_clinic.links.attempts import count_one, too_many
from punctum_clinic.links.cookies import end_opening, set_holder, set_opening
from punctum_clinic.links.forms import BirthDateForm
from punctum_clinic.links.handover import first_page
from punctum_clinic.links.models import Link
from punctum_clinic.links.pages import too_many_page


@csrf_exempt
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address at once; it never fails here, so that no log names the address."""
    response = HttpResponseRedirect(reverse("birth_date"), status=303)
    set_opening(response, token.rstrip("/")[:200])
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def birth_date(request: HttpRequest) -> HttpResponse:
    """Ask for the date of birth; who knows it holds the link from then on."""
    if (link := opening_link(request)) is None:
        raise NoLinkError("none")
    if too_many(request):
        return too_many_page(request)
    if _holds(request, link):
        return _let_in(link)
    _require_open(link)
    form = BirthDateForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if secret := take_link(link=link, birth_date=form.cleaned_data["birth_date"]):
            response = _let_in(link)
            set_holder(response, link, secret, handed_over=False)
            return response
        link.refresh_from_db()
        _require_open(link)
        count_one(request)
        form.add_error(None, _("This is not the date of birth the clinic has for this link. Please check it."))
    return render(request, "links/birth_date.html", {"form": form}, status=422 if form.errors else 200)


def _require_open(link: Link) -> None:
    if (state := state_of(link)) != "open":
        raise NoLinkError("elsewhere" if state == "held" else state)


def _holds(request: HttpRequest, link: Link) -> bool:
    try:
        return link_holder(request, link.purpose).pk == link.pk
    except NoLinkError:
        return False


def _let_in(link: Link) -> HttpResponse:
    response = HttpResponseRedirect(first_page(link), status=303)
    end_opening(response)
    return response
