"""Short ways to screen a file and to look at what came out."""

from __future__ import annotations

from datetime import date
from typing import Any

from punctum.patient import patient_of
from punctum.screening import Finding, Screening, screen
from tests.screening.cases import ON, WELL


def screened(*parts: dict[str, Any], on: date = ON) -> Screening:
    """The screening of a well person with these fields besides."""
    fields = dict(WELL)
    for part in parts:
        fields |= part
    return screen(patient_of(fields), on=on)


def finding(screening: Screening, rule: str) -> Finding:
    """The only finding of a rule."""
    (one,) = (member for member in screening.findings if member.rule == rule)
    return one


def rules(screening: Screening) -> set[str]:
    return {member.rule for member in screening.findings}
