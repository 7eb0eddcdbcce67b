"""The figure of a forecast for one person, where a cell carries it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from punctum.outcome.cells import Cell
from punctum.outcome.certainty import certainty_of, judged
from punctum.outcome.clinician_words import text_of_figure
from punctum.outcome.constants import fixed
from punctum.outcome.controlled_words import text_of_controlled
from punctum.outcome.course import PlannedCourse
from punctum.outcome.draws import OutcomeDraws
from punctum.outcome.important import chance_of_change, chance_of_goal
from punctum.outcome.intervals import intervals
from punctum.outcome.moderators import moderators
from punctum.outcome.patient_words import words_of_figure
from punctum.outcome.person import Array, NewPerson, horizon, new_person
from punctum.outcome.pooling import PooledArms, pooled_responders, pooled_scores
from punctum.outcome.shown import controlled_pair, study_results, works
from punctum.outcome.subtypes import Subtype
from punctum.outcome.timecourse import time_to_result
from punctum.outcome.values import FanPoint, Forecast
from punctum.patient import Concern

LEVELS = (0.5, 0.8, 0.95)


def figure_for_one(
    concern: Concern, cell: Cell, subtype: Subtype | None, course: PlannedCourse, draws: OutcomeDraws
) -> Forecast:
    """The score at the horizon, or its fall in percent where none was given, predicted for this person.

    Arguments:
        concern: with its score and goal if there are any. cell: the studies the figure stands on.
        subtype: the kind of lesion, which on average can only lower the figure. course: what is planned.
        draws: of the synthesis.
    """
    person = new_person(draws, cell, concern, subtype, course)
    weeks = horizon(cell)
    after, untreated = person.after(weeks), person.fall(person.untreated())
    beyond = person.fall(after) - untreated
    alone = not cell.adjuncts
    scores = pooled_scores(cell.indication, cell.scale.id) if alone else None
    counted = pooled_responders(cell.indication, cell.scale.id) if alone and scores is None else None
    pair = controlled_pair(cell.indication, cell.scale.id)
    main, pooled = _point(weeks, after), scores or counted
    group, group_interval = _group(person, weeks, scores)
    domains = judged(
        cell.arms,
        participants=cell.participants,
        i_squared=pooled.pool.i_squared if pooled else None,
        as_planned=bool(cell.adjuncts),
    )
    certainty, why = certainty_of(domains)
    rows = (*cell.arms, *pair, *cell.left_out)
    result = Forecast(
        indication=concern.indication,
        zones=concern.zones,
        subtype=concern.subtype or "",
        scale=cell.scale.id,
        baseline=concern.baseline,
        goal=concern.goal,
        quantity="percent_reduction" if concern.baseline is None else "score",
        horizon_weeks=cell.horizon_weeks,
        mean=main.mean,
        median=main.median,
        interval_50=main.interval_50,
        interval_80=main.interval_80,
        interval_95=main.interval_95,
        fan=tuple(_point(float(week), person.after(week)) for week in range(int(fixed("horizon_weeks")) + 1)),
        group_mean=group,
        group_interval_95=group_interval,
        participants=cell.participants,
        studies=cell.studies,
        design="before_after",
        tau=scores.pool.tau if scores else None,
        i_squared=pooled.pool.i_squared if pooled else None,
        chance_of_goal=chance_of_goal(person, after, concern.goal),
        mcid=cell.scale.mcid,
        mcid_unit=cell.scale.mcid_unit,
        mcid_basis=cell.scale.mcid_basis,
        mcid_reason=cell.scale.mcid_reason,
        chance_of_mcid=chance_of_change(person, after),
        untreated_mean=float(untreated.mean()),
        untreated_interval_80=intervals(untreated, LEVELS)[1],
        controlled_mean=float(beyond.mean()),
        controlled_median=float(np.median(beyond)),
        controlled_interval_80=intervals(beyond, LEVELS)[1],
        spread_assumed=cell.spreads_printed == 0,
        slopes=moderators(draws, scored=bool(concern.baseline)),
        adjuncts=cell.adjuncts,
        domains=domains,
        certainty=certainty,
        certainty_why=why,
        text="",
        patient_said=(),
        time_said=time_to_result(concern.indication),
        shown=study_results(rows),
        pooled=tuple(arm.id for arm in cell.arms),
        sources=works(rows, subtype.sources if subtype else ()),
    )
    below = course.below_studied(concern)
    return replace(
        result,
        text=text_of_figure(result, cell, scores, counted, subtype, pair, below, course.sessions),
        controlled_text=text_of_controlled(result, pair),
        patient_said=words_of_figure(result, subtype, pair, below),
    )


def _point(weeks: float, shown: Array) -> FanPoint:
    half, most, nearly_all = intervals(shown, LEVELS)
    return FanPoint(
        weeks=weeks,
        mean=float(shown.mean()),
        median=float(np.median(shown)),
        interval_50=half,
        interval_80=most,
        interval_95=nearly_all,
    )


def _group(person: NewPerson, weeks: float, scores: PooledArms | None) -> tuple[float, tuple[float, float]]:
    """The average over studies with its 95 % interval: of the pooled scores, or of the synthesis where none are."""
    if scores is None:
        average = _point(weeks, person.average_after(weeks))
        return average.median, average.interval_95
    mean, (low, high) = scores.pool.mean, scores.pool.confidence_interval()
    if person.before is None:
        return mean, (low, high)
    left = [person.before * (1 - fall / 100) for fall in (mean, high, low)]
    mean, low, high = (float(score) for score in np.clip(left, 0.0, person.cell.scale.range_max))
    return mean, (low, high)
