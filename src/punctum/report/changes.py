"""What a finding changes in the plan, in words."""

from __future__ import annotations

from collections.abc import Iterator

from punctum.report.words import capital, count, length, listed, number, plain
from punctum.screening import Adjustment


def changes(adjustment: Adjustment) -> tuple[str, ...]:
    """One line per change, in a fixed order."""
    return tuple(_lines(adjustment))


def _lines(adjustment: Adjustment) -> Iterator[str]:
    if adjustment.needle_length_max_mm is not None:
        yield f"Needle length at most {length(adjustment.needle_length_max_mm)}"
    if adjustment.first_session_shorter_mm is not None:
        yield f"First session {length(adjustment.first_session_shorter_mm)} shorter"
    if adjustment.passes_max is not None:
        yield f"At most {count(adjustment.passes_max, 'pass', 'passes')}"
    if adjustment.endpoint is not None:
        yield f"Endpoint no stronger than {plain(adjustment.endpoint)}"
    if adjustment.interval_min_weeks is not None:
        yield f"At least {count(adjustment.interval_min_weeks, 'week')} between sessions"
    if adjustment.no_topical_anaesthetic:
        yield "No topical anaesthetic"
    for names, text in (
        ((*adjustment.agents_excluded, *adjustment.agent_classes_excluded), "Anaesthetic without"),
        (adjustment.zones_excluded, "Left out:"),
        (adjustment.materials_excluded, "Do not use"),
        (adjustment.adjuncts_excluded, "Not onto open channels:"),
        (adjustment.skip, "Leave out inside the zone:"),
    ):
        if names:
            yield f"{text} {listed(plain(name) for name in names)}"
    for name, hours in adjustment.hold_hours_before:
        when = count(hours / 24, "day") if hours >= 48 and hours % 24 == 0 else f"{number(hours)} hours"
        yield f"Stop {plain(name)} {when} before"
    for instruction in adjustment.instructions:
        yield capital(instruction)
