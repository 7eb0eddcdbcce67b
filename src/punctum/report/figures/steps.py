"""The marks of an axis."""

from __future__ import annotations

from math import ceil, floor, log10


def nice_step(width: float) -> float:
    """The distance of the marks of an axis: 1, 2 or 5 times a power of ten, about five of them."""
    if width <= 0:
        return 1.0
    rough = width / 5
    power = 10.0 ** floor(log10(rough))
    return next(power * nice for nice in (1, 2, 5, 10) if power * nice >= rough * 0.999)


def marks_around(least: float, most: float) -> list[float]:
    """Marks at nice steps from at or below `least` to at or above `most`; at least two."""
    step = nice_step(most - least)
    first, last = floor(least / step + 1e-9), ceil(most / step - 1e-9)
    return [step * at for at in range(first, max(last, first + 1) + 1)]
