"""Adjustments as a table cell writes them, `key=value; key=value,value`, and several of them as one."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_args

from punctum.screening.values import Adjustment, Endpoint

NUMBERS = ("first_session_shorter_mm", "needle_length_max_mm", "interval_min_weeks")
LISTS = (
    "agents_excluded", "agent_classes_excluded", "zones_excluded", "materials_excluded", "adjuncts_excluded", "skip",
    "care", "instructions",
)  # fmt: skip


def parse_adjustment(cell: str) -> Adjustment:
    """The adjustment that a cell of the table of rules holds.

    Raises:
        ValueError: an unknown key, or a value that is not of the key's kind.
    """
    values: dict[str, Any] = {}
    for part in filter(None, (piece.strip() for piece in cell.split(";"))):
        key, separator, text = (piece.strip() for piece in part.partition("="))
        if not separator or not text:
            raise ValueError(f"a known key with a value, not {part!r}")
        if key in values:
            raise ValueError(f"each key once, not {key!r} twice")
        values[key] = _value(key, text)
    return Adjustment(**values)


def _value(key: str, text: str) -> Any:
    if key in NUMBERS:
        return _positive(float(text))
    if key in LISTS:
        return tuple(sorted(member.strip() for member in text.split(",")))
    if key == "passes_max":
        return _positive(int(text))
    if key == "no_topical_anaesthetic" and text == "yes":
        return True
    if key == "endpoint" and text in get_args(Endpoint):
        return text
    if key == "hold_hours_before":
        pairs = (member.rpartition(":") for member in text.split(","))
        return tuple(sorted((what.strip(), _positive(float(hours))) for what, _, hours in pairs))
    raise ValueError(f"a known key with its kind of value, not {key}={text}")


def _positive(number: Any) -> Any:
    if not number > 0:
        raise ValueError(f"a number above 0, not {number}")
    return number


def both(one: Adjustment, other: Adjustment) -> Adjustment:
    """Two adjustments at once. Each only restricts, so of every field the stricter value holds."""
    if one == Adjustment():
        return other
    joined: dict[str, Any] = {}
    for field in fields(Adjustment):
        values = [value for value in (getattr(one, field.name), getattr(other, field.name)) if value not in (None, ())]
        if not values:
            continue
        if field.name in LISTS:
            joined[field.name] = tuple(sorted({member for members in values for member in members}))
        elif field.name == "hold_hours_before":
            longest: dict[str, float] = {}
            for what, hours in (pair for pairs in values for pair in pairs):
                longest[what] = max(hours, longest.get(what, hours))
            joined[field.name] = tuple(sorted(longest.items()))
        elif field.name == "endpoint":
            joined[field.name] = min(values, key=get_args(Endpoint).index)
        elif field.name.endswith("_max_mm") or field.name == "passes_max":
            joined[field.name] = min(values)
        else:
            joined[field.name] = max(values)
    return Adjustment(**joined)
