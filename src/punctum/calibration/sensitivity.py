"""What each constant does to what people ask for: Morris's elementary effects over the whole prior."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from punctum.calibration.tables import EXPERIMENTS, KEY_OUTPUTS, setting
from punctum.calibration.unknowns import Unknowns
from punctum.healing.experiment import run
from punctum.healing.kinetics import AT_HIGH, Parameters
from punctum.healing.redness import redness_days, redness_save_days

Values = NDArray[np.float64]
EXAMPLE = "example"


@dataclass(frozen=True, slots=True, eq=False)
class Effects:
    """Elementary effects: how far an output moves while one constant goes from `low` to `high` of its prior.

    Arguments:
        constants: (constants,) ids. mean: (constants, outputs) mean of their sizes. spread: their standard deviation,
            large where an effect depends on the other constants. middle: (outputs,) median of the outputs.
    """

    constants: tuple[str, ...]
    mean: Values
    spread: Values
    middle: Values


def morris(seed: int, threads: int | None = None) -> Effects:
    """Morris's effects on the key outputs of the example course, over `runs_of_morris` paths.

    A path changes one constant after the other by half of the range from `low` to `high`, in levels of even
    probability; a path on which some constants cannot be healing skin is drawn again.

    Arguments:
        seed: of Philox; path i is the same whatever their number.
    """
    unknowns, paths = Unknowns(), int(setting("runs_of_morris"))
    walks = [_path(unknowns, seed, path) for path in range(paths)]
    points = np.concatenate([scores for scores, _, _ in walks])
    outputs = key_outputs(unknowns.parameters(points), threads).reshape(paths, -1, len(KEY_OUTPUTS.rows))
    constants = len(unknowns.constants)
    effects = np.empty((paths, constants, len(KEY_OUTPUTS.rows)))
    for path, (_, order, signs) in enumerate(walks):
        effects[path, order] = np.diff(outputs[path], axis=0) * signs[:, None] / _jump()
    return Effects(
        unknowns.constants,
        np.abs(effects).mean(axis=0),
        effects.std(axis=0),
        np.asarray(np.median(outputs, axis=(0, 1)), dtype=np.float64),
    )


def key_outputs(parameters: Parameters, threads: int | None = None) -> Values:
    """(draws, outputs) the rows of `key_outputs.csv` for the example course."""
    done = EXPERIMENTS.by_id[EXAMPLE]
    asked = [row.day for row in KEY_OUTPUTS.rows if row.day is not None]
    days = np.union1d(redness_save_days(done.session_days, done.until_days), asked)
    course = run(done.experiment(), parameters, days, until_days=done.until_days, threads=threads)
    found = np.empty((parameters.draws, len(KEY_OUTPUTS.rows)))
    for at, row in enumerate(KEY_OUTPUTS.rows):
        if row.day is None:
            found[:, at] = redness_days(course)
        else:
            found[:, at] = course[row.output][:, int(np.argmin(np.abs(course.days - row.day)))]
    return found


def _jump() -> float:
    """How far one change goes, as a share of the range: half of it and a little more, so that all levels are used."""
    levels = int(setting("levels_of_morris"))
    return levels / (2 * (levels - 1))


def _path(unknowns: Unknowns, seed: int, path: int) -> tuple[Values, NDArray[np.int64], Values]:
    """Scores (constants + 1, dimensions) along a path, the order in which constants change, and the signs."""
    levels, count = int(setting("levels_of_morris")), len(unknowns.constants)
    numbers = np.random.Generator(np.random.Philox(np.random.SeedSequence([seed, path])))
    while True:
        start = numbers.integers(0, levels // 2, count) / (levels - 1)
        order, up = numbers.permutation(count), numbers.integers(0, 2, count).astype(bool)
        at = np.where(up, start, start + _jump())
        walk = np.tile(at, (count + 1, 1))
        for step, constant in enumerate(order):
            walk[step + 1 :, constant] += _jump() if up[constant] else -_jump()
        scores = np.zeros((count + 1, unknowns.dimensions))
        scores[:, :count] = _score(walk)
        if np.all(unknowns.allowed(scores)):
            return scores, order, np.where(up[order], 1.0, -1.0)


def _score(share: Values) -> Values:
    """Standard normal scores at shares of the way from `low` to `high`, even in probability."""
    normal = NormalDist()
    low, high = normal.cdf(-AT_HIGH), normal.cdf(AT_HIGH)
    at = low + (high - low) * np.clip(share, 0, 1)
    return np.asarray(np.vectorize(normal.inv_cdf)(at), dtype=np.float64)
