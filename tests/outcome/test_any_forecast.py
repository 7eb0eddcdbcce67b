"""Forecasts of anybody: never a traceback, intervals one inside the other, finite, inside the scale."""

from __future__ import annotations

from math import isfinite
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from punctum.evidence.indications import INDICATIONS
from punctum.evidence.scales import SCALES
from punctum.outcome.agents import AGENTS
from tests.outcome.concerns import QUALITATIVE, QUANTITATIVE, SCARS, concern, foreseen
from tests.outcome.concerns import settings as zone_settings

INDICATION = st.just(SCARS) | st.just(SCARS) | st.sampled_from([row.id for row in INDICATIONS.rows])
SCALE = (
    st.just(QUANTITATIVE)
    | st.sampled_from([None, QUANTITATIVE, QUALITATIVE])
    | st.sampled_from([row.id for row in SCALES.rows])
)
SCORE = st.sampled_from([None, 0.0, 1.0, 4.0, 84.0, 100.0, 5e-324, 1e-300, 1e308, -1.0]) | st.floats(0, 84)
AGENT = st.sampled_from([*(row.id for row in AGENTS.rows), "snail mucin"])
DUST = 1e-9


@settings(max_examples=80, deadline=None)
@given(
    indication=INDICATION,
    scale=SCALE,
    scores=st.tuples(SCORE, SCORE | st.none()) | st.floats(0.01, 84).map(lambda score: (score, score / 2)),
    mixed=st.booleans(),
    sessions=st.sampled_from([3, 4, 30, 10**6, 0, 1]),
    interval_weeks=st.sampled_from([None, 0, 0.01, 4, 52, 1e6]),
    length=st.sampled_from([None, 0.0, 0.25, 1.5, 3.0]),
    below=st.sampled_from([False, False, True]),
    adjuncts=st.sampled_from([(), (), (), ("prp",)]) | st.lists(AGENT, max_size=15).map(tuple),
)
def test_any_concern_and_any_course(
    indication: str,
    scale: str | None,
    scores: tuple[float | None, float | None],
    mixed: bool,
    sessions: int,
    interval_weeks: float | None,
    length: float | None,
    below: bool,
    adjuncts: tuple[str, ...],
) -> None:
    fields: dict[str, Any] = {
        "scale": scale,
        "baseline": scores[0],
        "goal": scores[1],
        "subtype": "mixed" if mixed else None,
    }
    try:
        one = concern(indication, **{name: value for name, value in fields.items() if value is not None})
    except (ValidationError, ValueError):
        return  # Refused before any forecast.
    zones = () if length is None else (zone_settings("cheek", below_studied=below, needle_length_mm=length),)
    found = foreseen(one, sessions=sessions, interval_weeks=interval_weeks, settings=zones, adjuncts=adjuncts)
    assert found.text
    assert found.patient_said
    assert all(chance is None or 0 <= chance <= 1 for chance in (found.chance_of_goal, found.chance_of_mcid))
    if found.interval_95 is None:
        assert (found.mean, found.interval_50, found.interval_80, found.fan) == (None, None, None, ())
        return
    measured = SCALES.by_id[found.scale]
    low, high = (measured.range_min or 0.0, measured.range_max or 0.0) if found.baseline is not None else (-1e9, 100.0)
    for point in found.fan:
        (a, b), (c, d), (e, f) = point.interval_50, point.interval_80, point.interval_95
        assert low - DUST <= e <= c <= a <= point.median <= b <= d <= f <= high + DUST
        assert isfinite(point.mean)


@pytest.mark.parametrize(("scale", "best"), [(QUANTITATIVE, 0.0), (QUALITATIVE, 1.0)])
def test_nothing_is_forecast_for_a_score_that_cannot_fall(scale: str, best: float) -> None:
    found = foreseen(concern(scale=scale, baseline=best, goal=best))
    assert (found.mean, found.interval_80, found.chance_of_goal, found.fan) == (None, None, None, ())
    assert "already the best" in found.text
    assert foreseen(concern(scale=scale, baseline=best + 1)).interval_80 is not None
