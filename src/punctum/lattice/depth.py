"""A grid in depth: cells that begin fine at the surface and widen evenly towards the bottom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Depths = NDArray[np.float64]
HALVINGS = 100


@dataclass(frozen=True, slots=True, eq=False)
class DepthGrid:
    """Cells in depth: `edges_mm` (cells + 1,), ascending from 0."""

    edges_mm: Depths

    @property
    def widths_mm(self) -> Depths:
        """(cells,) how thick each cell is."""
        return np.diff(self.edges_mm)

    @property
    def centres_mm(self) -> Depths:
        """(cells,) the middle of each cell."""
        return (self.edges_mm[1:] + self.edges_mm[:-1]) / 2

    def share_between(self, top_mm: ArrayLike, bottom_mm: ArrayLike) -> Depths:
        """Share of every cell that lies between two depths: (..., cells) for depths of shape (...)."""
        top, bottom = np.asarray(top_mm)[..., None], np.asarray(bottom_mm)[..., None]
        overlap = np.minimum(self.edges_mm[1:], bottom) - np.maximum(self.edges_mm[:-1], top)
        return np.asarray(np.maximum(overlap, 0) / self.widths_mm, dtype=np.float64)

    def means(self, depth_mm: ArrayLike, values: ArrayLike) -> Depths:
        """(cells,) mean over each cell of the straight lines through `values` at `depth_mm`; constant beyond them."""
        depth, value = np.asarray(depth_mm, dtype=np.float64), np.asarray(values, dtype=np.float64)
        at = np.union1d(depth[depth < self.edges_mm[-1]], self.edges_mm)
        on = np.interp(at, depth, value)
        area = np.concatenate([[0.0], np.cumsum(np.diff(at) * (on[1:] + on[:-1]) / 2)])
        means: Depths = np.diff(area[np.searchsorted(at, self.edges_mm)]) / self.widths_mm
        return means


def stretched_grid(deepest_mm: float, finest_mm: float, cells: int) -> DepthGrid:
    """`cells` cells from the surface to `deepest_mm`, each wider than the one above by the same factor.

    Arguments:
        finest_mm: thickness of the first cell, at most the mean thickness.

    Raises:
        ValueError: the first cell is not positive, thicker than the mean, or so thin that cells would more than double.
    """
    if not 0 < finest_mm <= deepest_mm / cells:
        raise ValueError(f"finest_mm: expected above 0 and at most {deepest_mm / cells:g}, found {finest_mm:g}")
    powers = np.arange(cells, dtype=np.float64)
    low, high = 1.0, 2.0
    if finest_mm * np.sum(high**powers) < deepest_mm:
        least = deepest_mm / np.sum(high**powers)
        raise ValueError(f"finest_mm: expected at least {least:g} for {cells} cells, found {finest_mm:g}")
    for _ in range(HALVINGS):
        ratio = (low + high) / 2
        if finest_mm * np.sum(ratio**powers) > deepest_mm:
            high = ratio
        else:
            low = ratio
    edges = np.concatenate([[0.0], np.cumsum(finest_mm * low**powers)])
    return DepthGrid(edges * (deepest_mm / edges[-1]))
