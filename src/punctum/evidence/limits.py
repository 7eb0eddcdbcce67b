"""What is plausible in a typed field; a value outside is a slip of the pen."""

from __future__ import annotations

from punctum.evidence.table import SourcedRow, Table
from punctum.problems import Problem, shown


class Limit(SourcedRow):
    """The plausible range of one field."""

    minimum: float
    maximum: float
    unit: str


LIMITS = Table("punctum.evidence", "limits", Limit)


def implausible(field: str, value: float) -> Problem | None:
    """The problem with a value outside its plausible range, or none."""
    limit = LIMITS.by_id[field]
    if limit.minimum <= value <= limit.maximum:
        return None
    return Problem("", f"{limit.minimum:g} to {limit.maximum:g} {limit.unit}", shown(value))
