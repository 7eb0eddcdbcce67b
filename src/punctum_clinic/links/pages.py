"""Calm pages for links that do not open: what happened, that nothing is lost, and whom to call."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

GONE = ("closed", "expired", "erased")


def no_link_page(request: HttpRequest, state: str) -> HttpResponse:
    """The page, or its lines as JSON for a script."""
    title, line = _words(state)
    status = 410 if state in GONE else 403 if state == "elsewhere" else 404
    if request.content_type == "application/json":
        return JsonResponse({"problems": [{"field": "link", "line": f"{title}. {line}"}]}, status=status)
    return render(request, "links/no_link.html", {"title": title, "line": line}, status=status)


def too_many_page(request: HttpRequest) -> HttpResponse:
    """The page for a network address that guessed too often."""
    title = _("Please wait an hour")
    line = _("There were too many wrong dates of birth from this connection. Nothing is lost. Try again later.")
    return render(request, "links/no_link.html", {"title": title, "line": line}, status=429)


def _words(state: str) -> tuple[str, str]:
    if state == "expired":
        return _("This link is too old"), _("What you answered is safe. The clinic can send you a new link.")
    if state == "closed":
        return (
            _("This link is closed"),
            _("It was used already, or the clinic sent you a newer one. What you answered is safe."),
        )
    if state == "erased":
        return _("This link is closed"), _("The clinic keeps nothing under this link any more.")
    if state == "elsewhere":
        return (
            _("This link is open on another phone"),
            _(
                "A link opens on one phone only, so that nobody else can read your answers. "
                "Go on there, or ask the clinic for a new link. What you answered is safe."
            ),
        )
    return (
        _("This link does not open"),
        _("Part of it may be missing. Open it again from your message, or ask the clinic for a new one."),
    )
