"""Hand pieces, hands and depths for tests."""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, sin
from typing import Any

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.operator import usual_operator
from punctum.device.hand_pieces import HandPiece

RING = tuple((2.8 * cos(2 * pi * k / 12), 2.8 * sin(2 * pi * k / 12)) for k in range(12))
ROW = tuple((0.0, 2.5 * (k - 3.5)) for k in range(8))
SQUARE = tuple((1.5 * (i - 2.5), 1.5 * (j - 2.5)) for i in range(6) for j in range(6))
# Depth proportional to the normal number: 1 mm in the middle, 0.1 mm an SD.
LINEAR = np.linspace(0.4, 1.6, 1201, dtype=np.float32)
USUAL = usual_operator()
STEADY = replace(USUAL, speed_between_sd=0, speed_along_sd=0, spacing_sd=0, wobble_mm=0, angle_error_degrees=0)


def pen(**changes: Any) -> HandPiece:
    plain = HandPiece(
        id="pen",
        name="A pen",
        kind="pen",
        needles_mm=RING,
        stroke_rate_hz=100,
        row_pitch_mm=None,
        stagger_mm=0,
        width_mm=6,
        rate_sourced=True,
        needle_length_min_mm=0.25,
        needle_length_max_mm=2.5,
        label_length_max_mm=None,
        assumed=(),
        sources=(),
        basis="house",
    )
    return replace(plain, **changes)


def roller(**changes: Any) -> HandPiece:
    return replace(
        pen(id="roller", kind="roller", needles_mm=ROW, stroke_rate_hz=None, row_pitch_mm=2.5, width_mm=20), **changes
    )


def stamp(**changes: Any) -> HandPiece:
    return replace(pen(id="stamp", kind="stamp", needles_mm=SQUARE, stroke_rate_hz=None, width_mm=9), **changes)


def bent(z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Depths that lean to one side."""
    shallow: NDArray[np.float64] = 1.5 / (1 + np.exp(0.4 - z))
    return shallow
