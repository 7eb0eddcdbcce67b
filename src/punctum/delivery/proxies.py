"""What stands in for bleeding and pain: depths at which vessels begin, and single needles pressed into forearms."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.tables import PAIN, VESSELS, value_of
from punctum.delivery.values import Pain, VesselReach

BLEEDING_TEXT = "How often a hole that deep bleeds is not known. Bleeding is judged on the skin."


def bleeding(depth_mm: NDArray[np.floating], area_cm2: float) -> tuple[VesselReach, ...]:
    """Holes per cm² that are deeper than each depth at which vessels begin (`vessels.csv`).

    Arguments:
        depth_mm: (n,) depth of every channel. area_cm2: of the zone.
    """
    return tuple(
        VesselReach(
            row.name,
            row.depth_um,
            float(np.count_nonzero(depth_mm > row.depth_um / 1000)) / area_cm2,
            row.sources,
            row.basis,
        )
        for row in VESSELS.rows
    )


def pain(needle_length_mm: float, needles: int) -> Pain:
    """Pain of one strike of so many needles, in percent of that of one 26G needle (`pain.csv`).

    VAS(L, N) = VAS₀·(L/L₀)^α·N^β, through the geometric middle of the printed lengths and of the printed pains.

    Arguments:
        needles: that strike together. needle_length_mm: as used.
    """
    shortest, longest = value_of(PAIN, "length_shortest"), value_of(PAIN, "length_longest")
    middle = sqrt(value_of(PAIN, "least") * value_of(PAIN, "most"))
    by_length = (needle_length_mm / sqrt(shortest * longest)) ** value_of(PAIN, "length_exponent")
    percent = middle * by_length * needles ** value_of(PAIN, "number_exponent")
    spread = value_of(PAIN, "spread")
    texts = ["Pain of one strike without anaesthetic, from ten forearms. The spread is a house default."]
    if not shortest <= needle_length_mm <= longest:
        texts.append(f"Needles of {shortest:g} to {longest:g} mm were tried; this is beyond them.")
    if needles > value_of(PAIN, "number_most"):
        texts.append(f"No more than {value_of(PAIN, 'number_most'):g} needles were tried together.")
    sources = dict.fromkeys(source for row in PAIN.rows for source in row.sources)
    return Pain(percent, percent / spread, percent * spread, " ".join(texts), tuple(sources), "derived")
