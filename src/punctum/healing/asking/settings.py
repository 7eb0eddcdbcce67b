"""What a person who asks for a course may ask, and what stands where nothing is said."""

from __future__ import annotations

from punctum.evidence.table import Table
from punctum.healing.sessions import Setting

ASKING = Table("punctum.healing.asking", "asking", Setting)


def setting(name: str) -> float:
    """The value of one row."""
    return ASKING.by_id[name].value


def settings(prefix: str) -> tuple[float, ...]:
    """The values of all rows whose id begins so, in the order of the table."""
    return tuple(row.value for row in ASKING.rows if row.id.startswith(prefix))
