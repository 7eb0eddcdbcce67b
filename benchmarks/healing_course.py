"""What every way to compute healing computes in the benchmark: the same columns, the same year, the same error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from punctum.exposure import Exposure, typed_exposure
from punctum.healing import Columns, Parameters, Sessions, loop_gain, plain_columns, prior_draws, sessions_of
from punctum.healing.accuracy import halvings, two_schedules
from punctum.lattice.ladder import Step

Values = NDArray[np.float64]
AT_DAYS = (0.0, 28.0, 56.0)
UNTIL = 365.0
# About when to look.
WANTED_DAYS = (0.4, 1, 3, 7, 14, 27, 29, 35, 57, 63, 71, 90, 120, 180)
LAYERS_UM = (15.0, 70.0, 150.0, 1000.0)
GAIN_BELOW = 0.7
SEED = 7
# What a course reports and every peer computes; the barrier is the same closed form everywhere.
COMPARED = (
    "erythema_au", "neutrophils", "macrophages", "signal", "fibroblasts", "mmp", "collagen_iii", "collagen_i",
    "mature_collagen", "total_collagen", "wound_collagen", "tropoelastin", "elastin", "epidermal_thickness_um",
    "collagen_made", "collagen_lost",
)  # fmt: skip


def two_runs(save_days: Sequence[float]) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """The two schedules of steps that `heal` follows at a loop gain below 0.7."""
    return two_schedules(AT_DAYS, save_days, UNTIL, int(halvings(np.array([0.0]))[0]))


def _save_days() -> tuple[float, ...]:
    """Beginnings of long steps near the days wanted, so that a peer that cannot stop within a step need not."""
    starts = np.array([one.at_days for one in two_runs([])[0] if one.session is None])
    return (*np.unique(starts[[np.argmin(np.abs(starts - day)) for day in WANTED_DAYS]]).tolist(), UNTIL)


SAVE_DAYS = _save_days()


def exposures() -> list[Exposure]:
    """Three sessions of 1.5 mm needles, four weeks apart."""
    depth = np.linspace(0, 1.5, 31)
    deeper = np.clip((1.5 - depth) / 0.3, 0, 1)
    return [
        typed_exposure(density_per_cm2=250, channel_radius_mm=0.035, depth_mm=depth, deeper=deeper, at_days=at)
        for at in AT_DAYS
    ]


def course(count: int) -> tuple[Columns, Sessions, Parameters]:
    """`count` columns of one skin, each with its own draw of the constants whose loop gain is below 0.7."""
    draws = prior_draws(min(count, 256), SEED)
    steady = np.flatnonzero(loop_gain(draws) < GAIN_BELOW)
    return plain_columns(LAYERS_UM, count), sessions_of(exposures()), draws.take(np.resize(steady, count))


def largest_error(found: Mapping[str, NDArray[np.floating]], exact: Mapping[str, Values]) -> tuple[float, str]:
    """Largest difference over the largest value, of any output in any column, and of which; arrays (columns, days)."""
    worst = (0.0, "")
    for name in COMPARED:
        size = np.abs(exact[name]).max(axis=1)
        apart = np.abs(found[name] - exact[name]).max(axis=1)
        worst = max(worst, (float(np.max(apart / size)), name))
    return worst
