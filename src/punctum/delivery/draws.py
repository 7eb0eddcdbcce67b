"""Random numbers of what is not known: counter-based, by seed, draw and what is drawn."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

SMALLEST = float(np.finfo(np.float64).eps) / 2
# The middle nine tenths of all draws.
BAND = (0.05, 0.95)


def stream(seed: int, draw: int, of: str) -> np.random.Generator:
    """Random numbers for one subject; the same for the same seed, draw and subject.

    Arguments:
        seed, draw: whole numbers from 0 on. of: what is drawn; other subjects have numbers that know nothing of it.
    """
    return np.random.Generator(np.random.Philox(np.random.SeedSequence([seed, draw, *of.encode()])))


def chance(seed: int, draw: int, of: str) -> float:
    """A number between 0 and 1, never either of them, from `stream`."""
    return float(stream(seed, draw, of).random()) + SMALLEST


def normal(seed: int, draw: int, of: str) -> float:
    """A standard normal number, from `chance`."""
    return NormalDist().inv_cdf(min(chance(seed, draw, of), 1 - SMALLEST))
