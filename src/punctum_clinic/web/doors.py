"""Leading somebody to another page, whether a link or a part of a page asked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect


def led_to(request: HttpRequest, address: str) -> HttpResponse:
    """The way to a page that comes first: for htmx the whole page goes there, not the part that asked."""
    if "HX-Request" in request.headers:
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
