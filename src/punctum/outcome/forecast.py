"""What one concern may come to: a figure with intervals where studies carry it, words and study results elsewhere."""

from __future__ import annotations

from dataclasses import replace

from punctum.evidence.indications import INDICATIONS
from punctum.evidence.scales import SCALES
from punctum.evidence.studies import STUDIES, StudyArm, arms_of
from punctum.outcome.cells import Cell, cell_of
from punctum.outcome.certainty import certainty_of, judged
from punctum.outcome.clinician_words import session_span, text_without_figure, why_no_pool
from punctum.outcome.course import PlannedCourse
from punctum.outcome.draws import OutcomeDraws, shipped_draws
from punctum.outcome.figures import figure_for_one
from punctum.outcome.patient_words import words_without_figure
from punctum.outcome.pooling import pooled_responders, scales_with_figures
from punctum.outcome.priors import PRIORS
from punctum.outcome.shares import figure_of_share
from punctum.outcome.shown import is_about_benefit, shows_benefit, study_results, works
from punctum.outcome.subtypes import Subtype, find_subtype
from punctum.outcome.timecourse import time_to_result
from punctum.outcome.values import Forecast
from punctum.patient import Concern, Patient
from punctum.problems import InputError


def forecast(
    patient: Patient, concern: Concern, course: PlannedCourse, *, draws: OutcomeDraws | None = None
) -> Forecast:
    """What a concern of a person may come to after a course of needling.

    A figure is given on a scale that at least three clean studies of the same treatment share. It is drawn from the
    synthesis for one new study, arm, measure and person each: the score before · e^−y inside the range of the scale,
    or the fall 100 (1 − e^−y) where there is no score (`NewPerson`). Elsewhere words and studies stand.

    Arguments:
        patient: the person. No study lets age, sex or skin move a figure, so nothing else of them is read.
        concern: one of theirs, with its score and goal if there are any.
        course: what is planned; zones marked below the studied range carry no figure.
        draws: of the synthesis; those that come with the package, or those that learned from a clinic.

    Returns:
        the forecast; without a figure its text says why.

    Raises:
        ValueError: the concern is not one of the patient's.
    """
    if concern not in patient.concerns:
        raise ValueError(f"{patient.id} has no such concern: {concern.indication}")
    scale = concern.scale or next(iter(scales_with_figures(concern.indication)), "")
    subtype = find_subtype(concern.indication, concern.subtype)
    cell = cell_of(concern.indication, scale, course.adjuncts)
    if cell is None:
        return _without_figure(concern, why_no_pool(concern, course.adjuncts), subtype)
    if refusal := _refusal(concern, course, subtype, cell):
        return replace(_without_figure(concern, refusal, subtype), scale=scale)
    if cell.measure.family == "grade" and concern.baseline is None:
        return _without_grade(concern, cell, subtype)
    try:
        return figure_for_one(concern, cell, subtype, course, draws or shipped_draws())
    except InputError as error:
        why = f"The draws of the synthesis cannot be used: {'; '.join(map(str, error.problems))}."
        return replace(_without_figure(concern, why, subtype), scale=scale)


def _without_grade(concern: Concern, cell: Cell, subtype: Subtype | None) -> Forecast:
    """The share of people who improved, where a grade is forecast for somebody who was not graded."""
    found = None if cell.adjuncts else pooled_responders(concern.indication, cell.scale.id)
    if found is None:
        return replace(_without_figure(concern, "The person was not graded.", subtype), scale=cell.scale.id)
    return figure_of_share(concern, found, subtype)


def _refusal(concern: Concern, course: PlannedCourse, subtype: Subtype | None, cell: Cell) -> str:
    own, studied = course.of(concern), cell.sessions
    if concern.baseline is not None and concern.baseline <= (cell.scale.range_min or 0):
        return "The score is already the best of its scale, so it cannot fall."
    if own and all(zone.below_studied for zone in own):
        return "The needle stays shorter here than in any study of this."
    if studied and course.sessions < studied[0]:
        return f"The pooled studies used {session_span(studied)} sessions, and fewer are planned ({course.sessions})."
    if subtype and not subtype.figure:
        return subtype.text
    return ""


def _without_figure(concern: Concern, why_no_figure: str, subtype: Subtype | None) -> Forecast:
    arms = arms_of(concern.indication)
    shown = _instead(concern, arms, subtype)
    alone = tuple(arm for arm in arms if shows_benefit(arm) and arm.arm_kind == "needling")
    domains = judged(alone, participants=None, i_squared=None)
    certainty, why = certainty_of(domains)
    scale = SCALES.by_id[concern.scale] if concern.scale else None
    return Forecast(
        indication=concern.indication,
        zones=concern.zones,
        subtype=concern.subtype or "",
        baseline=concern.baseline,
        goal=concern.goal,
        mcid=scale.mcid if scale else None,
        mcid_unit=scale.mcid_unit if scale else "",
        mcid_basis=scale.mcid_basis if scale else None,
        mcid_reason=scale.mcid_reason if scale else "",
        domains=domains,
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
