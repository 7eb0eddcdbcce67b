"""What a person may expect: figures with intervals where the evidence carries them, words elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from punctum.evidence.sentences import Said, english
from punctum.evidence.table import Basis

Certainty = Literal["high", "moderate", "low", "very low"]
Domain = Literal["risk of bias", "inconsistency", "indirectness", "imprecision", "publication bias"]
Judgement = Literal["not serious", "serious", "very serious", "not known"]


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
class FanPoint:
    """The prediction for one person so many weeks after the last session, in the quantity of the forecast."""

    weeks: float
    mean: float
    median: float
    interval_50: tuple[float, float]
    interval_80: tuple[float, float]
    interval_95: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slope:
    """One moderator of the gain, −ln of the share of the problem that remains.

    Arguments:
        name: its id in `synthesis.csv`. text: what it says. unit: per what.
        mean, interval_95: of the posterior.
        prior_driven: the studies hardly tell; the posterior SD is nearly that of the prior.
    """

    name: str
    text: str
    unit: str
    mean: float
    interval_95: tuple[float, float]
    prior_driven: bool


@dataclass(frozen=True, slots=True)
class DomainJudgement:
    """One of GRADE's five domains: how it was judged by the rules of `certainty.csv`, and why."""

    domain: Domain
    judgement: Judgement
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What one concern may come to on the scale it was scored on.

    Arguments:
        indication, zones: the concern.
        scale: scale id, or empty when the concern was not scored on a scale with enough studies.
        baseline: the person's score, if given.
        quantity: what the figures are: `score` (on the scale, at the horizon), `percent_reduction` of the score, or
            empty. `responder_percent`: no figure for one person, but the share of people in the studies who improved.
        horizon_weeks: weeks after the last session that the figures stand for (never over 26).
        mean, median, interval_50, interval_80, interval_95: prediction for one person; None where no figure is
            allowed. Texts and pictures that speak of the middle mean the median.
        fan: the same prediction week by week from the last session to 26 weeks after it; empty without a figure.
        untreated_mean, untreated_interval_80: how far the score may fall without treatment, by a stated prior; in
            points of the scale for `score`, in percent for `percent_reduction`.
        controlled_mean, controlled_median, controlled_interval_80: how much further it falls with treatment, in the
            same unit. Both means together are the whole fall. controlled_text: the same in words, for the clinician.
        spread_assumed: True where no study of the figure prints how far people differ, so that a prior stands for it.
        slopes: the moderators in the figure, and whether the studies or a prior speak.
        adjuncts: what else is done, by id; the figure rests on studies with the same.
        group_mean, group_interval_95: the average over studies and its 95 % interval, in the same quantity: pooled
            by themselves where they print falls of a score, else of the synthesis.
        participants, studies: how many stand behind it.
        controlled: True only for a comparison with no treatment.
        tau: between-study SD of the studies pooled by themselves, in percentage points, in log odds for
            `responder_percent`, none where grades were scored.
        i_squared: share of heterogeneity.
        chance_of_goal: of the goal or better at the horizon.
        mcid: the smallest change that matters, in `mcid_unit`, with its basis and where it comes from. `mcid_reason`
            says why there is none. chance_of_mcid: of a fall of at least as much at the horizon.
        pooled: ids of the study rows behind the figure. sources: ids of the works behind all that is said.
        certainty, certainty_why: a word with a fixed meaning, and why. domains: the judgements it follows from.
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
    median: float | None = None
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
    mcid: float | None = None
    mcid_unit: str = ""
    mcid_basis: Basis | None = None
    mcid_reason: str = ""
    chance_of_mcid: float | None = None
    fan: tuple[FanPoint, ...] = ()
    untreated_mean: float | None = None
    untreated_interval_80: tuple[float, float] | None = None
    controlled_mean: float | None = None
    controlled_median: float | None = None
    controlled_interval_80: tuple[float, float] | None = None
    controlled_text: str = ""
    spread_assumed: bool = False
    slopes: tuple[Slope, ...] = ()
    adjuncts: tuple[str, ...] = ()
    domains: tuple[DomainJudgement, ...] = ()
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
