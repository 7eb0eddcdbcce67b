"""What draws of the synthesis say of one study that they do not know: its density, and what it would print.

A study has effects of its own: of the study and of its arms (Student's t), of what was scored on whom and of a score
before that is not printed (normal). They are integrated out. Given the mixing numbers of the t distributions, the
printed means are normal together, so their density is exact; what is left is a mean over random numbers, which are the
same for the same study whatever the draws are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, log, pi, sqrt
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, ndtri

from punctum.calibration.outcome.normal import Normal, log_ndtr, log_normal, log_student
from punctum.calibration.outcome.rows import Observation
from punctum.calibration.outcome.tables import setting
from punctum.outcome.constants import fixed
from punctum.outcome.draws import OutcomeDraws
from punctum.outcome.gain import UNSEEN, log_baseline, mean_gain, time_share
from punctum.outcome.measuring import scaled

Array = NDArray[np.float64]


@dataclass(frozen=True)
class OneStudy:
    """Draws, and the rows of one study.

    Arguments:
        draws: of the synthesis, d of them. rows: of one study, r of them. mixtures: m, random numbers for each draw.
        seed: of the random numbers.
    """

    draws: OutcomeDraws
    rows: Sequence[Observation]
    mixtures: int
    seed: int

    def log_density(self) -> tuple[Array, Array]:
        """The log density of all that the study prints, and of its results alone, (d,) each.

        The first has the printed spreads and scores before as well, as the likelihood of the fit has.
        """
        others = [at for at, row in enumerate(self.rows) if row.y is None]
        numbers = self._numbers(0)
        joint = Normal(np.broadcast_to(self._middle, numbers.shape), self._covariance(numbers))
        values = np.broadcast_to([row.y or 0.0 for row in self.rows], numbers.shape).copy()
        error = self._error[:, None] / np.sqrt(numbers.rows)
        for at in others:
            values[..., at], error[..., at] = self._as_mean(at, numbers)
        density, joint = joint.seen(values, error)
        shown = joint.drawn(numbers.normal) if others else values
        for at in others:
            y = shown[..., at]
            density = density + self._log_other(at, y, numbers) - log_normal(values[..., at], y, error[..., at])
        top = density.max(axis=1)
        results: Array = top + np.log(np.mean(np.exp(density - top[:, None]), axis=1))
        return results + self._log_beside(), results

    def printed(self) -> Array:
        """What studies of this design would print where a row has its result, (d · m, r).

        y where a mean is printed, the fall in points where a change is, the share of people where people are counted.
        """
        numbers = self._numbers(1)
        joint = Normal(np.broadcast_to(self._middle, numbers.shape), self._covariance(numbers))
        shown = joint.drawn(numbers.normal)
        spread = self.draws["person_sd"][:, None, None] * np.exp(
            self.draws["person_sd_spread"][:, None, None] * numbers.spread
        )
        error = self._error_of(spread * self._units) / np.sqrt(numbers.rows) * numbers.error
        found = np.empty(numbers.shape)
        for at, row in enumerate(self.rows):
            y = shown[..., at]
            if row.people is not None:
                found[..., at] = numbers.counted(row.people[1], np.exp(self._log_share(at, y)[0]), at)
            elif row.change is not None:
                before = self._before(at, numbers)
                found[..., at] = -before * np.expm1(-y) + before * np.exp(-y) * error[..., at]
            else:
                found[..., at] = y + error[..., at]
        return found.reshape(-1, len(self.rows))

    @cached_property
    def _scale(self) -> Array:
        """κ of each row, (d, r)."""
        one = np.ones(len(self.draws))
        return np.column_stack([scaled(self.draws, row.design.measure, one) for row in self.rows])

    @cached_property
    def _share(self) -> Array:
        """s(w)/s(26) of each row, (d, r); nothing goes by time where nothing is done."""
        one = np.ones(len(self.draws))
        return np.column_stack(
            [time_share(self.draws, row.design.weeks_after_last) if row.design.treated else one for row in self.rows]
        )

    @cached_property
    def _middle(self) -> Array:
        """What each row would show over studies, (d, 1, r)."""
        unseen = np.random.Generator(np.random.Philox(key=[self.seed, self._key])).standard_normal(
            (len(self.draws), UNSEEN)
        )
        gain = np.column_stack([mean_gain(self.draws, row.design, unseen) for row in self.rows])
        found: Array = self._scale * self._share * gain
        return found[:, None, :]

    @cached_property
    def _units(self) -> Array:
        """What one of log remaining is in the units of a row, (d, 1, r)."""
        one = np.ones(len(self.draws))
        count = [row.design.measure.family == "count" for row in self.rows]
        return np.column_stack([self.draws["scale_count"] if is_count else one for is_count in count])[:, None, :]

    @cached_property
    def _error(self) -> Array:
        """The error of each printed mean with the spread that is printed, (d, r)."""
        usual = self.draws["person_sd"][:, None, None] * self._units
        spread = [
            np.full(len(self.draws), row.person_sd) if _has_spread(row) else usual[:, 0, at]
            for at, row in enumerate(self.rows)
        ]
        return self._error_of(np.column_stack(spread)[:, None, :])[:, 0, :]

    @cached_property
    def _key(self) -> int:
        return crc32(self.rows[0].study.encode())

    def _error_of(self, spread: Array) -> Array:
        people = np.array([row.participants for row in self.rows])
        found: Array = np.sqrt(spread**2 / people + self._units**2 * (self._doubt**2 + fixed("least_error") ** 2))
        return found

    @cached_property
    def _doubt(self) -> Array:
        return np.array([fixed("doubt_sd") if row.doubtful else 0.0 for row in self.rows])

    def _numbers(self, use: int) -> Numbers:
        return Numbers.of(self.rows, (len(self.draws), self.mixtures), [self.seed, 2 * self._key + use])

    def _covariance(self, numbers: Numbers) -> Array:
        """Of what the rows show, given the mixing numbers, (d, m, r, r)."""
        treated = np.array([float(row.design.treated) for row in self.rows])
        same_arm, same_scored = (_same([getattr(row, name) for row in self.rows]) for name in ("arm", "scored"))
        study = (self.draws["study_sd"][:, None] ** 2 / numbers.study)[..., None, None] * np.outer(treated, treated)
        arm = (self.draws["arm_sd"][:, None, None] ** 2 / numbers.arm)[..., None, :] * same_arm
        by_time = self._share[:, None, :, None] * self._share[:, None, None, :] * (study + arm)
        by_measure = np.column_stack(
            [self.draws["measure_sd" if row.people is None else "responder_sd"] for row in self.rows]
        )
        scored = (by_measure[:, :, None] * by_measure[:, None, :] * same_scored)[:, None]
        both = self._scale[:, None, :, None] * self._scale[:, None, None, :]
        found: Array = both * (by_time + scored)
        return found

    def _before(self, at: int, numbers: Numbers) -> Array:
        """The score before that a row does not print, (d, m)."""
        mean = log_baseline(self.draws, self.rows[at].design.measure)[:, None]
        found: Array = np.exp(mean + self.draws["baseline_sd"][:, None] * numbers.start[..., at])
        return found

    def _as_mean(self, at: int, numbers: Numbers) -> tuple[Array, Array]:
        """A mean and its error that say nearly what people counted or a fall in points say; what they say too much or
        too little is made good by the ratio of the densities, (d, m) each.
        """
        row, wide = self.rows[at], setting("wider")
        if row.people is not None:
            some, everybody = row.people
            share = (some + 1 / 2) / (everybody + 1)
            z = float(ndtri(share))
            spread = np.hypot(self.draws["responder_spread"] * self.draws["person_sd"], self._doubt[at])[:, None]
            threshold = self.draws[f"threshold:{row.design.measure.responder_class}"][:, None]
            error = spread * sqrt(2 * pi * share * (1 - share) / everybody) * exp(z**2 / 2)
            return np.broadcast_to(threshold + spread * z, error.shape), wide * error
        most = fixed("most_percent") / 100
        gone = np.clip((row.change or 0.0) / self._before(at, numbers), -most, most)
        return -np.log1p(-gone), wide * np.broadcast_to(self._error[:, at][:, None], gone.shape) + np.abs(gone) / 2

    def _log_share(self, at: int, y: Array) -> tuple[Array, Array]:
        """Log of the share of people who pass the threshold, and of the others."""
        row = self.rows[at]
        threshold = self.draws[f"threshold:{row.design.measure.responder_class}"][:, None]
        spread = (self.draws["responder_spread"] * self.draws["person_sd"])[:, None]
        passed = (y - threshold) / np.sqrt(spread**2 + self._doubt[at] ** 2)
        return log_ndtr(passed), log_ndtr(-passed)

    def _log_other(self, at: int, y: Array, numbers: Numbers) -> Array:
        row = self.rows[at]
        if row.people is not None:
            some, everybody = row.people
            passed, failed = self._log_share(at, y)
            found: Array = some * passed + (everybody - some) * failed
            return found
        before = self._before(at, numbers)
        error = before * np.exp(-y) * self._error[:, at][:, None]
        return log_student(row.change or 0.0, -before * np.expm1(-y), error, fixed("row_df"))

    def _log_beside(self) -> Array:
        """Log density of the printed spreads and scores before, (d,)."""
        found = np.zeros(len(self.draws))
        for at, row in enumerate(self.rows):
            if _has_spread(row) and row.person_sd is not None:
                usual = np.log(self.draws["person_sd"] * self._units[:, 0, at])
                found = found + log_normal(log(row.person_sd), usual, self.draws["person_sd_spread"])
            if row.design.baseline is not None and f"baseline:{row.design.measure.scale}" in self.draws:
                mean = log_baseline(self.draws, row.design.measure)
                found = found + log_normal(log(row.design.baseline), mean, self.draws["baseline_sd"])
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """Random numbers of one study for d draws and m mixtures.

    Arguments:
        study: (d, m) and arm, rows: (d, m, r) mixing numbers, χ²/df; rows of one arm have the same. normal, spread,
            error, start, share: (d, m, r); rows of one measure have the same start.
    """

    study: Array
    arm: Array
    rows: Array
    normal: Array
    spread: Array
    error: Array
    start: Array
    share: Array

    @classmethod
    def of(cls, rows: Sequence[Observation], shape: tuple[int, int], key: Sequence[int]) -> Numbers:
        """Numbers that belong to a key."""
        numbers = np.random.Generator(np.random.Philox(key=list(key)))
        size = (*shape, len(rows))
        between, within = fixed("study_df"), fixed("row_df")
        arms, scored = (_first([getattr(row, name) for row in rows]) for name in ("arm", "scored"))
        return cls(
            study=_mixing(numbers, shape, between),
            arm=_mixing(numbers, size, between)[..., arms],
            rows=_mixing(numbers, size, within),
            normal=numbers.standard_normal(size),
            spread=numbers.standard_normal(size),
            error=numbers.standard_normal(size),
            start=numbers.standard_normal(size)[..., scored],
            share=numbers.random(size),
        )

    @property
    def shape(self) -> tuple[int, ...]:
        """(d, m, r)."""
        return self.normal.shape

    def counted(self, everybody: int, share: Array, at: int) -> Array:
        """The share of so many people who respond where each does with a chance: a binomial number by its inverse."""
        chance = np.clip(share, np.finfo(float).tiny, 1 - np.finfo(float).eps)
        part = (1 - chance) ** everybody
        reached, counted = part.copy(), np.zeros(share.shape)
        for number in range(1, everybody + 1):
            counted += self.share[..., at] > reached
            part = part * (everybody - number + 1) / number * chance / (1 - chance)
            reached = reached + part
        return counted / everybody


def _has_spread(row: Observation) -> bool:
    return row.person_sd is not None and not row.doubtful


def _same(names: Sequence[str]) -> Array:
    return np.array([[float(one == other) for one in names] for other in names])


def _first(names: Sequence[str]) -> list[int]:
    return [list(names).index(name) for name in names]


def _mixing(numbers: np.random.Generator, size: Sequence[int], df: float) -> Array:
    """χ²/df, one in each of equal shares of its distribution for every draw and row: along the second axis."""
    parts = np.broadcast_to(np.arange(size[1]).reshape(-1, *(1,) * (len(size) - 2)), size)
    share = (numbers.permuted(parts, axis=1) + numbers.random(size)) / size[1]
    found: Array = 2 * gammaincinv(df / 2, share) / df
    return found
