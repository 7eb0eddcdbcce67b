"""What to leave out around a visit, as spans of days."""

from __future__ import annotations

from collections.abc import Iterable

from punctum.care import TOPICS, Instruction
from punctum.prescription import Session
from punctum.report.figures import Span


def care_spans(care: Iterable[Instruction], sessions: Iterable[Session]) -> tuple[Span, ...]:
    """One span for each thing a patient leaves out, the longest of all visits; what ends last stands first."""
    visits = {session.number: session.date for session in sessions}
    found: dict[str, list[Instruction]] = {}
    for item in care:
        if item.audience == "patient" and item.polarity == "avoid" and item.session in visits:
            found.setdefault(item.topic, []).append(item)
    spans = (
        Span(
            TOPICS.by_id[topic].leave_out,
            min((item.begins.date() - visits[item.session]).days for item in items),
            max((item.ends.date() - visits[item.session]).days for item in items),
        )
        for topic, items in found.items()
    )
    return tuple(sorted(spans, key=lambda span: (-span.last_day, span.first_day, span.text)))
