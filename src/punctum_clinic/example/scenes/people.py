"""Scenes at the front desk, and decisions of other doctors."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.example.scenes.cast import Cast
from punctum_clinic.people.actions import add_person, record_clearance, withdraw_clearance


def add(cast: Cast, key: str, *, by: str) -> None:
    """Somebody is entered for the first time."""
    cast.people[key] = add_person(by=cast.staff[by], **cast.identity[key])


def look(cast: Cast, key: str, *, by: str) -> None:
    """Somebody of the staff opens the page of a person."""
    person = cast.people[key]
    record(Act.VIEW, person, by=cast.staff[by].actor, person=str(person.public_id))


def clear(
    cast: Cast,
    key: str,
    *,
    by: str,
    rule: str,
    by_name: str,
    profession: str,
    reason: str,
    decided_days_ago: int = 0,
    valid_days: int,
) -> None:
    """A clinician's decision is written down."""
    on: date = timezone.localdate() - timedelta(days=decided_days_ago)
    record_clearance(
        person=cast.people[key],
        by=cast.staff[by],
        rule=rule,
        by_name=by_name,
        profession=profession,
        on=on,
        valid_until=on + timedelta(days=valid_days),
        reason=reason,
    )


def withdraw_clearances(cast: Cast, key: str, *, by: str, rule: str) -> None:
    """A decision no longer holds."""
    for clearance in cast.people[key].clearances.filter(rule=rule, withdrawn_at=None):
        withdraw_clearance(clearance=clearance, by=cast.staff[by])
