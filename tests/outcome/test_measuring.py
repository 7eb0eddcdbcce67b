"""From a gain to what studies print: closed forms, directions and bounds."""

from __future__ import annotations

from math import log
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr

from punctum.outcome.constants import RESPONDER_CLASSES
from punctum.outcome.design import FAMILIES, Design, Family, Measure
from punctum.outcome.draws import shipped_draws
from punctum.outcome.gain import log_baseline
from punctum.outcome.measuring import (
    baseline_mean,
    normal_cdf,
    percent,
    person_spread,
    responder_share,
    sampling_error,
    scaled,
    score_after,
)

GAINS = st.lists(st.floats(-3, 6), min_size=2, max_size=5, unique=True).map(sorted)
DRAWS = shipped_draws()
NONE = np.zeros(len(DRAWS))


@pytest.mark.parametrize(("gain", "gone"), [(0, 0), (log(2), 50), (log(4), 75), (-log(2), -100)])
def test_percent_at_known_gains(gain: float, gone: float) -> None:
    assert percent(np.array([gain]))[0] == pytest.approx(gone, abs=1e-12)


@given(GAINS)
def test_percent_rises_and_never_reaches_all(gains: list[float]) -> None:
    found = percent(np.array(gains))
    assert np.all(np.diff(found) >= 0)
    assert np.all(found < 100)


@given(GAINS, st.floats(0.1, 40), st.floats(0, 2), st.floats(3, 50))
def test_a_score_falls_with_gain_and_stays_on_its_scale(
    gains: list[float], before: float, origin: float, top: float
) -> None:
    measure = Measure(family="sum", scale="masi", origin=origin, top=top)
    after = score_after(np.array(gains), before, measure)
    assert np.all(np.diff(after) <= 0)
    assert np.all((origin <= after) & (after <= top))


@given(st.floats(0.1, 5), st.floats(0, 3))
def test_a_score_and_its_percent_say_the_same(before: float, gain: float) -> None:
    y = np.array([gain])
    after = score_after(y, before, Measure(family="sum"))
    assert 100 * (before - after[0]) / before == pytest.approx(percent(y)[0], abs=1e-9)


def test_a_score_above_an_origin_falls_towards_it() -> None:
    measure = Measure(family="sum", scale="patient_observer", origin=6, top=60)
    assert score_after(np.array([log(2)]), 10.0, measure)[0] == pytest.approx(11)
    assert score_after(np.array([50.0]), 10.0, measure)[0] == pytest.approx(6)


@given(st.lists(st.floats(-8, 8), min_size=1, max_size=5))
def test_the_normal_distribution_function_is_scipys(x: list[float]) -> None:
    np.testing.assert_allclose(normal_cdf(np.array(x)), ndtr(x), rtol=1e-12, atol=1e-300)


@pytest.mark.parametrize("row", RESPONDER_CLASSES.rows, ids=lambda row: row.id)
def test_half_respond_at_the_threshold_and_more_beyond(row: Any) -> None:
    measure = Measure(family="responders", responder_class=row.id)
    at = DRAWS[f"threshold:{row.id}"]
    np.testing.assert_allclose(responder_share(DRAWS, measure, at), 0.5, atol=1e-12)
    shares = np.array([responder_share(DRAWS, measure, at + more) for more in (-0.3, 0.0, 0.3)])
    assert np.all(np.diff(shares, axis=0) > 0)
    assert np.all((shares >= 0) & (shares <= 1))


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("by_patient", [False, True])
def test_a_family_sees_a_gain_in_its_own_size(family: Family, by_patient: bool) -> None:
    measure = Measure(family=family, by_patient=by_patient)
    one = scaled(DRAWS, measure, NONE + 1)
    expected = 1.0 if family == "sum" else DRAWS[f"scale_{family}"]
    np.testing.assert_allclose(one, expected * (DRAWS["scale_patient"] if by_patient else 1.0), rtol=1e-12)
    np.testing.assert_allclose(scaled(DRAWS, measure, NONE - 2), -2 * one, rtol=1e-12)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_mean_of_four_times_as_many_people_is_twice_as_sure(family: Family) -> None:
    measure = Measure(family=family)
    few, many = (sampling_error(DRAWS, measure, people) for people in (10, 40))
    np.testing.assert_allclose(few, 2 * many, rtol=1e-12)
    np.testing.assert_allclose(sampling_error(DRAWS, measure, 1), person_spread(DRAWS, measure), rtol=1e-12)


def test_a_printed_start_is_taken_and_another_drawn() -> None:
    masi = Measure(family="sum", scale="masi", top=48.0)
    printed = baseline_mean(DRAWS, Design(indication="melasma", measure=masi, baseline=7.5), NONE)
    assert np.all(printed == 7.5)
    drawn = baseline_mean(DRAWS, Design(indication="melasma", measure=masi), NONE + 1)
    np.testing.assert_allclose(np.log(drawn), log_baseline(DRAWS, masi) + DRAWS["baseline_sd"], rtol=1e-12)


def test_the_start_on_an_unknown_scale_without_an_end_is_unknown() -> None:
    with pytest.raises(KeyError):
        baseline_mean(DRAWS, Design(indication="melasma", measure=Measure(family="sum")), NONE)
