"""What random numbers are drawn for, and the table that makes normal numbers of them."""

from __future__ import annotations

from functools import cache
from statistics import NormalDist

import numpy as np

from punctum.delivery.values import Floats

DEPTHS, PLACES = 0, 1  # What numbers are drawn for: the last word of the counter.
BLOCK = 1024  # Words made at a time; they stay in the nearest cache.
# A chance q/2³² is looked up by the top bits of the float32 q: 64 cells in each doubling, 32 doublings from 0.5 on.
CELL_BITS, SMALLEST = 17, 0x3F000000 >> 17
CELLS = 32 * 64


@cache
def normal_quantiles() -> Floats:
    """Standard-normal numbers exceeded with the chances q/2³² at the cells of the table; from 6.3 down to 0."""
    nodes = (np.arange(CELLS + 1, dtype=np.int32) + SMALLEST << CELL_BITS).view(np.float32)
    normal = NormalDist()
    upper = [-normal.inv_cdf(float(node) / 2.0**32) for node in nodes]
    table = np.array([*upper, upper[-1]], dtype=np.float32)
    table.flags.writeable = False
    return table
