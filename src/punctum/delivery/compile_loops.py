"""Compile every loop of a delivery once, so that the first treatment needs no compiling."""

from __future__ import annotations

from dataclasses import replace

from punctum.delivery.deliver import deliver
from punctum.delivery.values import Density, Treatment
from punctum.device import DEVICES, hand_piece


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
    for pattern in ("strokes", "random"):
        deliver(replace(small, pattern=pattern), draws=1)
