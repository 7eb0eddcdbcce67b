"""What screening read with doubt, each with what it may mean."""

from __future__ import annotations

from dataclasses import dataclass

from punctum import Screening
from punctum.evidence import Concept
from punctum_clinic.consultation.history.names import kind_at, read_as


@dataclass(frozen=True, slots=True)
class Doubt:
    """One text that is not known for certain. `assumed`: what it was read as. `renames`: whether it is a name."""

    path: str
    text: str
    assumed: str
    concepts: tuple[Concept, ...]
    renames: bool


def doubts(screening: Screening) -> tuple[Doubt, ...]:
    """Everything that screening did not recognise for certain, as it lists it."""
    found = []
    for text in screening.unrecognised:
        renames = kind_at(text.path) is not None
        read = read_as(text.path, text.text) if renames else None
        found.append(Doubt(text.path, text.text, text.assumed or "", read.concepts if read else (), renames))
    return tuple(found)
