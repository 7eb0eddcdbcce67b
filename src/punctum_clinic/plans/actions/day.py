"""Screening a signed plan again on the day of a visit."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from punctum import InputError, Problem
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.plans.actions.make import history_to_plan_from
from punctum_clinic.plans.actions.writing import held
from punctum_clinic.plans.day import answer_on
from punctum_clinic.plans.models import DayScreening, Plan
from punctum_clinic.staff.models import User


def screen_on_day(*, row: Plan, on: date, by: User) -> DayScreening:
    """What the newest history says of a signed plan on a day, kept with who asked.

    Raises:
        InputError: the plan is not signed, or the history cannot be screened on this day; nothing is written.
    """
    history = history_to_plan_from(row.person)
    answer = answer_on(row, history, on)
    with transaction.atomic():
        now = held(row)
        if now.state != Plan.State.SIGNED:
            raise InputError([Problem("plan", _("a signed plan"), now.get_state_display())])
        if history_to_plan_from(now.person).pk != history.pk:
            raise InputError([Problem("history", _("the history as it was screened"), _("a newer one; screen again"))])
        screened = DayScreening.objects.create(
            plan=now,
            on=on,
            history=history,
            screening=answer.screening,
            verdict=answer.verdict,
            stands=answer.stands,
            differences=[asdict(line) for line in answer.lines],
            by=by,
        )
        record(
            Act.CREATE,
            screened,
            by=by.actor,
            person=str(now.person.public_id),
            plan=now.number,
            stands=answer.stands,
            differences=len(answer.lines),
        )
    return screened
