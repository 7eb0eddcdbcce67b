"""Where an intake stands, for staff."""

from __future__ import annotations

from dataclasses import dataclass

from punctum_clinic.intake.models import Intake
from punctum_clinic.intake.questions import standing_of
from punctum_clinic.links.actions import state_of
from punctum_clinic.links.models import Link, Purpose


@dataclass(frozen=True, slots=True)
class Status:
    """An intake, its newest link and how that stands (`open`, `held`, `expired`, `closed`), answers done and asked."""

    intake: Intake
    link: Link | None
    link_state: str
    done: int
    asked: int


def status_of(intake: Intake) -> Status:
    """Where an intake stands now."""
    link = (
        Link.objects.select_related("person")
        .filter(purpose=Purpose.INTAKE, person=intake.person_id, subject_id=intake.pk)
        .first()
    )
    if intake.state != Intake.State.OPEN:
        return Status(intake, link, state_of(link) if link else "", 0, 0)
    standing = standing_of(intake)
    return Status(intake, link, state_of(link) if link else "", standing.done, len(standing.asked))
