"""What one concern may come to: a figure with intervals where studies carry it, words and study results elsewhere."""

from __future__ import annotations

from dataclasses import replace

from punctum.evidence.indications import INDICATIONS
from punctum.evidence.studies import STUDIES, StudyArm, arms_of
from punctum.outcome.certainty import grade
from punctum.outcome.clinician_words import session_span, text_without_figure, why_no_pool
from punctum.outcome.figures import figure_for_one, figure_of_share
from punctum.outcome.patient_words import words_without_figure
from punctum.outcome.pooling import PooledArms, pooled_responders, pooled_scores, scales_with_figures
from punctum.outcome.priors import PRIORS
from punctum.outcome.shown import is_about_benefit, shows_benefit, study_results, works
from punctum.outcome.subtypes import Subtype, find_subtype
from punctum.outcome.timecourse import time_to_result
from punctum.outcome.values import Forecast
from punctum.patient import Concern
from punctum.prescription import ZoneSettings


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
        return _without_figure(concern, why_no_pool(concern), subtype)
    if refusal := _refusal(concern, sessions, settings, subtype, found):
        return replace(_without_figure(concern, refusal, subtype), scale=scale)
    if scores:
        below = tuple(zone.zone for zone in settings if zone.zone in concern.zones and zone.below_studied)
        return figure_for_one(concern, scores, subtype, below, sessions)
    return figure_of_share(concern, found, subtype)


def _refusal(
    concern: Concern, sessions: int, settings: tuple[ZoneSettings, ...], subtype: Subtype | None, found: PooledArms
) -> str:
    own = [zone for zone in settings if zone.zone in concern.zones]
    if own and all(zone.below_studied for zone in own):
        return "The needle stays shorter here than in any study of this."
    if found.sessions and sessions < found.sessions[0]:
        return f"The pooled studies used {session_span(found.sessions)} sessions, and fewer are planned ({sessions})."
    if subtype and not subtype.figure:
        return subtype.text
    return ""


def _without_figure(concern: Concern, why_no_figure: str, subtype: Subtype | None) -> Forecast:
    arms = arms_of(concern.indication)
    shown = _instead(concern, arms, subtype)
    alone = tuple(arm for arm in arms if shows_benefit(arm) and arm.arm_kind == "needling")
    certainty, why = grade(alone, None)
    return Forecast(
        indication=concern.indication,
        zones=concern.zones,
        subtype=concern.subtype or "",
        baseline=concern.baseline,
        goal=concern.goal,
        certainty=certainty,
        certainty_why=why,
        text=text_without_figure(why_no_figure, shown, arms),
        patient_said=words_without_figure(INDICATIONS.by_id[concern.indication].answer, subtype),
        time_said=time_to_result(concern.indication),
        shown=study_results(shown),
        sources=works(shown, subtype.sources if subtype else ()),
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
