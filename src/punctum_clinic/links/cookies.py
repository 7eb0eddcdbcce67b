"""The cookie by which a phone shows that it holds a link: signed, unreadable to scripts, sent to patient pages only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from punctum_clinic.links.models import Link, Purpose

PATIENT_PAGES = "/my/"
OPENING_PAGE = "/i/"
OPENING_TIME = timedelta(hours=1)
HANDED_OVER_TIME = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Holder:
    """What the cookie says: which link, the phone's secret, and whether this is the clinic's own tablet."""

    public_id: str
    secret: str
    handed_over: bool


def set_holder(response: HttpResponse, link: Link, secret: str, *, handed_over: bool) -> None:
    """Let this browser hold a link; it lets go of every other one if it is the clinic's tablet."""
    if handed_over:
        for purpose in Purpose.values:
            response.delete_cookie(_name(purpose), path=PATIENT_PAGES, samesite="Lax")
    left = HANDED_OVER_TIME if handed_over else link.expires_at - timezone.now()
    value = f"{link.public_id}:{secret}:{'here' if handed_over else 'phone'}"
    _set(response, _name(link.purpose), value, PATIENT_PAGES, left)


def holder_of(request: HttpRequest, purpose: str) -> Holder | None:
    """What this browser's cookie says, if it is one of ours and not too old."""
    value = _get(request, _name(purpose))
    parts = value.split(":")
    return Holder(parts[0], parts[1], parts[2] == "here") if len(parts) == 3 else None


def set_opening(response: HttpResponse, token: str) -> None:
    """Keep the token of a link that is being opened, so that it need not stand in the address any longer."""
    _set(response, "punctum_opening", token, OPENING_PAGE, OPENING_TIME)


def opening_token(request: HttpRequest) -> str:
    """The token of the link that is being opened in this browser; empty if there is none."""
    return _get(request, "punctum_opening")


def end_opening(response: HttpResponse) -> None:
    """Forget the token."""
    response.delete_cookie("punctum_opening", path=OPENING_PAGE, samesite="Lax")


def _name(purpose: str) -> str:
    return f"punctum_{purpose}"


def _set(response: HttpResponse, name: str, value: str, path: str, left: timedelta) -> None:
    response.set_signed_cookie(
        name,
        value,
        salt=name,
        max_age=max(int(left.total_seconds()), 1),
        path=path,
        secure=settings.ENVIRONMENT.secure,
        httponly=True,
        samesite="Lax",
    )


def _get(request: HttpRequest, name: str) -> str:
    try:
        return request.get_signed_cookie(name, default="", salt=name) or ""
    except BadSignature:
        return ""
