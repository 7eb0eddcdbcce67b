"""How wide a channel is, and how little is known of it."""

from __future__ import annotations

from math import exp, log
from statistics import NormalDist

from punctum.delivery.draws import normal
from punctum.delivery.tables import CHANNEL, value_of

# The low and the high value of the table are taken as where 90 of 100 draws lie.
AT_HIGH = NormalDist().inv_cdf(0.95)


def channel_radius_mm() -> float:
    """Radius of an open channel at the surface in mm, the same for all devices (`channel.csv`)."""
    return _half_mm("diameter")


def drawn_channel_radius_mm(seed: int, draw: int) -> float:
    """The radius for one draw: draw 0 the middle, others log-normal with a wider half towards the thick needles.

    r = r₀·exp(s·z) with s so that 5 of 100 lie below the low value of the table and 5 above the high.
    """
    middle_mm = channel_radius_mm()
    if draw == 0:
        return middle_mm
    z = normal(seed, draw, "channel radius")
    end_mm = _half_mm("diameter_high" if z > 0 else "diameter_low")
    return middle_mm * exp(abs(z) / AT_HIGH * log(end_mm / middle_mm))


def _half_mm(row: str) -> float:
    width = value_of(CHANNEL, row)
    return width / 2 / 1000
