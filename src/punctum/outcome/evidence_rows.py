"""One study row as evidence: what it says with its interval, whether it is pooled, and what is doubtful about it."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, sqrt
from statistics import NormalDist
from typing import Literal

from punctum.evidence.studies import ArmKind, Design, StudyArm
from punctum.outcome.constants import fixed
from punctum.outcome.pooling import Effect, log_odds, percent_reduction
from punctum.outcome.random_effects import Prediction
from punctum.outcome.shown import is_about_benefit, study_result

LEVEL = 0.95

Quantity = Literal["percent_reduction", "responder_percent", ""]
Standing = Literal["pooled", "scored", "shown", "left_out"]
DoubtKind = Literal["doubtful", "not_read", "spread_assumed", "worked_out", "note"]

FIELDS = {
    "baseline_mean": "mean before", "baseline_sd": "spread before", "followup_mean": "mean after",
    "followup_sd": "spread after", "change_mean": "change", "percent_improvement": "percent",
    "responders": "how many people responded", "responders_of": "of how many people", "participants": "how many people",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to keep in mind about a row, by kind and in words."""

    kind: DoubtKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """One row of the studies as it stands in the evidence.

    Arguments:
        result: in words, with its doubt. design_kind: the design by its id. design: in words.
        controlled: compared with no treatment. scale: scale id, or empty. measure: what was measured.
        standing: `pooled`; `scored`: kept to check forecasts, never pooled; `shown` and not pooled; `left_out`.
        why: why it is not pooled; empty where it is.
        value, interval_95: in the quantity of its scale, with its 95 % confidence interval; none where the row prints
            too little. The spread of `value` may be assumed, and then `doubts` says so.
        doubts: what is doubtful about it, or to be kept in mind.
    """

    id: str
    study: str
    source: str
    arm: str
    arm_kind: ArmKind
    participants: int | None
    weeks: float | None
    sessions: float | None
    needle_length_mm: float | None
    device_kind: str
    design_kind: Design
    design: str
    controlled: bool
    scale: str
    measure: str
    result: str
    standing: Standing
    why: str
    value: float | None = None
    interval_95: tuple[float, float] | None = None
    doubts: tuple[Doubt, ...] = ()


def evidence_row(arm: StudyArm, quantity: Quantity, *, pooled: bool, otherwise: str) -> EvidenceRow:
    """One row, with its value in a quantity.

    Arguments:
        quantity: what is computed; empty for nothing.
        pooled: whether it stands in the pool of its scale.
        otherwise: why it does not, where the row by itself could.
    """
    shown = study_result(arm)
    found = effect_of(arm, quantity)
    value, interval = (None, None) if found is None else value_and_interval(found, quantity)
    standing: Standing = "pooled"
    why = ""
    if not pooled:
        standing, why = standing_of(arm, otherwise)
    return EvidenceRow(
        id=arm.id,
        study=shown.study,
        source=shown.source,
        arm=arm.arm,
        arm_kind=arm.arm_kind,
        participants=shown.participants,
        weeks=shown.weeks,
        sessions=arm.sessions,
        needle_length_mm=arm.needle_length_mm,
        device_kind=arm.device_kind,
        design_kind=arm.design,
        design=shown.design,
        controlled=shown.controlled,
        scale=arm.scale,
        measure=arm.measure,
        result=shown.result,
        standing=standing,
        why=why,
        value=value,
        interval_95=interval,
        doubts=doubts_of(arm, found, quantity),
    )


def effect_of(arm: StudyArm, quantity: Quantity) -> Effect | None:
    """What a row says in a quantity: percent of the score, or log odds of responding; or none."""
    if quantity == "percent_reduction":
        return percent_reduction(arm)
    return log_odds(arm) if quantity == "responder_percent" else None


def value_and_interval(effect: Effect, quantity: Quantity) -> tuple[float, tuple[float, float]]:
    """The value of a row in percent and its 95 % confidence interval.

    Falls of a score: value ± t(n − 1) · √v, and never more than all of it. Shares: 100/(1 + e^−x) of the ends of
    x ± z · √v, where x is the log odds.
    """
    error = sqrt(effect.variance)
    if quantity == "responder_percent":
        half = NormalDist().inv_cdf((1 + LEVEL) / 2) * error
        return share(effect.value), (share(effect.value - half), share(effect.value + half))
    df = max((effect.arm.participants or 0) - 1, 1)
    low, high = Prediction(mean=effect.value, sd=error, df=df).interval(LEVEL)
    return effect.value, (low, min(high, 100.0))


def share(log_odds_of_responding: float) -> float:
    """Log odds as percent: 100/(1 + e^−x)."""
    return 100 / (1 + exp(-log_odds_of_responding))


def standing_of(arm: StudyArm, otherwise: str) -> tuple[Standing, str]:
    """Whether a row outside the pool is kept for scoring, shown or left out, and why, in plain words.

    Left out is what repeats another row, was not read, contradicts itself, or is not about benefit.
    """
    longest = fixed("horizon_weeks")
    if arm.duplicate_of:
        return "left_out", "repeats the people and the measure of another row"
    if arm.role == "validation":
        return "scored", "kept to check forecasts, never pooled"
    if arm.basis != "read":
        return "left_out", "not read, only remembered"
    if not is_about_benefit(arm):
        return "left_out", "not about what people see"
    if arm.doubtful:
        return "left_out", "doubtful"
    if arm.arm_kind == "none":
        return "shown", "not treated: the comparison"
    if arm.arm_kind == "comparator":
        return "shown", "another treatment"
    if arm.arm_kind == "needling_plus":
        return "shown", "not needling alone"
    if arm.design == "meta_analysis":
        return "shown", "gathers studies that are listed here already"
    if arm.weeks_after_last is not None and arm.weeks_after_last > longest:
        return "shown", f"later than {longest:g} weeks after the last session"
    return "shown", otherwise


def doubts_of(arm: StudyArm, found: Effect | None, quantity: Quantity) -> tuple[Doubt, ...]:
    """What is doubtful about a row, the worst first, then what to keep in mind."""
    doubts = []
    if arm.doubtful:
        doubts.append(Doubt("doubtful", arm.doubt))
    if arm.basis != "read":
        doubts.append(Doubt("not_read", "The source was not read."))
    if quantity == "percent_reduction" and found is not None and found.person_sd is None:
        doubts.append(Doubt("spread_assumed", "The spread between people is not printed; it is assumed."))
    if arm.derived:
        fields = ", ".join(FIELDS.get(field, field.replace("_", " ")) for field in arm.derived)
        doubts.append(Doubt("worked_out", f"Worked out from what is printed: {fields}."))
    if arm.caution:
        doubts.append(Doubt("note", arm.caution))
    return tuple(doubts)
