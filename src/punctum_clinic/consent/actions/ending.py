"""No: before signing, after it, and an offer that the clinic takes back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from punctum import InputError, Problem
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.consent.actions.holding import check_open, held
from punctum_clinic.consent.models import Consent
from punctum_clinic.staff.models import User

LONGEST_REASON = 2000


@transaction.atomic
def decline(*, consent: Consent, actor: str, name: str, reason: str = "") -> Consent:
    """The person says no before signing. No reason is needed.

    Arguments:
        actor: for the audit trail. name: who said or wrote it down.

    Raises:
        InputError: the consent is not open, or the reason is too long.
    """
    row = held(consent)
    check_open(row)
    return _end(row, Consent.State.DECLINED, actor, name, reason)


@transaction.atomic
def withdraw(*, consent: Consent, actor: str, name: str, reason: str = "") -> Consent:
    """The person takes their yes back. No reason is needed.

    Raises:
        InputError: it was not signed or has ended already, or the reason is too long.
    """
    row = held(consent)
    if row.state != Consent.State.SIGNED:
        raise InputError([Problem("consent", _("one that was signed and holds"), row.get_state_display())])
    return _end(row, Consent.State.WITHDRAWN, actor, name, reason)


@transaction.atomic
def cancel(*, consent: Consent, by: User, reason: str) -> Consent:
    """The clinic takes back an offer that nobody has signed; the reason is written down.

    Raises:
        InputError: there is no reason, or the consent is not open.
    """
    row = held(consent)
    check_open(row)
    if not reason.strip():
        raise InputError([Problem("reason", _("why the offer is taken back"), _("nothing"))])
    return _end(row, Consent.State.CANCELLED, by.actor, by.name, reason)


def _end(row: Consent, state: Consent.State, actor: str, name: str, reason: str) -> Consent:
    if len(reason) > LONGEST_REASON:
        raise InputError([Problem("reason", _("at most %d characters") % LONGEST_REASON, str(len(reason)))])
    row.state, row.ended_at, row.ended_by = state, timezone.now(), actor
    row.ended_by_name, row.ended_reason = " ".join(name.split())[:420] or actor, reason.strip()
    row.save(update_fields=["state", "ended_at", "ended_by", "ended_by_name", "ended_reason"])
    act = Act.WITHDRAW if state == Consent.State.WITHDRAWN else Act.CHANGE
    record(act, row, by=actor, person=str(row.person.public_id), state=str(state))
    return row
