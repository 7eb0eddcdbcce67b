"""Scores of a person over time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from punctum.evidence import SCALES, find_indication, find_scale
from punctum_clinic.consultation.models import Score
from punctum_clinic.people.models import Person


@dataclass(frozen=True, slots=True)
class Point:
    """One score, and how far along the range of its scale it lies: 0 to 100, none for an open range."""

    score: Score
    percent: int | None


@dataclass(frozen=True, slots=True)
class Measured:
    """One concern of the history with its score, as far as it has one."""

    indication: str
    scale: str
    baseline: Any
    goal: Any


def latest_scores(person: Person) -> list[Score]:
    """The newest score of every concern on every scale, newest first."""
    found: dict[tuple[str, str], Score] = {}
    rows = Score.objects.filter(consultation__person=person).select_related("consultation", "scored_by")
    for row in rows.order_by("-id"):
        found.setdefault((row.indication, row.scale), row)
    return list(found.values())


def measured(document: Mapping[str, Any]) -> list[Measured]:
    """Where each concern of a file starts from and is to go."""
    found = []
    for concern in document.get("concerns") or ():
        scale = concern.get("scale")
        name = find_scale(scale).name if scale else ""
        indication = find_indication(str(concern.get("indication"))).id
        found.append(Measured(indication, name, concern.get("baseline"), concern.get("goal")))
    return found


def series(person: Person, indication: str, scale: str) -> list[Point]:
    """Every score of one concern on one scale, oldest first."""
    rows = Score.objects.filter(consultation__person=person, indication=indication, scale=scale)
    return [Point(row, _percent(row)) for row in rows.select_related("consultation", "scored_by").order_by("id")]


def _percent(row: Score) -> int | None:
    scale = SCALES.by_id.get(row.scale)
    if scale is None or scale.range_min is None or scale.range_max is None or scale.range_max <= scale.range_min:
        return None
    return round(100 * (row.value - scale.range_min) / (scale.range_max - scale.range_min))
