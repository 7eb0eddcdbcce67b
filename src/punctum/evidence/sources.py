"""The works that every other table cites."""

from __future__ import annotations

from typing import Literal

from punctum.evidence.table import Row, Table

Kind = Literal[
    "randomised_trial", "trial", "cohort", "case_report", "meta_analysis", "systematic_review", "review", "guideline",
    "consensus", "label", "regulator", "manufacturer", "clinic_practice", "expert_opinion", "textbook", "laboratory",
    "dataset", "article", "house",
]  # fmt: skip


class Source(Row):
    """One cited work."""

    citation: str
    year: int | None = None
    doi: str = ""
    pmid: str = ""
    url: str = ""
    kind: Kind


SOURCES = Table("punctum.evidence", "sources", Source)
