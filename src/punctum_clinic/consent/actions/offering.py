"""Offering a consent for a signed plan, and agreeing a shorter time to think."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from punctum import InputError, Problem
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.consent.actions.holding import check_open, held
from punctum_clinic.consent.filling import fill, sha256_of
from punctum_clinic.consent.models import Consent
from punctum_clinic.consent.versions import current, kept
from punctum_clinic.plans.models import Plan
from punctum_clinic.practice.profile import profile
from punctum_clinic.staff.models import User


def offer(*, plan: Plan, treatment: str, language: str, by: User) -> Consent:
    """A consent for a signed plan, with the text as this person will read it.

    It can be signed from the clinic's hours to think on.

    Raises:
        InputError: the plan is not signed, or one is open or holds already, or the text cannot be filled.
    """
    try:
        template = current(treatment, language)
    except KeyError:
        raise InputError([Problem("treatment", _("a treatment and a language of the list"), treatment[:60])]) from None
    if plan.state != Plan.State.SIGNED:
        raise InputError([Problem("plan", _("a signed plan"), plan.get_state_display())])
    hours = profile().reflection_hours
    text = fill(template, plan, hours=hours)
    try:
        with transaction.atomic():
            now = Plan.objects.select_for_update(of=("self",)).select_related("person").get(pk=plan.pk)
            if now.state != Plan.State.SIGNED or now.sha256 != plan.sha256:
                raise InputError([Problem("plan", _("a signed plan"), now.get_state_display())])
            consent = Consent.objects.create(
                person=now.person,
                plan=now,
                template=kept(template),
                language=language,
                text=text,
                sha256=sha256_of(text),
                offered_by=by,
                reflect_until=timezone.now() + timedelta(hours=hours),
            )
            record(
                Act.CREATE,
                consent,
                by=by.actor,
                person=str(now.person.public_id),
                sha256=consent.sha256,
                hours=hours,
                version=template.version,
            )
    except IntegrityError:
        expected = _("a plan without a consent that is open or holds")
        raise InputError([Problem("plan", expected, _("one with such a consent"))]) from None
    return consent


@transaction.atomic
def shorten(*, consent: Consent, reason: str, by: User) -> Consent:
    """End the time to think now, at a clinician's word.

    Raises:
        InputError: there is no reason, or the consent is not open, or the time is over already.
    """
    row = held(consent)
    check_open(row)
    why = reason.strip()
    if not why or len(why) > 2000:
        raise InputError(
            [Problem("reason", _("why this person may sign sooner, in at most 2000 characters"), why[:40])]
        )
    if row.reflect_until <= timezone.now():
        raise InputError([Problem("reflect_until", _("a time to think that still runs"), _("one that is over"))])
    row.reflect_until = row.shortened_at = timezone.now()
    row.shortened_by, row.shortened_reason = by, why
    row.save(update_fields=["reflect_until", "shortened_at", "shortened_by", "shortened_reason"])
    record(Act.CHANGE, row, by=by.actor, person=str(row.person.public_id), fields=["reflect_until"])
    return row
