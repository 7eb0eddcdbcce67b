"""From a batch of columns and a schedule to what is saved: the compiled twin of `healing/plain.py`."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from punctum.healing.accuracy import at_rest, extrapolated
from punctum.healing.compiled.layout import RATE_NAMES
from punctum.healing.compiled.loop import courses
from punctum.healing.plain import ONES, PROFILES, SCALARS, Batch
from punctum.lattice.compiled import is_kept
from punctum.lattice.ladder import Step

Saved = NDArray[np.floating]


class Program:
    """A schedule as flat arrays: step lengths, which of them and which session each step has, and what it saves."""

    def __init__(self, steps: tuple[Step, ...], saves: int) -> None:
        lengths = list(dict.fromkeys(step.days for step in steps))
        places = {days: slot for slot, days in enumerate(lengths)}
        held = [save for step in steps for save in step.saves]
        self.saves = saves
        self.arrays: tuple[NDArray[Any], ...] = (
            np.array(lengths),
            np.array([places[step.days] for step in steps], np.int64),
            np.array([-1 if step.session is None else step.session for step in steps], np.int64),
            np.cumsum([0, *(len(step.saves) for step in steps)]).astype(np.int64),
            np.array([offset for offset, _ in held], np.float64),
            np.array([index for _, index in held], np.int64),
        )


def is_ready() -> bool:
    """Whether the loops are compiled for this machine; if not, the first course takes some seconds more."""
    return is_kept(courses)


def run_compiled(
    batch: Batch, program: Program, *, profiles: bool, kind: DTypeLike = np.float32
) -> tuple[Saved, Saved]:
    """The saved means (n, saves, SCALARS) and profiles (n or 0, saves, PROFILES, cells); at rest where no step saves.

    Arguments:
        kind: precision of the computation and of what is saved: float32, or float64 for comparisons.
    """
    count, cells = batch.dermis.shape
    scalars = np.zeros((count, program.saves, len(SCALARS)), kind)
    for name in ONES:
        scalars[:, :, SCALARS.index(name)] = 1
    depth = np.zeros((count if profiles else 0, program.saves, len(PROFILES), cells), kind)
    depth[:, :, PROFILES.index("fibroblasts")] = 1
    rates = np.array([getattr(batch.rates, name) for name in RATE_NAMES])
    shares = (
        batch.grid.widths_mm,
        batch.grid.centres_mm,
        batch.dermis,
        batch.epidermis,
        batch.papillary,
        batch.injured,
    )
    # Laid out alike whoever made them: one kept loop then fits all calls.
    courses(rates, *map(_flat, shares), *program.arrays, scalars, depth)
    return scalars, depth


def _flat(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same numbers in rows, in an array of its own where they were not."""
    made = np.ascontiguousarray(values, dtype=np.float64)
    return made if made.flags.writeable else made.copy()


def run_extrapolated(
    batch: Batch, coarse: Program, fine: Program, *, profiles: bool, kind: DTypeLike = np.float32
) -> tuple[Saved, Saved]:
    """`run_compiled` with two schedules, one of which has steps half as long, and what follows from both."""
    one, other = (run_compiled(batch, program, profiles=profiles, kind=kind) for program in (coarse, fine))
    depths = at_rest(PROFILES)[:, None]
    return extrapolated(one[0], other[0], at_rest(SCALARS)), extrapolated(one[1], other[1], depths)
