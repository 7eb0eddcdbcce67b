"""What an arm of a study, or a plan, is to the synthesis: what was done, and how its result is measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from punctum.evidence.scales import Scale

# A summed score and a grade fall; a percentage is of improvement; a count rises; responders are people.
Family = Literal["sum", "grade", "percent", "count", "responders"]
FAMILIES: tuple[Family, ...] = ("sum", "grade", "percent", "count", "responders")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How a result is measured.

    Arguments:
        family: its measurement model. scale: id of a scoring scale, or empty. by_patient: rated by the patient.
        origin: the score of skin without the problem. top: the largest score, if there is one.
        responder_class: what counts as a response (`responder_classes.csv`), for responders.
    """

    family: Family
    scale: str = ""
    by_patient: bool = False
    origin: float = 0.0
    top: float | None = None
    responder_class: str = ""


def measure_on(scale: Scale) -> Measure:
    """How the synthesis reads a score of which less is better; a grade is a share of the worst, so its origin is 0."""
    graded = scale.kind == "ordinal"
    return Measure(
        family="grade" if graded else "sum",
        scale=scale.id,
        by_patient=scale.rater == "patient",
        origin=0.0 if graded else scale.range_min or 0.0,
        top=scale.range_max,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What was done to whom, and when it was measured; never what came out.

    Arguments:
        indication: its id. subtype: the kind of lesion, or empty for all.
        needled: whether there was needling. agents: what else was done, by id (`agents.csv`); neither needling nor
            an agent is an untreated arm. unknown_agents: how many more were named that no table knows.
        sessions, interval_weeks, needle_length_mm: None where not printed.
        weeks_after_last: weeks after the last session; None where not printed.
        baseline: the mean score before, above the scale's origin; None where not printed.
    """

    indication: str
    measure: Measure
    subtype: str = ""
    needled: bool = True
    agents: tuple[str, ...] = ()
    unknown_agents: int = 0
    sessions: float | None = None
    interval_weeks: float | None = None
    needle_length_mm: float | None = None
    weeks_after_last: float | None = None
    baseline: float | None = None

    @property
    def treated(self) -> bool:
        """Whether anything was done."""
        return self.needled or bool(self.agents) or self.unknown_agents > 0
