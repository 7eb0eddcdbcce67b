"""The clinic's profile and what it offers."""

from __future__ import annotations

from django.db import transaction

from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.practice.models import Profile, Service
from punctum_clinic.staff.models import User


@transaction.atomic
def save_profile(*, by: User, profile: Profile, fields: list[str]) -> None:
    """Save the one profile.

    Arguments:
        fields: the names of what changed, for the audit trail.
    """
    profile.pk = 1
    profile.save()
    record(Act.CHANGE, profile, by=by.actor, fields=sorted(fields))


@transaction.atomic
def save_service(*, by: User, service: Service, fields: list[str]) -> None:
    """Save one thing that the clinic offers."""
    new = service.pk is None
    service.save()
    record(Act.CREATE if new else Act.CHANGE, service, by=by.actor, fields=sorted(fields))
