"""What one new person may come to: draws of their score after a course, at any week after the last session."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from punctum.outcome.cells import Cell
from punctum.outcome.constants import fixed
from punctum.outcome.course import PlannedCourse
from punctum.outcome.design import Design
from punctum.outcome.draws import OutcomeDraws
from punctum.outcome.gain import Fresh, arm_gain, effect, fresh, log_baseline, mean_gain, time_share
from punctum.outcome.measuring import new_person_spread, percent, scaled
from punctum.outcome.subtypes import Subtype, kinds
from punctum.patient import Concern

Array = NDArray[np.float64]
SEED = 0
# Each draw of the synthesis meets so many new studies and people.
REPEATS = 4
KEY_BYTES = 8


@dataclass(frozen=True, slots=True, eq=False)
class NewPerson:
    """One person for each draw, in one new study, arm and measure.

    Arguments:
        draws: of the synthesis, each repeated. fresh: random numbers of what is new. design: what is planned.
        shift: what the kind of lesion takes from the gain at 26 weeks, (draws,).
        cell: the studies the figure stands on. before: the person's score; None where it is not known.
    """

    draws: OutcomeDraws
    fresh: Fresh
    design: Design
    shift: Array
    cell: Cell
    before: float | None

    def after(self, weeks: float | None) -> Array:
        """What the person comes to so many weeks after the last session, (draws,).

        y = κ (g + s(w)/s(26) · shift) + σ_person e^(σ_spread ε₁) ε₂ with g of `arm_gain`; then the score
        before · e^−y or, without a score, the fall in percent, 100 (1 − e^−y), both inside the range of the scale.
        None for weeks: as studies look that do not say when.
        """
        design = replace(self.design, weeks_after_last=weeks)
        gain = arm_gain(self.draws, design, self.fresh) + time_share(self.draws, weeks) * self.shift
        spread = new_person_spread(self.draws, design, self.fresh.spread)
        return self._shown(scaled(self.draws, design.measure, gain) + spread * self.fresh.person)

    def average_after(self, weeks: float | None) -> Array:
        """What studies come to on average, in the same quantity: no new study and no new person, (draws,)."""
        gain = mean_gain(self.draws, self.design, self.fresh.unseen) + self.shift
        return self._shown(scaled(self.draws, self.design.measure, time_share(self.draws, weeks) * gain))

    def untreated(self) -> Array:
        """What people come to on average without treatment, by its prior, in the same quantity, (draws,)."""
        return self._shown(scaled(self.draws, self.design.measure, self.draws["untreated"]))

    def fall(self, shown: Array) -> Array:
        """How far the score falls, in points, or in percent where there is no score, (draws,)."""
        return shown if self.before is None else self.before - shown

    def _shown(self, y: Array) -> Array:
        low, top = self.cell.scale.range_min or 0.0, self.cell.scale.range_max or np.inf
        if self.before is None:
            usual = np.exp(log_baseline(self.draws, self.design.measure))
            return np.clip(percent(y), 100 * (1 - np.maximum(top / usual, 1)), 100.0)
        return np.clip(self.before * np.exp(-y), low, top)


def new_person(
    draws: OutcomeDraws, cell: Cell, concern: Concern, subtype: Subtype | None, course: PlannedCourse
) -> NewPerson:
    """The person of a concern under a course, on the scale of a cell.

    The random numbers depend on the indication and the scale only, so that forecasts which differ in anything else
    can be compared. Sessions beyond what was studied count as the most that was.

    Arguments:
        draws: of the synthesis. cell: the studies the figure stands on. subtype: the kind of lesion, if it is known.
    """
    repeated = draws.take(np.tile(np.arange(len(draws)), REPEATS))
    most = cell.sessions[1] if cell.sessions else course.sessions
    design = Design(
        indication=cell.indication,
        measure=cell.measure,
        agents=cell.adjuncts,
        sessions=min(course.sessions, most) or None,
        interval_weeks=course.interval_weeks or None,
        needle_length_mm=course.needle_length_mm(concern),
        baseline=concern.baseline or None,
    )
    return NewPerson(
        draws=repeated,
        fresh=fresh(len(repeated), SEED, _key(cell.indication, cell.scale.id)),
        design=design,
        shift=_shift(repeated, subtype),
        cell=cell,
        before=concern.baseline,
    )


def horizon(cell: Cell) -> float:
    """The weeks after the last session that the main figure stands for: the median of the studies."""
    return fixed("weeks_unprinted") if cell.horizon_weeks is None else cell.horizon_weeks


def _shift(draws: OutcomeDraws, subtype: Subtype | None) -> Array:
    """The gain of a kind of lesion less that of the kind that gained most in the same study, (draws,).

    On average it is never above nought, for no study was made to show that a kind gains more than the mixed ones.
    """
    if subtype is None:
        return np.zeros(len(draws))
    own, best = (effect(draws, f"subtype:{kind}", np.zeros(len(draws))) for kind in kinds(subtype))
    shift: Array = own - best
    return shift - max(float(shift.mean()), 0.0)


def _key(indication: str, scale: str) -> int:
    return int.from_bytes(sha256(f"{indication}|{scale}".encode()).digest()[:KEY_BYTES])
