"""Making links, closing them, and giving one to the phone that may hold it."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.links.models import Link
from punctum_clinic.links.secrets import new_secret, sha256_of
from punctum_clinic.people.models import Person
from punctum_clinic.practice.profile import profile
from punctum_clinic.staff.models import User

MOST_WRONG_ANSWERS = 5


@transaction.atomic
def make_link(*, person: Person, purpose: str, subject_id: int, by: User) -> tuple[Link, str]:
    """A new link to one thing of a person. Earlier open links of this purpose are closed.

    Arguments:
        purpose: of `Purpose`. subject_id: the intake or consent it opens.

    Returns:
        the link and its full address, which is kept nowhere: show it once.
    """
    # The person first, then the link, then the trail: the order of everybody who holds several.
    Person.objects.select_for_update().get(pk=person.pk)
    for earlier in person.links.select_for_update().filter(purpose=purpose, closed_at=None):
        close_link(link=earlier, by=by.actor)
    token = new_secret()
    link = Link.objects.create(
        person=person,
        purpose=purpose,
        subject_id=subject_id,
        token_sha256=sha256_of(token),
        created_by=by,
        expires_at=timezone.now() + timedelta(hours=profile().link_hours),
    )
    record(Act.CREATE, link, by=by.actor, person=str(person.public_id), purpose=str(purpose))
    return link, settings.ENVIRONMENT.base_url + reverse("open_link", kwargs={"token": token})


@transaction.atomic
def close_link(*, link: Link, by: str) -> None:
    """Close a link; whoever holds it sees that it is closed. Closing it again changes nothing."""
    if Link.objects.filter(pk=link.pk, closed_at=None).update(closed_at=timezone.now()):
        record(Act.CHANGE, link, by=by, person=str(link.person.public_id), closed=True)
    link.refresh_from_db(fields=["closed_at"])


@transaction.atomic
def take_link(*, link: Link, birth_date: date) -> str | None:
    """Give a link to the phone whose holder knows the date of birth.

    Returns:
        the secret by which this phone shows that it holds the link, or None: the date is wrong, or the link was
        closed or taken by another phone meanwhile. Wrong dates are counted; the fifth closes the link.
    """
    held = Link.objects.select_for_update(of=("self",)).select_related("person").get(pk=link.pk)
    if state_of(held) != "open":
        return None
    if held.person.birth_date != birth_date:
        _count_wrong_answer(held)
        return None
    return _bind(held, actor=held.actor)


@transaction.atomic
def bind_here(*, link: Link, by: User) -> str:
    """Give a link to this browser at a clinician's word; who holds it elsewhere loses it.

    Returns:
        the secret by which this browser shows that it holds the link.
    """
    return _bind(Link.objects.select_for_update(of=("self",)).select_related("person").get(pk=link.pk), actor=by.actor)


def state_of(link: Link) -> str:
    """`erased`, `closed`, `expired`, `held` (by some phone) or `open`."""
    if link.person.erased_at:
        return "erased"
    if link.closed_at or link.person.restricted_at:
        return "closed"
    if link.expires_at <= timezone.now():
        return "expired"
    return "held" if link.holder_sha256 else "open"


def _bind(link: Link, *, actor: str) -> str:
    secret = new_secret()
    link.holder_sha256, link.opened_at = sha256_of(secret), timezone.now()
    link.save(update_fields=["holder_sha256", "opened_at"])
    record(Act.SIGN_IN, link, by=actor, person=str(link.person.public_id), purpose=link.purpose)
    return secret


def _count_wrong_answer(link: Link) -> None:
    # The row is held, so nobody else counts meanwhile.
    link.wrong_answers += 1
    link.save(update_fields=["wrong_answers"])
    person = str(link.person.public_id)
    record(Act.REFUSED, link, by=link.actor, person=person, wrong_answers=link.wrong_answers)
    if link.wrong_answers >= MOST_WRONG_ANSWERS:
        close_link(link=link, by="system")
