"""Steps in time that begin short after an event and double on the way, as what they follow slows down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

# Two moments nearer than this part of a step are one.
SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Ladder:
    """How steps grow: `steps_a_rung` steps of `first_days`, as many of twice that, and so on to `longest_days`."""

    first_days: float
    longest_days: float
    steps_a_rung: int

    def finer(self, halvings: int) -> Ladder:
        """The same ladder with every step cut in half, so many times."""
        cut = 2**halvings
        return Ladder(self.first_days / cut, self.longest_days / cut, self.steps_a_rung * cut)

    def coarser(self) -> Ladder:
        """The same ladder with every two steps as one.

        Raises:
            ValueError: an odd number of steps a rung.
        """
        if self.steps_a_rung % 2:
            raise ValueError(f"steps_a_rung: expected an even number, found {self.steps_a_rung}")
        return Ladder(2 * self.first_days, 2 * self.longest_days, self.steps_a_rung // 2)

    def steps(self, span_days: float) -> tuple[float, ...]:
        """The lengths in days of the steps that fill a span; the last one is cut so that it ends there.

        However short a span is, it has a step; none at all has none.
        """
        made: list[float] = []
        at, length = 0.0, self.first_days
        while span_days - at > SAME * length or (span_days > 0 and not made):
            step = length if span_days - at > length * (1 + SAME) else span_days - at
            made.append(step)
            at += step
            if len(made) % self.steps_a_rung == 0:
                length = min(2 * length, self.longest_days)
        return tuple(made)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a schedule.

    Arguments:
        at_days: where it begins. days: how long it is. session: which session happens at its beginning, or None.
        saves: (offset in days, index of the save) of the asked times after its beginning and up to its end.
    """

    at_days: float
    days: float
    session: int | None
    saves: tuple[tuple[float, int], ...]


def schedule(
    ladder: Ladder, at_days: Sequence[float], save_days: Sequence[float], until_days: float, halvings: int = 0
) -> tuple[Step, ...]:
    """All steps from the first session to `until_days`; the ladder begins anew at every session.

    The steps depend on the sessions and the end only. An asked time inside a step is reached by a step of its own that
    leaves the others as they are; one on which a session falls is saved just after it. Asked times before the first
    session are left out.

    Arguments:
        at_days: of the sessions, ascending, all before `until_days`. save_days: up to `until_days`.
        halvings: how often every step, the cut ones as well, is cut in half.
    """
    made: list[Step] = []
    waiting = sorted((day, index) for index, day in enumerate(save_days) if day >= at_days[0])
    for session, begin in enumerate(at_days):
        end = at_days[session + 1] if session + 1 < len(at_days) else until_days
        cuts = 2**halvings
        lengths = [length / cuts for length in ladder.steps(end - begin) for _ in range(cuts)]
        at = begin
        for number, length in enumerate(lengths):
            last = number + 1 == len(lengths)
            stop = end if last else at + length
            until = inf if last and end == until_days else stop
            saves = []
            while waiting and waiting[0][0] < until:
                day, index = waiting.pop(0)
                saves.append((min(day - at, length), index))
            made.append(Step(at, length, session if number == 0 else None, tuple(saves)))
            at = stop
    return tuple(made)
