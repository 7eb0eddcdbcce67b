"""Plans that wait for a signature, and those that changed tables touch."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from punctum_clinic.plans.cap import reaches
from punctum_clinic.plans.drafts import drafts
from punctum_clinic.plans.models import LARGE, Plan
from punctum_clinic.plans.touched import touched_rows
from punctum_clinic.staff.access import may
from punctum_clinic.staff.models import User
from punctum_clinic.staff.permissions import Permission
from punctum_clinic.web.today import SHOWN, Line, Part, counted


def parts(user: User) -> Iterator[Part]:
    """For whoever sees the record."""
    if not may(user, Permission.SEE_RECORD):
        return
    waiting = drafts()
    shown = list(waiting[:SHOWN])
    yield Part(
        id="plans-to-sign",
        title=_("Plans to sign"),
        lines=tuple(_draft(row, user) for row in shown),
        more=counted(shown, waiting.count()) if len(shown) == SHOWN else 0,
        url=reverse("plans_to_sign"),
    )
    other = touched_rows().defer(*LARGE)
    first = list(other[:SHOWN])
    yield Part(
        id="plans-touched",
        title=_("Plans made with older tables"),
        lines=tuple(_line(row, _("plan %d") % row.number) for row in first),
        more=counted(first, other.count()) if len(first) == SHOWN else 0,
        url=reverse("plans_touched"),
    )


def _draft(row: Plan, user: User) -> Line:
    made = {"number": row.number, "day": date_format(localtime(row.made_at), _("j M")), "name": row.made_by.name}
    text = _("plan %(number)d, made %(day)s by %(name)s") % made
    beyond = may(user, Permission.SIGN_PLAN) and not reaches(user, row)
    return _line(row, text, _("longer needle than you may sign for") if beyond else "")


def _line(row: Plan, text: str, flag: str = "") -> Line:
    return Line(
        who=str(row.person), text=text, url=reverse("plan", args=[row.person.public_id, row.public_id]), flag=flag
    )
