"""What is no longer as it was when a plan was made, for every page that rests on the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from punctum import InputError
from punctum.report import words
from punctum_clinic.people.models import Person
from punctum_clinic.people.patient import current_history, patient_fields
from punctum_clinic.plans.day import answer_on
from punctum_clinic.plans.models import Plan
from punctum_clinic.plans.signable import older


def changed_since(row: Plan, today: date) -> Iterator[str]:
    """One line for each thing that a signed plan was made from and that does not hold any more."""
    if row.state != Plan.State.SIGNED:
        return
    if older(row):
        yield _("What is known of the person changed since this plan was made. Read it, then screen or plan again.")
    rests_on = {finding["rule"] for finding in row.document["findings"] if finding["cleared_by"]}
    for each in row.patient.get("clearances", ()):
        until = each.get("valid_until")
        if each["rule"] in rests_on and until and date.fromisoformat(until) < today:
            told = {"rule": each["rule"], "name": each["by"], "day": words.day_text(date.fromisoformat(until))}
            yield _("The clearance of %(rule)s by %(name)s ended on %(day)s.") % told


def known_of(person: Person) -> dict[str, Any] | None:
    """Everything a plan of today would be made from; none without a history."""
    history = current_history(person)
    return patient_fields(person, history.document) if history else None


def still_fits(row: Plan, today: date) -> bool:
    """Whether a signed plan still stands on its next visit, by what is known today; it does while nothing is new."""
    if not older(row):
        return True
    history = current_history(row.person)
    visits = sorted(date.fromisoformat(visit["date"]) for visit in row.document["sessions"])
    next_visit = next((day for day in visits if day >= today), today)
    try:
        return history is not None and answer_on(row, history, next_visit).stands
    except InputError:
        return False
