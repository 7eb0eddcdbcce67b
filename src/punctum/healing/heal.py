"""From sessions to a year of healing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from punctum.healing.accuracy import halvings, time_error, two_schedules
from punctum.healing.batches import batch_of
from punctum.healing.columns import Columns
from punctum.healing.course import OUTPUTS, Course
from punctum.healing.derived import DEPTHS, outputs_of, profiles_of
from punctum.healing.heal_input import checked_days
from punctum.healing.kinetics import Parameters, loop_gain
from punctum.healing.rates import rates
from punctum.healing.sessions import Sessions, column_grid, ladder
from punctum.lattice.threads import cut, shared_out, usable_cores
from punctum.problems import InputError, Problem

Values = NDArray[np.float64]
BATCH = 64


def heal(
    columns: Columns,
    sessions: Sessions,
    parameters: Parameters,
    until_days: float,
    *,
    save_days: Sequence[float] | NDArray[np.float64] | None = None,
    profiles: bool = False,
    threads: int | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> Course:
    """What a course of sessions does to n columns of skin (equations: docs/model.md).

    Arguments:
        sessions: the same for all columns, or one set a column. parameters: one draw for all, or one a column.
        until_days: where the course ends, after the last session.
        save_days: when to look, in days; without them after every session at doubling times. A time on which a session
            falls is seen just after it.
        profiles: also save what lies at which depth.
        threads: how many work side by side; None takes all cores. Results never depend on it.
        on_progress: called with the share that is done, by one thread at a time; may raise to stop.

    Returns:
        the course; memory beyond inputs and what is saved does not grow with the number of columns.

    Raises:
        InputError, ValueError: as `checked_days`; a loop gain of 1 or more is refused. InputError too where values are
            so large or small that no number comes out.
    """
    from punctum.healing.compiled.engine import Program, run_extrapolated

    days = checked_days(columns, sessions, parameters, until_days, save_days, threads)
    if days is None:
        days = usual_days(sessions.at_days.tolist(), until_days)
    grid, count = column_grid(), columns.count
    gain = np.broadcast_to(loop_gain(parameters), (count,)).copy()
    cuts, progress = halvings(gain), _Progress(count, on_progress)
    programs = {
        int(level): [
            Program(steps, len(days))
            for steps in two_schedules(sessions.at_days.tolist(), days.tolist(), until_days, int(level))
        ]
        for level in np.unique(cuts)
    }
    alike = {level: np.flatnonzero(cuts == level) for level in programs}
    parts = [(level, rows[slice(*ends)]) for level, rows in alike.items() for ends in cut(len(rows), BATCH)]
    outputs = {row.id: np.empty((count, len(days)), np.float32) for row in OUTPUTS.rows}
    depth = {name: np.empty((count, len(days), len(grid.centres_mm)), np.float32) for name in DEPTHS if profiles}

    def work(part: tuple[int, NDArray[np.int64]]) -> None:
        level, rows = part
        some, course = columns.take(rows), sessions.take(rows)
        own = parameters if parameters.draws == 1 else parameters.take(rows)
        with np.errstate(all="ignore"):  # What is no number is told of below.
            batch = batch_of(some, course, rates(some, own))
            scalars, profile = run_extrapolated(batch, *programs[level], profiles=profiles)
            made = outputs_of(some, course, own, batch.rates, days, scalars)
        for name, values in made.items():
            if not np.all(np.isfinite(values)):
                raise InputError([Problem(name, "skin, sessions and constants that can be computed", "no number")])
            outputs[name][rows] = values
        if profiles:
            for name, values in profiles_of(batch.rates, profile).items():
                depth[name][rows] = values
        progress.done(len(rows))

    shared_out(work, parts, threads if threads is not None else usable_cores())
    return Course(
        days=days,
        session_days=sessions.at_days,
        depth_mm=grid.centres_mm,
        outputs=outputs,
        profiles=depth,
        loop_gain=gain,
        time_error=time_error(gain),
    )


class _Progress:
    """Tells the share that is done, one thread at a time."""

    def __init__(self, columns: int, tell: Callable[[float], None] | None) -> None:
        self._columns, self._tell, self._done, self._turn = columns, tell, 0, Lock()

    def done(self, columns: int) -> None:
        with self._turn:
            self._done += columns
            if self._tell is not None:
                self._tell(self._done / self._columns)


def usual_days(sessions: Sequence[float], until_days: float) -> Values:
    """Times to look at: after every session at doubling times, and at the end."""
    first = ladder().first_days
    found = {float(until_days), *map(float, sessions)}
    ends = [*sessions[1:], until_days]
    for begin, end in zip(sessions, ends, strict=True):
        offset = first
        while begin + offset < end:
            found.add(begin + offset)
            offset *= 2**0.5
    return np.array(sorted(found))
