"""What a clinic's hands achieve beside the studies, how far its forecasts move, and whether its results drift."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from punctum.outcome.cells import cell_of
from punctum.outcome.design import Design
from punctum.outcome.draws import OutcomeDraws
from punctum.outcome.gain import arm_gain, fresh
from punctum.outcome.learning.drift import Drift, drift
from punctum.outcome.learning.own_result import OwnResult
from punctum.outcome.learning.rules import rule
from punctum.outcome.learning.update import update
from punctum.outcome.measuring import new_person_spread, percent, scaled

SEED = 1
MIDDLE, LEVEL = 0.5, 0.8


@dataclass(frozen=True, slots=True)
class NextPerson:
    """By how many percent the score of the next person falls: the median, and the interval of 80 %."""

    median: float
    interval_80: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Achieved:
    """Own results of one treatment on one scale, beside the studies.

    Arguments:
        indication, scale: ids. agents: what was added to needling, by id. results: how many.
        own_median: by how many percent the score fell in the middle of the own results as they stand.
        studies, clinic: the forecast for one more person like them, from the studies alone and with the own results;
            None where too few clean studies share the scale for a figure.
    """

    indication: str
    scale: str
    agents: tuple[str, ...]
    results: int
    own_median: float
    studies: NextPerson | None
    clinic: NextPerson | None


@dataclass(frozen=True, slots=True)
class ClinicSummary:
    """Everything about a clinic's own results.

    Arguments:
        results: how many. share_of_result: how much each counts beside one of a study. achieved: by treatment and
            scale. drift: over all of them, in their order.
    """

    results: int
    share_of_result: float
    achieved: tuple[Achieved, ...]
    drift: Drift


def summarise(draws: OutcomeDraws, own_results_in_order: Sequence[OwnResult]) -> ClinicSummary:
    """What a clinic's own results say; `update` and `drift` with their default seed."""
    groups: dict[tuple[str, tuple[str, ...], str], list[OwnResult]] = {}
    for one in own_results_in_order:
        groups.setdefault((one.indication, one.agents, one.scale), []).append(one)
    learned = update(draws, own_results_in_order)
    return ClinicSummary(
        results=len(own_results_in_order),
        share_of_result=rule("share_of_result"),
        achieved=tuple(_achieved(draws, learned, groups[key]) for key in sorted(groups)),
        drift=drift(draws, own_results_in_order),
    )


def next_person(draws: OutcomeDraws, design: Design) -> NextPerson:
    """The fall in percent, 100 (1 − e^−y), of one more person; of one in a new study unless the draws learned more."""
    new = fresh(len(draws), SEED)
    middle = scaled(draws, design.measure, arm_gain(draws, design, new))
    shown = percent(middle + new_person_spread(draws, design, new.spread) * new.person)
    low, centre, high = np.quantile(shown, [(1 - LEVEL) / 2, MIDDLE, (1 + LEVEL) / 2])
    return NextPerson(float(centre), (float(low), float(high)))


def _achieved(draws: OutcomeDraws, learned: OutcomeDraws, results: Sequence[OwnResult]) -> Achieved:
    first, design = results[0], _middle(results)
    figure = cell_of(first.indication, first.scale, first.agents) is not None
    return Achieved(
        indication=first.indication,
        scale=first.scale,
        agents=first.agents,
        results=len(results),
        own_median=float(percent(np.array(median(one.log_gone for one in results)))),
        studies=next_person(draws, design) if figure else None,
        clinic=next_person(learned, design) if figure else None,
    )


def _middle(results: Sequence[OwnResult]) -> Design:
    """The design in the middle of all; a kind of lesion only where all are of it."""
    designs = [one.design for one in results]
    subtypes = {design.subtype for design in designs}
    return replace(
        designs[0],
        subtype=subtypes.pop() if len(subtypes) == 1 else "",
        sessions=_median(design.sessions for design in designs),
        interval_weeks=_median(design.interval_weeks for design in designs),
        needle_length_mm=_median(design.needle_length_mm for design in designs),
        weeks_after_last=_median(design.weeks_after_last for design in designs),
        baseline=_median(design.baseline for design in designs),
    )


def _median(values: Iterable[float | None]) -> float | None:
    told = [value for value in values if value is not None]
    return median(told) if told else None
