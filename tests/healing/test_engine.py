"""The compiled engine beside the plain one, and that nothing around a column changes its bits."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import DTypeLike, NDArray

from punctum.healing import Columns, Course, Sessions, heal, loop_gain, prior_draws, sessions_of, shipped_draws
from punctum.healing.accuracy import TIME_ERRORS, TimeError, at_rest, extrapolated, halvings, time_error, two_schedules
from punctum.healing.batches import batch_of
from punctum.healing.compiled.engine import Program, run_compiled, run_extrapolated
from punctum.healing.course import OUTPUTS
from punctum.healing.derived import outputs_of
from punctum.healing.plain import ONES, PROFILES, SCALARS, Batch, run_plain
from punctum.healing.rates import rates
from punctum.healing.sessions import ladder
from punctum.lattice.ladder import schedule
from tests.healing.examples import exposure

Values = NDArray[np.float64]
SAVES = (-1.0, 0.0, 0.1, 1.0, 7.0, 20.0, 23.4, 60.0, 90.0)
UNTIL = 90.0


def columns(count: int, seed: int = 0) -> Columns:
    random = np.random.default_rng(seed)
    return Columns(
        stratum_corneum_um=random.uniform(8, 25, count),
        viable_epidermis_um=random.uniform(30, 120, count),
        papillary_dermis_um=random.uniform(60, 300, count),
        reticular_dermis_um=random.uniform(300, 3800, count),
        synthesis_factor=random.uniform(0.5, 1.5, count),
        mmp_factor=random.uniform(0.5, 2, count),
        closure_factor=random.uniform(0.5, 2, count),
        epithelial_factor=random.uniform(0.5, 2, count),
        covered=(random.random(count) < 0.5).astype(np.float64),
    )


def sessions(columns: int = 1, seed: int = 0) -> Sessions:
    random = np.random.default_rng(seed)
    made = sessions_of([exposure(0, 1.5), exposure(20, 0.5, 400), exposure(23, 2.5, 100)])
    return Sessions(
        at_days=made.at_days,
        holes_per_mm2=made.holes_per_mm2 * random.uniform(0, 2, (3, columns)),
        channel_radius_mm=np.tile(made.channel_radius_mm, columns),
        deeper=np.tile(made.deeper, (1, columns, 1)),
    )


def prepared(count: int, seed: int = 0) -> Batch:
    some = columns(count, seed)
    return batch_of(some, sessions(count, seed), rates(some, prior_draws(count, seed)))


def program() -> Program:
    return Program(schedule(ladder(), [0, 20, 23], SAVES, UNTIL), len(SAVES))


def compiled(batch: Batch, kind: DTypeLike = np.float32) -> tuple[Values, Values]:
    scalars, profiles = run_compiled(batch, program(), profiles=True, kind=kind)
    return scalars.astype(np.float64), profiles.astype(np.float64)


def plain(batch: Batch) -> tuple[Values, Values]:
    return run_plain(batch, schedule(ladder(), [0, 20, 23], SAVES, UNTIL), len(SAVES))


def largest_changes(scalars: Values) -> Values:
    """(n, 1, SCALARS) the largest change of each output over the course of each column."""
    rest = np.array([name in ONES for name in SCALARS], np.float64)
    return np.asarray(np.abs(scalars - rest).max(axis=1, keepdims=True))


def outputs(course: Course) -> dict[str, NDArray[np.floating]]:
    return {**course.outputs, **{f"{name} by depth": values for name, values in course.profiles.items()}}


def assert_same_bits(one: Course, other: Course, rows: NDArray[np.int64] | slice = slice(None)) -> None:
    for name, values in outputs(one).items():
        assert outputs(other)[name].tobytes() == np.ascontiguousarray(values[rows]).tobytes(), name


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), count=st.integers(1, 20))
def test_in_doubles_it_is_the_plain_scheme(seed: int, count: int) -> None:
    batch = prepared(count, seed)
    (scalars, profiles), (wanted, wanted_profiles) = compiled(batch, np.float64), plain(batch)
    assert np.all(np.abs(scalars - wanted) <= 1e-10 * largest_changes(wanted) + 1e-15)
    largest = np.abs(wanted_profiles).max(axis=(1, 3), keepdims=True)
    assert np.all(np.abs(profiles - wanted_profiles) <= 1e-10 * largest)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), count=st.integers(1, 20))
def test_in_single_precision_it_is_near_the_plain_scheme(seed: int, count: int) -> None:
    """Beside the largest change of each output of each column; what is 1 at rest is rounded as 1 is."""
    batch = prepared(count, seed)
    (scalars, profiles), (wanted, wanted_profiles) = compiled(batch), plain(batch)
    ones = np.array([name in ONES for name in SCALARS], np.float64) * np.finfo(np.float32).eps
    assert np.all(np.abs(scalars - wanted) <= 2e-4 * largest_changes(wanted) + ones)
    largest = np.abs(wanted_profiles).max(axis=(1, 3), keepdims=True)
    assert np.all(np.abs(profiles - wanted_profiles) <= 2e-4 * largest)


def test_before_the_first_session_the_skin_is_at_rest() -> None:
    scalars, profiles = compiled(prepared(3))
    assert np.array_equal(scalars[:, 0], np.tile([float(name in ONES) for name in SCALARS], (3, 1)))
    assert np.array_equal(profiles[:, 0, PROFILES.index("fibroblasts")], np.ones(profiles.shape[::3]))


def healed(count: int, rows: NDArray[np.int64] | None = None, **options: object) -> Course:
    at = np.arange(count) if rows is None else rows
    some, given = columns(count).take(at), sessions(count).take(at)
    return heal(some, given, prior_draws(count, 0).take(at), UNTIL, save_days=SAVES, profiles=True, **options)  # type: ignore[arg-type]


@settings(max_examples=10, deadline=None)
@given(rows=st.lists(st.integers(0, 39), min_size=1, max_size=120))
def test_a_column_has_the_same_bits_in_any_order_and_company(rows: list[int]) -> None:
    assert_same_bits(healed(40), healed(40, np.array(rows)), np.array(rows))


@pytest.mark.parametrize("threads", [1, 2, 3, 7])
def test_threads_change_no_bit(threads: int) -> None:
    assert_same_bits(healed(300, threads=None), healed(300, threads=threads))


def test_batches_change_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = healed(50)
    for size in (1, 7, 16, 33):
        monkeypatch.setattr(import_module("punctum.healing.heal"), "BATCH", size)
        assert_same_bits(whole, healed(50))


def test_one_session_or_one_draw_for_all_is_the_same_for_each() -> None:
    some, given, draw = columns(20), sessions(1), prior_draws(1, 0)
    alike = heal(some, given, draw, UNTIL, save_days=SAVES)
    each = heal(some, given.take([0] * 20), draw.take([0] * 20), UNTIL, save_days=SAVES)
    assert_same_bits(alike, each)


def test_when_it_is_looked_at_changes_nothing() -> None:
    some, given, draws = columns(5), sessions(5), prior_draws(5, 0)
    one = heal(some, given, draws, UNTIL, save_days=[UNTIL])
    many = heal(some, given, draws, UNTIL, save_days=[*np.linspace(0.01, 80, 37), UNTIL])
    for row in OUTPUTS.rows:
        assert np.array_equal(one[row.id][:, 0], many[row.id][:, -1]), row.id


def test_outputs_are_single_precision_of_what_the_plain_scheme_gives() -> None:
    some, given, draws = columns(6), sessions(6), prior_draws(6, 3)
    course = heal(some, given, draws, UNTIL, save_days=SAVES)
    batch = batch_of(some, given, rates(some, draws))
    saved = np.empty((6, len(SAVES), len(SCALARS)))
    for level in np.unique(halvings(course.loop_gain)):
        same = halvings(course.loop_gain) == level
        one, other = (
            run_plain(batch, steps, len(SAVES))[0] for steps in two_schedules([0, 20, 23], SAVES, UNTIL, level)
        )
        saved[same] = extrapolated(one, other, at_rest(SCALARS))[same]
    wanted = outputs_of(some, given, draws, batch.rates, np.array(SAVES), saved)
    assert set(course.outputs) == {row.id for row in OUTPUTS.rows}
    for name, values in course.outputs.items():
        assert values.dtype == np.float32, name
        largest = np.abs(wanted[name]).max(axis=1, keepdims=True)
        assert np.all(np.abs(values - wanted[name]) <= 2e-4 * largest), name


class StoppedError(Exception):
    pass


def stopping(after: int) -> Callable[[float], None]:
    told: list[float] = []

    def tell(share: float) -> None:
        told.append(share)
        if len(told) == after:
            raise StoppedError

    return tell


@pytest.mark.parametrize("threads", [1, 2])
def test_progress_rises_to_the_whole(threads: int) -> None:
    told: list[float] = []
    healed(300, threads=threads, on_progress=told.append)
    assert told == sorted(told)
    assert len(told) > 2
    assert told[-1] == 1


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_who_is_told_may_stop_it(threads: int) -> None:
    with pytest.raises(StoppedError):
        healed(1000, threads=threads, on_progress=stopping(2))
    assert healed(3).days[-1] == UNTIL


def in_time(batch: Batch, level: int) -> Values:
    saves = [0.03, 0.1, 1, 3, 7, 14, 27.9, 28.1, 31, 35, 55, 90, 180, 365]
    programs = [Program(steps, len(saves)) for steps in two_schedules([0, 28], saves, 365, level)]
    return run_extrapolated(batch, *programs, profiles=False, kind=np.float64)[0].astype(np.float64)


@pytest.mark.slow
@pytest.mark.parametrize("row", TIME_ERRORS.rows, ids=lambda row: row.id)
def test_the_error_in_time_is_what_the_table_says(row: TimeError) -> None:
    draws = prior_draws(600, 11)
    draws = draws.take(np.flatnonzero(halvings(loop_gain(draws)) == row.halvings))
    some, given = columns(draws.draws), sessions_of([exposure(0), exposure(28)])
    batch = batch_of(some, given, rates(some, draws))
    fine = in_time(batch, row.halvings + 2)
    error = np.max(np.abs(in_time(batch, row.halvings) - fine), axis=1) / largest_changes(fine)[:, 0]
    assert row.typical / 4 < np.median(error.max(axis=1)) < 4 * row.typical
    assert error.max() <= row.largest
    assert np.quantile(error.max(axis=1), 0.99) <= 1e-3


@pytest.mark.slow
@pytest.mark.parametrize("row", TIME_ERRORS.rows, ids=lambda row: row.id)
def test_no_draw_that_ships_errs_in_time_by_a_thousandth(row: TimeError) -> None:
    draws = shipped_draws()
    draws = draws.take(np.flatnonzero(halvings(loop_gain(draws)) == row.halvings))
    some, given = columns(draws.draws), sessions_of([exposure(0), exposure(28)])
    batch = batch_of(some, given, rates(some, draws))
    fine = in_time(batch, row.halvings + 2)
    error = np.abs(in_time(batch, row.halvings) - fine).max(axis=1) / largest_changes(fine)[:, 0]
    assert error.max() <= 1e-3


def test_finer_steps_are_the_columns_own() -> None:
    draws = prior_draws(200, 5)
    gain = loop_gain(draws)
    course = heal(columns(200), sessions(200), draws, 30, save_days=[1, 30])
    assert np.array_equal(course.time_error, time_error(gain))
    assert set(halvings(gain)) == {0, 1}
    calm = np.flatnonzero(gain < 0.7)
    alone = heal(columns(200).take(calm), sessions(200).take(calm), draws.take(calm), 30, save_days=[1, 30])
    assert_same_bits(course, alone, calm)


def test_extrapolation_leaves_no_error_of_second_order_and_never_crosses_rest() -> None:
    right, error = np.array([1.5, 2.0, 0.5]), np.array([0.1, -0.2, 0.3])
    np.testing.assert_allclose(extrapolated(right + 4 * error, right + error, 1.0), right)
    assert extrapolated(np.array([0.9]), np.array([0.1])).tolist() == [0.1]
