"""What belongs together: one thing that studies measure, and the observables of the model that stand for it."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from punctum.evidence.table import Ref, SourcedRow, Table
from punctum.healing.observing.observables import OBSERVABLES, Observable

Look = Literal["early", "late"]
ObservableId = Annotated[str, Ref("observables")]


class Family(SourcedRow):
    """One thing that studies measure.

    `relative`: the observable in per cent over rest. `absolute`: in `absolute_unit`. `sign`: which tells whether it
    rose or fell; times `turn`. `duration`, `half_life`, `peak`, `first`: observables that are times. `rna`: as log2.
    `look`: a matter of hours and days, or of weeks and months. `stain`: also measured as stained area.
    `noise_points`, `noise_ratio`: SD of what a study prints around the truth, in per cent over rest or as a ratio.
    """

    words: tuple[str, ...] = ()
    relative: ObservableId | None = None
    absolute: ObservableId | None = None
    absolute_unit: str = ""
    sign: ObservableId | None = None
    turn: Literal["1", "-1"]
    duration: ObservableId | None = None
    half_life: ObservableId | None = None
    peak: ObservableId | None = None
    first: ObservableId | None = None
    rna: ObservableId | None = None
    look: Look
    stain: bool = False
    noise_points: float | None = None
    noise_ratio: float
    text: str


class Reading(SourcedRow):
    """How a device or a laboratory shows an observable: reading = rest + gain · value, each between two ends.

    Nine draws of ten of the gain lie between `gain_low` and `gain_high`; rest lies anywhere between its ends. `words`:
    phrases that name the device; without any it always counts.
    """

    observables: tuple[str, ...]
    words: tuple[str, ...] = ()
    gain_low: float
    gain_high: float
    rest_low: float | None = None
    rest_high: float | None = None
    text: str


FAMILIES = Table("punctum.validation", "families", Family)
READINGS = Table("punctum.validation", "readings", Reading)
_MEMBERS = ("relative", "absolute", "duration", "half_life", "peak", "first", "rna", "sign")


@cache
def names() -> tuple[tuple[str, Family | Observable], ...]:
    """Every phrase that names something measured, with its family; with the observable where it is not modelled."""
    found: dict[str, Family | Observable] = {}
    for row in OBSERVABLES.rows:
        meant = _family_of(row) if row.when != "never" else row
        for word in row.words:
            if meant is not None:
                found.setdefault(word.casefold(), meant)
    for family in FAMILIES.rows:
        for word in family.words:
            found[word.casefold()] = family
    return tuple(found.items())


def _family_of(row: Observable) -> Family | None:
    """The family of an observable: where it is what the family is first asked for."""
    for member in _MEMBERS:
        for family in FAMILIES.rows:
            if getattr(family, member) == row.id:
                return family
    return None
