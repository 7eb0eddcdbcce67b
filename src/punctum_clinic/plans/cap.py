"""Who may sign a plan, by role, profession and the longest needle."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from punctum.report import words
from punctum_clinic.plans.models import Plan
from punctum_clinic.staff.access import may
from punctum_clinic.staff.models import User
from punctum_clinic.staff.permissions import Permission


def reaches(user: User, row: Plan) -> bool:
    """Whether the longest needle of a plan lies within what somebody may sign for."""
    cap, longest = user.needle_length_cap_mm, row.longest_needle_mm
    return cap is None or longest is None or Decimal(str(longest)) <= cap


def may_ever_sign(user: User) -> bool:
    """Whether somebody signs plans at all."""
    return user.is_active and may(user, Permission.SIGN_PLAN) and bool(user.profession)


def who_may_sign(row: Plan) -> tuple[User, ...]:
    """Everybody who may sign this plan."""
    return tuple(user for user in User.objects.filter(is_active=True) if may_ever_sign(user) and reaches(user, row))


def not_theirs(user: User, row: Plan) -> Iterator[str]:
    """Why somebody may not sign a plan, whatever it says; who may, is named."""
    if not user.profession:
        yield _("Your profession is not stated. The owner of the clinic can state it.")
    if not reaches(user, row):
        longest = words.length(row.longest_needle_mm or 0)
        own = words.length(float(user.needle_length_cap_mm or 0))
        names = words.listed(each.name for each in who_may_sign(row)) or _("nobody here")
        yield _("The longest needle is %(longest)s; you may sign for up to %(own)s. Who may sign it: %(names)s.") % {
            "longest": longest,
            "own": own,
            "names": names,
        }
