"""A clinic learns what its own hands achieve: a little from a few, much from many, and little from one far out."""

from __future__ import annotations

from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.integrate import quad

from punctum.outcome.clinic import clinic_arm, clinic_measure, clinic_study
from punctum.outcome.learning.own_result import OwnResult
from punctum.outcome.learning.rules import rule
from punctum.outcome.learning.update import chosen, update, weighed
from tests.outcome.learning.clinic_world import MELASMA, SCARS, arm, clinic_people, interval, person, result, synthesis
from tests.outcome.learning.reference import clinics_by_chance, mean_and_sd, normal_people

DRAWS = synthesis()
USUAL = result().design
DOCUMENT = (Path(__file__).parents[3] / "docs" / "clinic_learning.md").read_text("utf-8")
MIDDLE = interval(arm(DRAWS, USUAL))[1]


def people(count: int, better: float, sd: float = 0.35, **fields: object) -> list[OwnResult]:
    return [result(gone, **fields) for gone in normal_people(MIDDLE + better, sd, count)]


def test_no_results_give_the_same_draws_back() -> None:
    assert update(DRAWS, []) is DRAWS


def test_what_was_learned_is_beside_what_was_known() -> None:
    found = update(DRAWS, people(3, 0))
    assert len(found) == len(DRAWS)
    assert found.names[: len(DRAWS.names)] == DRAWS.names
    assert found.names[len(DRAWS.names) :] == (
        f"clinic:{SCARS}", f"clinic_arm:{SCARS}:needling", f"clinic_measure:{SCARS}:ecca", f"clinic_spread:{SCARS}",
    )  # fmt: skip
    assert np.all(np.isfinite(found.values))


def test_the_same_input_gives_the_same_numbers_and_another_seed_others() -> None:
    one = update(DRAWS, people(3, 0)).values
    assert np.array_equal(one, update(DRAWS, people(3, 0)).values)
    assert not np.array_equal(one, update(DRAWS, people(3, 0), seed=1).values)


def test_results_never_count_twice() -> None:
    with pytest.raises(ValueError, match="all results at once"):
        update(update(DRAWS, people(3, 0)), people(3, 0))


# For each number of people of a clinic that is so much better: the shift of the median of what its average shows, and
# the width of the interval of 80 % over that without own results. docs/clinic_learning.md prints them.
FIGURES = {
    (3, 0.3): (0.08, 0.83),
    (30, 0.3): (0.22, 0.50),
    (300, 0.3): (0.29, 0.17),
    (3, 0.0): (0.02, 0.82),
    (30, 0.0): (0.01, 0.49),
    (300, 0.0): (0.00, 0.16),
}


@pytest.mark.parametrize(("count", "better"), FIGURES)
def test_three_people_hardly_move_it_and_three_hundred_do(count: int, better: float) -> None:
    shift, width = FIGURES[count, better]
    many = synthesis(2000)
    before_low, before, before_high = interval(arm(many, USUAL))
    own = [result(gone) for gone in normal_people(before + better, 0.35, count)]
    low, middle, high = interval(arm(update(many, own), USUAL))
    assert middle - before == pytest.approx(shift, abs=0.015)
    assert (high - low) / (before_high - before_low) == pytest.approx(width, abs=0.03)
    row = f"| {count} | {better:g} | {shift:+.2f} | {100 * width:.0f} % |"
    assert row in DOCUMENT


def test_it_moves_one_person_as_far_and_never_below_how_people_differ() -> None:
    found = person(update(DRAWS, people(300, 0.3)), USUAL)
    low, middle, high = interval(found)
    assert middle - interval(person(DRAWS, USUAL))[1] == pytest.approx(0.3, abs=0.06)
    assert high - low > 0.9 * 2 * NormalDist().inv_cdf(0.9) * 0.35


def test_it_is_what_very_many_clinics_by_chance_give() -> None:
    few = DRAWS.take(np.arange(60))
    results = [*people(4, 0.4), result(MIDDLE - 1.5)]
    for share in (0.1, 1.0):
        tried, weights = weighed(few, results, share, 0)
        effects, _, _, by_chance = clinics_by_chance(few, results, share, 4000)
        both = tried[clinic_study(USUAL)] + tried[clinic_arm(USUAL)]
        mean, sd = mean_and_sd(effects[:, 0], by_chance)
        # 240 weighed values: their mean errs by about a fifteenth of an SD.
        assert mean_and_sd(both, weights)[0] == pytest.approx(mean, abs=0.25 * sd)
        assert mean_and_sd(both, weights)[1] == pytest.approx(sd, rel=0.2)
        measure = mean_and_sd(effects[:, 1], by_chance)
        found = mean_and_sd(tried[clinic_measure(USUAL)], weights)
        assert found[0] == pytest.approx(measure[0], abs=0.25 * measure[1])


def test_over_all_draws_it_is_what_very_many_clinics_by_chance_give_closely() -> None:
    results = people(20, 0.1, scale="goodman_baron_qualitative", baseline=4)
    many = DRAWS.take(np.tile(np.arange(150), 20))
    tried, weights = weighed(many, results, 0.5, 0)
    effects, _, _, by_chance = clinics_by_chance(DRAWS.take(np.arange(150)), results, 0.5, 3000)
    mean, sd = mean_and_sd(effects[:, 0], by_chance)
    found = mean_and_sd(tried[clinic_study(results[0].design)] + tried[clinic_arm(results[0].design)], weights)
    assert found[0] == pytest.approx(mean, abs=0.06 * sd)
    assert found[1] == pytest.approx(sd, rel=0.06)


@settings(max_examples=10)
@given(st.permutations(range(8)))
def test_the_order_changes_nothing(order: list[int]) -> None:
    some = [*people(4, 0.2), *people(2, 0, agents=("prp",)), *[result(0.4, indication=MELASMA, scale="masi")] * 2]
    assert np.array_equal(update(DRAWS, some).values, update(DRAWS, [some[at] for at in order]).values)


@pytest.mark.parametrize("count", [2, 10, 60])
def test_twice_the_people_narrow(count: int) -> None:
    once, twice = people(count, 0.1), people(count, 0.1) * 2
    low, _, high = interval(arm(update(DRAWS, once), USUAL))
    low2, _, high2 = interval(arm(update(DRAWS, twice), USUAL))
    assert high2 - low2 < high - low


@settings(max_examples=15)
@given(st.floats(0, 540))
def test_no_person_can_drag_it_beyond_a_bound(after: float) -> None:
    # A tenth of how people differ, whatever the scale can say.
    assert abs(dragged(after)) < 0.035


def dragged(after: float) -> float:
    usual = people(30, 0.0)
    without = interval(arm(update(DRAWS, usual), USUAL))[1]
    return interval(arm(update(DRAWS, [*usual, result(after=after)]), USUAL))[1] - without


def test_the_further_out_the_less_it_says() -> None:
    assert abs(dragged(540)) < abs(dragged(60))


def test_another_indication_moves_only_what_is_shared() -> None:
    melasma = result(0.5, indication=MELASMA, scale="masi").design
    before, after = interval(arm(DRAWS, melasma)), interval(arm(update(DRAWS, people(300, 0.3)), melasma))
    own = people(300, 0.3, indication=MELASMA, scale="masi")
    assert abs(after[1] - before[1]) < 0.06
    assert (after[2] - after[0]) / (before[2] - before[0]) > 0.85
    assert interval(arm(update(DRAWS, own), melasma))[1] - before[1] > 0.2


def test_another_treatment_learns_less_than_the_one_that_was_measured() -> None:
    with_prp = result(agents=("prp",)).design
    learned = update(DRAWS, people(300, 0.3))
    moved = [interval(arm(learned, design))[1] - interval(arm(DRAWS, design))[1] for design in (USUAL, with_prp)]
    assert 0.05 < moved[1] < moved[0] - 0.05


def test_what_no_study_tested_is_learned_too() -> None:
    filler = [result(0.9, agents=("filler",)) for _ in range(100)]
    found = update(DRAWS, filler)
    assert "adjunct:filler" in found
    assert interval(arm(found, filler[0].design))[1] == pytest.approx(0.9, abs=0.07)


def test_rows_are_chosen_as_often_as_their_weight_says() -> None:
    weights = np.array([0.5, 0.0, 0.25, 0.125, 0.125])
    for seed in range(5):
        assert np.bincount(chosen(weights, 8, seed), minlength=5).tolist() == [4, 0, 2, 1, 1]


def test_the_scale_of_a_result_is_that_at_which_normal_people_fit_best() -> None:
    df, scale = rule("result_df"), rule("result_scale")
    excess = quad(lambda z: (df + 1) * z**2 / (df * scale**2 + z**2) * NormalDist().pdf(z), -12, 12)[0]
    assert excess == pytest.approx(1, abs=1e-3)


def covered(share: float, clinics: int, count: int) -> NDArray[np.bool_]:
    """Whether the interval of 80 % holds the next person, clinic by clinic."""
    draws = synthesis(200)
    found = []
    for seed in range(clinics):
        *seen, last = np.clip(clinic_people(draws, USUAL, count + 1, seed), -2.5, 3.4)
        tried, weights = weighed(draws, [result(gone) for gone in seen], share, seed)
        low, _, high = interval(person(tried.take(chosen(weights, 800, seed)), USUAL, seed=seed + 5000))
        found.append(low <= last <= high)
    return np.array(found)


def binomial_limits(count: int, share: float, level: float = 0.99) -> tuple[float, float]:
    half = NormalDist().inv_cdf((1 + level) / 2) * (share * (1 - share) / count) ** 0.5
    return share - half, share + half


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 12])
def test_intervals_hold_the_next_person_where_each_result_counts_in_full(count: int) -> None:
    low, high = binomial_limits(300, 0.8)
    assert low <= covered(1.0, 300, count).mean() <= high


@pytest.mark.slow
def test_intervals_hold_the_next_person_and_more_where_results_count_only_a_share() -> None:
    found = covered(rule("share_of_result"), 300, 12).mean()
    assert binomial_limits(300, 0.8)[0] <= found <= 0.93
