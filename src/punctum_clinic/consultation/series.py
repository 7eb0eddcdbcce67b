"""Scores of a person over time."""

from __future__ import annotations

from dataclasses import dataclass

from punctum.evidence import SCALES
from punctum_clinic.consultation.models import Score
from punctum_clinic.people.models import Person


@dataclass(frozen=True, slots=True)
class Point:
    """One score, and how far along the range of its scale it lies: 0 to 100, none for an open range."""

    score: Score
    percent: int | None


def latest_scores(person: Person) -> list[Score]:
    """The newest score of every concern on every scale, newest first."""
    found: dict[tuple[str, str], Score] = {}
    rows = Score.objects.filter(consultation__person=person).select_related("consultation", "scored_by")
    for row in rows.order_by("-id"):
        found.setdefault((row.indication, row.scale), row)
    return list(found.values())


def series(person: Person, indication: str, scale: str) -> list[Point]:
    """Every score of one concern on one scale, oldest first."""
    rows = Score.objects.filter(consultation__person=person, indication=indication, scale=scale)
    return [Point(row, _percent(row)) for row in rows.select_related("consultation", "scored_by").order_by("id")]


def _percent(row: Score) -> int | None:
    scale = SCALES.by_id.get(row.scale)
    if scale is None or scale.range_min is None or scale.range_max is None or scale.range_max <= scale.range_min:
        return None
    return round(100 * (row.value - scale.range_min) / (scale.range_max - scale.range_min))
