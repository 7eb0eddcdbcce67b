"""What was planned and what was recorded, both simulated and held side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from punctum.delivery.deliver import deliver
from punctum.delivery.difference import Difference, difference
from punctum.delivery.goals import Goal
from punctum.delivery.recorded import Planned, Recorded, recorded
from punctum.delivery.request import Options
from punctum.delivery.values import Delivery, Treatment
from punctum.documents import read_document
from punctum.problems import InputError
from punctum.skin import find_zones
from punctum.skin.layers import check_person

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Against:
    """A recorded treatment beside the planned one.

    Arguments:
        recorded: what the record says. done: its simulation, without the holes in what was left out.
        difference: planned against done.
        floor: planned against the plan once more with other random places. Two simulations of one treatment differ by
            so much, hence a smaller difference says nothing.
        floor_seed: of that repetition, and of `done`.
    """

    recorded: Recorded
    done: Delivery
    difference: Difference
    floor: Difference
    floor_seed: int


def read_against(path: Path, options: Options) -> Recorded:
    """The record in a file, held against what the options say of zone and person.

    Raises:
        InputError: as `recorded`, each field after `recorded.`; and where the file cannot be read.
    """
    fields = read_document(path)
    try:
        return recorded(fields, _planned(options))
    except InputError as error:
        raise InputError(replace(problem, path=f"recorded.{problem.path}") for problem in error.problems) from None


def same_person(planned: Treatment, record: Recorded) -> Treatment:
    """The planned treatment, of the person of the record: it says sex and age where the plan does not."""
    return replace(planned, sex=record.treatment.sex, age_years=record.treatment.age_years)


def against(
    planned: Delivery,
    record: Recorded,
    *,
    draws: int | None = None,
    goals: Sequence[Goal] | None = None,
    threads: int | None = None,
    progress: Callable[[], None] | None = None,
) -> Against:
    """A recorded treatment simulated and compared with a planned delivery.

    What was done and the repeated plan have the same seed, and another one than the plan: where it was done as planned,
    the difference is the floor.

    Arguments:
        draws, goals, threads, progress: as `deliver`.

    Raises:
        InputError: as `deliver` and `difference`.
    """
    other = planned.seed ^ 1
    done = deliver(
        record.treatment, seed=other, draws=draws, goals=goals, left_out=record.left_out, threads=threads,
        progress=progress,
    )  # fmt: skip
    again = deliver(planned.treatment, seed=other, draws=1, goals=goals, threads=threads, progress=progress)
    return Against(record, done, difference(planned, done), difference(planned, again), other)


def _planned(options: Options) -> Planned:
    """What the options say of zone and person; what cannot be read is told elsewhere."""
    zone = _or_none(lambda: find_zones(options.zone or ""))
    age = _or_none(lambda: None if options.age is None else float(options.age))
    sex = _or_none(lambda: check_person(options.sex, age))
    return Planned(
        zone[0] if zone and len(zone) == 1 else None, None if sex == "unknown" else sex, None if sex is None else age
    )


def _or_none(check: Callable[[], T]) -> T | None:
    try:
        return check()
    except ValueError:
        return None
