"""One study integrated over what belongs to it: against plain averages, and against the arithmetic at run time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from arviz_stats.base import array_stats
from numpy.typing import NDArray
from scipy.special import log_ndtr, logsumexp

from punctum.calibration.outcome.left_out import FitWithout, by_study, foretold_without, rows_foretold
from punctum.calibration.outcome.one_study import OneStudy
from punctum.calibration.outcome.rows import Observation, observations
from punctum.calibration.outcome.tables import setting
from punctum.outcome.constants import fixed
from punctum.outcome.design import Design, Measure
from punctum.outcome.draws import OutcomeDraws, shipped_draws
from punctum.outcome.gain import arm_gain, fresh, log_baseline, mean_gain, time_share
from punctum.outcome.measuring import scaled

STUDIES = by_study(observations()[0])
Array = NDArray[np.float64]


def student(numbers: np.random.Generator, value: float, middle: Array, scale: Array, df: float) -> Array:
    from math import lgamma, log, pi

    constant = lgamma((df + 1) / 2) - lgamma(df / 2) - log(df * pi) / 2
    return constant - np.log(scale) - (df + 1) / 2 * np.log1p(((value - middle) / scale) ** 2 / df)


def plainly(draws: OutcomeDraws, rows: list[Observation], number: int, seed: int) -> float:
    """The log density of the results of a study given one draw: every effect drawn, the likelihoods averaged."""
    numbers = np.random.default_rng(seed)
    k = {name: float(draws[name][0]) for name in draws.names}
    df = fixed("study_df")
    study = numbers.standard_t(df, number)
    arms = {row.arm: numbers.standard_t(df, number) for row in rows}
    scored = {row.scored: numbers.standard_normal(number) for row in rows}
    starts = {row.scored: numbers.standard_normal(number) for row in rows}
    total = np.zeros(number)
    unseen = np.zeros((1, 12))
    for row in rows:
        design = row.design
        kappa = float(scaled(draws, design.measure, np.ones(1))[0])
        share = float(time_share(draws, design.weeks_after_last)[0]) if design.treated else 1.0
        seen_sd = k["responder_sd" if row.people else "measure_sd"]
        moved = float(mean_gain(draws, design, unseen)[0]) + k["arm_sd"] * arms[row.arm]
        moved = moved + (k["study_sd"] * study if design.treated else 0)
        y = kappa * (share * moved + seen_sd * scored[row.scored])
        unit = k["scale_count"] if design.measure.family == "count" else 1.0
        spread = row.person_sd if row.person_sd is not None and not row.doubtful else k["person_sd"] * unit
        doubt = fixed("doubt_sd") if row.doubtful else 0.0
        error = np.sqrt(spread**2 / row.participants + unit**2 * (doubt**2 + fixed("least_error") ** 2))
        if row.people:
            passed = (y - k[f"threshold:{design.measure.responder_class}"]) / np.hypot(
                k["responder_spread"] * k["person_sd"], doubt
            )
            total += row.people[0] * log_ndtr(passed) + (row.people[1] - row.people[0]) * log_ndtr(-passed)
        elif row.change is not None:
            usual = float(log_baseline(draws, design.measure)[0])
            before = np.exp(usual + k["baseline_sd"] * starts[row.scored])
            total += student(numbers, row.change, -before * np.expm1(-y), before * np.exp(-y) * error, fixed("row_df"))
        else:
            total += student(numbers, row.y or 0.0, y, np.full(number, error), fixed("row_df"))
    return float(logsumexp(total) - np.log(number))


@pytest.mark.parametrize("study", ["minh_2019", "asif_2016", "casabona_2021", "kumar_2018", "jabeen_2023", "ali"])
def test_the_density_is_that_of_plain_averages(study: str) -> None:
    """Means with each other, with people, falls in points, counts, doubtful rows, people at both ends."""
    draws = shipped_draws().take(np.array([3]))
    ours = OneStudy(draws, STUDIES[study], 200_000, 1).log_density()[1][0]
    theirs = [plainly(draws, STUDIES[study], 3_000_000 if study == "ali" else 400_000, seed) for seed in (1, 2)]
    assert ours == pytest.approx(np.mean(theirs), abs=0.1 + 2 * abs(theirs[0] - theirs[1]))


def test_what_a_study_would_print_is_the_gain_of_a_new_arm() -> None:
    draws = shipped_draws()
    design = Design(indication="atrophic acne scars", measure=Measure(family="percent"), weeks_after_last=12.0)
    row = Observation(
        row="r", study="s", arm="a", scored="m", design=design, participants=100_000, doubtful=False, y=0.5
    )
    printed = OneStudy(draws, [row], 20, 1).printed()[:, 0]

    many = [scaled(draws, design.measure, arm_gain(draws, design, fresh(len(draws), 1, key))) for key in range(20)]
    ends = [0.1, 0.25, 0.5, 0.75, 0.9]
    np.testing.assert_allclose(np.quantile(printed, ends), np.quantile(np.concatenate(many), ends), atol=0.02)


def test_random_numbers_belong_to_the_study_and_not_to_the_others() -> None:
    draws = shipped_draws().take(np.arange(50))
    rows = STUDIES["asif_2016"]
    first, again = (OneStudy(draws, rows, 10, 1).log_density()[0] for _ in range(2))
    np.testing.assert_array_equal(first, again)
    assert np.all(OneStudy(draws, rows, 10, 2).log_density()[0] != first)


def test_the_intervals_hold_what_they_say_where_the_draws_are_right() -> None:
    """What a study prints by the draws themselves lies inside its 80 % intervals four times in five."""
    draws = shipped_draws()
    inside = []
    for rows in list(STUDIES.values())[:12]:
        other = OneStudy(draws, rows, 1, 99).printed()
        for at, row in enumerate(rows):
            printed = other[np.arange(0, len(other), 50), at]
            for value in printed:
                seen = (
                    replace(row, people=(round(value * row.people[1]), row.people[1]))
                    if row.people
                    else replace(row, change=float(value))
                    if row.change is not None
                    else replace(row, y=float(value))
                )
                foretold = _cached(draws, rows, at, seen)
                inside.append(foretold)
    assert np.mean(inside) == pytest.approx(0.8, abs=0.05)


def _cached(draws: OutcomeDraws, rows: list[Observation], at: int, seen: Observation) -> bool:
    key = rows[at].row
    if key not in SAID:
        SAID[key] = OneStudy(draws, rows, 20, 1).printed()[:, at]
    said = SAID[key]
    value = seen.people[0] / seen.people[1] if seen.people else seen.change if seen.change is not None else seen.y or 0
    below = np.mean(said < value - 1e-9) + np.mean(np.abs(said - value) <= 1e-9) / 2
    return bool(abs(2 * below - 1) <= 0.8)


SAID: dict[str, Array] = {}


def test_a_heavy_tail_asks_for_a_fit_without_the_study(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def refit(study: str) -> FitWithout:
        asked.append(study)
        return FitWithout(shipped_draws(), 1.001, 0)

    heavy = {"largest_pareto_k": -10.0}
    monkeypatch.setattr("punctum.calibration.outcome.left_out.setting", lambda name: heavy.get(name, setting(name)))
    found = foretold_without(shipped_draws(), "asif_2016", STUDIES["asif_2016"], refit, 1)
    assert asked == ["asif_2016"]
    assert found.refitted
    assert found.r_hat == 1.001


def test_rows_foretold_have_wider_intervals_at_higher_levels() -> None:
    draws = shipped_draws()
    one = OneStudy(draws, STUDIES["asif_2016"], 20, 1)
    for row in rows_foretold(one, STUDIES["asif_2016"], np.full(len(draws), 1 / len(draws))):
        (a, b), (c, d), (e, f) = row.intervals
        assert e <= c <= a <= row.median <= b <= d <= f
        assert 0 <= row.below <= 1


def test_weights_prefer_draws_to_which_the_study_is_unlikely() -> None:
    """A study is left out by one over its density; the other way round it would count twice."""
    draws = shipped_draws()
    study = "hong_kong_2018"
    assert _tail(draws, study) < 1 / 2
    everything, results = OneStudy(draws, STUDIES[study], int(setting("mixtures")), 1).log_density()
    np.testing.assert_array_equal(everything, results)

    def never(_: str) -> FitWithout:
        raise AssertionError

    found = foretold_without(draws, study, STUDIES[study], never, 1)
    assert found.log_density < float(logsumexp(results) - np.log(len(results)))
    assert found.log_density == pytest.approx(float(np.log(len(draws)) - logsumexp(-results)), abs=0.02)


def _tail(draws: OutcomeDraws, study: str) -> float:
    return float(array_stats.psislw(OneStudy(draws, STUDIES[study], 100, 1).log_density()[0])[1])
