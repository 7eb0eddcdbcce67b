"""Adding somebody to the staff, and changing what they may do."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from punctum import InputError, Problem
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.staff.models import Role, User


@transaction.atomic
def add_member(
    *, by: User, email: str, name: str, role: Role, profession: str = "", needle_length_cap_mm: Decimal | None = None
) -> User:
    """Somebody new, who cannot sign in before they accepted an invitation."""
    user = User.objects.create_user(
        email, name=name, role=role, profession=profession, needle_length_cap_mm=needle_length_cap_mm
    )
    record(Act.CREATE, user, by=by.actor, role=role)
    return user


@transaction.atomic
def edit_member(
    *,
    by: User,
    user: User,
    name: str,
    role: Role,
    profession: str,
    needle_length_cap_mm: Decimal | None,
    is_active: bool,
) -> None:
    """Change a member of staff; whoever is no longer active is out at their next click.

    Raises:
        InputError: nobody would be left who may change settings.
    """
    # All owners are held, so that two of them cannot remove each other at once.
    owners = set(User.objects.select_for_update().filter(role=Role.OWNER, is_active=True).values_list("pk", flat=True))
    stays_owner = role == Role.OWNER and is_active
    if not stays_owner and owners <= {user.pk}:
        raise InputError([Problem("role", "at least one active owner in the clinic", "none")])
    after = {
        "name": name,
        "role": role,
        "profession": profession,
        "needle_length_cap_mm": needle_length_cap_mm,
        "is_active": is_active,
    }
    changed = sorted(field for field, value in after.items() if getattr(user, field) != value)
    if not changed:
        return
    before = user.role
    for field in changed:
        setattr(user, field, after[field])
    user.save(update_fields=changed)
    record(Act.CHANGE, user, by=by.actor, fields=changed, role_before=before, role_after=role)
