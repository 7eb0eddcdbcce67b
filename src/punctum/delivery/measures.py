"""By what a delivery is measured: the radii of coverage, the squares of evenness, the steps of depth."""

from __future__ import annotations

from punctum.evidence.table import SourcedRow, Table


class Measure(SourcedRow):
    """One way of measuring, with its unit and what it means in words."""

    value: float
    unit: str
    text: str


MEASURES = Table("punctum.delivery", "measures", Measure)


def measures(prefix: str) -> tuple[float, ...]:
    """The values of all rows whose id begins so, in the order of the table."""
    return tuple(row.value for row in MEASURES.rows if row.id.startswith(prefix))
