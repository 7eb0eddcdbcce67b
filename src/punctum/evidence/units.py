"""What a value may be in each unit; the last part of a field's name is its unit."""

from __future__ import annotations

from punctum.evidence.table import Row, Table


class Unit(Row):
    """The range of values a unit can have anywhere in the tables."""

    minimum: float
    maximum: float
    unit: str


UNITS = Table("punctum.evidence", "units", Unit)


def unit_of(field: str) -> Unit | None:
    """The unit that a field's name ends in, or None."""
    return max(
        (unit for unit in UNITS.rows if field == unit.id or field.endswith(f"_{unit.id}")),
        key=lambda unit: len(unit.id),
        default=None,
    )
