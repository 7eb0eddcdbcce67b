"""The gain of a design: course of time, slopes, what is new; and the random numbers of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr, stdtr

from punctum.outcome.constants import fixed
from punctum.outcome.design import Design, Measure
from punctum.outcome.draws import OutcomeDraws, shipped_draws
from punctum.outcome.gain import UNSEEN, Array, Fresh, arm_gain, fresh, log_baseline, mean_gain, time_share

MASI = Measure(family="sum", scale="masi", top=48.0)
NEEDLING = Design(indication="atrophic acne scars", measure=Measure(family="sum"))
HORIZON = fixed("horizon_weeks")


def draws_of(**values: list[float]) -> OutcomeDraws:
    """The shipped draws with some quantities replaced, as many draws as given."""
    shipped = shipped_draws()
    size = len(next(iter(values.values()))) if values else 3
    kept = OutcomeDraws(shipped.names, shipped.values[:size].copy())
    for name, value in values.items():
        kept.values[:, kept.names.index(name)] = value
    return kept


def still(size: int) -> Fresh:
    """Nothing new: every number nought."""
    none = np.zeros(size)
    return Fresh(np.zeros((size, UNSEEN)), *(none,) * (len(Fresh.__slots__) - 1))


@given(st.floats(0.01, 0.99), st.floats(0.5, 40), st.floats(0, 26))
def test_the_course_is_its_equation(at_end: float, rise: float, weeks: float) -> None:
    draws = draws_of(share_at_end=[at_end], rise_weeks=[rise])

    def share(week: float) -> float:
        return float(at_end + (1 - at_end) * (1 - np.exp(-week / rise)))

    assert time_share(draws, weeks)[0] == pytest.approx(share(weeks) / share(HORIZON), rel=1e-12)


def test_the_course_rises_to_one_at_the_horizon() -> None:
    draws = shipped_draws()
    weeks = np.linspace(0, HORIZON, 27)
    course = np.array([time_share(draws, float(week)) for week in weeks])
    assert np.all(np.diff(course, axis=0) >= 0)
    assert np.all(course[0] < course[8])
    assert np.all(course > 0)
    np.testing.assert_allclose(course[-1], 1, rtol=1e-12)


def test_a_study_that_does_not_say_when_looked_at_the_set_week() -> None:
    draws = shipped_draws()
    assert np.array_equal(time_share(draws, None), time_share(draws, fixed("weeks_unprinted")))
    assert not np.array_equal(time_share(draws, None), time_share(draws, 0))


def test_the_usual_course_moves_no_slope() -> None:
    draws = shipped_draws()
    usual = replace(
        NEEDLING,
        sessions=fixed("usual_sessions"),
        interval_weeks=fixed("usual_interval_weeks"),
        needle_length_mm=fixed("usual_needle_length_mm"),
    )
    unseen = still(len(draws)).unseen
    assert np.array_equal(mean_gain(draws, usual, unseen), mean_gain(draws, NEEDLING, unseen))
    more = mean_gain(draws, replace(usual, sessions=8.0), unseen)
    assert not np.array_equal(more, mean_gain(draws, usual, unseen))


def test_slopes_belong_to_needling_only() -> None:
    draws, unseen = shipped_draws(), still(len(shipped_draws())).unseen
    peel = replace(NEEDLING, needled=False, agents=("peel",))
    assert np.array_equal(mean_gain(draws, replace(peel, sessions=9.0), unseen), mean_gain(draws, peel, unseen))


def test_untreated_skin_has_its_own_change_and_no_course() -> None:
    draws = shipped_draws()
    nothing = replace(NEEDLING, needled=False)
    new = fresh(len(draws), seed=1)
    early, late = (arm_gain(draws, replace(nothing, weeks_after_last=week), new) for week in (0.0, HORIZON))
    assert np.array_equal(early, late)
    assert np.array_equal(arm_gain(draws, nothing, still(len(draws))), draws["untreated"])


def test_a_printed_score_on_the_usual_level_moves_nothing() -> None:
    draws = draws_of(slope_baseline=[0.5, 0.5, 0.5])
    usual = float(np.exp(log_baseline(draws, MASI))[0])
    on_masi = replace(NEEDLING, indication="melasma", measure=MASI)
    unseen = still(3).unseen
    plain, same, worse = (
        mean_gain(draws, replace(on_masi, baseline=baseline), unseen)[0] for baseline in (None, usual, 2 * usual)
    )
    assert same == pytest.approx(plain, abs=1e-12)
    assert worse - plain == pytest.approx(0.5 * np.log(2), rel=1e-9)


@pytest.mark.parametrize(
    "measure",
    [Measure(family="sum"), Measure(family="grade", top=4.0), Measure(family="sum", scale="posas3_patient")],
)
def test_a_score_on_no_known_scale_moves_nothing(measure: Measure) -> None:
    draws = draws_of(slope_baseline=[0.5, 0.5, 0.5])
    unseen = still(3).unseen
    design = replace(NEEDLING, measure=measure)
    assert np.array_equal(mean_gain(draws, replace(design, baseline=3.0), unseen), mean_gain(draws, design, unseen))


def test_the_start_of_a_scale_without_an_end_that_no_study_printed_is_unknown() -> None:
    with pytest.raises(KeyError, match="baseline:posas3_patient"):
        log_baseline(shipped_draws(), Measure(family="sum", scale="posas3_patient"))


def test_two_adjuncts_overlap() -> None:
    draws = shipped_draws()
    unseen = still(len(draws)).unseen

    def added(*agents: str) -> Array:
        return mean_gain(draws, replace(NEEDLING, agents=agents), unseen) - mean_gain(draws, NEEDLING, unseen)

    np.testing.assert_allclose(added("prp"), draws["adjunct:prp"], atol=1e-12)
    both = (draws["adjunct:prp"] + draws["adjunct:insulin"]) / np.sqrt(2)
    np.testing.assert_allclose(added("prp", "insulin"), both, atol=1e-12)


def test_what_no_study_tested_is_less_sure() -> None:
    draws = shipped_draws()
    new = fresh(len(draws), seed=3).unseen
    known = mean_gain(draws, replace(NEEDLING, agents=("prp",)), new)
    unknown = mean_gain(draws, replace(NEEDLING, unknown_agents=1), new)
    assert np.std(unknown) > np.std(known)
    assert np.std(mean_gain(draws, replace(NEEDLING, unknown_agents=3), new)) > np.std(unknown)


def test_random_numbers_are_counted_and_keyed() -> None:
    one, again, other = fresh(50, 1, 2), fresh(50, 1, 2), fresh(50, 1, 3)
    for name in Fresh.__slots__:
        assert np.array_equal(getattr(one, name), getattr(again, name))
        assert not np.array_equal(getattr(one, name), getattr(other, name))
        assert not np.array_equal(getattr(one, name), getattr(fresh(50, 2, 2), name))


def test_random_numbers_are_of_the_distributions_that_are_said() -> None:
    """Against distribution functions of SciPy: normal numbers, and Student's t for studies and arms."""
    size = 40_000
    new = fresh(size, seed=9)
    for name in Fresh.__slots__:
        values = np.sort(getattr(new, name).ravel())
        of = stdtr(fixed("study_df"), values) if name in ("study", "arm") else ndtr(values)
        below = np.arange(1, values.size + 1) / values.size
        # Kolmogorov's distance passes 2.2/√n once in eight thousand times.
        assert np.max(np.abs(below - of)) < 2.2 / np.sqrt(values.size), name
    ranks = np.column_stack(
        [np.argsort(np.argsort(getattr(new, name))) for name in Fresh.__slots__ if name != "unseen"]
    )
    off = np.corrcoef(ranks.T) - np.eye(ranks.shape[1])
    assert np.max(np.abs(off)) < 0.03
