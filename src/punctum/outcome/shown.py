"""Study results as they are shown beside a figure, or instead of one."""

from __future__ import annotations

from collections.abc import Iterable

from punctum.evidence.studies import StudyArm, arms_of, is_controlled, result_in_words
from punctum.outcome.values import StudyResult

DESIGNS = {
    "randomised": "randomised",
    "split_face": "two sides compared",
    "parallel": "two groups, not randomised",
    "before_after": "before and after, no comparison group",
    "retrospective": "looked back, no comparison group",
    "meta_analysis": "several studies together",
    "case_report": "one person",
}


def study_result(arm: StudyArm) -> StudyResult:
    """One row as it is shown; what is doubtful about it stands beside the result."""
    doubts = f" Doubtful: {arm.doubt}" if arm.doubtful else ""
    return StudyResult(
        study=arm.label,
        source=arm.source,
        arm=arm.arm,
        participants=arm.participants,
        weeks=arm.weeks_after_last,
        result=f"{result_in_words(arm)}.{doubts}",
        design=DESIGNS[arm.design],
        controlled=is_controlled(arm),
    )


def study_results(arms: Iterable[StudyArm]) -> tuple[StudyResult, ...]:
    """Rows as they are shown, each once."""
    return tuple(study_result(arm) for arm in {arm.id: arm for arm in arms}.values())


def is_about_benefit(arm: StudyArm) -> bool:
    """Whether a row may be shown as a result: read, and about what people see, not about tissue or harm."""
    return arm.basis == "read" and arm.measure_kind in ("rater", "patient")


def shows_benefit(arm: StudyArm) -> bool:
    """Whether a row about benefit is also free of doubt."""
    return is_about_benefit(arm) and not arm.doubtful


def controlled_pair(indication: str, scale: str) -> tuple[StudyArm, ...]:
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


def named(arms: Iterable[StudyArm]) -> str:
    """The studies of some rows, by name, each once."""
    return ", ".join(dict.fromkeys(arm.label for arm in arms))


def works(arms: Iterable[StudyArm], further: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The ids of the works behind some rows, and further ones, each once."""
    return tuple(dict.fromkeys((*(arm.source for arm in arms), *further)))
