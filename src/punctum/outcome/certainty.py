"""How sure a figure is: a word with a fixed meaning, by a small written rule in the manner of GRADE."""

from __future__ import annotations

from typing import Literal

from punctum.evidence.studies import StudyArm, is_controlled
from punctum.evidence.table import PatientText, SourcedRow, Table
from punctum.outcome.synthesis import Pool
from punctum.outcome.values import Certainty

LADDER: tuple[Certainty, ...] = ("very low", "low", "moderate", "high")


class CertaintyRule(SourcedRow):
    """One rule: the level it starts at, or how many steps it goes down and from which threshold on."""

    domain: Literal["design", "comparison", "risk_of_bias", "inconsistency", "imprecision", "indirectness"]
    threshold: float | None = None
    level: Certainty | None = None
    steps: int = 0
    text: PatientText


CERTAINTY = Table("punctum.outcome", "certainty", CertaintyRule)


def grade(arms: tuple[StudyArm, ...], pool: Pool | None) -> tuple[Certainty, str]:
    """The certainty of what studies of needling alone say about the size of a change, and why in plain words.

    Arguments:
        arms: the study rows that speak.
        pool: their synthesis, or none where they share no scale.
    """
    rules = CERTAINTY.by_id
    controlled = bool(arms) and all(is_controlled(arm) for arm in arms)
    start = rules["start_controlled" if controlled else "start_uncontrolled"]
    people, heterogeneity = rules["few_people"], rules["inconsistency"]
    down = []
    if not any(arm.arm_kind == "needling" for arm in arms):
        down.append(rules["not_needling_alone"])
    if pool is None:
        down.append(rules["no_shared_scale"])
    else:
        if people.threshold is not None and pool.participants < people.threshold:
            down.append(people)
        if heterogeneity.threshold is not None and pool.i_squared > heterogeneity.threshold:
            down.append(heterogeneity)
    if pool is not None and any(len(arm.indications) > 1 for arm in arms):
        down.append(rules["mixed_causes"])
    return _after(start, down)


def grade_comparison(arms: tuple[StudyArm, ...]) -> tuple[Certainty, str]:
    """The certainty of what studies say about two ways of treating side by side, and why in plain words."""
    rules = CERTAINTY.by_id
    if not arms:
        return _after(rules["not_compared"], [])
    clean = tuple(arm for arm in arms if arm.basis == "read" and not arm.doubtful) or arms
    randomised = all(arm.design == "randomised" for arm in clean)
    start = rules["start_compared" if randomised else "start_compared_otherwise"]
    people = sum({arm.study: arm.participants or 0 for arm in clean}.values())
    down = []
    if len({arm.study for arm in clean}) < 2:
        down.append(rules["one_study"])
    if people < (rules["few_people"].threshold or 0):
        down.append(rules["few_people"])
    if all(arm.doubtful or arm.basis != "read" for arm in arms):
        down.append(rules["doubtful_only"])
    return _after(start, down)


def _after(start: CertaintyRule, down: list[CertaintyRule]) -> tuple[Certainty, str]:
    level = LADDER.index(start.level or "very low") - sum(rule.steps for rule in down)
    return LADDER[max(level, 0)], " ".join(rule.text for rule in (start, *down))
