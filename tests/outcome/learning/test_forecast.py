"""A forecast from draws that learned is that of the clinic."""

from __future__ import annotations

from math import exp

import pytest

from punctum.outcome import OwnResult, update
from punctum.outcome.draws import shipped_draws
from tests.outcome.concerns import QUANTITATIVE, SCARS, concern, foreseen
from tests.outcome.learning.reference import normal_people

ONE = concern(SCARS, scale=QUANTITATIVE, baseline=30)


def own(count: int, middle: float) -> list[OwnResult]:
    return [
        OwnResult(
            indication=SCARS, scale=QUANTITATIVE, baseline=30, after=30 * exp(-gone), weeks_after_last=12, sessions=4,
            interval_weeks=4,
        )
        for gone in normal_people(middle, 0.3, count)
    ]  # fmt: skip


@pytest.mark.parametrize("middle", [0.3, 0.9])
def test_three_hundred_results_bring_the_forecast_to_the_clinic(middle: float) -> None:
    before, after = foreseen(ONE), foreseen(ONE, draws=update(shipped_draws(), own(300, middle)))
    assert before.median is not None
    assert after.median is not None
    assert after.interval_80 is not None
    assert before.interval_80 is not None
    assert after.median == pytest.approx(30 * exp(-middle), abs=2.5)
    assert abs(after.median - before.median) > 1.5
    assert after.interval_80[1] - after.interval_80[0] < before.interval_80[1] - before.interval_80[0]


def test_three_results_hardly_move_it() -> None:
    before, after = foreseen(ONE), foreseen(ONE, draws=update(shipped_draws(), own(3, 0.9)))
    assert before.median is not None
    assert after.median is not None
    assert abs(after.median - before.median) < 2.5
