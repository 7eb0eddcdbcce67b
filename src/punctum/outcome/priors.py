"""What is assumed where the studies print nothing, and the limits of what a forecast may say."""

from __future__ import annotations

from punctum.evidence.table import SourcedRow, Table


class Prior(SourcedRow):
    """One stated assumption. `participants`: how many people it was measured on, if any."""

    value: float
    unit: str = ""
    participants: int | None = None
    meaning: str


PRIORS = Table("punctum.outcome", "priors", Prior)
