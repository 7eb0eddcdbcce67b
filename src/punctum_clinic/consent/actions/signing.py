"""Signing: what stands in the way, and the one moment in which text, signature and PDF become one record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from punctum import InputError, Problem
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.consent.actions.holding import held
from punctum_clinic.consent.filling import sha256_of
from punctum_clinic.consent.models import Consent
from punctum_clinic.consent.pdf import SignedBy, consent_pdf
from punctum_clinic.links.access import NoLinkError
from punctum_clinic.links.actions import state_of
from punctum_clinic.links.models import Link
from punctum_clinic.plans.models import Plan
from punctum_clinic.plans.since_made import known_of, still_fits
from punctum_clinic.signing.actions import sign
from punctum_clinic.staff.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """How somebody signs: `typed` or `drawn`, their full name, and the lines they drew."""

    method: str
    name: str
    strokes: Any


def obstacles(consent: Consent, *, now: datetime | None = None) -> list[Problem]:
    """What keeps a consent from being signed, one line each; empty when it may be signed."""
    problems = _obstacles(consent, now or timezone.now())
    if consent.plan.state == Plan.State.SIGNED and not still_fits(consent.plan, timezone.localdate()):
        told_since = _("a plan that fits what was told since")
        problems.append(Problem("plan", told_since, _("one that the clinic has to look at first")))
    return problems


def _obstacles(consent: Consent, now: datetime) -> list[Problem]:
    """Those that rows alone tell, without planning anew."""
    problems = []
    if consent.state != Consent.State.OFFERED:
        problems.append(Problem("consent", _("one that is still open"), consent.get_state_display()))
    if consent.plan.state != Plan.State.SIGNED:
        problems.append(Problem("plan", _("the plan that this text tells of"), _("a plan that no longer stands")))
    if consent.read_at is None:
        problems.append(Problem("read", _("every part read"), _("parts that are not read yet")))
    if now < consent.reflect_until:
        until = date_format(timezone.localtime(consent.reflect_until), _("j F Y, H:i"))
        problems.append(Problem("reflect_until", _("time to think until %s") % until, _("that time is not over")))
    if consent.questions.filter(answer="").exists():
        problems.append(Problem("questions", _("an answer to each question"), _("a question without an answer")))
    if sha256_of(consent.text) != consent.sha256:
        problems.append(Problem("text", _("the text as it was offered"), _("a text that was changed")))
    return problems


def sign_consent(*, consent: Consent, hand: Hand, shown_sha256: str, link: Link, user: User | None = None) -> Consent:
    """Sign a consent, and make the PDF that both sides get, or change nothing.

    Arguments:
        shown_sha256: the hash of the text that the person had before them. link: the phone, or the handed-over tablet.
        user: whose screen it is, when it is the clinic's.

    Raises:
        InputError: one line for each thing that stands in the way.
        NoLinkError: the link was closed or taken by another phone meanwhile.
    """
    at = timezone.now()
    known = known_of(consent.person)
    _refuse(obstacles(consent, now=at), consent, shown_sha256)
    # Made before anything is held, for it takes a while; what it rests on is checked once more below.
    pdf = consent_pdf(consent, SignedBy(name=hand.name, strokes=hand.strokes, at=at))
    with transaction.atomic():
        row = held(consent)
        Plan.objects.select_for_update().get(pk=row.plan_id)
        _refuse(_obstacles(row, at), row, shown_sha256)
        now = Link.objects.select_related("person").get(pk=link.pk)
        if (state := state_of(now)) in ("closed", "erased") or now.holder_sha256 != link.holder_sha256:
            raise NoLinkError("elsewhere" if state == "held" else state)
        asked_or_read = row.questions.count() != consent.questions.count() or row.read_at != consent.read_at
        if asked_or_read or known_of(row.person) != known:
            raise InputError([Problem("consent", _("the text as it was shown"), _("something that has changed since"))])
        row.signature = sign(
            person=row.person,
            what="consent",
            document_sha256=row.sha256,
            method=hand.method,
            name=hand.name,
            strokes=hand.strokes,
            by_patient=True,
            user=user,
            link=link,
        )
        row.state, row.signed_at = Consent.State.SIGNED, at
        row.pdf, row.pdf_sha256 = pdf, sha256(pdf).hexdigest()
        row.save(update_fields=["state", "signed_at", "signature", "pdf", "pdf_sha256"])
        person = str(row.person.public_id)
        record(Act.SIGN, row, by=link.actor, person=person, sha256=row.sha256, pdf_sha256=row.pdf_sha256)
    return row


def _refuse(problems: list[Problem], consent: Consent, shown_sha256: str) -> None:
    if shown_sha256 != consent.sha256:
        problems = [
            *problems,
            Problem("text", _("the text that was offered to you"), _("another text; load the page again")),
        ]
    if problems:
        raise InputError(problems)
