"""Random numbers by counter, and depths from them."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.quantiles import CELL_BITS, DEPTHS, PLACES, SMALLEST, normal_quantiles
from punctum.delivery.values import Floats

_LOW, _HALF = np.uint64(0xFFFFFFFF), np.uint64(32)
_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = 0x9E3779B9, 0xBB67AE85


def random_words(first: int, blocks: int, c2: int, c3: int, key: int) -> NDArray[np.uint64]:
    """Philox4x32-10 (Salmon et al., 2011): four words for each of `blocks` counters from `first` on, (4·blocks,)."""
    counter = np.uint64(first) + np.arange(blocks, dtype=np.uint64)
    a, b = counter & _LOW, counter >> _HALF
    c, d = (np.full(blocks, word & 0xFFFFFFFF, np.uint64) for word in (c2, c3))
    k0, k1 = key & 0xFFFFFFFF, key >> 32
    for _ in range(10):
        p, q = _M0 * a, _M1 * c
        a, b, c, d = (q >> _HALF) ^ b ^ np.uint64(k0), q & _LOW, (p >> _HALF) ^ d ^ np.uint64(k1), p & _LOW
        k0, k1 = (k0 + _W0) & 0xFFFFFFFF, (k1 + _W1) & 0xFFFFFFFF
    return np.stack([a, b, c, d], axis=1).ravel()


def depths(pressure: Floats, share: float, depth_at_z: Floats, seed: int, draw: int) -> Floats:
    """Depth of each hole: the table at z = √share·pressure + √(1 - share)·normal.

    Arguments:
        pressure: (n,) of the stroke of each hole. depth_at_z: (k,) at normal numbers evenly spaced from -6 to 6.
    """
    count, last = len(pressure), len(depth_at_z) - 1
    words = random_words(0, -(-count // 4), draw, DEPTHS, seed)[:count].astype(np.uint32)
    chances = (words >> np.uint32(1)).astype(np.float32) + np.float32(1 / 2)
    bits, quantiles = chances.view(np.int32), normal_quantiles()
    cell = (bits >> CELL_BITS) - SMALLEST
    part = (bits & ((1 << CELL_BITS) - 1)).astype(np.float32) * np.float32(2.0**-CELL_BITS)
    z = quantiles[cell] + part * (quantiles[cell + 1] - quantiles[cell])
    own = np.float32(sqrt(1 - share)) * z
    z = np.float32(sqrt(share)) * pressure + np.where(words & np.uint32(1), own, -own)
    at = np.clip((z + np.float32(6)) * np.float32(last / 12), np.float32(0), np.float32(last))
    below = np.minimum(at.astype(np.int32), last - 1)
    table = depth_at_z.astype(np.float32)
    found: Floats = table[below] + (at - below.astype(np.float32)) * (table[below + 1] - table[below])
    return found


def candidates(
    start: int, stop: int, box: tuple[float, float, float, float], seed: int, draw: int
) -> tuple[Floats, Floats]:
    """Places `start` to `stop`, even numbers, anywhere in a box (x, y, width, height): words 2k and 2k + 1."""
    words = random_words(start // 2, (stop - start) // 2, draw, PLACES, seed).astype(np.float64)
    left, low, width, height = box
    x, y = (words[axis::2] + 1 / 2 for axis in range(2))
    return (left + width * x / 2.0**32).astype(np.float32), (low + height * y / 2.0**32).astype(np.float32)
