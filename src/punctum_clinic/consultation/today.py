"""Intakes that nobody has looked at, and visits that are still open."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from punctum import InputError, screen
from punctum.intake import flagged
from punctum_clinic.consultation.models import Consultation
from punctum_clinic.intake.models import Intake
from punctum_clinic.people.patient import patient_of_person
from punctum_clinic.staff.access import may
from punctum_clinic.staff.models import User
from punctum_clinic.staff.permissions import Permission
from punctum_clinic.web.today import SHOWN, Line, Part, counted


def parts(user: User) -> Iterator[Part]:
    """For whoever sees the record."""
    if not may(user, Permission.SEE_RECORD):
        return
    unread = list(_unread()[:SHOWN])
    yield Part(
        id="intakes-unread",
        title=_("Signed intakes to read"),
        lines=tuple(map(_intake, unread)),
        more=counted(unread, _unread().count()) if len(unread) == SHOWN else 0,
    )
    visits = Consultation.objects.filter(
        closed_at=None, person__erased_at=None, person__restricted_at=None
    ).select_related("person", "started_by")
    still = list(visits.order_by("started_at", "id")[:SHOWN])
    yield Part(
        id="visits-open",
        title=_("Consultations still open"),
        lines=tuple(map(_visit, still)),
        more=counted(still, visits.count()) if len(still) == SHOWN else 0,
    )


def _unread() -> QuerySet[Intake]:
    """Signed intakes after which no consultation began, the oldest first."""
    since = Consultation.objects.filter(person=OuterRef("person"), started_at__gte=OuterRef("signed_at"))
    rows = Intake.objects.filter(
        ~Exists(since), state=Intake.State.SIGNED, person__erased_at=None, person__restricted_at=None
    )
    return rows.select_related("person").defer("answers").order_by("signed_at", "id")


def _intake(row: Intake) -> Line:
    unknown = len(flagged(json.loads(row.signed_text)["answers"], on=timezone.localdate()))
    signed = _("signed %s") % date_format(timezone.localtime(row.signed_at), _("j M H:i")) if row.signed_at else ""
    url = reverse("signed_intake", args=[row.person.public_id, row.public_id])
    return Line(who=str(row.person), text=signed, url=url, flag=_flag(unknown))


def _visit(row: Consultation) -> Line:
    try:
        unknown = len(screen(patient_of_person(row.person), on=timezone.localdate()).unrecognised)
    except InputError:
        unknown = 0
    begun = _("begun %(day)s by %(name)s") % {"day": date_format(row.on, _("j M")), "name": row.started_by.name}
    return Line(
        who=str(row.person), text=begun, url=reverse("consultation", args=[row.person.public_id]), flag=_flag(unknown)
    )


def _flag(unknown: int) -> str:
    if not unknown:
        return ""
    return (
        ngettext(
            "%d thing was not recognised: a clinician decides",
            "%d things were not recognised: a clinician decides",
            unknown,
        )
        % unknown
    )
