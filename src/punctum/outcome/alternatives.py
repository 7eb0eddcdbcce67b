"""Other ways, fewer sessions, and nothing: what studies say of them beside needling."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import get_args

from punctum.evidence.studies import StudyArm, TreatmentKind, arms_of
from punctum.outcome.certainty import grade_comparison
from punctum.outcome.shown import named, study_results
from punctum.outcome.values import Alternative
from punctum.patient import Concern

NOT_MEASURED = "Not measured here."
ORDER: tuple[TreatmentKind, ...] = ("topical", "peel", "injection", "laser", "subcision", "device", "other")


def alternatives(concern: Concern) -> tuple[Alternative, ...]:
    """What else could be done for this concern: nothing, fewer sessions, and what studies compared needling with.

    Benefit, recovery and dark marks stand only where a study row carries them.
    """
    arms = tuple(arm for arm in arms_of(concern.indication) if arm.measure_kind in ("rater", "patient", "harm", "rank"))
    others = sorted(_others(arms), key=lambda other: ORDER.index(other[0]))
    return (
        _nothing(arms, concern.scale),
        *_fewer_sessions(arms),
        *(_other(kind, name, rows, arms) for kind, name, rows in others),
    )


def _others(arms: tuple[StudyArm, ...]) -> list[tuple[TreatmentKind, str, tuple[StudyArm, ...]]]:
    """The other treatments by kind and name, with the rows that speak for each."""
    compared = {arm.study for arm in arms if arm.arm_kind == "comparator"}
    rows: dict[tuple[TreatmentKind, str], list[StudyArm]] = {}
    for arm in arms:
        if arm.treatment_kind in ORDER:
            rows.setdefault((arm.treatment_kind, arm.treatment), []).append(arm)
        elif arm.study not in compared and (kind := _kind(arm.compared_kind)) and arm.finding:
            rows.setdefault((kind, arm.compared_with), []).append(arm)
    return [(kind, name, tuple(found)) for (kind, name), found in rows.items()]


def _kind(name: str | None) -> TreatmentKind | None:
    return next((kind for kind in get_args(TreatmentKind) if kind == name and kind in ORDER), None)


def _other(kind: TreatmentKind, name: str, rows: tuple[StudyArm, ...], arms: tuple[StudyArm, ...]) -> Alternative:
    studies = {arm.study for arm in rows}
    beside = [arm for arm in arms if arm.study in studies and arm not in rows and arm.arm_kind == "needling"]
    certainty, why = grade_comparison(rows)
    together = all(arm.arm_kind == "needling_plus" and arm.treatment_kind for arm in rows)
    alone = " Studied only together with needling." if together else ""
    benefit = (_said(rows, lambda arm: arm.finding) or _results_only(rows)) + alone
    downtime = _said((*rows, *beside), lambda arm: arm.downtime) or NOT_MEASURED
    pigment = _dark_marks(rows, beside) or NOT_MEASURED
    doubts = [arm for arm in rows if arm.doubtful]
    doubtful = f" Doubtful: {named(doubts)}." if doubts else ""
    return Alternative(
        name=name[:1].upper() + name[1:],
        kind=kind,
        benefit=benefit + doubtful,
        downtime=downtime,
        pigment_risk=pigment,
        shown=study_results((*rows, *beside)),
        text=f"{benefit}{doubtful} Certainty: {certainty}. {why}",
        certainty=certainty,
    )


def _nothing(arms: tuple[StudyArm, ...], scale: str | None) -> Alternative:
    untreated = [arm for arm in arms if arm.arm_kind == "none" and (scale in (None, arm.scale))] or [
        arm for arm in arms if arm.arm_kind == "none"
    ]
    rows: tuple[StudyArm, ...] = ()
    benefit = "Nobody measured what happens without treatment."
    if untreated:
        last = max(untreated, key=lambda arm: arm.weeks_after_last or 0)
        beside = [
            arm
            for arm in arms
            if (arm.study, arm.measure, arm.weeks_after_last) == (last.study, last.measure, last.weeks_after_last)
            and arm.arm_kind == "needling"
        ]
        rows = (last, *beside)
        benefit = f"In one study the untreated side changed by {_points(last)} in {last.weeks_after_last:g} weeks"
        benefit += f", the needled side by {_points(beside[0])}." if beside else "."
        benefit += f" {last.participants} people were looked at ({last.measure})."
    certainty, why = grade_comparison(rows)
    return Alternative(
        name="Doing nothing",
        kind="nothing",
        benefit=benefit,
        downtime="None.",
        pigment_risk="None from treatment.",
        shown=study_results(rows),
        text=f"{benefit} Certainty: {certainty}. {why}",
        certainty=certainty,
    )


def _fewer_sessions(arms: tuple[StudyArm, ...]) -> tuple[Alternative, ...]:
    alone = [arm for arm in arms if arm.arm_kind == "needling" and arm.sessions is not None and not arm.doubtful]
    if not alone:
        return ()
    counts = [arm.sessions or 0 for arm in alone]
    rows: tuple[StudyArm, ...] = ()
    low, high = min(counts), max(counts)
    studied = f"{low:g} to {high:g}" if low < high else f"{low:g}"
    benefit = f"Studies of needling alone used {studied} sessions. "
    alone.sort(key=lambda arm: (arm.study, arm.measure))
    for _, group in groupby(alone, key=lambda arm: (arm.study, arm.measure)):
        looks = [arm for arm in group if arm.change_mean is not None]
        if len({arm.sessions for arm in looks}) > 1:
            rows = tuple(sorted(looks, key=lambda arm: arm.sessions or 0))
            parts = " and ".join(f"{_points(arm)} with {arm.sessions:g} sessions" for arm in rows)
            benefit += f"One study saw {parts} ({rows[0].label}). The groups were not the same people."
            break
    else:
        benefit += "Nobody tested fewer sessions against more."
    certainty, why = grade_comparison(rows)
    return (
        Alternative(
            name="Fewer sessions",
            kind="fewer_sessions",
            benefit=benefit,
            downtime="The same after each session, fewer times.",
            pigment_risk=NOT_MEASURED,
            shown=study_results(rows),
            text=f"{benefit} Certainty: {certainty}. {why}",
            certainty=certainty,
        ),
    )


def _said(rows: Iterable[StudyArm], what: Callable[[StudyArm], str]) -> str:
    """What rows say, each sentence once, with the studies that say it."""
    sentences: dict[str, list[StudyArm]] = {}
    for arm in rows:
        if text := what(arm):
            sentences.setdefault(text[:1].upper() + text[1:].rstrip("."), []).append(arm)
    return " ".join(f"{text} ({named(arms)})." for text, arms in sentences.items())


def _results_only(rows: tuple[StudyArm, ...]) -> str:
    return f"Not compared with needling alone; the results are shown ({named(rows)})."


def _dark_marks(rows: Iterable[StudyArm], beside: Iterable[StudyArm]) -> str:
    own, needled = _said(rows, _marks), _said(beside, _marks)
    if not own:
        return ""
    return f"{own} With needling: {needled}" if needled else own


def _marks(arm: StudyArm) -> str:
    if arm.dark_marks is not None and arm.dark_marks_of is not None:
        return f"dark marks in {arm.dark_marks} of {arm.dark_marks_of} people"
    if arm.dark_marks_percent is not None:
        return f"dark marks in {arm.dark_marks_percent:.0f} of 100 people"
    return ""


def _points(arm: StudyArm) -> str:
    return f"{arm.change_mean:+g} points".replace("-", "−")
