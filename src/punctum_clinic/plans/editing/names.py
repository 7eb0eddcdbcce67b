"""What the fields of the form are called."""

from __future__ import annotations

import re

SETTINGS = ("needle_length_mm", "first_needle_length_mm", "density_per_cm2", "passes", "endpoint")
COURSE = ("sessions", "interval_weeks", "first_session_date", "adjuncts", "anaesthetic")
WHOLE = ("passes", "sessions")
LEAVE_OUT = "leave_out"
NO_ADJUNCTS = "adjuncts_none"
PATH = re.compile(r"zones\[(\d+)\]\.(\w+)")


def name_of(zone: str, field: str) -> str:
    """The name of a field of one zone, or of the course."""
    return f"{zone}-{field}" if zone else field


def name_at(path: str, zones: list[str]) -> str:
    """The name of the field at a path of an amendment; an empty text for what has none on the form.

    Arguments:
        zones: of the amendment, in its order.
    """
    if found := PATH.match(path):
        at = int(found[1])
        return name_of(zones[at], found[2]) if at < len(zones) else ""
    field = re.split(r"[.\[]", path)[0]
    return field if field in COURSE or field.startswith("reason-") else ""
