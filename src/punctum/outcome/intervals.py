"""Central intervals of draws."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def intervals(values: NDArray[np.float64], levels: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """For each level the interval that leaves (1 − level)/2 of the draws on either side."""
    halves = np.array(levels) / 2
    ends = np.quantile(values, 1 / 2 + np.concatenate((-halves, halves)))
    low, high = ends.reshape(2, len(levels)).tolist()
    return tuple(zip(low, high, strict=True))
