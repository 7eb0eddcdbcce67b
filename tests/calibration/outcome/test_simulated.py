"""Fits of simulated studies: calibrated, sure of no more than the data hold, surer with more people."""

from __future__ import annotations

import os

import numpy as np
import pytest
from scipy.special import chdtrc

from punctum.calibration.outcome.left_out import FitWithout, by_study, foretold_without
from punctum.calibration.outcome.sampler import Run
from punctum.calibration.outcome.tables import setting
from punctum.outcome.constants import SYNTHESIS
from tests.calibration.outcome.simulated import designed_data, fitted, printed_rows, simulated, whole

pytestmark = pytest.mark.slow

FITS = int(os.environ.get("PUNCTUM_SIMULATED_FITS", "4"))
RUN = Run(chains=1, warmup=300, samples=600, acceptance=0.9, seed=7)
RANKS, BINS = 50, 5
MAIN = (
    "indication:atrophic acne scars", "indication:melasma", "adjunct:prp", "study_sd", "arm_sd", "measure_sd",
    "responder_sd", "person_sd", "scale_percent", "scale_responders", "share_at_end", "slope_sessions",
    "slope_baseline", "baseline:masi", "threshold:half",
)  # fmt: skip


def uniform_p(ranks: np.ndarray) -> float:
    """The p of Pearson's test that ranks are spread evenly over the bins."""
    counts = np.histogram(ranks, BINS, (0, 1))[0]
    expected = len(ranks) / BINS
    return float(chdtrc(BINS - 1, np.sum((counts - expected) ** 2) / expected))


def test_the_truth_has_any_rank_among_the_draws() -> None:
    """Where the truth comes from the prior, its rank among draws of the posterior is uniform (simulation-based
    calibration); an interval of any level then covers as often as it says."""
    ranks = np.empty((FITS, len(MAIN)))
    for at in range(FITS):
        true, printed = simulated(designed_data(), seed=1000 + at)
        found = fitted(RUN, whole(printed))
        few = found.draws.take(np.linspace(0, len(found.draws), RANKS, endpoint=False).astype(np.intp))
        for column, name in enumerate(MAIN):
            ranks[at, column] = (np.sum(few[name] < true[name][0]) + 0.5) / (RANKS + 1)
    if FITS >= 100:
        worst = min((uniform_p(ranks[:, column]), name) for column, name in enumerate(MAIN))
        assert worst[0] > 0.001 / len(MAIN), worst
    # Quantities of one simulation hang together, so that few simulations are looked at together and mildly.
    assert uniform_p(ranks.ravel()) > 1e-4, np.histogram(ranks, BINS, (0, 1))[0]
    assert abs(ranks.mean() - 1 / 2) < 4 * np.sqrt(1 / 12 / FITS / 3)


def test_ranks_of_a_posterior_that_is_too_narrow_or_moved_are_not_uniform() -> None:
    """What the test above would do with a wrong posterior."""
    numbers = np.random.Generator(np.random.Philox(key=[1, 1]))
    many = numbers.standard_normal((10 * len(MAIN), RANKS))
    true = numbers.standard_normal(len(many))[:, None]
    right, narrow, moved = (np.mean(one < true, axis=1) for one in (many, many / 2, many + 0.7))
    assert uniform_p(right) > 1e-4 > max(uniform_p(narrow), uniform_p(moved))


def test_no_slope_is_found_where_the_data_hold_none() -> None:
    nought = {row.id: 0.0 for row in SYNTHESIS.rows if row.id.startswith("slope_")}
    _, printed = simulated(designed_data(), 21, {**nought, "study_sd": 0.05, "arm_sd": 0.03, "measure_sd": 0.03})
    found = fitted(RUN, whole(printed))
    for name in nought:
        slope = found.draws[name]
        assert abs(slope.mean()) < 2.5 * slope.std(), name
    before = SYNTHESIS.by_id["slope_needle_length"].spread
    assert found.draws["slope_needle_length"].std() == pytest.approx(before, rel=0.15), "no row prints a length"
    assert found.draws["slope_sessions"].std() < 0.9 * SYNTHESIS.by_id["slope_sessions"].spread


def test_twice_the_people_narrow_the_mean() -> None:
    """The same results in studies of twice the size: the mean of an indication is surer, never less sure."""
    _, printed = simulated(designed_data(), 33, {"study_sd": 0.03, "arm_sd": 0.02, "measure_sd": 0.02})
    people = designed_data().participants
    sd = []
    for times in (0.2, 0.4, 2.0):
        given = whole(printed, participants=times * people)
        sd.append(float(fitted(RUN, given).draws["indication:atrophic acne scars"].std()))
    assert sd[1] < 1.05 * sd[0]
    assert sd[2] < sd[0]


def test_an_outlier_cannot_drag_a_forecast() -> None:
    """One more study, of 2000 people in whom 99 % of the scars went, moves the mean gain by less than the bound."""
    _, printed = simulated(designed_data(), 57, {"study_sd": 0.2, "arm_sd": 0.1, "measure_sd": 0.1})
    gone = -float(np.log(1 - 0.99))
    name = "indication:atrophic acne scars"
    without, with_it = (fitted(RUN, whole(printed, outlier=outlier)).draws[name] for outlier in (None, gone))
    assert gone - without.mean() > 3, "no outlier"
    assert abs(with_it.mean() - without.mean()) < setting("outlier_bound")


def test_weights_say_what_a_fit_without_the_study_says() -> None:
    _, printed = simulated(designed_data(), 45)
    rows = printed_rows(printed)
    study, its = next((name, its) for name, its in by_study(rows).items() if len(its) > 1)
    data = designed_data()
    named = np.array(data.names.studies)[data.study]
    full = fitted(RUN, whole(printed))
    without = fitted(RUN, whole(printed, weights=(named != study).astype(np.float64)))

    def never(_: str) -> FitWithout:
        raise AssertionError("the weights of this study have no heavy tail")

    weighted = foretold_without(full.draws, study, its, never, 1)
    again = FitWithout(without.draws, 1.0, 0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("punctum.calibration.outcome.left_out.setting", _no_weights)
        fitted_without = foretold_without(full.draws, study, its, lambda _: again, 1)
    assert fitted_without.refitted
    assert not weighted.refitted
    assert weighted.log_density == pytest.approx(fitted_without.log_density, abs=0.3)
    for one, other in zip(weighted.rows, fitted_without.rows, strict=True):
        assert one.median == pytest.approx(other.median, abs=0.2 * other.sd)
        assert one.below == pytest.approx(other.below, abs=0.06)


def _no_weights(name: str) -> float:
    return -10.0 if name == "largest_pareto_k" else setting(name)
