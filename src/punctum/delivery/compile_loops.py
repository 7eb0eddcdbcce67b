"""Compile every loop of a delivery once, so that the first treatment needs no compiling."""

from __future__ import annotations

from dataclasses import replace

from punctum.delivery.draw import drawn
from punctum.delivery.region import zone_region
from punctum.delivery.values import Density, Treatment
from punctum.device import DEVICES, hand_piece
from punctum.skin import layers


def compile_loops() -> None:
    """Deliver a little in each pattern; what is compiled is kept where Numba may keep it."""
    device = next(row for row in DEVICES.rows if row.kind == "pen" and row.plannable)
    small = Treatment(
        zone="glabella",
        sex="unknown",
        age_years=None,
        hand_piece=hand_piece(device),
        needle_length_mm=1,
        dose=Density(1),
        passes=1,
    )
    region, stack = zone_region(small.zone, small.sex), layers(small.zone, small.sex, small.age_years)
    for pattern in ("strokes", "random"):
        drawn(replace(small, pattern=pattern), region, stack, (1,), seed=0, draw=0, threads=1, plain=False)
