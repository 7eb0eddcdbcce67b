"""What the pages of plans have in common."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from punctum import InputError
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.people.access import person_for
from punctum_clinic.people.banner import banner_of
from punctum_clinic.people.models import Person
from punctum_clinic.plans.models import Plan
from punctum_clinic.staff.access import may
from punctum_clinic.staff.models import User
from punctum_clinic.staff.permissions import Permission

UNUSABLE = 422


def plan_for(
    request: HttpRequest, person_id: UUID | str, plan_id: UUID | str, permission: Permission
) -> tuple[User, Person, Plan]:
    """The user who asks, the person, and their plan.

    Raises:
        as `person_for`; Http404 also when the person has no such plan.
    """
    user, person = person_for(request, person_id, permission)
    plans = Plan.objects.select_related(
        "person", "history", "made_by", "signed_by", "signature", "ended_by", "based_on"
    )
    row = plans.filter(person=person, public_id=plan_id).first()
    if row is None:
        raise Http404
    return user, person, row


def page(
    request: HttpRequest, template: str, person: Person, user: User, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page about a person, with what nobody may miss on top."""
    frame = {
        "person": person,
        "user": user,
        "banner": banner_of(person),
        "tab": "plans",
        "may_edit": may(user, Permission.EDIT_RECORD),
        "may_sign": may(user, Permission.SIGN_PLAN),
        "form_key": request.POST.get("form_key") or uuid4(),
    }
    response = render(request, template, frame | context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def seen(row: Plan | Person, person: Person, user: User, **detail: Any) -> None:
    """Say in the trail that somebody opened something."""
    record(Act.VIEW, row, by=user.actor, person=str(person.public_id), **detail)


def form_key(request: HttpRequest) -> UUID:
    """The hidden key of a form; a new one when it is missing or cannot be read."""
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return uuid4()


def typed(request: HttpRequest, name: str) -> str:
    """What was typed in a field, without a sign that no text has."""
    return request.POST.get(name, "").replace("\0", "")


def today() -> date:
    """The day at the clinic."""
    return timezone.localdate()


def day_in(text: str) -> date | None:
    """A day as a form sends it, or None."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def lines_of(error: InputError) -> list[str]:
    """What is wrong, one line each."""
    return [str(problem) for problem in error.problems]
