"""The Beta distribution without SciPy: its distribution function both ways, and back."""

from __future__ import annotations

from dataclasses import dataclass
from math import lgamma

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
# The integral runs over the logit of the share, where the density is smooth whatever its shape.
STEP, END = 0.0025, 40.0
# The continued fraction ends where a term changes nothing; so many terms are never needed.
NOTHING, TERMS = float(np.finfo(np.float64).eps), 100_000


@dataclass(frozen=True, slots=True, eq=False)
class Beta:
    """A Beta distribution on a grid of logits t = ln(x/(1 − x)).

    Arguments:
        a, b: its two parameters. logit: (k,) ascending.
        below, above: (k,) chance of a share under and over each; both kept, so that neither tail loses its digits.
    """

    a: float
    b: float
    logit: Values
    below: Values
    above: Values

    @property
    def share(self) -> Values:
        """(k,) the shares x at the grid, ascending."""
        return _share(self.logit)

    def survival(self, share: Values) -> Values:
        """Chance of more than each share: 1 − I_x(a, b); linear between grid points."""
        inside = np.clip(np.asarray(share, dtype=np.float64), 0, 1)
        with np.errstate(divide="ignore"):
            logit = np.log(inside) - np.log1p(-inside)
        between = np.interp(logit, self.logit, self.above)
        return np.where(inside <= 0, 1.0, np.where(inside >= 1, 0.0, between))

    def quantile(self, below: Values, above: Values) -> Values:
        """The share under which a chance `below` lies; `above` = 1 − `below` is given apart to keep its digits."""
        left = np.interp(below, self.below, self.logit)
        right = np.interp(above, self.above[::-1], self.logit[::-1])
        return _share(np.where(np.asarray(below) <= np.asarray(above), left, right))


def beta(mean: float, sd: float) -> Beta:
    """The Beta distribution of a mean and an SD: a = m·v, b = (1 − m)·v with v = m(1 − m)/SD² − 1.

    The density over the logit, x^a (1 − x)^b, is added up by the trapezium rule with its first correction
    (Euler and Maclaurin), an error of the fourth order; what lies beyond the grid is added in closed form.

    Raises:
        ValueError: no Beta distribution has this mean and SD.
    """
    if not 0 < mean < 1 or not 0 < sd * sd < mean * (1 - mean):
        raise ValueError(f"no Beta distribution has mean {mean} and SD {sd}")
    both = mean * (1 - mean) / sd**2 - 1
    a, b = mean * both, (1 - mean) * both
    logit = np.arange(-END, END + STEP / 2, STEP)
    power = -a * np.logaddexp(0, -logit) - b * np.logaddexp(0, logit)
    highest = power.max()
    density = np.exp(power - highest)
    slope = density * (a - (a + b) * _share(logit))
    left, right = (float(np.exp(power[end] - highest)) / one for end, one in ((0, a), (-1, b)))
    below = left + _added(density, slope)
    above = right + _added(density[::-1], -slope[::-1])[::-1]
    whole = below[-1] + right
    rising, falling = np.maximum.accumulate(below) / whole, np.maximum.accumulate(above[::-1])[::-1] / whole
    return Beta(a, b, logit, np.minimum(rising, 1), np.minimum(falling, 1))


def survivals(mean: Values, sd: Values, share: Values) -> Values:
    """Chance of more than each share for many Beta distributions at once: 1 − I_x(a, b), to about 12 digits.

    Arguments:
        mean, sd: (n,) of the distributions. share: (k,) x; 1 up to 0, and 0 from 1 on.

    Returns:
        (n, k); every value is the same in whatever company it is computed.

    Raises:
        ValueError: no Beta distribution has one of these means and SDs.
    """
    if not np.all((mean > 0) & (mean < 1) & (sd > 0) & (sd * sd < mean * (1 - mean))):
        raise ValueError("no Beta distribution has one of these means and SDs")
    both = mean * (1 - mean) / sd**2 - 1
    a, b = mean * both, (1 - mean) * both
    whole = np.array([lgamma(p + q) - lgamma(p) - lgamma(q) for p, q in zip(a.tolist(), b.tolist(), strict=True)])
    x = np.broadcast_to(share, (len(mean), len(share)))
    made = np.where(x <= 0, 1.0, 0.0)
    inside = (x > 0) & (x < 1)
    row = np.nonzero(inside)[0]
    x, p, q = x[inside], a[row], b[row]
    power = np.exp(p * np.log(x) + q * np.log1p(-x) + whole[row])
    # The fraction runs fast on one side of the mean only; the other side is what is left of the whole.
    low = x < (p + 1) / (p + q + 2)
    near, far = np.where(low, p, q), np.where(low, q, p)
    tail = power / near * _fraction(near, far, np.where(low, x, 1 - x))
    made[inside] = np.clip(np.where(low, 1 - tail, tail), 0, 1)
    return made


def _fraction(a: Values, b: Values, x: Values) -> Values:
    """The continued fraction of the incomplete Beta function by Lentz's way; each value stops where it stands still."""
    made = np.empty_like(x)
    left = np.arange(len(x))
    c, d = np.ones_like(x), 1 / (1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, TERMS):
        if len(left) == 0:
            break
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d, c = 1 / (1 + even * d), 1 + even / c
        found = found * d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d, c = 1 / (1 + odd * d), 1 + odd / c
        found = found * d * c
        still = np.abs(d * c - 1) <= 2 * NOTHING
        made[left[still]] = found[still]
        on = ~still
        left, a, b, x, c, d, found = left[on], a[on], b[on], x[on], c[on], d[on], found[on]
    made[left] = found
    return made


def _added(density: Values, slope: Values) -> Values:
    """Integral from the first point to each point."""
    plain = STEP * (np.cumsum(density) - (density + density[0]) / 2)
    added: Values = np.maximum(plain - STEP**2 / 12 * (slope - slope[0]), 0)
    return added


def _share(logit: Values) -> Values:
    shares: Values = np.exp(-np.logaddexp(0, -logit))
    return shares
