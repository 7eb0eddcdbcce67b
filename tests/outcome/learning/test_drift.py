"""Drift: nothing is flagged where nothing drifts but for a known share, and a fall is flagged soon."""

from __future__ import annotations

from math import log
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from punctum.outcome.learning.drift import drift, forecast_scores, sums
from punctum.outcome.learning.own_result import OwnResult
from punctum.outcome.learning.rules import rule
from tests.outcome.learning.clinic_world import MELASMA, clinic_people, person, result, synthesis
from tests.outcome.learning.reference import clinics_by_chance

DRAWS = synthesis(300)
USUAL = result().design
DOCUMENT = (Path(__file__).parents[3] / "docs" / "clinic_learning.md").read_text("utf-8")


def clinic(people: int, seed: int, worse: float = 0.0, since: int = 0) -> list[OwnResult]:
    gone = clinic_people(DRAWS, USUAL, people, seed)
    gone[since:] -= worse
    return [result(float(one)) for one in np.clip(gone, -2.5, 3.4)]


def false_alarms(scores: NDArray[np.float64]) -> float:
    """The share of rows in which a sum passes the limit at some time."""
    up, down = np.zeros(len(scores)), np.zeros(len(scores))
    passed = np.zeros(len(scores), dtype=bool)
    for score in scores.T:
        up = np.maximum(0, up + score - rule("drift_slack"))
        down = np.maximum(0, down - score - rule("drift_slack"))
        passed |= np.maximum(up, down) > rule("drift_limit")
    return float(passed.mean())


def test_nothing_was_seen_nothing_is_flagged() -> None:
    found = drift(DRAWS, [])
    assert (found.scores, found.flagged, found.direction) == ((), None, "")


def test_the_first_score_is_where_the_result_lies_among_people_of_new_studies() -> None:
    shown = np.concatenate([person(DRAWS, USUAL, seed) for seed in range(60)])
    for gone in (-0.1, 0.5, 1.2):
        (score,) = forecast_scores(DRAWS, [result(gone)])
        assert score == pytest.approx(float(ndtri(np.mean(shown < gone))), abs=0.06)


def test_the_next_score_is_what_very_many_clinics_by_chance_give() -> None:
    few = DRAWS.take(np.arange(100))
    seen, last = [result(gone) for gone in (1.0, 1.2, 0.8, 1.1, 0.9)], result(0.7)
    found = clinics_by_chance(few, seen, 1.0, 4000, robust=False)
    below = found.weights @ ndtr((last.log_gone - found.expected) / found.sd)
    assert forecast_scores(few, [*seen, last])[-1] == pytest.approx(float(ndtri(below)), abs=0.06)
    assert forecast_scores(few, [last])[0] > 0.2, "without them it was a good result"


def test_scores_are_independent_and_normal_while_nothing_drifts() -> None:
    scores = np.array([drift(DRAWS, clinic(40, seed)).scores for seed in range(150)])
    assert scores.mean() == pytest.approx(0, abs=0.04)
    assert scores.std() == pytest.approx(1, abs=0.04)
    assert (scores[:, 1:] * scores[:, :-1]).mean() == pytest.approx(0, abs=0.04)
    assert scores[:, -10:].std() == pytest.approx(1, abs=0.08)


def test_false_alarms_are_as_rare_as_the_document_says() -> None:
    numbers = np.random.Generator(np.random.Philox(key=[1, 1]))
    most = rule("drift_most")
    scores = np.clip(numbers.standard_normal((20_000, 300)), -most, most)
    for count in (50, 100, 300):
        assert f"| {count} | {100 * false_alarms(scores[:, :count]):.0f} % |" in DOCUMENT


@pytest.mark.slow
def test_false_alarms_of_clinics_are_those_of_normal_scores() -> None:
    flagged = [drift(DRAWS, clinic(100, seed)).flagged is not None for seed in range(200)]
    assert 0.02 < np.mean(flagged) < 0.12


@pytest.mark.slow
def test_a_fall_by_how_far_people_differ_is_flagged_soon() -> None:
    found = [drift(DRAWS, clinic(100, 1000 + seed, worse=0.35, since=40)) for seed in range(100)]
    after = [one.flagged for one in found if one.flagged and one.flagged > 40]
    assert np.mean([one.direction == "worse" for one in found if (one.flagged or 0) > 40]) > 0.95
    assert len(after) / len(found) > 0.7
    assert float(np.median(after)) - 40 < 15


def test_it_says_which_result_and_which_way() -> None:
    steady = [result(0.6 + 0.2 * (-1) ** at) for at in range(40)]
    worse, better = [result(-0.4)] * 10, [result(1.8)] * 10
    assert drift(DRAWS, steady).flagged is None
    down, up = drift(DRAWS, [*steady, *worse]), drift(DRAWS, [*steady, *better])
    assert (down.direction, up.direction) == ("worse", "better")
    assert all(41 < one.flagged < 46 for one in (down, up) if one.flagged)
    assert down.flagged is not None
    first = down.worse.index(next(one for one in down.worse if one > rule("drift_limit")))
    assert down.flagged == first + 1


def test_one_person_far_out_flags_nothing() -> None:
    steady = [result(0.6 + 0.2 * (-1) ** at) for at in range(40)]
    found = drift(DRAWS, [*steady, result(log(40 / 540)), *steady])
    usual = drift(DRAWS, [*steady, *steady])
    assert np.allclose(found.scores[41:], usual.scores[40:], atol=0.3), "what is expected of the next hardly moves"
    assert found.flagged is None
    assert min(found.scores) == pytest.approx(-rule("drift_most"), abs=1e-9)


def test_each_indication_is_held_beside_its_own_past() -> None:
    scars, melasma = clinic(6, 3), [result(0.2 * at, indication=MELASMA, scale="masi") for at in range(1, 4)]
    mixed = [scars[0], melasma[0], *scars[1:3], melasma[1], *scars[3:], melasma[2]]
    alone = forecast_scores(DRAWS, scars)
    found = [score for one, score in zip(mixed, forecast_scores(DRAWS, mixed), strict=True) if one in scars]
    # What is shared moves a little, and the numbers of chance are others.
    assert np.allclose(found, alone, atol=0.25)


def test_the_sum_forgets_what_lies_within_the_slack() -> None:
    assert sums([0.4, 0.5, 1.5, -0.5, 2.5]) == pytest.approx((0.0, 0.0, 1.0, 0.0, 2.0))
