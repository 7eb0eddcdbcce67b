"""Steps in time: they fill every span, double on the way, and save every asked time once."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.lattice.ladder import Ladder, Step, schedule

LADDERS = st.builds(
    lambda first, doublings, rung: Ladder(first, first * 2**doublings, rung),
    st.floats(0.02, 0.5),
    st.integers(0, 8),
    st.integers(1, 40),
)
SPANS = st.floats(1e-6, 800)
DAYS = st.lists(st.floats(0, 60), min_size=1, max_size=6, unique=True).map(sorted)
ASKED = st.lists(st.floats(-10, 90), max_size=20)
COARSE = Ladder(0.25, 2, 4)


def saved(steps: tuple[Step, ...]) -> dict[int, float]:
    """Index of each save → the day on which it happens; fails where one happens twice."""
    found: dict[int, float] = {}
    for step in steps:
        for offset, index in step.saves:
            assert index not in found
            found[index] = step.at_days + offset
    return found


@given(LADDERS, SPANS)
def test_steps_fill_a_span(ladder: Ladder, span: float) -> None:
    steps = ladder.steps(span)
    assert sum(steps) == pytest.approx(span, rel=1e-9)
    assert all(step > 0 for step in steps)


@given(LADDERS, SPANS)
def test_steps_double_rung_by_rung_up_to_the_longest(ladder: Ladder, span: float) -> None:
    steps = ladder.steps(span)
    for number, step in enumerate(steps[:-1]):
        rung = min(number // ladder.steps_a_rung, 60)
        assert step == min(ladder.first_days * 2**rung, ladder.longest_days)
    rung = min((len(steps) - 1) // ladder.steps_a_rung, 60)
    full = min(ladder.first_days * 2**rung, ladder.longest_days)
    assert steps[-1] <= full * (1 + 1e-6)


@pytest.mark.parametrize("span", [5e-324, 1e-12, 1e-9])
def test_a_span_has_a_step_however_short_it_is(span: float) -> None:
    assert COARSE.steps(span) == (span,)


def test_no_span_has_no_step() -> None:
    assert COARSE.steps(0) == ()


@given(st.integers(1, 4), st.integers(0, 3), st.integers(1, 9), st.integers(1, 4000))
def test_finer_cuts_every_step_in_half(first: int, doublings: int, rung: int, parts: int) -> None:
    ladder = Ladder(first / 8, first / 8 * 2**doublings, rung)
    span = parts / 16
    coarse, fine = ladder.steps(span), ladder.finer(1).steps(span)
    ends = {sum(coarse[: number + 1]) for number in range(len(coarse))}
    assert ends <= {sum(fine[: number + 1]) for number in range(len(fine))}
    assert all(step == 2 * half for step, half in zip(coarse[:-1], fine[::2], strict=False))
    assert len(fine) in (2 * len(coarse), 2 * len(coarse) - 1)
    assert ladder.finer(2) == ladder.finer(1).finer(1)
    assert ladder.finer(0) == ladder


@given(LADDERS, DAYS, ASKED, st.floats(0.001, 30))
def test_every_asked_time_is_saved_once_and_on_its_day(
    ladder: Ladder, sessions: list[float], asked: list[float], rest: float
) -> None:
    until = sessions[-1] + rest
    asked = [day for day in asked if day <= until]
    steps = schedule(ladder, sessions, asked, until)
    found = saved(steps)
    assert sorted(found) == [index for index, day in enumerate(asked) if day >= sessions[0]]
    for index, day in found.items():
        assert day == pytest.approx(asked[index], abs=1e-6)
    for step in steps:
        assert all(0 <= offset <= step.days for offset, _ in step.saves)


@given(LADDERS, DAYS, ASKED, st.floats(0.001, 30))
def test_asked_times_do_not_change_the_steps(
    ladder: Ladder, sessions: list[float], asked: list[float], rest: float
) -> None:
    until = sessions[-1] + rest
    with_them = schedule(ladder, sessions, [day for day in asked if day <= until], until)
    without = schedule(ladder, sessions, [], until)
    assert [(step.at_days, step.days, step.session) for step in with_them] == [
        (step.at_days, step.days, step.session) for step in without
    ]


@given(LADDERS, DAYS, st.floats(0.001, 30))
def test_every_session_happens_once_and_the_steps_leave_no_gap(
    ladder: Ladder, sessions: list[float], rest: float
) -> None:
    until = sessions[-1] + rest
    steps = schedule(ladder, sessions, [], until)
    assert [step.session for step in steps if step.session is not None] == list(range(len(sessions)))
    assert [step.at_days for step in steps if step.session is not None] == sessions
    for before, after in pairwise(steps):
        assert before.at_days + before.days == pytest.approx(after.at_days, abs=1e-6)
    assert steps[-1].at_days + steps[-1].days == pytest.approx(until, abs=1e-6)


def test_a_time_on_which_a_session_falls_is_seen_just_after_it() -> None:
    steps = schedule(COARSE, [0, 14], [0, 14, 20], 20)
    assert list(steps[0].saves) == [(0, 0)]
    second = next(step for step in steps if step.session == 1)
    assert [index for offset, index in second.saves if offset == 0] == [1]
    assert list(steps[-1].saves) == [(steps[-1].days, 2)]


def test_the_same_time_asked_twice_is_saved_twice() -> None:
    steps = schedule(COARSE, [0], [3, 1, 3], 5)
    found = saved(steps)
    assert [found[index] for index in range(3)] == pytest.approx([3, 1, 3])


def test_thousands_of_sessions_and_asked_times() -> None:
    sessions = [float(day) for day in range(3000)]
    asked = [day / 2 for day in range(6000)]
    steps = schedule(COARSE, sessions, asked, 3000)
    assert len(saved(steps)) == 6000
    assert sum(step.session is not None for step in steps) == 3000


@given(st.floats(1e-3, 0.5), st.integers(0, 8), st.integers(1, 40))
def test_a_coarser_ladder_made_finer_is_the_ladder(first: float, doublings: int, rung: int) -> None:
    ladder = Ladder(first, first * 2**doublings, 2 * rung)
    assert ladder.coarser().finer(1) == ladder


def test_an_odd_number_of_steps_has_no_coarser_ladder() -> None:
    with pytest.raises(ValueError, match="steps_a_rung: expected an even number, found 3"):
        Ladder(0.25, 2, 3).coarser()


@given(LADDERS, DAYS, ASKED, st.floats(0.001, 30), st.integers(1, 2))
def test_a_schedule_cut_in_half_cuts_every_step_and_saves_the_same_times(
    ladder: Ladder, sessions: list[float], asked: list[float], rest: float, halvings: int
) -> None:
    until, cuts = sessions[-1] + rest, 2**halvings
    asked = [day for day in asked if day <= until]
    whole, cut = schedule(ladder, sessions, asked, until), schedule(ladder, sessions, asked, until, halvings)
    assert [step.days for step in cut] == [step.days / cuts for step in whole for _ in range(cuts)]
    assert [step.session for step in cut[::cuts]] == [step.session for step in whole]
    assert all(step.session is None for number, step in enumerate(cut) if number % cuts)
    before, after = saved(whole), saved(cut)
    assert before.keys() == after.keys()
    assert all(after[index] == pytest.approx(day, abs=1e-6) for index, day in before.items())
