"""The first line of every view that patients open: which link this phone holds."""

from __future__ import annotations

import hmac
from uuid import UUID

from django.http import HttpRequest

from punctum_clinic.links.actions import state_of
from punctum_clinic.links.cookies import Holder, holder_of, opening_token
from punctum_clinic.links.models import Link
from punctum_clinic.links.secrets import sha256_of
from punctum_clinic.web.idle_lock import HANDED_OVER, LOCKED


class NoLinkError(Exception):
    """A phone holds no link to that page, or no longer; the middleware shows a calm page.

    Arguments:
        state: `none`, `closed`, `expired`, `erased`, or `elsewhere` when another phone holds it.
    """

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


def link_holder(request: HttpRequest, purpose: str, *, even_closed: bool = False) -> Link:
    """The link of this purpose that this phone holds, with its person.

    Arguments:
        even_closed: for the page that says thank you after a link has done its work.

    Raises:
        NoLinkError: this phone holds none, or it is closed, expired or another phone's now, or the person was erased.
    """
    holder = holder_of(request, purpose)
    link = None if holder is None else _named(holder, purpose)
    if holder is None or link is None:
        raise NoLinkError("none")
    if not hmac.compare_digest(link.holder_sha256, sha256_of(holder.secret)):
        raise NoLinkError("elsewhere")
    if holder.handed_over and not is_handed_over(request, link):
        raise NoLinkError("none")
    state = state_of(link)
    if state != "held" and not (even_closed and state == "closed"):
        raise NoLinkError(state)
    return link


def opening_link(request: HttpRequest) -> Link | None:
    """The link that is being opened in this browser, before its date of birth is asked for."""
    token = opening_token(request)
    return Link.objects.select_related("person").filter(token_sha256=sha256_of(token)).first() if token else None


def is_handed_over(request: HttpRequest, link: Link) -> bool:
    """Whether this is the clinic's tablet, locked for staff and given to the patient for this link."""
    session = request.session
    return bool(session.get(LOCKED)) and session.get(HANDED_OVER) == link.pk


def _named(holder: Holder, purpose: str) -> Link | None:
    try:
        public_id = UUID(holder.public_id)
    except ValueError:
        return None
    return Link.objects.select_related("person").filter(public_id=public_id, purpose=purpose).first()
