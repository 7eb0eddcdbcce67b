"""How deep a channel is for a needle of a length: d = η·L, with η different from hole to hole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import erfc, inf, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from punctum.delivery.beta import Beta, beta, survivals
from punctum.delivery.draws import BAND, chance
from punctum.delivery.tables import DEPTH_RATIOS, Kind
from punctum.skin import Layer

# The table for the loop over punctures: standard-normal numbers from −Z_END to Z_END, evenly spaced.
Z_END, Z_POINTS = 6.0, 4097
# A mean this close to 0 or 1 leaves no room for a spread.
NEAREST = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DepthModel:
    """Channel depths of one needle length: d = min(η·L, floor), η of a Beta distribution.

    Arguments:
        needle_length_mm: as used, never above the label. floor_mm: where the soft tissue ends; infinite if not known.
        eta: share of the needle that makes a channel, hole by hole; eta_mean its mean.
    """

    kind: Kind
    needle_length_mm: float
    floor_mm: float
    eta_mean: float
    eta: Beta

    @property
    def depth_at_z_mm(self) -> NDArray[np.float32]:
        """Depth at standard-normal numbers from −6 to 6, (4097,): F⁻¹(Φ(z)) in mm."""
        below = _normal_below()
        return np.minimum(
            self.needle_length_mm * self.eta.quantile(below, below[::-1]), self.floor_mm
        ).astype(np.float32)  # fmt: skip

    def deeper(self, depth_mm: ArrayLike) -> NDArray[np.float64]:
        """Share of the holes deeper than each depth: P(d > z); 1 at the surface, 0 from the floor on."""
        depth = np.asarray(depth_mm, dtype=np.float64)
        return np.where(depth >= self.floor_mm, 0.0, self.eta.survival(depth / self.needle_length_mm))

    @property
    def mean_mm(self) -> float:
        """Mean depth: ∫ P(d > z) dz."""
        return self.needle_length_mm * self._moments()[0]

    @property
    def sd_mm(self) -> float:
        """SD of the depths: E(d²) = 2 ∫ z·P(d > z) dz."""
        mean, square = self._moments()
        return self.needle_length_mm * sqrt(max(square - mean**2, 0))

    def _moments(self) -> tuple[float, float]:
        share = np.concatenate([[0], np.minimum(self.eta.share, self.floor_mm / self.needle_length_mm)])
        above = np.concatenate([[1], self.eta.above])
        return float(np.trapezoid(above, share)), float(np.trapezoid(2 * share * above, share))


def depth_model(
    kind: Kind,
    needle_length_mm: float,
    label_length_max_mm: float | None = None,
    floor_mm: float | None = None,
    eta_mean: float | None = None,
) -> DepthModel:
    """The depths of the channels that one kind of device makes (`depth_ratios.csv`).

    Arguments:
        label_length_max_mm: longest needle that the label of the device evaluated; longer ones count as this.
        floor_mm: where the soft tissue ends (`soft_tissue_mm`). None: not known, nothing is cut off.
        eta_mean: mean share of the needle, as `drawn_eta_mean` draws it; None for the middle of what is known.

    The SD from hole to hole is a share of the mean, and narrower where the mean nears the whole needle: the spread
    never makes the very longest channels the likeliest, SD ≤ (1 − m)·√(m/(2 − m)).

    Raises:
        ValueError: the needle has no length, or the mean share is not from 0 to 1.
    """
    row = DEPTH_RATIOS.by_id[kind]
    mean = row.mean if eta_mean is None else eta_mean
    used_mm = _used_mm(needle_length_mm, label_length_max_mm)
    if not used_mm > 0 or not 0 <= mean <= 1:
        raise ValueError(f"expected a length and a share of it, found {used_mm} mm and {mean}")
    mean, sd = _spread(kind, mean)
    return DepthModel(
        kind=kind,
        needle_length_mm=used_mm,
        floor_mm=inf if floor_mm is None else floor_mm,
        eta_mean=mean,
        eta=beta(mean, sd),
    )


def deeper_by_draw(
    kind: Kind,
    needle_length_mm: float,
    label_length_max_mm: float | None,
    floor_mm: float | None,
    eta_means: Sequence[float],
    depth_mm: NDArray[np.float64],
) -> NDArray[np.float64]:
    """(n, k) share of the holes deeper than each of k depths, for n mean shares of the needle at once.

    What `depth_model(…, eta_mean).deeper(depth_mm)` gives one by one. Arguments as there.

    Raises:
        ValueError: as `depth_model`.
    """
    used_mm = _used_mm(needle_length_mm, label_length_max_mm)
    if not used_mm > 0 or not all(0 <= mean <= 1 for mean in eta_means):
        raise ValueError(f"expected a length and shares of it, found {used_mm} mm and {eta_means}")
    means, sds = np.array([_spread(kind, mean) for mean in eta_means]).T
    # No rounding may let the share rise with the depth.
    deeper = np.minimum.accumulate(survivals(means, sds, depth_mm / used_mm), axis=1)
    return np.where(depth_mm >= (inf if floor_mm is None else floor_mm), 0.0, deeper)


def _used_mm(needle_length_mm: float, label_length_max_mm: float | None) -> float:
    return min(needle_length_mm, inf if label_length_max_mm is None else label_length_max_mm)


def _spread(kind: Kind, mean: float) -> tuple[float, float]:
    """A mean share that leaves room for a spread, and the SD from hole to hole."""
    mean = min(max(mean, NEAREST), 1 - NEAREST)
    return mean, min(DEPTH_RATIOS.by_id[kind].hole_cv * mean, (1 - mean) * sqrt(mean / (2 - mean)))


def drawn_eta_mean(kind: Kind, seed: int, draw: int) -> float:
    """The mean share of the needle that makes a channel: draw 0 is the best guess, others show what is not known.

    Drawn from Beta(mean, mean_sd) of `depth_ratios.csv`, the same for every hole of a draw.
    """
    row = DEPTH_RATIOS.by_id[kind]
    if draw == 0:
        return row.mean
    under = chance(seed, draw, "depth ratio")
    return float(_means(kind).quantile(np.array([under]), np.array([1 - under]))[0])


def mean_band(kind: Kind) -> tuple[float, float]:
    """Shares of the needle between which the mean channel depth lies, nine times in ten (`drawn_eta_mean`)."""
    under = np.array(BAND)
    low, high = _means(kind).quantile(under, 1 - under)
    return float(low), float(high)


def soft_tissue_mm(layers: tuple[Layer, ...]) -> float | None:
    """Where the soft tissue of a zone ends on average, in mm; None where the fat was not measured."""
    return layers[-1].bottom_um / 1000 if layers[-1].name == "subcutis" else None


@cache
def _means(kind: Kind) -> Beta:
    """What is not known of the mean share of one kind of device."""
    row = DEPTH_RATIOS.by_id[kind]
    return beta(row.mean, row.mean_sd)


@cache
def _normal_below() -> NDArray[np.float64]:
    """Φ(z) at the points of the table."""
    made = np.array([erfc(-z / sqrt(2)) / 2 for z in np.linspace(-Z_END, Z_END, Z_POINTS)])
    made.flags.writeable = False
    return made
