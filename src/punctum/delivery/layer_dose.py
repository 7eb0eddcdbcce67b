"""How much of the injury lies in which layer of the skin, and how deep the channels are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import floor, log10, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.own_layers import DERMIS, EPIDERMIS, epidermis_variance, own_factors
from punctum.delivery.values import DepthHistogram, DepthSummary, LayerDose
from punctum.skin import Layer

Depths = NDArray[np.floating]
# Fine enough that the shares move by less than a thousandth.
BINS, FACTORS = 4096, 256
# Most bars of a histogram, and the widths they may have within a power of ten.
BARS, NICE = 50, (1, 2, 5, 10)


@dataclass(frozen=True, slots=True, eq=False)
class _Reach:
    """Depths counted on a fine grid: share deeper than each edge, and mean length beyond it, E(d − edge)+, in mm."""

    edges_mm: NDArray[np.float64]
    deeper: NDArray[np.float64]
    beyond_mm: NDArray[np.float64]


def layer_doses(depth_mm: Depths, layers: tuple[Layer, ...], seed: int = 0, draw: int = 0) -> tuple[LayerDose, ...]:
    """What each layer received: of the length of all channels, and of their tips.

    A hole of depth d opens min(max(d − z, 0), h) of a layer that begins at z and is h thick. Its epidermis is E·f
    thick, with f log-normal from hole to hole (`thickness_spread.csv`): the mean over f is added up over its quantiles
    and over the counted depths, without random numbers. Draw 0 is the average person; other draws have an epidermis
    and a dermis of their own, log-normal from the SD between people.

    Arguments:
        depth_mm: (n,) depth of every channel. layers: of the zone, from the surface down (`skin.layers`).

    Returns:
        stratum corneum, viable epidermis, papillary and reticular dermis and `below_dermis`; all 0 without a hole.
    """
    epidermis = [layer for layer in layers if layer.name in EPIDERMIS]
    dermis = [layer for layer in layers if layer.name in DERMIS]
    own, own_dermis = own_factors(layers, seed, draw)
    _, within = epidermis_variance(layers)

    moving = own * np.cumsum([layer.mean_um for layer in epidermis])
    still = own_dermis * np.cumsum([layer.mean_um for layer in dermis])
    thick = moving.max()
    bottoms = np.concatenate([moving, thick + still])
    # One row a lower edge, one column a quantile of f; only the epidermis moves.
    edges = np.outer(np.minimum(bottoms, thick), _factors(sqrt(within))) + np.maximum(bottoms - thick, 0)[:, None]
    reach = _reach(depth_mm)
    beyond = np.append(reach.beyond_mm[0], np.interp(edges / 1000, reach.edges_mm, reach.beyond_mm).mean(axis=1))
    deeper = np.append(reach.deeper[0], np.interp(edges / 1000, reach.edges_mm, reach.deeper).mean(axis=1))
    # Adding 0 turns the dust of a difference, and −0, into 0.
    shares = np.maximum(beyond - np.append(beyond[1:], 0), 0) / (beyond[0] or 1) + 0.0
    tips = np.maximum(deeper - np.append(deeper[1:], 0), 0) + 0.0
    names = [*(layer.name for layer in (*epidermis, *dermis)), "below_dermis"]
    tops, ends = [0.0, *bottoms.tolist()], [*bottoms.tolist(), None]
    return tuple(
        LayerDose(name, top, end, float(share), float(tip))
        for name, top, end, share, tip in zip(names, tops, ends, shares, tips, strict=True)
    )


def depth_summary(depth_mm: Depths) -> DepthSummary:
    """Mean, SD and three quantiles of the channel depths in mm; all 0 without a hole."""
    if len(depth_mm) == 0:
        return DepthSummary(0.0, 0.0, 0.0, 0.0, 0.0)
    low, middle, high = np.quantile(depth_mm, (0.05, 0.5, 0.95))
    mean, sd = depth_mm.mean(dtype=np.float64), depth_mm.std(dtype=np.float64)
    return DepthSummary(float(mean), float(sd), float(low), float(middle), float(high))


def depth_histogram(depth_mm: Depths, needle_length_mm: float) -> DepthHistogram:
    """How many holes end at each depth, from the surface to the length of the needle.

    The bars are 1, 2 or 5 times a power of ten wide, as narrow as leaves no more than fifty of them.
    """
    power = 10.0 ** floor(log10(needle_length_mm / BARS))
    # A length of 2.5 mm needs fifty bars of 0.05 mm whatever its binary fraction.
    width = next(nice * power for nice in NICE if needle_length_mm / (nice * power) <= BARS * (1 + 1e-9))
    bars = int(np.ceil(needle_length_mm / width * (1 - 1e-9)))
    at = np.minimum((np.asarray(depth_mm, dtype=np.float64) / width).astype(np.int64), bars - 1)
    edges = np.round(width * np.arange(bars + 1), 9)
    return DepthHistogram(edges, np.bincount(at, minlength=bars).astype(np.int64))


def _reach(depth_mm: Depths) -> _Reach:
    if len(depth_mm) == 0:
        return _Reach(np.zeros(1), np.zeros(1), np.zeros(1))
    deepest = float(depth_mm.max())
    edges = np.linspace(0, deepest, BINS + 1)
    at = np.minimum((depth_mm * (BINS / deepest)).astype(np.int32), BINS - 1)
    holes = _from_the_end(np.bincount(at, minlength=BINS))
    lengths = _from_the_end(np.bincount(at, weights=depth_mm, minlength=BINS))
    return _Reach(edges, holes / len(depth_mm), np.maximum(lengths - edges * holes, 0) / len(depth_mm))


def _from_the_end(counts: NDArray[np.floating] | NDArray[np.integer]) -> NDArray[np.float64]:
    """Sum of each bin and all after it, and 0 for what comes after the last."""
    return np.append(np.cumsum(counts[::-1], dtype=np.float64)[::-1], 0.0)


@cache
def _quantiles() -> NDArray[np.float64]:
    return np.array([NormalDist().inv_cdf((at + 1 / 2) / FACTORS) for at in range(FACTORS)])


def _factors(spread: float) -> NDArray[np.float64]:
    """Quantiles of a log-normal factor, with the mean 1."""
    raw = np.exp(spread * _quantiles())
    factors: NDArray[np.float64] = raw / raw.mean()
    return factors
