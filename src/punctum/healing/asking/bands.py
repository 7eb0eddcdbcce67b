"""Bands over draws: the median, and the ends between which so many of 100 draws lie."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
LEVELS = (50, 80, 95)


@dataclass(frozen=True, slots=True, eq=False)
class Bands:
    """Where draws lie: `median`, and between `low` and `high` of a level so many of 100 of them; all of one shape."""

    median: Values
    low: dict[int, Values]
    high: dict[int, Values]


def bands(values: NDArray[np.floating]) -> Bands:
    """Bands over the draws (n, …): the median, and for each level the quantiles that leave as much below as above."""
    edges = [(1 - level / 100) / 2 for level in LEVELS]
    found = np.quantile(values.astype(np.float64), [1 / 2, *edges, *(1 - edge for edge in edges)], axis=0)
    count = len(LEVELS)
    return Bands(
        found[0],
        dict(zip(LEVELS, found[1 : 1 + count], strict=True)),
        dict(zip(LEVELS, found[1 + count :], strict=True)),
    )
