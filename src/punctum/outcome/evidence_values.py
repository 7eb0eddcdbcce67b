"""What the evidence of an indication holds: its scales, the pooled figures, and the rows behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from punctum.outcome.evidence_rows import EvidenceRow, Quantity
from punctum.outcome.values import Alternative, Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledFigure:
    """What the pooled rows of a scale come to, in percent.

    Arguments:
        mean, interval_95: the average over studies and its confidence interval.
        new_study_95: the prediction interval of a new study, from these rows alone.
        synthesis_median, synthesis_new_study_95: what the synthesis of all studies says of a new study, for scores.
        tau: between-study SD, in percentage points, or in log odds for shares of people.
        i_squared: heterogeneity, 0 to 1.
        studies, participants: k and n. horizon_weeks: median follow-up. sessions: fewest and most.
        certainty, certainty_why: a word with a fixed meaning, and why.
    """

    mean: float
    interval_95: tuple[float, float]
    new_study_95: tuple[float, float]
    synthesis_median: float | None = None
    synthesis_new_study_95: tuple[float, float] | None = None
    tau: float
    i_squared: float
    studies: int
    participants: int
    horizon_weeks: float | None
    sessions: tuple[float, float] | None
    certainty: Certainty
    certainty_why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleEvidence:
    """The rows that share a scale.

    Arguments:
        scale: scale id. name: its name.
        quantity: what the values are: the fall of the score in percent, or the percent of people who responded;
            empty where no row prints enough for either.
        definition: what counts as a responder, for shares.
        rows: the pooled first, then those kept for scoring, shown, and left out.
        figure: the pooled figure, or none where fewer studies share the scale than a figure needs.
    """

    scale: str
    name: str
    quantity: Quantity
    definition: str
    rows: tuple[EvidenceRow, ...]
    figure: PooledFigure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the studies say about an indication.

    Arguments:
        answer: the short honest answer of the indication's own row. amount: how much evidence that row sees.
        certainty, certainty_why: of the first figure, or of the studies of needling alone where there is none.
        studies: how many looked at benefit of needling, alone or with something added; meta-analyses are not counted.
        people: at least so many were needled in them: the largest needled group of each study.
        scales: those with a figure first, the one with most people first.
        others: rows on a measure of their own.
        alternatives: nothing, fewer sessions, and what was compared with needling.
        sources: ids of the works behind all that is said.
    """

    indication: str
    answer: str
    amount: Literal["some", "little", "none"]
    certainty: Certainty
    certainty_why: str
    studies: int
    people: int
    scales: tuple[ScaleEvidence, ...]
    others: tuple[EvidenceRow, ...]
    alternatives: tuple[Alternative, ...]
    sources: tuple[str, ...]

    @property
    def rows(self) -> tuple[EvidenceRow, ...]:
        """Every row, scale by scale."""
        return (*(row for scale in self.scales for row in scale.rows), *self.others)
