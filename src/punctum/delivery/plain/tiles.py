"""Holes sorted into square tiles, and those around a tile."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.layout import tiles_over
from punctum.delivery.plain.cells import slot
from punctum.delivery.region import Region
from punctum.delivery.values import Floats

Integers = NDArray[np.int32]
_FAR_MM = 1e14


@dataclass(frozen=True, slots=True, eq=False)
class Tiles:
    """Holes in the order of the tiles they lie in, row by row.

    Arguments:
        side_mm, left_mm, low_mm: size of a tile and the corner of the first. columns, rows: how many.
        x_mm, y_mm: the holes, and one that is too far away to matter.
        starts: (rows * columns + 1,) where the holes of each tile begin.
    """

    side_mm: float
    left_mm: float
    low_mm: float
    columns: int
    rows: int
    x_mm: Floats
    y_mm: Floats
    starts: Integers

    def around(self, row: Integers, column: Integers, ring: int) -> Integers:
        """Holes of each tile (t,) and of all tiles up to `ring` away, (k, t); the far one where there are fewer."""
        first, behind = np.maximum(column - ring, 0), np.minimum(column + ring + 1, self.columns)
        starts, counts = [], []
        for other in range(-ring, ring + 1):
            there = (row + other >= 0) & (row + other < self.rows)
            begin = np.clip(row + other, 0, self.rows - 1) * self.columns
            starts.append(self.starts[begin + first])
            counts.append(np.where(there, self.starts[begin + behind] - starts[-1], 0))
        passed = np.cumsum(counts, axis=0, dtype=np.int32)
        number = np.arange(passed[-1].max(initial=0), dtype=np.int32)[:, None]
        at = number + starts[0]
        for run in range(1, len(starts)):
            jump = starts[run] - starts[run - 1] - counts[run - 1]
            at += (number >= passed[run - 1]) * jump
        at[number >= passed[-1]] = len(self.x_mm) - 1
        return at


def tiled(x_mm: Floats, y_mm: Floats, region: Region, beyond_mm: Floats) -> Tiles:
    """Sort holes into square tiles of about four holes each; a hole outside all stands in the nearest.

    Arguments:
        x_mm, y_mm: (n,) holes inside the zone. beyond_mm: (m, 2) holes outside it; may be empty.
    """
    left, low, side, columns, rows = tiles_over(region, len(x_mm))
    x, y = np.append(x_mm, beyond_mm[:, 0]), np.append(y_mm, beyond_mm[:, 1])
    tile = slot(y, low, side, rows) * columns + slot(x, left, side, columns)
    # Two bytes are sorted several times as fast.
    order = np.argsort(tile.astype(np.uint16) if rows * columns <= 1 << 16 else tile, kind="stable")
    starts = np.zeros(rows * columns + 1, np.int32)
    np.cumsum(np.bincount(tile, minlength=rows * columns), out=starts[1:])
    far = np.float32(_FAR_MM)
    return Tiles(side, left, low, columns, rows, np.append(x[order], far), np.append(y[order], far), starts)
