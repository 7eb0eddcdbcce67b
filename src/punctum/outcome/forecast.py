"""What one concern may come to: a figure with intervals where studies carry it, words and study results elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp

from punctum.evidence.indications import INDICATIONS
from punctum.evidence.scales import SCALES
from punctum.evidence.studies import STUDIES, StudyArm, arms_of
from punctum.outcome.certainty import grade
from punctum.outcome.pooling import (
    Effect,
    PooledArms,
    other_scores,
    pooled_responders,
    pooled_scores,
    scales_with_figures,
)
from punctum.outcome.priors import PRIORS
from punctum.outcome.shown import is_about_benefit, named, shows_benefit, study_results
from punctum.outcome.subtypes import Subtype, find_subtype, ratio_to_best
from punctum.outcome.synthesis import Prediction, predict_person
from punctum.outcome.timecourse import time_to_result
from punctum.outcome.values import Forecast
from punctum.patient import Concern
from punctum.prescription import ZoneSettings

UPPER_BOUND = "Before and after only: an upper bound, because nobody was left untreated."


def forecast(concern: Concern, *, sessions: int, settings: tuple[ZoneSettings, ...]) -> Forecast:
    """What this concern may come to after a course of needling alone.

    A figure is given on a scale that at least three clean studies of needling alone share: the fall of the score in
    percent, pooled by random effects, and predicted for one person with Student's t and variance
    SE² + τ² + the variance between people. Scored concerns get baseline · (1 − fall), inside the scale's range.

    Arguments:
        concern: what is treated, with its score and goal if there are any.
        sessions: how many sessions are planned.
        settings: how its zones are treated; zones marked below the studied range carry no figure. Empty when
            no settings are given yet.

    Returns:
        the forecast; without a figure its text says why.
    """
    scale = concern.scale or next(iter(scales_with_figures(concern.indication)), "")
    subtype = find_subtype(concern.indication, concern.subtype)
    scores, shares = pooled_scores(concern.indication, scale), pooled_responders(concern.indication, scale)
    found = scores or shares
    if found is None:
        return _words(concern, _why_no_pool(concern), subtype)
    if refusal := _refusal(concern, sessions, settings, subtype, found):
        return replace(_words(concern, refusal, subtype), scale=scale)
    if scores:
        return _figure(concern, scores, subtype, _notes(concern, sessions, settings, scores))
    return _share(concern, found, subtype)


@dataclass(frozen=True, slots=True)
class _Notes:
    clinician: str
    patient: str


def _why_no_pool(concern: Concern) -> str:
    fewest = PRIORS.by_id["studies_min"].value
    on_scale = f"on the scale {SCALES.by_id[concern.scale].name}" if concern.scale else "on one scale"
    return f"Fewer than {fewest:.0f} clean studies of needling alone give a fall of the score {on_scale}."


def _refusal(
    concern: Concern, sessions: int, settings: tuple[ZoneSettings, ...], subtype: Subtype | None, found: PooledArms
) -> str:
    own = [zone for zone in settings if zone.zone in concern.zones]
    if own and all(zone.below_studied for zone in own):
        return "The needle stays shorter here than in any study of this."
    if found.sessions and sessions < found.sessions[0]:
        return f"The pooled studies used {_span(found.sessions)} sessions, and fewer are planned ({sessions})."
    if subtype and not subtype.figure:
        return subtype.text
    return ""


def _notes(concern: Concern, sessions: int, settings: tuple[ZoneSettings, ...], found: PooledArms) -> _Notes:
    below = [zone.zone for zone in settings if zone.zone in concern.zones and zone.below_studied]
    clinician, patient = [], []
    if below:
        clinician.append(f"No figure for {', '.join(below)}: the needle stays below the studied length there.")
        patient.append(f"This does not speak for: {', '.join(zone.replace('_', ' ') for zone in below)}.")
    if found.sessions and sessions > found.sessions[1]:
        clinician.append(f"More than {found.sessions[1]:g} sessions were not studied on this scale.")
    return _Notes(" ".join(clinician), " ".join(patient))


def _figure(concern: Concern, found: PooledArms, subtype: Subtype | None, notes: _Notes) -> Forecast:
    ratio, ratio_error = ratio_to_best(subtype) if subtype else (1.0, 0.0)
    person = predict_person(
        found.pool,
        person_variance=found.person_variance,
        person_df=found.person_df,
        further=(found.pool.mean * ratio_error) ** 2,
    )
    person = replace(person, mean=person.mean * ratio)
    certainty, why = grade(found.arms, found.pool)
    controlled = _controlled_pair(concern.indication, found.scale)
    basis = Forecast(
        indication=concern.indication,
        zones=concern.zones,
        subtype=concern.subtype or "",
        scale=found.scale,
        baseline=concern.baseline,
        goal=concern.goal,
        quantity="percent_reduction",
        horizon_weeks=found.horizon_weeks,
        mean=person.mean,
        interval_50=_up_to_all(person.interval(0.50)),
        interval_80=_up_to_all(person.interval(0.80)),
        interval_95=_up_to_all(person.interval(0.95)),
        group_mean=found.pool.mean,
        group_interval_95=found.pool.confidence_interval(),
        participants=found.pool.participants,
        studies=found.pool.studies,
        controlled=False,
        design="before_after",
        tau=found.pool.tau,
        i_squared=found.pool.i_squared,
        certainty=certainty,
        certainty_why=why,
        text=_clinician_text(concern.indication, found, subtype, controlled, notes),
        patient_text="",
        time_to_result=time_to_result(concern.indication),
        shown=study_results((*found.arms, *controlled, *found.left_out)),
        pooled=tuple(arm.id for arm in found.arms),
        sources=_sources((*found.arms, *controlled, *found.left_out), subtype),
    )
    result = basis if concern.baseline is None else _on_scale(basis, person)
    return replace(result, patient_text=_patient_text(result, subtype, controlled, notes))


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
        interval_50=span(percent.interval_50),
        interval_80=span(percent.interval_80),
        interval_95=span(percent.interval_95),
        group_mean=score(percent.group_mean or 0.0),
        group_interval_95=span(percent.group_interval_95),
        chance_of_goal=chance,
    )


def _share(concern: Concern, found: PooledArms, subtype: Subtype | None) -> Forecast:
    low, high = (100 * _chance(end) for end in found.pool.confidence_interval())
    mean = 100 * _chance(found.pool.mean)
    new_low, new_high = (100 * _chance(end) for end in found.pool.new_study().interval(0.95))
    certainty, why = grade(found.arms, found.pool)
    controlled = _controlled_pair(concern.indication, found.scale)
    people, studies = found.pool.participants, found.pool.studies
    kind = f" {subtype.text}" if subtype else ""
    text = (
        f"No figure for one person on this scale. {studies} studies ({named(found.arms)}), {people} people, counted "
        f"who improved ({found.definition}): {mean:.0f} of 100 (95 % confidence interval {low:.0f} to {high:.0f}; "
        f"a new study may see {new_low:.0f} to {new_high:.0f}). {UPPER_BOUND} Such counts run higher than mean "
        f"scores do.{kind}"
    )
    patient = (
        f"In {studies} studies of {people} people together, about {mean / 10:.0f} of 10 improved ({found.definition}). "
        f"The truth may lie anywhere from {low / 10:.0f} to {high / 10:.0f} of 10. Nobody was left untreated in these "
        f"studies, so part of this may be time, or hope.{f' {subtype.patient_text}' if subtype else ''}"
    )
    return Forecast(
        indication=concern.indication,
        zones=concern.zones,
        subtype=concern.subtype or "",
        scale=found.scale,
        baseline=concern.baseline,
        goal=concern.goal,
        quantity="responder_percent",
        horizon_weeks=found.horizon_weeks,
        group_mean=mean,
        group_interval_95=(low, high),
        participants=people,
        studies=studies,
        design="before_after",
        tau=found.pool.tau,
        i_squared=found.pool.i_squared,
        certainty=certainty,
        certainty_why=why,
        text=text,
        patient_text=patient,
        time_to_result=time_to_result(concern.indication),
        shown=study_results((*found.arms, *controlled, *found.left_out)),
        pooled=tuple(arm.id for arm in found.arms),
        sources=_sources((*found.arms, *controlled, *found.left_out), subtype),
    )


def _words(concern: Concern, why_no_figure: str, subtype: Subtype | None) -> Forecast:
    arms = arms_of(concern.indication)
    shown = _instead(concern, arms, subtype)
    alone = tuple(arm for arm in arms if shows_benefit(arm) and arm.arm_kind == "needling")
    doubtful = [arm for arm in shown if arm.doubtful]
    unread = [arm for arm in arms if arm.basis != "read" and arm.arm_kind == "needling"]
    certainty, why = grade(alone, None)
    row = INDICATIONS.by_id[concern.indication]
    studies = len({arm.study for arm in shown})
    kept = f"{_count(studies, 'study is', 'studies are')} shown instead." if studies else "No study was found."
    left = f" Doubtful: {named(doubtful)}." if doubtful else ""
    left += f" Not read and left out: {named(unread)}." if unread else ""
    kind = f" {subtype.patient_text}" if subtype else ""
    return Forecast(
        indication=concern.indication,
        zones=concern.zones,
        subtype=concern.subtype or "",
        baseline=concern.baseline,
        goal=concern.goal,
        certainty=certainty,
        certainty_why=why,
        text=f"No figure. {why_no_figure} {kept}{left}",
        patient_text=f"{row.answer}{kind} We give no number, because no number can be trusted here.",
        time_to_result=time_to_result(concern.indication),
        shown=study_results(shown),
        sources=_sources(shown, subtype),
    )


def _instead(concern: Concern, arms: tuple[StudyArm, ...], subtype: Subtype | None) -> list[StudyArm]:
    """The rows shown instead of a figure: on the person's scale if there are any, else every study of needling alone.

    What is doubtful is shown with its doubt, because leaving out weak results would flatter. Needling with something
    added is shown too where fewer studies of needling alone exist than a figure needs.
    """
    kinds = [STUDIES.by_id[subtype.arm], STUDIES.by_id[subtype.reference]] if subtype else []
    alone = [arm for arm in arms if is_about_benefit(arm) and arm.arm_kind in ("needling", "none")]
    on_scale = [arm for arm in alone if concern.scale and arm.scale == concern.scale]
    rows = on_scale or alone
    if len({arm.study for arm in rows}) < PRIORS.by_id["studies_min"].value:
        rows += [arm for arm in arms if shows_benefit(arm) and arm.arm_kind == "needling_plus"]
    last = {(arm.study, arm.arm, arm.measure, arm.responder_definition): arm for arm in rows}
    return list({arm.id: arm for arm in (*kinds, *last.values())}.values())


def _clinician_text(
    indication: str, found: PooledArms, subtype: Subtype | None, controlled: tuple[StudyArm, ...], notes: _Notes
) -> str:
    pool = found.pool
    low, high = pool.confidence_interval()
    new_low, new_high = pool.new_study().interval(0.95)
    out = [f"{arm.label} ({_why_out(arm)})" for arm in {arm.study: arm for arm in found.left_out}.values()]
    parts = [
        f"{pool.studies} studies of needling alone or with an inert liquid share this scale: {named(found.arms)}; "
        f"{pool.participants} people, {_span(found.sessions)} sessions.",
        f"Average fall of the score {pool.mean:.0f} % (95 % confidence interval {low:.0f} to {high:.0f}; a new study "
        f"may see {new_low:.0f} to {new_high:.0f}).",
        f"Left out: {'; '.join(out)}." if out else "",
        _elsewhere(other_scores(indication, found.scale)),
        UPPER_BOUND,
        _side_by_side(controlled),
        f"For one person the spread between people (SD {found.person_variance**0.5:.0f} points) and the largest "
        f"spread between studies that these few do not rule out (SD {pool.tau_upper:.0f} points) are added.",
        subtype.text if subtype else "Kind of scar not stated or mixed.",
        notes.clinician,
    ]
    return " ".join(part for part in parts if part)


def _patient_text(result: Forecast, subtype: Subtype | None, controlled: tuple[StudyArm, ...], notes: _Notes) -> str:
    low, high = result.interval_80 or (0.0, 0.0)
    middle = result.mean or 0.0
    where = SCALES.by_id[result.scale].name
    when = f", about {result.horizon_weeks:.0f} weeks after the last session" if result.horizon_weeks else ""
    if result.quantity == "score":
        outcome = (
            f"Your score is {result.baseline:g} now ({where}; lower is better). Most people like you, about 8 of 10, "
            f"end between {low:.0f} and {high:.0f}{when}. The middle is about {middle:.0f}."
        )
    else:
        outcome = (
            f"Think of a score of 10 at the start ({where}; lower is better). Most people, about 8 of 10, end "
            f"between {max(0.0, 10 - high / 10):.0f} and {10 - low / 10:.0f}{when}. The middle is about "
            f"{10 - middle / 10:.0f}."
        )
    goal = ""
    if result.chance_of_goal is not None and result.goal is not None:
        goal = f"About {10 * result.chance_of_goal:.0f} of 10 people like you reach {result.goal:g}."
    parts = [
        outcome,
        goal,
        f"This comes from {result.studies} studies with {result.participants} people. In these studies nobody was left "
        "untreated. So part of the change may be time, or hope.",
        _side_by_side(controlled, plain=True),
        subtype.patient_text if subtype else "",
        notes.patient,
    ]
    return " ".join(part for part in parts if part)


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


def _side_by_side(pair: tuple[StudyArm, ...], *, plain: bool = False) -> str:
    if len(pair) != 2:
        return ""
    treated, untreated = pair
    fall, fall_untreated = -(treated.change_mean or 0.0), -(untreated.change_mean or 0.0)
    weeks = f"{treated.weeks_after_last:g} weeks"
    if plain:
        return (
            f"One small study ({treated.participants} people) left one side untreated. After {weeks} the score had "
            f"fallen by {fall:g} points on the treated side and by {fall_untreated:g} points "
            "with doing nothing."
        )
    return (
        f"The one study with an untreated side ({treated.label}, {treated.participants} people, {weeks}): "
        f"{_points(treated)} treated, {_points(untreated)} untreated. It is shown and not pooled."
    )


def _elsewhere(effects: tuple[Effect, ...]) -> str:
    if not effects:
        return ""
    low, high = (choose(effect.value for effect in effects) for choose in (min, max))
    names = named(effect.arm for effect in effects)
    return f"On other scores falls ran from {low:.0f} to {high:.0f} % ({names}); these are not pooled here."


def _points(arm: StudyArm) -> str:
    interval = ""
    if arm.change_ci_low is not None and arm.change_ci_high is not None:
        interval = f" ({arm.change_ci_low:+g} to {arm.change_ci_high:+g})"
    return f"{arm.change_mean:+g} points{interval}".replace("-", "−")


def _why_out(arm: StudyArm) -> str:
    if arm.role == "validation":
        return "kept to check forecasts"
    if arm.doubtful:
        return arm.doubt[:1].lower() + arm.doubt[1:].rstrip(".")
    return "not read" if arm.basis != "read" else "no usable number, or another look at the same people"


def _sources(arms: tuple[StudyArm, ...] | list[StudyArm], subtype: Subtype | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(arm.source for arm in arms), *(subtype.sources if subtype else ()))))


def _up_to_all(interval: tuple[float, float]) -> tuple[float, float]:
    """A fall of a score that ends at nought cannot be more than all of it."""
    return min(interval[0], 100.0), min(interval[1], 100.0)


def _span(ends: tuple[float, float] | None) -> str:
    if ends is None:
        return "an unknown number of"
    return f"{ends[0]:g}" if ends[0] == ends[1] else f"{ends[0]:g} to {ends[1]:g}"


def _chance(log_odds: float) -> float:
    return 1 / (1 + exp(-log_odds))


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
