"""Columns and sessions put on the grid in depth, ready to be computed."""

from __future__ import annotations

import numpy as np

from punctum.healing.columns import Columns
from punctum.healing.plain import Batch
from punctum.healing.rates import Rates
from punctum.healing.sessions import Sessions, column_grid

UM_A_MM = 1000


def batch_of(columns: Columns, sessions: Sessions, made: Rates) -> Batch:
    """Layers and injuries of some columns on the grid: injured(z) = 1 − exp(−n·S(z)·π·(r + ℓ)²), ℓ the signal's reach.

    A hole moves the tissue around it as far as its signal reaches; holes thrown at random leave e^(−area) out of reach.
    """
    grid = column_grid()
    bottoms = np.cumsum(
        [columns.stratum_corneum_um, columns.viable_epidermis_um, columns.papillary_dermis_um,
         columns.reticular_dermis_um], axis=0,
    ) / UM_A_MM  # fmt: skip
    papillary = grid.share_between(bottoms[1], bottoms[2])
    reach = (sessions.channel_radius_mm + made.reach) ** 2 * np.pi * sessions.holes_per_mm2
    return Batch(
        rates=made,
        grid=grid,
        epidermis=grid.share_between(bottoms[0], bottoms[1]),
        papillary=papillary,
        dermis=grid.share_between(bottoms[1], bottoms[3]),
        injured=-np.expm1(-reach[:, :, None] * sessions.deeper),
    )
