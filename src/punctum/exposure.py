"""What the skin received in one session: the one value that healing, absorption and outcome read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Exposure:
    """Holes of one session, without their places.

    Arguments:
        density_per_cm2: holes per cm². channel_radius_mm: of the open channel.
        depth_mm: (k,) depths from the surface, ascending from 0.
        deeper: (k,) share of the holes that reach deeper than each depth; begins at 1, never rises.
        open_fraction: (k,) share of the area that is open at each depth.
        at_days: when, in days since the course began.
    """

    density_per_cm2: float
    channel_radius_mm: float
    depth_mm: NDArray[np.float64]
    deeper: NDArray[np.float64]
    open_fraction: NDArray[np.float64]
    at_days: float = 0.0
