"""How much a clinic's own results count, what an own result may hold, and when drift is flagged."""

from __future__ import annotations

from punctum.evidence.table import Table
from punctum.outcome.constants import Fixed

# Where keys of random numbers begin, one for each purpose, far from those of forecasts.
CHOICE, TRIES, CLINIC, UNTESTED = (2 ** (32 + at) for at in range(4))

LEARNING = Table("punctum.outcome.learning", "learning", Fixed)


def rule(name: str) -> float:
    """The value of `learning.csv` with this id."""
    return LEARNING.by_id[name].value
