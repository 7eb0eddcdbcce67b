"""What the page of one person shows of their record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from punctum_clinic.people.changes_words import differences
from punctum_clinic.people.models import Clearance, Person
from punctum_clinic.people.told import told_in


@dataclass(frozen=True, slots=True)
class Cleared:
    """A clearance, and whether it holds today."""

    row: Clearance
    holds: bool


def overview_of(person: Person) -> dict[str, Any]:
    """The parts of the page: what changed since the last visit, what was told, clearances and versions."""
    versions = list(person.histories.select_related("made_by").order_by("number"))
    visit = person.consultations.exclude(closed_at=None).order_by("-on", "-id").first()
    since = [one for one in versions if visit is not None and one.pk >= (visit.history_after_id or 0)]
    today = timezone.localdate()
    return {
        "visit": visit,
        "differences": differences(since),
        "told": told_in(versions[-1].document) if versions else (),
        "current": versions[-1] if versions else None,
        "versions": versions[::-1],
        "clearances": [
            Cleared(row, holds(row, today)) for row in person.clearances.select_related("recorded_by", "withdrawn_by")
        ],
    }


def holds(clearance: Clearance, on: date) -> bool:
    """Whether a clearance stands on a day: begun, not over, not withdrawn."""
    over = clearance.valid_until is not None and clearance.valid_until < on
    return clearance.withdrawn_at is None and clearance.on <= on and not over
