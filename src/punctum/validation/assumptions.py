"""What is taken where a line says nothing: options and ranges, spread over the parts of a prediction."""

from __future__ import annotations

from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from punctum.evidence.table import SourcedRow, Table
from punctum.healing.sessions import Setting

HALF = 1 / 2


class Assumed(SourcedRow):
    """What one thing may be where it is not said: `one_of` the options, or between two, evenly or in ratio."""

    unit: str = ""
    scale: Literal["one_of", "even", "ratio"]
    options: tuple[str, ...]
    text: str

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the greatest."""
        return float(self.options[0]), float(self.options[-1])

    def at(self, share: float) -> str | float:
        """The option, or the value, at a share from 0 to below 1 of what is possible."""
        if self.scale == "one_of":
            return self.options[int(share * len(self.options))]
        return between(*self.ends, share, ratio=self.scale == "ratio")

    def number(self, share: float) -> float:
        """As `at`, where the options are numbers."""
        return float(self.at(share))


ASSUMED = Table("punctum.validation", "assumed", Assumed)
SETTINGS = Table("punctum.validation", "settings", Setting)


def setting(name: str) -> float:
    """A value of `settings.csv`."""
    return SETTINGS.by_id[name].value


def between(low: float, high: float, share: float, *, ratio: bool = False) -> float:
    """The value at a share of the way from low to high, in steps or in ratio."""
    return float(low * (high / low) ** share if ratio else low + share * (high - low))


def share(part: int, axis: str) -> float:
    """Where a part lies on an axis: from 0 to below 1, evenly over the parts, each axis in an order of its own."""
    return float(_order(axis)[part])


@cache
def _order(axis: str) -> NDArray[np.float64]:
    parts = int(setting("parts"))
    numbers = np.random.Generator(np.random.Philox(np.random.SeedSequence([int(setting("seed")), *axis.encode()])))
    return np.asarray((numbers.permutation(parts) + HALF) / parts)
