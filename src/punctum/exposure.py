"""What the skin received in one session: the one value that healing, absorption and outcome read."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, pi

import numpy as np
from numpy.typing import ArrayLike, NDArray

Depths = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Exposure:
    """Holes of one session, without their places.

    Arguments:
        density_per_cm2: holes per cm². channel_radius_mm: of the open channel, the same at every depth.
        depth_mm: (k,) depths from the surface, ascending from 0.
        deeper: (k,) share of the holes that reach deeper than each depth; begins at 1, never rises.
        open_fraction: (k,) share of the area that is open at each depth.
        at_days: when, in days since the course began.

    Raises:
        ValueError: the arrays do not fit together, or hold what no skin can have received.
    """

    density_per_cm2: float
    channel_radius_mm: float
    depth_mm: NDArray[np.float64]
    deeper: NDArray[np.float64]
    open_fraction: NDArray[np.float64]
    at_days: float = 0.0

    def __post_init__(self) -> None:
        for name in ("density_per_cm2", "channel_radius_mm"):
            if not (isfinite(getattr(self, name)) and getattr(self, name) >= 0):
                raise ValueError(f"{name}: expected a number from 0 on, found {getattr(self, name)}")
        if not isfinite(self.at_days):
            raise ValueError(f"at_days: expected a number, found {self.at_days}")
        depth, deeper, opened = self.depth_mm, self.deeper, self.open_fraction
        if depth.ndim != 1 or len(depth) == 0 or not depth.shape == deeper.shape == opened.shape:
            raise ValueError("depth_mm, deeper and open_fraction: expected lists of one length")
        if not all(np.all(np.isfinite(values)) for values in (depth, deeper, opened)):
            raise ValueError("depth_mm, deeper and open_fraction: expected numbers only")
        if depth[0] != 0 or np.any(np.diff(depth) <= 0):
            raise ValueError("depth_mm: expected depths that ascend from 0")
        if deeper[0] != 1 or deeper[-1] < 0 or np.any(np.diff(deeper) > 0):
            raise ValueError("deeper: expected shares that begin at 1 and never rise")
        if opened[-1] < 0 or opened[0] > 1 or np.any(np.diff(opened) > 0):
            raise ValueError("open_fraction: expected shares from 0 to 1 that never rise")


def depth_grid_mm(deepest_mm: float, step_mm: float) -> Depths:
    """Depths 0, step, 2·step … up to the first that is not above `deepest_mm`; at least two."""
    return step_mm * np.arange(max(int(np.ceil(deepest_mm / step_mm)), 1) + 1, dtype=np.float64)


def typed_exposure(
    *, density_per_cm2: float, channel_radius_mm: float, depth_mm: ArrayLike, deeper: ArrayLike, at_days: float = 0.0
) -> Exposure:
    """The exposure of holes thrown at random, in closed form: open(z) = 1 − exp(−n·π·r²·S(z)).

    Holes deeper than z are a random pattern of density n·S(z); what their channels leave closed is e to the minus the
    area that they would cover without overlap.

    Arguments:
        deeper: S(z), share of the holes that reach deeper than each of `depth_mm`. The others as in `Exposure`.

    Raises:
        ValueError: as `Exposure`.
    """
    shares = np.asarray(deeper, dtype=np.float64)
    hole_mm2 = pi * channel_radius_mm * channel_radius_mm
    covered = density_per_cm2 / 100 * hole_mm2
    return Exposure(
        density_per_cm2=density_per_cm2,
        channel_radius_mm=channel_radius_mm,
        depth_mm=np.asarray(depth_mm, dtype=np.float64),
        deeper=shares,
        open_fraction=-np.expm1(-covered * shares),
        at_days=at_days,
    )


def counted_exposure(
    *,
    puncture_depth_mm: NDArray[np.floating],
    area_cm2: float,
    channel_radius_mm: float,
    opened_area_fraction: float,
    depth_mm: ArrayLike,
    at_days: float = 0.0,
) -> Exposure:
    """The exposure of punctures that were made: density and depths by counting, the open area as measured.

    open(0) is the union of all channels at the surface. At a depth the holes that reach it are taken as a random part
    of all, so that open(z) = 1 − (1 − open(0))^S(z).

    Arguments:
        puncture_depth_mm: (n,) depth of every channel. area_cm2: of the skin that they lie in.
        opened_area_fraction: share of the surface that is open. The others as in `Exposure`.

    Raises:
        ValueError: as `Exposure`, or the share is not from 0 to below 1, or there is no area.
    """
    if not 0 <= opened_area_fraction < 1:
        raise ValueError(f"opened_area_fraction: expected a share from 0 to below 1, found {opened_area_fraction}")
    if not area_cm2 > 0:
        raise ValueError(f"area_cm2: expected an area, found {area_cm2}")
    grid = np.asarray(depth_mm, dtype=np.float64)
    shares = _deeper(puncture_depth_mm, grid)
    return Exposure(
        density_per_cm2=len(puncture_depth_mm) / area_cm2,
        channel_radius_mm=channel_radius_mm,
        depth_mm=grid,
        deeper=shares,
        open_fraction=-np.expm1(shares * np.log1p(-opened_area_fraction)),
        at_days=at_days,
    )


def _deeper(puncture_depth_mm: NDArray[np.floating], grid: Depths) -> Depths:
    """Share of the punctures deeper than each depth of a grid; every hole is deeper than the surface."""
    passed = np.searchsorted(grid, puncture_depth_mm, side="left")
    ended = np.bincount(passed, minlength=len(grid) + 1)
    shares = 1 - np.cumsum(ended)[: len(grid)] / max(len(puncture_depth_mm), 1)
    if len(puncture_depth_mm) == 0:
        shares = np.zeros(len(grid))
    shares[0] = 1.0
    return np.maximum(shares, 0)
