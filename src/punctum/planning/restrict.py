"""Adjustments of several findings as one. Each can only restrict, so the strictest value holds."""

from __future__ import annotations

from collections.abc import Iterable

from punctum.planning.tables import ENDPOINTS
from punctum.screening import Adjustment, Endpoint, Finding


def gentlest(endpoints: Iterable[Endpoint]) -> Endpoint:
    """The gentlest of several endpoints; `endpoints.csv` runs from the gentlest on."""
    order = [row.id for row in ENDPOINTS.rows]
    return min(endpoints, key=order.index)


def combined(findings: Iterable[Finding]) -> Adjustment:
    """The adjustments of all findings together."""
    parts = [finding.adjustment for finding in findings]

    def least(name: str) -> float | None:
        return min((value for part in parts if (value := getattr(part, name)) is not None), default=None)

    def most(name: str) -> float | None:
        return max((value for part in parts if (value := getattr(part, name)) is not None), default=None)

    def union(name: str) -> tuple[str, ...]:
        return tuple(sorted({member for part in parts for member in getattr(part, name)}))

    holds: dict[str, float] = {}
    for part in parts:
        for what, hours in part.hold_hours_before:
            holds[what] = max(hours, holds.get(what, hours))
    endpoints = [part.endpoint for part in parts if part.endpoint is not None]
    passes = least("passes_max")
    return Adjustment(
        first_session_shorter_mm=most("first_session_shorter_mm"),
        needle_length_max_mm=least("needle_length_max_mm"),
        passes_max=None if passes is None else int(passes),
        endpoint=gentlest(endpoints) if endpoints else None,
        interval_min_weeks=most("interval_min_weeks"),
        agents_excluded=union("agents_excluded"),
        agent_classes_excluded=union("agent_classes_excluded"),
        no_topical_anaesthetic=any(part.no_topical_anaesthetic for part in parts),
        zones_excluded=union("zones_excluded"),
        materials_excluded=union("materials_excluded"),
        adjuncts_excluded=union("adjuncts_excluded"),
        skip=union("skip"),
        hold_hours_before=tuple(sorted(holds.items())),
        care=union("care"),
        instructions=union("instructions"),
    )
