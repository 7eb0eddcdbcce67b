"""Who signed in and out, and who tried to, in the audit trail."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.staff.models import User


@receiver(user_logged_in)
def _signed_in(sender: Any, user: User, **kwargs: Any) -> None:
    record(Act.SIGN_IN, user, by=user.actor)


@receiver(user_logged_out)
def _signed_out(sender: Any, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        record(Act.SIGN_IN, user, by=user.actor, left=True)


@receiver(user_login_failed)
def _failed(sender: Any, **kwargs: Any) -> None:
    record(Act.REFUSED, "staff.user:?", by="stranger", what="sign_in")


@receiver(authenticator_added)
def _factor_added(sender: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    record(Act.CHANGE, user, by=user.actor, second_factor=authenticator.type, added=True)


@receiver(authenticator_removed)
def _factor_removed(sender: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    record(Act.CHANGE, user, by=user.actor, second_factor=authenticator.type, removed=True)


@receiver(authenticator_reset)
def _factor_reset(sender: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    record(Act.CHANGE, user, by=user.actor, second_factor=authenticator.type, renewed=True)
