"""Keeping a score, and what it says of its concern."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from punctum import InputError, Problem
from punctum.evidence import find_indication, score, score_form
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.consultation.actions.history import save_document
from punctum_clinic.consultation.actions.visit import held_open
from punctum_clinic.consultation.models import Consultation, Score
from punctum_clinic.people.models import Person
from punctum_clinic.people.patient import current_history
from punctum_clinic.staff.models import User


@transaction.atomic
def save_score(
    *,
    consultation: Consultation,
    concern: int,
    scale: str,
    answers: dict[str, str],
    as_baseline: bool,
    goal: Any,
    expected_number: int,
    by: User,
) -> Score:
    """One score of one concern; as a baseline it is written into the history too, with the goal.

    Arguments:
        concern: its place in the history of `expected_number`.

    Raises:
        ClosedError, ChangedMeanwhileError: see `save_document`.
        InputError: an answer is missing or wrong, or the goal does not fit. Nothing is written then.
    """
    held = held_open(consultation)
    found = score(scale, answers)
    if found.value is None:
        raise InputError(found.problems)
    if as_baseline and score_form(found.scale.id).for_results:
        expected = "a scale that grades how it is now"
        raise InputError([Problem("baseline", expected, f"{found.scale.name}, which grades a change")])
    Person.objects.select_for_update().get(pk=held.person_id)
    history = current_history(held.person)
    document = dict(history.document) if history else {}
    concerns = [dict(entry) for entry in document.get("concerns", ())]
    indication = find_indication(str(concerns[concern]["indication"])).id if concern < len(concerns) else ""
    if as_baseline and concern < len(concerns):
        # A goal on another scale means nothing on this one.
        concerns[concern] = {**concerns[concern], "scale": found.scale.id, "baseline": _whole(found.value)}
        concerns[concern].pop("goal", None)
        if goal is not None:
            concerns[concern]["goal"] = _whole(goal)
    save_document(
        consultation=held, document={**document, "concerns": concerns}, expected_number=expected_number, by=by
    )
    row = Score.objects.create(
        consultation=held,
        indication=indication,
        scale=found.scale.id,
        answers={share.item: share.points for share in found.shares},
        value=found.value,
        scored_by=by,
    )
    record(Act.CREATE, row, by=by.actor, person=str(held.person.public_id), scale=found.scale.id, baseline=as_baseline)
    return row


def _whole(value: Any) -> Any:
    """A number as files write it: 8 and not 8.0, so that the same score is no change."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
