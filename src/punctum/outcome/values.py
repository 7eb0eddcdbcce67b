"""What a person may expect: figures with intervals where the evidence carries them, words elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from punctum.evidence.sentences import Said, english

Certainty = Literal["high", "moderate", "low", "very low"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyResult:
    """One study arm as it was read."""

    study: str
    source: str
    arm: str
    participants: int | None
    weeks: float | None
    result: str
    design: str
    controlled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What one concern may come to on the scale it was scored on.

    Arguments:
        indication, zones: the concern.
        scale: scale id, or empty when the concern was not scored on a scale with enough studies.
        baseline: the person's score, if given.
        quantity: what `mean` is: `score` (on the scale, at the horizon), `percent_reduction` of the score, or empty.
            `responder_percent`: no figure for one person, but the share of people in the studies who improved.
        horizon_weeks: weeks after the last session that the figures stand for (never over 26).
        mean, interval_50, interval_80, interval_95: prediction for one person; None where no figure is allowed.
        group_mean, group_interval_95: the average over studies and its confidence interval, in the same quantity.
        participants, studies: how many stand behind it.
        controlled: True only for a comparison with no treatment.
        tau: between-study SD, in percentage points (in log odds for `responder_percent`).
        i_squared: share of heterogeneity.
        pooled: ids of the study rows behind the figure. sources: ids of the works behind all that is said.
        certainty, certainty_why: a word with a fixed meaning, and why.
        text: for the clinician.
        patient_said: for the patient. time_said: for the patient, when a change shows.
        shown: the study results behind it, or shown instead of a figure.
    """

    indication: str
    zones: tuple[str, ...]
    subtype: str = ""
    scale: str = ""
    baseline: float | None = None
    goal: float | None = None
    quantity: str = ""
    horizon_weeks: float | None = None
    mean: float | None = None
    interval_50: tuple[float, float] | None = None
    interval_80: tuple[float, float] | None = None
    interval_95: tuple[float, float] | None = None
    group_mean: float | None = None
    group_interval_95: tuple[float, float] | None = None
    participants: int = 0
    studies: int = 0
    controlled: bool = False
    design: str = ""
    tau: float | None = None
    i_squared: float | None = None
    chance_of_goal: float | None = None
    certainty: Certainty
    certainty_why: str
    text: str
    patient_said: tuple[Said, ...]
    time_said: tuple[Said, ...]
    shown: tuple[StudyResult, ...] = ()
    pooled: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def patient_text(self) -> str:
        """What the patient reads, in English."""
        return english(self.patient_said)

    @property
    def time_to_result(self) -> str:
        """When a change shows, in English."""
        return english(self.time_said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another way, or nothing, and what studies say of it beside needling."""

    name: str
    kind: Literal["nothing", "fewer_sessions", "device", "laser", "peel", "subcision", "topical", "injection", "other"]
    benefit: str
    downtime: str
    pigment_risk: str
    shown: tuple[StudyResult, ...]
    text: str
    certainty: Certainty
