"""The figures of a forecast: for one person where scores are pooled, for a group where people were counted."""

from __future__ import annotations

from dataclasses import replace
from math import exp

from punctum.evidence.scales import SCALES
from punctum.evidence.studies import StudyArm, arms_of
from punctum.outcome.certainty import grade
from punctum.outcome.clinician_words import text_of_figure, text_of_share
from punctum.outcome.patient_words import words_of_figure, words_of_share
from punctum.outcome.pooling import PooledArms
from punctum.outcome.shown import shows_benefit, study_results, works
from punctum.outcome.subtypes import Subtype, ratio_to_best
from punctum.outcome.synthesis import Prediction, predict_person
from punctum.outcome.timecourse import time_to_result
from punctum.outcome.values import Forecast
from punctum.patient import Concern


def figure_for_one(
    concern: Concern, found: PooledArms, subtype: Subtype | None, below: tuple[str, ...], sessions: int
) -> Forecast:
    """The fall of the score in percent, or the score itself where one was given, predicted for this person.

    Arguments:
        concern: with its score and goal if there are any. found: the synthesis of the scores.
        subtype: the kind of lesion, which can only lower the figure. sessions: how many are planned.
        below: zones treated below the studied length, for which the figure does not speak.
    """
    ratio, ratio_error = ratio_to_best(subtype) if subtype else (1.0, 0.0)
    person = predict_person(
        found.pool,
        person_variance=found.person_variance,
        person_df=found.person_df,
        further=(found.pool.mean * ratio_error) ** 2,
    )
    person = replace(person, mean=person.mean * ratio)
    controlled = _controlled_pair(concern.indication, found.scale)
    percent = replace(
        _shared(concern, found, subtype, controlled),
        quantity="percent_reduction",
        mean=person.mean,
        median=person.mean,
        interval_50=_up_to_all(person.interval(0.50)),
        interval_80=_up_to_all(person.interval(0.80)),
        interval_95=_up_to_all(person.interval(0.95)),
        group_mean=found.pool.mean,
        group_interval_95=found.pool.confidence_interval(),
        text=text_of_figure(concern.indication, found, subtype, controlled, below, sessions),
    )
    result = percent if concern.baseline is None else _on_scale(percent, person)
    return replace(result, patient_said=words_of_figure(result, subtype, controlled, below))


def figure_of_share(concern: Concern, found: PooledArms, subtype: Subtype | None) -> Forecast:
    """The share of people who improved, in percent; no figure for one person. `found`: the synthesis in log odds."""
    low, high = (100 * _chance(end) for end in found.pool.confidence_interval())
    new_low, new_high = (100 * _chance(end) for end in found.pool.new_study().interval(0.95))
    share = 100 * _chance(found.pool.mean)
    return replace(
        _shared(concern, found, subtype, _controlled_pair(concern.indication, found.scale)),
        quantity="responder_percent",
        group_mean=share,
        group_interval_95=(low, high),
        text=text_of_share(found, share, (low, high), (new_low, new_high), subtype),
        patient_said=words_of_share(
            studies=found.pool.studies,
            people=found.pool.participants,
            share=share,
            interval=(low, high),
            definition=found.definition,
            subtype=subtype,
        ),
    )


def _shared(concern: Concern, found: PooledArms, subtype: Subtype | None, controlled: tuple[StudyArm, ...]) -> Forecast:
    certainty, why = grade(found.arms, found.pool)
    rows = (*found.arms, *controlled, *found.left_out)
    return Forecast(
        indication=concern.indication,
        zones=concern.zones,
        subtype=concern.subtype or "",
        scale=found.scale,
        baseline=concern.baseline,
        goal=concern.goal,
        horizon_weeks=found.horizon_weeks,
        participants=found.pool.participants,
        studies=found.pool.studies,
        controlled=False,
        design="before_after",
        tau=found.pool.tau,
        i_squared=found.pool.i_squared,
        certainty=certainty,
        certainty_why=why,
        text="",
        patient_said=(),
        time_said=time_to_result(concern.indication),
        shown=study_results(rows),
        pooled=tuple(arm.id for arm in found.arms),
        sources=works(rows, subtype.sources if subtype else ()),
    )


def _on_scale(percent: Forecast, person: Prediction) -> Forecast:
    """The same forecast as a score: baseline · (1 − fall/100), kept inside the scale."""
    baseline, goal = percent.baseline or 0.0, percent.goal
    top = SCALES.by_id[percent.scale].range_max

    def score(fall: float) -> float:
        left = max(0.0, baseline * (1 - fall / 100))
        return left if top is None else min(left, top)

    def span(interval: tuple[float, float] | None) -> tuple[float, float] | None:
        return interval and (score(interval[1]), score(interval[0]))

    chance = None
    if goal is not None and baseline > 0:
        chance = 1 - person.below(100 * (1 - goal / baseline))
    return replace(
        percent,
        quantity="score",
        mean=score(person.mean),
        median=score(person.mean),
        interval_50=span(percent.interval_50),
        interval_80=span(percent.interval_80),
        interval_95=span(percent.interval_95),
        group_mean=score(percent.group_mean or 0.0),
        group_interval_95=span(percent.group_interval_95),
        chance_of_goal=chance,
    )


def _controlled_pair(indication: str, scale: str) -> tuple[StudyArm, ...]:
    """The last look of a study with an untreated side: the treated row and the untreated one."""
    arms = [arm for arm in arms_of(indication) if arm.scale == scale and arm.change_mean is not None]
    untreated = [arm for arm in arms if arm.arm_kind == "none" and shows_benefit(arm)]
    if not untreated:
        return ()
    last = max(untreated, key=lambda arm: arm.weeks_after_last or 0)
    treated = [
        arm
        for arm in arms
        if arm.study == last.study and arm.arm_kind == "needling" and arm.weeks_after_last == last.weeks_after_last
    ]
    return (*treated[:1], last) if treated else ()


def _up_to_all(interval: tuple[float, float]) -> tuple[float, float]:
    """A fall of a score that ends at nought cannot be more than all of it."""
    return min(interval[0], 100.0), min(interval[1], 100.0)


def _chance(log_odds: float) -> float:
    return 1 / (1 + exp(-log_odds))
