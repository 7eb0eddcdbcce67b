"""When a change shows, as far as somebody measured it."""

from __future__ import annotations

from itertools import groupby

from punctum.evidence.sentences import Said, said
from punctum.evidence.studies import StudyArm, arms_of, may_be_pooled
from punctum.outcome.constants import fixed


def time_to_result(indication: str) -> tuple[Said, ...]:
    """How much of the change was there when, in plain words, from studies that looked several times."""
    arms = [arm for arm in arms_of(indication) if may_be_pooled(arm) and arm.arm_kind == "needling"]
    looks = [arm for arm in arms if arm.weeks_after_last is not None and _gain(arm) is not None]
    looks.sort(key=lambda arm: (arm.study, not arm.scale, arm.scale, arm.measure, arm.weeks_after_last or 0))
    for _, group in groupby(looks, key=lambda arm: (arm.study, arm.scale, arm.measure)):
        course = list(group)
        if len(course) >= 3:
            return _in_words(course)
    weeks = [arm.weeks_after_last for arm in arms if arm.weeks_after_last is not None and arm.measure_kind != "harm"]
    limit = fixed("horizon_weeks")
    if weeks and max(weeks) > 0:
        return (said("outcome_time_horizon", weeks=min(max(weeks), limit)),)
    return (said("outcome_time_unknown"),)


def _in_words(course: list[StudyArm]) -> tuple[Said, ...]:
    end = course[-1]
    whole = _gain(end) or 0.0
    study = said("outcome_time_slow", study=end.label, people=end.participants or 0, weeks=end.weeks_after_last or 0)
    return (study, *(_reached(arm, 10 * (_gain(arm) or 0.0) / whole) for arm in course[:-1]))


def _reached(arm: StudyArm, tenths: float) -> Said:
    if arm.weeks_after_last:
        return said("outcome_time_weeks", tenths=tenths, weeks=arm.weeks_after_last)
    return said("outcome_time_last", tenths=tenths)


def _gain(arm: StudyArm) -> float | None:
    if arm.baseline_mean is None or arm.followup_mean is None:
        return None
    return abs(arm.followup_mean - arm.baseline_mean)
