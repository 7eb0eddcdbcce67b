"""The card "Intake" on the page of a person."""

from __future__ import annotations

from typing import Any

from django import template

from punctum_clinic.intake.models import Intake
from punctum_clinic.intake.status import status_of
from punctum_clinic.people.models import Person
from punctum_clinic.staff.access import may
from punctum_clinic.staff.models import User
from punctum_clinic.staff.permissions import Permission

register = template.Library()


@register.inclusion_tag("intake/_card.html", takes_context=True)
def intake_card(context: dict[str, Any], person: Person) -> dict[str, Any]:
    """`{% load intake_card %}{% intake_card person %}`: where the newest intake stands, and sending one."""
    user = context["request"].user
    newest = Intake.objects.select_related("person", "signature").filter(person=person).first()
    return {
        "person": person,
        "status": status_of(newest) if newest else None,
        "is_open": newest is not None and newest.state == Intake.State.OPEN,
        "may_send": isinstance(user, User) and may(user, Permission.SEND_LINKS),
        "may_read": isinstance(user, User) and may(user, Permission.SEE_RECORD),
        "csrf_token": context.get("csrf_token", ""),
    }
