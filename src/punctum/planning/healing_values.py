"""How treated skin is expected to heal: what the model of healing says of one zone of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from punctum.evidence.table import Basis

if TYPE_CHECKING:
    from punctum.healing.asking.bands import Bands

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class NotKnown:
    """Something that the model of healing cannot know."""

    id: str
    text: str
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ZoneHealing:
    """The healing of one zone over its course, in so many draws of constants, skin and how needles go in.

    Arguments:
        session_days: days of the visits since the first one. modifiers: ids of what else was taken into account.
        redness_days: bands () of the days for which redness stays visible after a visit, the longest of the course.
        redness_shares: name of a class of `healing/redness_classes.csv` → share of the draws.
        told_class, told_days: what the person is told: the class of the settings, or a longer one where the band
            `told_band` of `asking.csv` reaches beyond it. agrees: whether the class of the settings holds that band.
        after_visit_days: (t,) times since the last visit; erythema_au: bands (t,) then, 1 is just visible.
        days: (u,) times since the first visit; tissue: id of an output → bands (u,) then.
        not_known: what the model cannot know.
    """

    zone: str
    draws: int
    session_days: tuple[float, ...]
    modifiers: tuple[str, ...]
    redness_days: Bands
    redness_shares: dict[str, float]
    told_class: str
    told_days: tuple[float, float]
    agrees: bool
    after_visit_days: Values
    erythema_au: Bands
    days: Values
    tissue: dict[str, Bands]
    not_known: tuple[NotKnown, ...]
