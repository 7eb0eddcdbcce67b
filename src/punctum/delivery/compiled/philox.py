"""Compiled loops over random numbers by counter: depths of holes, and places anywhere in a box."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.quantiles import BLOCK, CELL_BITS, SMALLEST
from punctum.lattice.compiled import helper, kernel

Values = NDArray[np.float64]
Floats = NDArray[np.float32]
Words = NDArray[np.uint32]

LOW, M0, M1 = np.uint64(0xFFFFFFFF), np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
W0, W1, HALF = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85), np.uint64(32)


@helper
def _philox(first: int, blocks: int, c2: int, c3: int, key: int, words: Words) -> None:
    """Philox4x32-10 (Salmon et al., 2011): four words for each counter (first + i, c2, c3)."""
    for i in range(blocks):
        counter = np.uint64(first + i)
        a, b, c, d = counter & LOW, counter >> HALF, np.uint64(c2) & LOW, np.uint64(c3) & LOW
        k0, k1 = np.uint64(key) & LOW, np.uint64(key) >> HALF
        for _ in range(10):
            p, q = M0 * a, M1 * c
            a, b, c, d = (q >> HALF) ^ b ^ k0, q & LOW, (p >> HALF) ^ d ^ k1, p & LOW
            k0, k1 = (k0 + W0) & LOW, (k1 + W1) & LOW
        words[4 * i] = a
        words[4 * i + 1] = b
        words[4 * i + 2] = c
        words[4 * i + 3] = d


@kernel
def random_words(first: int, blocks: int, c2: int, c3: int, key: int) -> Words:
    """Four random words for each of `blocks` counters from `first` on."""
    words = np.empty(4 * blocks, np.uint32)
    _philox(first, blocks, c2, c3, key, words)
    return words


@kernel
def deepen(
    start: int,
    stop: int,
    draw: int,
    purpose: int,
    seed: int,
    shared: float,
    own: float,
    quantiles: Floats,
    depth_at_z: Floats,
    depths: Floats,
) -> None:
    """Turn the pressure of the stroke in `depths` into a depth: the table at z = shared·pressure + own·normal.

    `start` is a multiple of BLOCK. The random word of hole k is word k mod 4 of counter k // 4. Its lowest bit is the
    sign of the normal number, its other bits the chance of a larger one.
    """
    words = np.empty(BLOCK, np.uint32)
    chances = np.empty(BLOCK, np.float32)
    bits = chances.view(np.int32)
    last = len(depth_at_z) - 1
    scale, fine = np.float32(last / 12), np.float32(2.0**-CELL_BITS)
    of_stroke, of_hole, most = np.float32(shared), np.float32(own), np.float32(last)
    for first in range(start, stop, BLOCK):
        _philox(first // 4, BLOCK // 4, draw, purpose, seed, words)
        for i in range(BLOCK):
            chances[i] = np.float32(words[i] >> np.uint32(1)) + np.float32(0.5)
        for i in range(min(BLOCK, stop - first)):
            cell = (bits[i] >> CELL_BITS) - SMALLEST
            part = np.float32(bits[i] & ((1 << CELL_BITS) - 1)) * fine
            z = quantiles[cell] + part * (quantiles[cell + 1] - quantiles[cell])
            z = of_stroke * depths[first + i] + (of_hole * z if words[i] & np.uint32(1) else -of_hole * z)
            at = min(max((z + np.float32(6)) * scale, np.float32(0)), most)
            below = min(np.int32(at), np.int32(last - 1))
            depths[first + i] = depth_at_z[below] + (at - np.float32(below)) * (
                depth_at_z[below + 1] - depth_at_z[below]
            )


@kernel
def candidates(
    start: int, stop: int, draw: int, purpose: int, seed: int, box: Values, x_out: Floats, y_out: Floats
) -> None:
    """Places start to stop, multiples of BLOCK, anywhere in a box (x, y, width, height): words 2k, 2k + 1."""
    words = np.empty(2 * BLOCK, np.uint32)
    for first in range(start, stop, BLOCK):
        _philox(first // 2, BLOCK // 2, draw, purpose, seed, words)
        for i in range(BLOCK):
            x_out[first - start + i] = box[0] + box[2] * (np.float64(words[2 * i]) + 0.5) / 2.0**32
            y_out[first - start + i] = box[1] + box[3] * (np.float64(words[2 * i + 1]) + 0.5) / 2.0**32
