"""Claims that popular articles make about needling, each checked against the literature."""

from __future__ import annotations

from typing import Literal

from punctum.evidence.table import SourcedRow, SourceId, Table


class Claim(SourcedRow):
    """One claim, its verdict, and how certain the verdict is."""

    articles: tuple[SourceId, ...] = ()
    category: str
    claim: str
    verdict: Literal["supported", "partly", "weak", "contradicted"]
    certainty: Literal["high", "moderate", "low", "very_low"]
    note: str = ""


CLAIMS = Table("punctum.evidence", "claims", Claim)
