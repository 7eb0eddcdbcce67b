"""Sessions of needling as columns receive them, with what is not known of how needles go in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from punctum.delivery.channel import channel_radius_mm, drawn_channel_radius_mm
from punctum.delivery.depth import depth_model, drawn_eta_mean, soft_tissue_mm
from punctum.delivery.measures import MEASURES
from punctum.delivery.tables import Kind
from punctum.exposure import Exposure, depth_grid_mm, typed_exposure
from punctum.healing.sessions import Sessions, sessions_of, side_by_side
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
    floor_mm = soft_tissue_mm(layers(zone, sex, age_years))

    def one(draw: int) -> Exposure:
        model = depth_model(
            kind, needle_length_mm, label_length_max_mm, floor_mm, drawn_eta_mean(kind, seed, draw)
        )  # fmt: skip
        grid = depth_grid_mm(model.needle_length_mm, MEASURES.by_id["depth_step"].value)
        return typed_exposure(
            density_per_cm2=density_per_cm2,
            channel_radius_mm=_radius_mm(channel_radius_mm, seed, draw),
            depth_mm=grid,
            deeper=model.deeper(grid),
        )

    return repeated(side_by_side([sessions_of([one(draw)]) for draw in range(draws)]), session_days)


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


def _radius_mm(given: float | None, seed: int, draw: int) -> float:
    if given is not None:
        return given
    return drawn_channel_radius_mm(seed, draw) if draw > 0 else channel_radius_mm()
