"""Which clean studies of one treatment share a scale, and so whether a figure for one person may stand on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from punctum.evidence.scales import SCALES, Scale
from punctum.evidence.studies import StudyArm, arms_of
from punctum.outcome.agents import agents_in
from punctum.outcome.design import Measure, measure_on
from punctum.outcome.pooling import percent_reduction, poolable
from punctum.outcome.priors import PRIORS
from punctum.outcome.responders import responder_class


@dataclass(frozen=True)
class Cell:
    """The studies behind a figure for one person: one indication, one scale, one treatment.

    Arguments:
        indication: its id. scale: what was scored. adjuncts: what was done besides needling, by id.
        arms: the last look of each clean study. left_out: other rows of the same treatment on the scale.
    """

    indication: str
    scale: Scale
    adjuncts: tuple[str, ...]
    arms: tuple[StudyArm, ...]
    left_out: tuple[StudyArm, ...]

    @property
    def studies(self) -> int:
        """How many there are."""
        return len({arm.study for arm in self.arms})

    @property
    def participants(self) -> int:
        """How many people they looked at."""
        return sum(arm.participants or arm.responders_of or 0 for arm in self.arms)

    @cached_property
    def horizon_weeks(self) -> float | None:
        """The median of the weeks after the last session at which they looked, as far as they say so."""
        weeks = [arm.weeks_after_last for arm in self.arms if arm.weeks_after_last is not None]
        return median(weeks) if weeks else None

    @property
    def sessions(self) -> tuple[float, float] | None:
        """The fewest and the most sessions, as far as they are printed."""
        counts = [arm.sessions for arm in self.arms if arm.sessions is not None]
        return (min(counts), max(counts)) if counts else None

    @property
    def spreads_printed(self) -> int:
        """How many studies print how far people differ."""
        return sum(arm.percent_sd is not None or arm.followup_sd is not None for arm in self.arms)

    @property
    def measure(self) -> Measure:
        """The scale as the synthesis measures it."""
        return measure_on(self.scale)


def cell_of(indication: str, scale: str, adjuncts: tuple[str, ...] = ()) -> Cell | None:
    """The clean studies of needling, alone or with these adjuncts, on a scale.

    None where fewer share it than a figure needs, or where the scale does not fall from an end towards nought.
    """
    found = SCALES.by_id.get(scale)
    if found is None or found.change or found.higher_is_better is not False or found.range_max is None:
        return None
    if found.kind != "ordinal" and found.range_min != 0:
        return None
    same = [arm for arm in arms_of(indication) if arm.scale == scale and _treatment(arm) == frozenset(adjuncts)]
    clean = poolable(same, "needling_plus" if adjuncts else "needling")
    arms = _last_looks(arm for arm in clean if _speaks(arm, found))
    if len(arms) < PRIORS.by_id["studies_min"].value:
        return None
    inside = {arm.id for arm in arms}
    left_out = tuple(arm for arm in same if arm.id not in inside)
    return Cell(indication, found, tuple(sorted(adjuncts)), arms, left_out)


def _treatment(arm: StudyArm) -> frozenset[str] | None:
    """What was done besides needling; none where there was no needling, or something that no table knows."""
    if arm.arm_kind == "needling":
        return frozenset()
    return frozenset(agents_in(arm.adjunct)) or None if arm.arm_kind == "needling_plus" else None


def _last_looks(arms: Iterable[StudyArm]) -> tuple[StudyArm, ...]:
    last: dict[str, StudyArm] = {}
    for arm in arms:
        before = last.get(arm.study)
        if before is None or (arm.weeks_after_last or 0) > (before.weeks_after_last or 0):
            last[arm.study] = arm
    return tuple(last.values())


def _speaks(arm: StudyArm, scale: Scale) -> bool:
    """Whether a row prints what the synthesis can use: for a summed score its fall, for a grade people counted too."""
    if scale.kind != "ordinal":
        return percent_reduction(arm) is not None
    counted = arm.responders is not None and arm.responders_of and responder_class(arm.responder_definition)
    return bool(counted) or any(value is not None for value in (arm.change_mean, arm.percent_improvement))
