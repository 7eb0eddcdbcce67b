"""Sessions of needling as columns receive them, with what is not known of how needles go in."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import numpy as np

from punctum.delivery.channel import drawn_channel_radius_mm
from punctum.delivery.depth import deeper_by_draw, drawn_eta_mean, soft_tissue_mm
from punctum.delivery.dose import MM2_PER_CM2
from punctum.delivery.measures import MEASURES
from punctum.delivery.tables import Kind
from punctum.exposure import depth_grid_mm
from punctum.healing.sessions import Sessions, reached
from punctum.skin import Sex, layers


def needle_sessions(
    *,
    kind: Kind,
    needle_length_mm: float,
    density_per_cm2: float,
    session_days: Sequence[float],
    zone: str,
    sex: Sex = "unknown",
    age_years: float | None = None,
    label_length_max_mm: float | None = None,
    channel_radius_mm: float | None = None,
    draws: int = 1,
    seed: int = 0,
) -> Sessions:
    """The same needling on every session day, for as many columns as there are draws.

    Draw 0 is the best guess. Others have a share of the needle that makes a channel and a channel radius of their own,
    as a delivery with that seed and draw has them (`drawn_eta_mean`, `drawn_channel_radius_mm`).

    Arguments:
        session_days: ascending. label_length_max_mm: longest needle the label evaluated; longer ones count as this.
        channel_radius_mm: the same in all draws; None for what is known of channels.

    Raises:
        InputError: no such zone, sex or age. ValueError: days that do not ascend, a needle without a length.
    """
    used_mm = min(needle_length_mm, inf if label_length_max_mm is None else label_length_max_mm)
    grid_mm = depth_grid_mm(used_mm, MEASURES.by_id["depth_step"].value)
    floor_mm = soft_tissue_mm(layers(zone, sex, age_years))
    eta_means = [drawn_eta_mean(kind, seed, draw) for draw in range(draws)]
    by_draw = deeper_by_draw(kind, needle_length_mm, label_length_max_mm, floor_mm, eta_means, grid_mm)
    radii_mm = [
        drawn_channel_radius_mm(seed, draw) if channel_radius_mm is None else channel_radius_mm for draw in range(draws)
    ]
    one = Sessions(
        at_days=np.zeros(1),
        holes_per_mm2=np.full((1, draws), density_per_cm2 / MM2_PER_CM2),
        channel_radius_mm=np.array([radii_mm]),
        deeper=np.array([[reached(grid_mm, deeper) for deeper in by_draw]]),
    )
    return repeated(one, session_days)


def repeated(one: Sessions, session_days: Sequence[float]) -> Sessions:
    """The first of some sessions on each of these days.

    Raises:
        ValueError: no day, or days that do not ascend.
    """
    count = len(session_days)
    return Sessions(
        at_days=np.array(session_days, dtype=np.float64),
        holes_per_mm2=np.repeat(one.holes_per_mm2[:1], count, axis=0),
        channel_radius_mm=np.repeat(one.channel_radius_mm[:1], count, axis=0),
        deeper=np.repeat(one.deeper[:1], count, axis=0),
    )
