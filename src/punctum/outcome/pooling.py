"""Which study rows share a scale, what each says, and their synthesis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log, sqrt
from statistics import median

from punctum.evidence.scales import SCALES
from punctum.evidence.studies import STUDIES, ArmKind, StudyArm, arms_of, may_be_pooled
from punctum.outcome.constants import fixed
from punctum.outcome.priors import PRIORS
from punctum.outcome.random_effects import Pool, random_effects


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one study row says, with its sampling variance. `person_sd`: the spread between people, where known."""

    arm: StudyArm
    value: float
    variance: float
    person_sd: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledArms:
    """The synthesis of the rows that share a scale.

    Arguments:
        scale: the scale. pool: the synthesis, in percent of the score or in log odds.
        effects: the rows inside. left_out: rows on the same scale that stay outside.
        horizon_weeks: median follow-up of the rows that print it, or none.
        sessions: fewest and most sessions studied, or none where a row does not print them.
        definition: what counts as a responder, for shares.
    """

    scale: str
    pool: Pool
    effects: tuple[Effect, ...]
    left_out: tuple[StudyArm, ...]
    horizon_weeks: float | None
    sessions: tuple[float, float] | None
    definition: str = ""

    @property
    def arms(self) -> tuple[StudyArm, ...]:
        """The rows inside."""
        return tuple(effect.arm for effect in self.effects)


def percent_reduction(arm: StudyArm) -> Effect | None:
    """The mean fall of the score in percent, or none where the row prints none or no number of people.

    Where means are printed: 100 (1 − F/B), and the spread between people by the delta method,
    100 (F/B) √(c_F² + c_B² − 2ρ c_F c_B) with c = SD/mean and the assumed correlation ρ. Otherwise the printed
    percentage with its printed spread, or that of another side of the same study, or the prior.
    """
    n, before, after = arm.participants, arm.baseline_mean, arm.followup_mean
    if arm.percent_of != "score" or arm.percent_improvement is None or not n:
        return None
    value, person_sd = arm.percent_improvement, arm.percent_sd
    if before and after is not None:
        value = 100 * (1 - after / before)
        if person_sd is None and arm.baseline_sd is not None and arm.followup_sd is not None and after:
            c_before, c_after = arm.baseline_sd / before, arm.followup_sd / after
            rho = PRIORS.by_id["pre_post_correlation"].value
            person_sd = 100 * (after / before) * sqrt(c_after**2 + c_before**2 - 2 * rho * c_after * c_before)
    if person_sd is None:
        person_sd = next(
            (side.percent_sd for side in STUDIES.rows if side.percent_sd and _same_measure(side, arm)), None
        )
    spread = PRIORS.by_id["person_sd_percent"].value if person_sd is None else person_sd
    return Effect(arm=arm, value=value, variance=spread**2 / n, person_sd=person_sd)


def log_odds(arm: StudyArm) -> Effect | None:
    """The log odds ln(a/b) of responding, variance 1/a + 1/b; ½ is added to both counts where one of them is nought."""
    if arm.responders is None or not arm.responders_of:
        return None
    yes, no = float(arm.responders), float(arm.responders_of - arm.responders)
    if not (yes and no):
        yes, no = yes + 0.5, no + 0.5
    return Effect(arm=arm, value=log(yes / no), variance=1 / yes + 1 / no, person_sd=None)


def pooled_scores(indication: str, scale: str) -> PooledArms | None:
    """The fall of the score in percent over studies of needling alone that share a scale which starts at nought.

    None where fewer studies share it than a figure needs.
    """
    found = SCALES.by_id.get(scale)
    if found is None or found.range_min != 0 or found.higher_is_better:
        return None
    same_scale = [arm for arm in arms_of(indication) if arm.scale == scale]
    effects = _last_of_each_study(percent_reduction(arm) for arm in poolable(same_scale))
    return _pooled(scale, effects, same_scale)


def pooled_responders(indication: str, scale: str) -> PooledArms | None:
    """The share of people who responded, over studies of needling alone that share a scale and a definition."""
    same_scale = [arm for arm in arms_of(indication) if arm.scale == scale]
    for definition in dict.fromkeys(arm.responder_definition for arm in same_scale if arm.responder_definition):
        alike = [arm for arm in poolable(same_scale) if arm.responder_definition == definition]
        effects = _last_of_each_study(log_odds(arm) for arm in alike)
        if found := _pooled(scale, effects, same_scale, definition):
            return found
    return None


def other_scores(indication: str, scale: str) -> tuple[Effect, ...]:
    """What studies of needling alone saw on other summed scores; never pooled with this one."""
    arms = [arm for arm in arms_of(indication) if arm.scale != scale]
    return tuple(_last_of_each_study(percent_reduction(arm) for arm in poolable(arms)))


def scales_with_figures(indication: str) -> tuple[str, ...]:
    """The scales on which a figure for one person can be given, the one with most people first."""
    scales = dict.fromkeys(arm.scale for arm in arms_of(indication) if arm.scale)
    pools = [found for scale in scales if (found := pooled_scores(indication, scale))]
    return tuple(found.scale for found in sorted(pools, key=lambda found: -found.pool.participants))


def poolable(arms: Iterable[StudyArm], kind: ArmKind = "needling") -> list[StudyArm]:
    """The clean rows of one kind of arm, no later than anything is said about."""
    longest = fixed("horizon_weeks")
    return [
        arm
        for arm in arms
        if may_be_pooled(arm)
        and arm.arm_kind == kind
        and arm.design != "meta_analysis"
        and (arm.weeks_after_last is None or arm.weeks_after_last <= longest)
    ]


def _last_of_each_study(effects: Iterable[Effect | None]) -> list[Effect]:
    last: dict[str, Effect] = {}
    for effect in effects:
        if effect is None:
            continue
        before = last.get(effect.arm.study)
        if before is None or (effect.arm.weeks_after_last or 0) > (before.arm.weeks_after_last or 0):
            last[effect.arm.study] = effect
    return list(last.values())


def _pooled(scale: str, effects: list[Effect], same_scale: list[StudyArm], definition: str = "") -> PooledArms | None:
    if len(effects) < PRIORS.by_id["studies_min"].value:
        return None
    inside = {effect.arm.id for effect in effects}
    weeks = [effect.arm.weeks_after_last for effect in effects if effect.arm.weeks_after_last is not None]
    sessions = [effect.arm.sessions for effect in effects if effect.arm.sessions is not None]
    return PooledArms(
        scale=scale,
        pool=random_effects(
            [effect.value for effect in effects],
            [effect.variance for effect in effects],
            sum(effect.arm.participants or 0 for effect in effects),
        ),
        effects=tuple(effects),
        left_out=tuple(arm for arm in same_scale if arm.id not in inside and arm.arm_kind == "needling"),
        horizon_weeks=median(weeks) if weeks else None,
        sessions=(min(sessions), max(sessions)) if len(sessions) == len(effects) else None,
        definition=definition,
    )


def _same_measure(one: StudyArm, other: StudyArm) -> bool:
    return (one.study, one.scale, one.weeks_after_last) == (other.study, other.scale, other.weeks_after_last)
