"""The fitted rows as arrays: which study, arm and scale each belongs to, and what was printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from punctum.calibration.outcome.rows import Observation
from punctum.outcome.constants import RESPONDER_CLASSES, fixed
from punctum.outcome.design import FAMILIES
from punctum.outcome.gain import covariates

Array = NDArray[np.float64]
Index = NDArray[np.int64]
SLOPES = ("sessions", "interval", "needle_length", "tissue_response")


@dataclass(frozen=True, slots=True)
class Names:
    """What the synthesis has a quantity for, in the order of its columns."""

    studies: tuple[str, ...]
    arms: tuple[str, ...]
    scored: tuple[str, ...]
    indications: tuple[str, ...]
    adjuncts: tuple[str, ...]
    comparators: tuple[str, ...]
    subtypes: tuple[str, ...]
    scales: tuple[str, ...]
    starts: tuple[str, ...]
    thresholds: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Data:
    """Rows side by side, n of them; names of what their indices mean.

    Arguments:
        study, arm, scored, indication: (n,) indices.
        adjuncts: (n, names) shares. comparators, subtypes: (n, names) noughts and ones. slopes: (n, 4) covariates.
        weeks: (n,) after the last session. family: (n,) index into `FAMILIES`. by_patient: (n,) nought or one.
        scale: (n,) index of the scale whose score before is printed or needed, −1 for none.
        log_before: (n,) log score before, nought where not printed. log_range: (n,) of the scale.
        start: (n,) index of the unprinted score before, −1 for none.
        y, error_sd, participants: (n,); `error_sd` is the printed spread between people, nan where there is none.
        is_mean, is_change, is_people: (n,) which likelihood a row has. doubtful: (n,).
        threshold: (n,) index, −1 for none. responded, of: (n,) people.
    """

    names: Names
    rows: tuple[str, ...]
    study: Index
    arm: Index
    scored: Index
    indication: Index
    adjuncts: Array
    comparators: Array
    subtypes: Array
    slopes: Array
    needled: Array
    treated: Array
    weeks: Array
    family: Index
    by_patient: Array
    scale: Index
    log_before: Array
    has_before: NDArray[np.bool_]
    log_range: Array
    start: Index
    y: Array
    person_sd: Array
    has_spread: NDArray[np.bool_]
    participants: Array
    is_mean: NDArray[np.bool_]
    is_change: NDArray[np.bool_]
    is_people: NDArray[np.bool_]
    doubtful: NDArray[np.bool_]
    threshold: Index
    responded: Index
    of: Index


def data_of(observations: Iterable[Observation]) -> Data:
    """Arrays of the fitted rows; the order of the rows makes no difference."""
    rows = sorted(observations, key=lambda one: one.row)
    designs = [one.design for one in rows]
    needed = [one for one in rows if one.change is not None]
    names = Names(
        studies=_names(one.study for one in rows),
        arms=_names(one.arm for one in rows),
        scored=_names(one.scored for one in rows),
        indications=_names(design.indication for design in designs),
        adjuncts=_names(agent for design in designs for agent in _adjuncts(design.needled, design.agents)),
        comparators=_names(design.agents[0] for design in designs if not design.needled and design.agents),
        subtypes=_names(design.subtype for design in designs if design.subtype),
        scales=_names(d.measure.scale for d in designs if d.measure.scale and (d.baseline or d.measure.top)),
        starts=_names(one.scored for one in needed),
        thresholds=tuple(row.id for row in RESPONDER_CLASSES.rows),
    )
    people = [one.people or (0, 0) for one in rows]
    weeks = [d.weeks_after_last for d in designs]
    return Data(
        names=names,
        rows=tuple(one.row for one in rows),
        study=_index([one.study for one in rows], names.studies),
        arm=_index([one.arm for one in rows], names.arms),
        scored=_index([one.scored for one in rows], names.scored),
        indication=_index([d.indication for d in designs], names.indications),
        adjuncts=_overlapping(_marks([_adjuncts(d.needled, d.agents) for d in designs], names.adjuncts)),
        comparators=_marks([d.agents[:1] if not d.needled else () for d in designs], names.comparators),
        subtypes=_marks([(d.subtype,) if d.subtype else () for d in designs], names.subtypes),
        slopes=np.array([[covariates(d)[name] if d.needled else 0.0 for name in SLOPES] for d in designs]),
        needled=np.array([float(d.needled) for d in designs]),
        treated=np.array([float(d.treated) for d in designs]),
        weeks=np.array([fixed("weeks_unprinted") if week is None else week for week in weeks]),
        family=np.array([FAMILIES.index(d.measure.family) for d in designs]),
        by_patient=np.array([float(d.measure.by_patient) for d in designs]),
        scale=_index([d.measure.scale for d in designs], names.scales),
        log_before=np.array([log(d.baseline) if d.baseline else 0.0 for d in designs]),
        has_before=np.array([d.baseline is not None and d.measure.scale in names.scales for d in designs]),
        log_range=np.array([log((d.measure.top or 1 + d.measure.origin) - d.measure.origin) for d in designs]),
        start=_index([one.scored if one.change is not None else "" for one in rows], names.starts),
        y=np.array([one.y if one.y is not None else one.change or 0.0 for one in rows]),
        person_sd=np.array([one.person_sd or 1.0 for one in rows]),
        has_spread=np.array([one.person_sd is not None and not one.doubtful for one in rows]),
        participants=np.array([float(one.participants) for one in rows]),
        is_mean=np.array([one.y is not None for one in rows]),
        is_change=np.array([one.change is not None for one in rows]),
        is_people=np.array([one.people is not None for one in rows]),
        doubtful=np.array([one.doubtful for one in rows]),
        threshold=_index([d.measure.responder_class for d in designs], names.thresholds),
        responded=np.array([some for some, _ in people]),
        of=np.array([everybody for _, everybody in people]),
    )


def _adjuncts(needled: bool, agents: tuple[str, ...]) -> tuple[str, ...]:
    """Without needling the first agent is the treatment, and the others are added to it."""
    return agents if needled else agents[1:]


def _names(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(found)))


def _index(values: Sequence[str], names: tuple[str, ...]) -> Index:
    return np.array([names.index(value) if value in names else -1 for value in values], dtype=np.int64)


def _overlapping(marks: Array) -> Array:
    """Of k adjuncts each adds 1/√k of what it adds alone: what several add is partly the same."""
    shares: Array = marks / np.sqrt(np.maximum(marks.sum(axis=1, keepdims=True), 1))
    return shares


def _marks(rows: Sequence[tuple[str, ...]], names: tuple[str, ...]) -> Array:
    return np.array([[float(name in row) for name in names] for row in rows]).reshape(len(rows), len(names))
