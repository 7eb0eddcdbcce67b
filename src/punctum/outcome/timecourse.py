"""When a change shows, as far as somebody measured it."""

from __future__ import annotations

from itertools import groupby

from punctum.evidence.studies import StudyArm, arms_of, may_be_pooled
from punctum.outcome.priors import PRIORS


def time_to_result(indication: str) -> str:
    """How much of the change was there when, in plain words, from studies that looked several times."""
    arms = [arm for arm in arms_of(indication) if may_be_pooled(arm) and arm.arm_kind == "needling"]
    looks = [arm for arm in arms if arm.weeks_after_last is not None and _gain(arm) is not None]
    looks.sort(key=lambda arm: (arm.study, not arm.scale, arm.scale, arm.measure, arm.weeks_after_last or 0))
    for _, group in groupby(looks, key=lambda arm: (arm.study, arm.scale, arm.measure)):
        course = list(group)
        if len(course) >= 3:
            return _in_words(course)
    weeks = [arm.weeks_after_last for arm in arms if arm.weeks_after_last is not None and arm.measure_kind != "harm"]
    limit = PRIORS.by_id["horizon_max_weeks"].value
    if weeks and max(weeks) > 0:
        last = min(max(weeks), limit)
        return f"Studies looked up to {last:.0f} weeks after the last session. Nobody measured the way there well."
    return "Nobody has measured well when a change shows."


def _in_words(course: list[StudyArm]) -> str:
    end = course[-1]
    whole = _gain(end) or 0.0
    parts = [f"{10 * (_gain(arm) or 0.0) / whole:.0f} tenths {_when(arm)}" for arm in course[:-1]]
    return (
        f"The change comes slowly and over the whole course. {end.label} ({end.participants} people) looked "
        f"{end.weeks_after_last:g} weeks after the last session. How much of the change "
        f"seen then had come earlier: about {', about '.join(parts)}."
    )


def _when(arm: StudyArm) -> str:
    return f"by {arm.weeks_after_last:g} weeks after it" if arm.weeks_after_last else "by the last session"


def _gain(arm: StudyArm) -> float | None:
    if arm.baseline_mean is None or arm.followup_mean is None:
        return None
    return abs(arm.followup_mean - arm.baseline_mean)
