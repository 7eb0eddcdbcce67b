"""What staff see and do: send an intake, hand the tablet over, read what was signed."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from punctum.intake import flagged
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.intake.actions import cancel_intake, send_intake
from punctum_clinic.intake.documents import sha256_of_text
from punctum_clinic.intake.models import Intake
from punctum_clinic.intake.status import status_of
from punctum_clinic.links.handover import hand_over as give_tablet
from punctum_clinic.links.qr import svg
from punctum_clinic.people.access import person_for
from punctum_clinic.people.banner import banner_of
from punctum_clinic.people.models import Person
from punctum_clinic.signing.drawing import path_of
from punctum_clinic.staff.access import may
from punctum_clinic.staff.models import User
from punctum_clinic.staff.permissions import Permission

MOST_SHOWN = 20


@require_safe
@never_cache
def person_intake(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Where the intakes of a person stand."""
    user, person = person_for(request, public_id, Permission.SEE_PEOPLE)
    record(Act.VIEW, person, by=user.actor, person=str(person.public_id), page="intake")
    return render(request, "intake/person.html", _context(user, person))


@require_POST
@never_cache
def send(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make a link and show it, once."""
    user, person = person_for(request, public_id, Permission.SEND_LINKS)
    _intake, link, url = send_intake(person=person, by=user)
    context = {**_context(user, person), "url": url, "qr": svg(url), "made": link}
    return render(request, "intake/sent.html", context)


@require_POST
@never_cache
def hand_over(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give this tablet to the patient: their intake opens, the staff's session is locked."""
    user, person = person_for(request, public_id, Permission.SEND_LINKS)
    _intake, link, _url = send_intake(person=person, by=user)
    return give_tablet(request, link=link, by=user)


@require_POST
@never_cache
def cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the open intake back."""
    user, person = person_for(request, public_id, Permission.SEND_LINKS)
    if intake := person.intakes.filter(state=Intake.State.OPEN).first():
        cancel_intake(intake=intake, by=user)
    return HttpResponseRedirect(reverse("person_intake", args=[person.public_id]), status=303)


@require_safe
@never_cache
def signed(request: HttpRequest, public_id: UUID, intake_id: UUID) -> HttpResponse:
    """The answers as they were signed, what was not recognised, and the history they became."""
    user, person = person_for(request, public_id, Permission.SEE_RECORD)
    intake = person.intakes.select_related("signature", "history").filter(public_id=intake_id).first()
    if intake is None or intake.signature is None:
        raise Http404
    record(Act.VIEW, intake, by=user.actor, person=str(person.public_id))
    document = json.loads(intake.signed_text)
    context = {
        "person": person,
        "user": user,
        "tab": "intake",
        "banner": banner_of(person),
        "intake": intake,
        "document": document,
        "flagged": flagged(document["answers"], on=timezone.localdate()),
        "drawn": path_of(intake.signature),
        "unchanged": sha256_of_text(intake.signed_text) == intake.signature.document_sha256,
        "overtaken": _overtaken(intake),
    }
    return render(request, "intake/signed.html", context)


def _context(user: User, person: Person) -> dict[str, Any]:
    intakes = person.intakes.select_related("person", "signature", "history")[:MOST_SHOWN]
    return {
        "person": person,
        "user": user,
        "tab": "intake",
        "statuses": [status_of(intake) for intake in intakes],
        "is_open": any(intake.state == Intake.State.OPEN for intake in intakes),
        "banner": banner_of(person) if may(user, Permission.SEE_RECORD) else None,
        "may_send": may(user, Permission.SEND_LINKS),
        "may_read": may(user, Permission.SEE_RECORD),
    }


def _overtaken(intake: Intake) -> int | None:
    """The version of the history that staff wrote while the intake was open, if they did."""
    if intake.history is None:
        return None
    first = intake.starts_from.number if intake.starts_from else 0
    last = intake.history.number - 1
    return last if last > first else None
