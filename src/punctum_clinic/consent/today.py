"""Questions without an answer, and consents that are outstanding."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from punctum_clinic.consent.models import Consent, Question
from punctum_clinic.staff.access import may
from punctum_clinic.staff.models import User
from punctum_clinic.staff.permissions import Permission
from punctum_clinic.web.today import SHOWN, Line, Part, counted

LARGE = ("pdf", "text")


def parts(user: User) -> Iterator[Part]:
    """For whoever sees the record."""
    if not may(user, Permission.SEE_RECORD):
        return
    asked = Question.objects.filter(
        answer="",
        consent__state=Consent.State.OFFERED,
        consent__person__erased_at=None,
        consent__person__restricted_at=None,
    )
    first = list(
        asked.select_related("consent", "consent__person")
        .defer(*(f"consent__{name}" for name in LARGE))
        .order_by("asked_at", "id")[:SHOWN]
    )
    yield Part(
        id="questions",
        title=_("Questions to answer"),
        lines=tuple(map(_question, first)),
        more=counted(first, asked.count()) if len(first) == SHOWN else 0,
    )
    rows = Consent.objects.filter(
        state=Consent.State.OFFERED, person__erased_at=None, person__restricted_at=None
    ).select_related("person")
    unanswered = Exists(Question.objects.filter(consent=OuterRef("pk"), answer=""))
    shown = list(rows.annotate(unanswered=unanswered).defer(*LARGE).order_by("offered_at", "id")[:SHOWN])
    yield Part(
        id="consents-open",
        title=_("Consents outstanding"),
        lines=tuple(_consent(row, row.unanswered) for row in shown),
        more=counted(shown, rows.count()) if len(shown) == SHOWN else 0,
    )


def _question(row: Question) -> Line:
    text = Truncator(row.text).chars(90)
    return Line(who=str(row.consent.person), text=text, url=reverse("consent", args=[row.consent.public_id]))


def _consent(row: Consent, unanswered: bool) -> Line:
    offered = _("offered %s") % date_format(timezone.localtime(row.offered_at), _("j M"))
    if row.read_at is None:
        state = _("not read yet")
    elif unanswered:
        state = _("read; waits for an answer")
    elif row.reflect_until > timezone.now():
        state = _("read; may sign from %s") % date_format(timezone.localtime(row.reflect_until), _("j M H:i"))
    else:
        state = _("read; may sign now")
    return Line(who=str(row.person), text=f"{offered}, {state}", url=reverse("consent", args=[row.public_id]))
