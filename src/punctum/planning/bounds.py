"""Limits of what a clinician may change: where each lies, what sets it, and whether it may be exceeded at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from punctum.evidence.table import Basis
from punctum.planning.tables import ENDPOINTS
from punctum.problems import Problem, shown
from punctum.skin import ZONES

Value = bool | int | float | str
UNITS = {
    "needle_length_mm": "mm",
    "first_needle_length_mm": "mm",
    "density_per_cm2": "per cm²",
    "interval_weeks": "weeks",
}
NAMES = {
    "needle_length_mm": "needle length",
    "first_needle_length_mm": "needle length of the first session",
    "density_per_cm2": "density",
    "first_session_date": "date of the first session",
    "interval_weeks": "interval",
}


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Bound(_Part):
    """One limit of one field.

    Arguments:
        value: the limit, which itself is allowed. Endpoints run from the gentlest on; dates are YYYY-MM-DD.
        side: whether the value is the most or the least.
        what: what sets the limit.
        never: it is not exceeded, whatever the reason. Otherwise a clinician may exceed it and says why.
    """

    field: str
    side: Literal["most", "least"]
    value: Value
    what: str
    never: bool
    sources: tuple[str, ...]
    basis: Basis


class Exceeded(_Part):
    """A limit that a change goes over, and for which a reason is needed.

    Arguments:
        path: of the field in the amendment. zone: None for what concerns the whole course.
        value: as changed. bound: the limit. text: both in one line.
    """

    path: str
    zone: str | None
    value: Value
    bound: Bound
    text: str


def goes_over(value: Value, bound: Bound) -> bool:
    """Whether a value lies beyond a limit."""
    one, other = _rank(bound.field, value), _rank(bound.field, bound.value)
    return bool(one > other if bound.side == "most" else one < other)


def tightest(bounds: Iterable[Bound], side: Literal["most", "least"]) -> Bound | None:
    """The limit that is reached first on one side, or None."""
    found = sorted((each for each in bounds if each.side == side), key=lambda each: _rank(each.field, each.value))
    return (found[0] if side == "most" else found[-1]) if found else None


def refused(path: str, value: Value, bounds: Iterable[Bound]) -> tuple[Problem, ...]:
    """A problem for every limit gone over that is never exceeded."""
    return tuple(
        Problem(path, f"at {bound.side} {with_unit(bound.field, bound.value)} ({bound.what})", shown(value))
        for bound in bounds
        if bound.never and goes_over(value, bound)
    )


def exceeded(path: str, zone: str | None, value: Value, bounds: Iterable[Bound]) -> tuple[Exceeded, ...]:
    """Every limit gone over for which a reason is needed."""
    return tuple(
        Exceeded(path=path, zone=zone, value=value, bound=bound, text=_text(zone, value, bound))
        for bound in bounds
        if not bound.never and goes_over(value, bound)
    )


def with_unit(field: str, value: Value) -> str:
    """A value as it reads, with its unit."""
    written = value.replace("_", " ") if isinstance(value, str) else f"{value:g}"
    return f"{written} {UNITS[field]}" if field in UNITS else written


def field_name(field: str) -> str:
    """A field in words."""
    return NAMES.get(field, field)


def _text(zone: str | None, value: Value, bound: Bound) -> str:
    where = f"{ZONES.by_id[zone].name.capitalize()}: " if zone else ""
    line = f"{where}{field_name(bound.field)} {with_unit(bound.field, value)}"
    return f"{line}; the limit is at {bound.side} {with_unit(bound.field, bound.value)} ({bound.what})."


def _rank(field: str, value: Value) -> Any:
    return [str(row.id) for row in ENDPOINTS.rows].index(str(value)) if field == "endpoint" else value
