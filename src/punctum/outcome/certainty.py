"""How sure a figure is: a word with a fixed meaning, by a small written rule in the manner of GRADE."""

from __future__ import annotations

from typing import Literal

from punctum.evidence.studies import StudyArm, is_controlled
from punctum.evidence.table import PatientText, SourcedRow, Table
from punctum.outcome.random_effects import Pool
from punctum.outcome.values import Certainty, Domain, DomainJudgement, Judgement

LADDER: tuple[Certainty, ...] = ("very low", "low", "moderate", "high")


class CertaintyRule(SourcedRow):
    """One rule: how many steps it goes down and from which threshold on, or the level it starts at.

    `known`: False where nobody looked, so that nothing goes down and nothing is cleared either.
    """

    domain: Literal[
        "design", "comparison", "risk_of_bias", "inconsistency", "imprecision", "indirectness", "publication_bias"
    ]
    threshold: float | None = None
    level: Certainty | None = None
    steps: int = 0
    known: bool = True
    text: PatientText


CERTAINTY = Table("punctum.outcome", "certainty", CertaintyRule)
JUDGEMENTS: tuple[Judgement, ...] = ("not serious", "serious", "very serious")
DOMAINS: dict[str, Domain] = {
    "risk_of_bias": "risk of bias",
    "inconsistency": "inconsistency",
    "indirectness": "indirectness",
    "imprecision": "imprecision",
    "publication_bias": "publication bias",
}


def judged(
    arms: tuple[StudyArm, ...], *, participants: int | None, i_squared: float | None, as_planned: bool = False
) -> tuple[DomainJudgement, ...]:
    """GRADE's five domains for the size of a change, by the rules of `certainty.csv`.

    Arguments:
        arms: the study rows that speak.
        participants: how many people they looked at; None where too few share a scale for a figure.
        i_squared: share of heterogeneity; None where nothing was pooled.
        as_planned: whether they did what is planned, although it is not needling alone.
    """
    rules = CERTAINTY.by_id
    controlled = "uncontrolled"
    if any(is_controlled(arm) for arm in arms):
        controlled = "controlled" if all(is_controlled(arm) for arm in arms) else "partly_controlled"
    alone = as_planned or any(arm.arm_kind == "needling" for arm in arms)
    mixed = participants is not None and any(len(arm.indications) > 1 for arm in arms)
    few, differ = rules["few_people"].threshold or 0, rules["inconsistency"].threshold or 0
    found = {
        "risk_of_bias": [controlled],
        "inconsistency": [
            "not_pooled" if i_squared is None else "inconsistency" if i_squared > differ else "consistent"
        ],
        "indirectness": [*(["not_needling_alone"] if not alone else []), *(["mixed_causes"] if mixed else [])]
        or ["direct"],
        "imprecision": [
            "no_shared_scale" if participants is None else "few_people" if participants < few else "enough_people"
        ],
        "publication_bias": ["unprinted"],
    }
    return tuple(_judgement(name, [rules[rule] for rule in found[name]]) for name in DOMAINS)


def certainty_of(domains: tuple[DomainJudgement, ...]) -> tuple[Certainty, str]:
    """The certainty that judgements come to, and why: from high, one step down for serious, two for very serious."""
    steps = [JUDGEMENTS.index(each.judgement) if each.judgement in JUDGEMENTS else 0 for each in domains]
    down = [each.why for each, some in zip(domains, steps, strict=True) if some]
    return LADDER[max(len(LADDER) - 1 - sum(steps), 0)], " ".join(down or [domains[0].why])


def grade(arms: tuple[StudyArm, ...], pool: Pool | None) -> tuple[Certainty, str]:
    """The certainty of what studies of needling alone say about the size of a change, and why in plain words.

    Arguments:
        arms: the study rows that speak.
        pool: their synthesis, or none where they share no scale.
    """
    participants, i_squared = (pool.participants, pool.i_squared) if pool else (None, None)
    return certainty_of(judged(arms, participants=participants, i_squared=i_squared))


def _judgement(domain: str, rules: list[CertaintyRule]) -> DomainJudgement:
    steps = min(sum(rule.steps for rule in rules), len(JUDGEMENTS) - 1)
    known = all(rule.known for rule in rules)
    return DomainJudgement(
        DOMAINS[domain], JUDGEMENTS[steps] if known else "not known", " ".join(rule.text for rule in rules)
    )


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
