"""Intakes that are still open: sent, opened, half filled in. That says nothing about anybody's health."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from punctum_clinic.intake.models import Intake
from punctum_clinic.staff.access import may
from punctum_clinic.staff.models import User
from punctum_clinic.staff.permissions import Permission
from punctum_clinic.web.today import SHOWN, Line, Part, counted


def parts(user: User) -> Iterator[Part]:
    """For whoever sends links."""
    if not may(user, Permission.SEND_LINKS):
        return
    rows = Intake.objects.filter(
        state=Intake.State.OPEN, person__erased_at=None, person__restricted_at=None
    ).select_related("person")
    shown = list(rows.defer("answers").order_by("created_at", "id")[:SHOWN])
    lines = tuple(map(_line, shown))
    yield Part(
        id="intakes-open",
        title=_("Intakes not signed yet"),
        lines=lines,
        more=counted(shown, rows.count()) if len(shown) == SHOWN else 0,
    )


def _line(row: Intake) -> Line:
    sent = _("sent %s") % date_format(localtime(row.created_at), _("j M"))
    begun = _("last answer %s") % date_format(localtime(row.saved_at), _("j M H:i")) if row.saved_at else _("not begun")
    return Line(who=str(row.person), text=f"{sent}, {begun}", url=reverse("person_intake", args=[row.person.public_id]))
