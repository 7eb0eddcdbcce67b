"""Punctures the slow and obvious way: needle by needle, with whole numbers and normal quantiles of plain Python."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.paths import Strikes
from punctum.delivery.region import Region

Counter = tuple[int, int, int, int]
LOW = 0xFFFFFFFF


def philox(counter: Counter, key: tuple[int, int]) -> Counter:
    """Philox4x32-10."""
    a, b, c, d = counter
    k0, k1 = key
    for _ in range(10):
        p, q = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = (q >> 32) ^ b ^ k0, q & LOW, (p >> 32) ^ d ^ k1, p & LOW
        k0, k1 = (k0 + 0x9E3779B9) & LOW, (k1 + 0xBB67AE85) & LOW
    return a, b, c, d


def word(number: int, draw: int, purpose: int, seed: int) -> int:
    block = number // 4
    return philox((block & LOW, block >> 32, draw & LOW, purpose), (seed & LOW, seed >> 32))[number % 4]


def normal(number: int, draw: int, seed: int) -> float:
    bits = word(number, draw, 0, seed)
    size = -NormalDist().inv_cdf(((bits >> 1) + 0.5) / 2**32)
    return size if bits & 1 else -size


def inside(x: NDArray[np.floating], y: NDArray[np.floating], region: Region) -> NDArray[np.bool_]:
    """Whether an odd number of edges lies to the right of each place."""
    odd = np.zeros(len(x), dtype=bool)
    px, py = x.astype(float), y.astype(float)
    for x1, y1, x2, y2 in region.edges_mm:
        straddles = (y1 <= py) != (y2 <= py)
        odd[straddles] ^= px[straddles] < x1 + (py[straddles] - y1) * ((x2 - x1) / (y2 - y1))
    return odd


def landing(made: Strikes, needles: tuple[tuple[float, float], ...], region: Region) -> list[tuple[float, float, int]]:
    """Place and stroke of every needle that lands in the zone."""
    all_of_them = []
    for x, y, stroke in zip(made.x_mm.tolist(), made.y_mm.tolist(), made.stroke.tolist(), strict=True):
        cos, sin = float(made.strokes.cos[stroke]), float(made.strokes.sin[stroke])
        for along, across in needles:
            all_of_them.append((x + (along * cos - across * sin), y + (along * sin + across * cos), stroke))
    x, y = (np.array([place[axis] for place in all_of_them], dtype=np.float32) for axis in range(2))
    lands = inside(x, y, region)
    return [(float(x[k]), float(y[k]), all_of_them[k][2]) for k in np.flatnonzero(lands)]


def kept(total: int, wanted: int) -> list[int]:
    """Ranks that stay when the others are left out evenly."""
    surplus = total - wanted
    behind = [(2 * k * surplus + total) // (2 * total) for k in range(total + 1)]
    return [k for k in range(total) if behind[k + 1] == behind[k]]


def depths(
    pressure: NDArray[np.float32], share: float, depth_at_z: NDArray[np.float32], draw: int, seed: int
) -> NDArray[np.float64]:
    own = np.array([normal(k, draw, seed) for k in range(len(pressure))])
    z = sqrt(share) * pressure.astype(float) + sqrt(1 - share) * own
    found: NDArray[np.float64] = np.interp(z, np.linspace(-6, 6, len(depth_at_z)), depth_at_z.astype(float))
    return found
