"""What clinical studies measured: one row per arm, measure and time, as it was read."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import model_validator

from punctum.evidence.table import Basis, PatientName, Ref, Row, SourceId, Table

Design = Literal[
    "randomised", "split_face", "parallel", "before_after", "retrospective", "meta_analysis", "case_report"
]  # fmt: skip
ArmKind = Literal["needling", "needling_plus", "comparator", "none"]
TreatmentKind = Literal["nothing", "laser", "peel", "subcision", "topical", "injection", "device", "other"]
ComparedKind = Literal[TreatmentKind, "needling", "needling_plus", "mixed"]


class StudyArm(Row):
    """One arm of one study on one measure at one time.

    `change_mean` is follow-up minus baseline, so it is negative for benefit where lower is better;
    `percent_improvement` is positive for benefit. `weeks_after_last` counts from the last session.

    Arguments:
        study: groups the rows of one study; `label` is its name in texts.
        role: `calibration` may be pooled; `validation` is only shown and scored, never pooled.
        controlled_by: what the arm was compared with, by kind. `compared_with`, `compared_kind`: in words.
        subtype: the kind of lesion, where the arm is about one kind only.
        arm_kind: `needling` is needling alone or with an inert liquid (`adjunct_kind` says which).
        treatment, treatment_kind: what else was done, where the arm speaks for another way of treating.
        scale: id of a scoring scale, where the measure is one. measure: what was measured, in words.
        measure_kind: `rater` and `patient` measure benefit; the others do not.
        percent_of: what `percent_improvement` is a part of; falls of summed scores that end at nought can be compared.
        derived: the fields worked out from printed values. caution: what to keep in mind.
        doubtful: the values contradict themselves or were not read well enough to pool; `doubt` says why.
        duplicate_of: the row that already holds these people and this measure.
        finding: the result in words, where numbers do not say it.
    """

    study: str
    label: str
    source: SourceId
    basis: Basis
    role: Literal["calibration", "validation"]
    design: Design
    blinded: bool | None = None
    controlled_by: Literal["untreated", "inert", "other_treatment", "none"]
    indications: tuple[Annotated[str, Ref("indications")], ...]
    subtype: str = ""
    arm: str
    arm_kind: ArmKind
    adjunct: str = ""
    adjunct_kind: Literal["none", "inert", "active"]
    treatment: str = ""
    treatment_kind: TreatmentKind | None = None
    compared_with: str = ""
    compared_kind: ComparedKind | None = None
    device_kind: Literal["roller", "pen", "freezing_roller", "radiofrequency", "laser", "none", ""] = ""
    participants: int | None = None
    phototypes: str = ""
    age_mean: float | None = None
    sessions: float | None = None
    interval_weeks: float | None = None
    needle_length_mm: float | None = None
    scale: Annotated[str, Ref("scales")] = ""
    measure: str
    measure_kind: Literal["rater", "patient", "tissue", "harm", "quality_of_life", "rank"]
    higher_is_better: bool | None = None
    weeks_after_last: float | None = None
    baseline_mean: float | None = None
    baseline_sd: float | None = None
    followup_mean: float | None = None
    followup_sd: float | None = None
    change_mean: float | None = None
    change_sd: float | None = None
    change_ci_low: float | None = None
    change_ci_high: float | None = None
    change_ci_percent: float | None = None
    percent_improvement: float | None = None
    percent_sd: float | None = None
    percent_of: Literal["score", "grade", "other", ""] = ""
    derived: tuple[str, ...] = ()
    responders: int | None = None
    responders_of: int | None = None
    responder_definition: PatientName = ""
    dark_marks: int | None = None
    dark_marks_of: int | None = None
    dark_marks_percent: float | None = None
    harms: str = ""
    downtime: str = ""
    finding: str = ""
    doubtful: bool
    doubt: str = ""
    duplicate_of: Annotated[str, Ref("studies")] = ""
    caution: str = ""

    @model_validator(mode="after")
    def _values_fit_together(self) -> StudyArm:
        for count, total in (("responders", "responders_of"), ("dark_marks", "dark_marks_of")):
            some, everybody = getattr(self, count), getattr(self, total)
            if some is not None and everybody is not None and not 0 <= some <= everybody:
                raise ValueError(f"`{count}` cannot be {some} of {everybody}")
        low, high = self.change_ci_low, self.change_ci_high
        if (low is None) != (high is None) or (low is not None and high is not None and low > high):
            raise ValueError("`change_ci_low` and `change_ci_high` come together, the lower one first")
        if any(value is not None and value < 0 for value in (self.baseline_sd, self.followup_sd, self.change_sd)):
            raise ValueError("a standard deviation cannot be negative")
        if self.doubtful != bool(self.doubt):
            raise ValueError("`doubtful` needs a `doubt`, and a `doubt` needs `doubtful`")
        return self


STUDIES = Table("punctum.evidence", "studies", StudyArm)


def arms_of(indication: str) -> tuple[StudyArm, ...]:
    """All rows about an indication in file order, without rows that repeat another."""
    return tuple(arm for arm in STUDIES.rows if indication in arm.indications and not arm.duplicate_of)


def may_be_pooled(arm: StudyArm) -> bool:
    """Whether a row may enter a pooled figure: read, not doubtful, no repeat, and not kept for validation."""
    return arm.role == "calibration" and arm.basis == "read" and not arm.doubtful and not arm.duplicate_of


def is_controlled(arm: StudyArm) -> bool:
    """Whether the arm was compared with no treatment."""
    return arm.controlled_by == "untreated"


def result_in_words(arm: StudyArm) -> str:
    """The result of one row as one plain sentence, with what each number is of."""
    parts = []
    if arm.responders is not None and arm.responders_of is not None:
        parts.append(f"{arm.responders} of {arm.responders_of} people: {arm.responder_definition}")
    elif arm.responders is not None:
        parts.append(f"{arm.responders} people: {arm.responder_definition}")
    if arm.dark_marks_percent is not None:
        parts.append(f"dark marks in {arm.dark_marks_percent:g} of 100 people")
    elif arm.percent_improvement is not None and arm.measure_kind != "tissue":
        parts.append(f"{arm.percent_improvement:g} percent better on average")
    elif arm.change_mean is not None:
        interval = ""
        if arm.change_ci_low is not None:
            level = f"{arm.change_ci_percent:g} % interval " if arm.change_ci_percent else "interval "
            interval = f" ({level}{_signed(arm.change_ci_low)} to {_signed(arm.change_ci_high)})"
        parts.append(f"mean change {_signed(arm.change_mean)}{interval}")
    elif arm.followup_mean is not None and arm.measure_kind in ("rater", "patient") and not (parts or arm.finding):
        parts.append(f"mean after treatment {arm.followup_mean:g}")
    if arm.finding:
        parts.append(arm.finding)
    if not parts:
        return f"{arm.measure}: no number printed"
    return f"{arm.measure}: {'; '.join(parts)}".rstrip(".")


def _signed(value: float | None) -> str:
    return "" if value is None else f"{value:+g}".replace("-", "−") if value else "0"
