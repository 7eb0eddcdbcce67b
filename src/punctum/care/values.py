"""Care instructions with dates, and what can go wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from punctum.evidence.table import Basis

Phase = Literal["before", "during", "after"]
Triage = Literal["emergency", "same_day", "call_clinic", "self_care"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One instruction of one session, with its window in local time."""

    item: str
    phase: Phase
    session: int
    text: str
    clinician_text: str
    begins: datetime
    ends: datetime
    audience: Literal["patient", "clinician"]
    topic: str
    sources: tuple[str, ...]
    basis: Basis
    disagreement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """Something that can happen after needling, for this person."""

    event: str
    name: str
    patient_text: str
    expected: bool
    severity: Literal["mild", "moderate", "severe", "critical"]
    onset: str
    duration: str
    incidence: str
    incidence_percent: tuple[float, float, float] | None
    triage: Triage
    action: str
    raised_by: tuple[str, ...]
    sources: tuple[str, ...]
    basis: Basis
