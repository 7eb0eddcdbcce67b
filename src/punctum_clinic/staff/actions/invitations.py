"""One-time links by which staff choose their own password."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.staff.models import Invitation, User

DAYS_OPEN = 3


@transaction.atomic
def invite(*, by: User, user: User) -> str:
    """The secret of a new invitation, told once; earlier ones stop working."""
    now = timezone.now()
    user.invitations.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
    token = secrets.token_urlsafe()
    invitation = Invitation.objects.create(
        user=user, token_sha256=_hash(token), created_by=by, expires_at=now + timedelta(days=DAYS_OPEN)
    )
    record(Act.CREATE, invitation, by=by.actor)
    return token


def find_invitation(token: str) -> Invitation | None:
    """The open invitation with this secret, if there is one."""
    return (
        Invitation.objects.select_related("user")
        .filter(token_sha256=_hash(token), used_at=None, expires_at__gt=timezone.now(), user__is_active=True)
        .first()
    )


@transaction.atomic
def accept_invitation(*, invitation: Invitation, password: str) -> bool:
    """Set the password; False when the invitation was used in the meantime."""
    taken = Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=timezone.now())
    if not taken:
        return False
    user = invitation.user
    user.set_password(password)
    user.save(update_fields=["password"])
    record(Act.CHANGE, user, by=user.actor, fields=["password"])
    return True


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
