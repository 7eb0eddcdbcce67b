"""A person's ensemble: bands in order, the same draws in any number, what changes a course and what does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from punctum.healing.asking.bands import LEVELS, Bands, bands
from punctum.healing.asking.looks import late_days, look_days, soon_days
from punctum.healing.asking.respond import TOLD, respond
from punctum.healing.draws import repeated_draws, shipped_draws
from punctum.healing.redness import redness_class, redness_days
from tests.report.responses import asked, responded

NUMBERS = arrays.arrays(np.float64, st.tuples(st.integers(1, 40), st.integers(1, 3)), elements=st.floats(-1e6, 1e6))


def in_order(found: Bands) -> bool:
    edges = [found.low[95], found.low[80], found.low[50], found.median, found.high[50], found.high[80], found.high[95]]
    return bool(np.all(np.diff(np.array(edges), axis=0) >= 0))


@given(NUMBERS)
def test_bands_lie_inside_each_other(values: np.ndarray) -> None:
    found = bands(values)
    assert in_order(found)
    assert np.all(values.min(axis=0) <= found.low[95])
    assert np.all(found.high[95] <= values.max(axis=0))


def test_a_band_holds_its_share_of_the_draws() -> None:
    found = bands(np.arange(1001.0))
    assert float(found.median) == 500
    for level in LEVELS:
        assert (float(found.low[level]), float(found.high[level])) == pytest.approx((500 - 5 * level, 500 + 5 * level))


def test_every_output_has_bands_over_all_looks() -> None:
    made = responded()
    assert tuple(made.bands) == TOLD
    for name, found in made.bands.items():
        assert found.median.shape == made.course.days.shape, name
        assert in_order(found), name
        assert np.all(np.isfinite(found.high[95])), name
    assert in_order(made.redness_days)


def test_redness_is_read_from_the_course() -> None:
    made = responded()
    days = redness_days(made.course)
    assert float(made.redness_days.median) == np.median(days)
    end = np.quantile(days.astype(np.float64), 0.9)
    assert made.redness_class == redness_class(float(end)) != redness_class(float(np.median(days)))
    assert sum(made.redness_shares.values()) == pytest.approx(1)
    for name, share in made.redness_shares.items():
        assert share == np.mean([redness_class(float(one)) == name for one in days])


def test_a_draw_is_the_same_in_any_number_of_draws_and_moves_with_the_seed() -> None:
    whole = responded().course
    fewer = respond(asked(draws="3")).course
    other = respond(asked(draws="3", seed="1")).course
    for name in TOLD:
        np.testing.assert_array_equal(fewer[name], whole[name][:3])
    # Draw 0 is the usual skin whatever the seed.
    np.testing.assert_array_equal(other["collagen_iii"][0], fewer["collagen_iii"][0])
    assert not np.array_equal(other["collagen_iii"][1], fewer["collagen_iii"][1])


def test_constants_begin_anew_when_they_are_used_up() -> None:
    count = shipped_draws().draws
    values = repeated_draws(count + 2).values
    np.testing.assert_array_equal(values[count:], values[:2])
    np.testing.assert_array_equal(values[:count], shipped_draws().values)


def test_more_holes_open_more_and_a_cover_keeps_them_open() -> None:
    usual = responded()
    more, under = respond(asked(density="750")), respond(asked(covered=True))
    day = int(np.argmin(np.abs(usual.course.days - 1 / 24)))
    assert np.all(more.course["tewl_g_m2_h"][:, day] > usual.course["tewl_g_m2_h"][:, day])
    # Where every hole reaches all tissue already, more of them make it no redder.
    assert np.all(more.course["erythema_au"][:, 0] >= usual.course["erythema_au"][:, 0])
    assert np.median(more.course["erythema_au"][:, 0]) > np.median(usual.course["erythema_au"][:, 0])
    still = under.course["open_channel_fraction"][:, day] > usual.course["open_channel_fraction"][:, day]
    assert np.all(still)


def test_a_modifier_of_synthesis_lowers_collagen() -> None:
    usual, smoker = responded(), respond(asked(modifiers=("smoking",)))
    assert smoker.course["collagen_i"][0, -1] < usual.course["collagen_i"][0, -1]


def test_progress_is_told_and_may_stop_it() -> None:
    told: list[float] = []
    respond(asked(draws="2"), told.append)
    assert told[-1] == 1

    def stop(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        respond(asked(draws="2"), stop)


def test_it_is_looked_at_within_the_hour_and_by_the_fortnight() -> None:
    sessions = (0.0, 28.0)
    days = look_days(sessions, 365.0)
    assert np.all(np.diff(days) > 0)
    assert (days[0], days[-1]) == (0, 365)
    assert {*sessions} <= set(days)
    assert np.diff(days).max() <= 14 + 1e-9
    for begin in sessions:
        assert np.sum((days > begin) & (days <= begin + 1 / 24)) >= 2
    assert days[days < 28].max() > 28 - 1 / 24
    told = [28 + after for after in (*soon_days(), *late_days(28, 365))]
    assert np.isin(told, days).all()


@given(st.lists(st.floats(1, 200), min_size=0, max_size=5), st.floats(0.01, 400))
def test_any_course_is_looked_at_from_its_first_session_to_its_end(gaps: list[float], after: float) -> None:
    sessions = tuple(np.cumsum([0.0, *gaps]).tolist())
    days = look_days(sessions, sessions[-1] + after)
    assert np.all(np.diff(days) > 0)
    assert {*sessions, sessions[-1] + after} <= set(days.tolist())
    assert (days[0], days[-1]) == (0, sessions[-1] + after)


def test_the_label_ends_the_needle() -> None:
    long = asked(device="skinpen", needle_length="2.5", draws="2")
    label = long.treatment.hand_piece.label_length_max_mm
    assert label is not None
    short = replace(long, treatment=replace(long.treatment, needle_length_mm=label))
    np.testing.assert_array_equal(respond(long).course["collagen_iii"], respond(short).course["collagen_iii"])
