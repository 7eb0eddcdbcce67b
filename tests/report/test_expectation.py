"""The fan of one person with the studies behind it: the same numbers as the forecast, on one axis."""

from __future__ import annotations

import json
from typing import Any

import pytest

from punctum.outcome import Forecast, evidence, forecast
from punctum.report.figures.expectation import expectation
from tests.outcome.concerns import QUANTITATIVE, SCARS, concern


def made(**fields: Any) -> Forecast:
    return forecast(concern(**fields), sessions=4, settings=())


def values(spec: dict[str, Any], kind: str, field: str) -> list[dict[str, Any]]:
    layers = [layer["data"]["values"] for layer in spec["layer"] if layer["mark"]["type"] == kind]
    return [value for entries in layers for value in entries if field in value]


PERCENT, SCORE = made(), made(scale=QUANTITATIVE, baseline=20, goal=10)


@pytest.mark.parametrize("found", [PERCENT, SCORE], ids=["percent", "score"])
def test_the_bands_are_the_intervals_of_the_forecast_the_widest_behind(found: Forecast) -> None:
    bands = values(expectation(found), "rect", "low")
    assert [(band["low"], band["high"]) for band in bands] == [found.interval_95, found.interval_80, found.interval_50]
    heights = [band["end"] - band["y"] for band in bands]
    assert heights == sorted(heights)
    assert len(set(heights)) == 3


@pytest.mark.parametrize("found", [PERCENT, SCORE], ids=["percent", "score"])
def test_every_pooled_study_stands_below(found: Forecast) -> None:
    spec = expectation(found)
    json.dumps(spec, allow_nan=False)
    studies = values(spec, "point", "value")
    rows = {row.study: row for row in evidence(SCARS).rows if row.id in found.pooled}
    assert {study["What"] for study in studies} == set(rows)
    assert min(study["y"] for study in studies) > max(band["end"] for band in values(spec, "rect", "low"))
    for study in studies:
        value = rows[study["What"]].value
        assert value is not None
        assert study["value"] == pytest.approx(value if found is PERCENT else 20 * (1 - value / 100))
        assert study["low"] < study["value"] < study["high"]


def test_the_average_is_that_of_the_forecast() -> None:
    corners = values(expectation(SCORE), "line", "order")
    assert SCORE.group_interval_95 is not None
    assert [corner["low"] for corner in corners] == pytest.approx(
        [SCORE.group_interval_95[0], SCORE.group_mean, SCORE.group_interval_95[1], SCORE.group_mean]
    )


def test_now_goal_and_no_change_are_named() -> None:
    words = [text["text"] for text in values(expectation(SCORE), "text", "text")]
    assert {"now 20", "your goal 10"} <= set(words)
    assert "points, Goodman and Baron quantitative score" in words
    assert "no change" in [text["text"] for text in values(expectation(PERCENT), "text", "text")]


def test_it_says_that_studies_are_not_people_and_that_it_is_an_upper_bound() -> None:
    spec = expectation(PERCENT)
    assert "The studies: the average of each, not one person" in [text["text"] for text in values(spec, "text", "text")]
    assert "an upper bound" in spec["title"]["subtitle"][1]


def test_words_and_table_repeat_the_figure() -> None:
    spec = expectation(SCORE)
    table = spec["usermeta"]["table"]
    assert len(table["rows"]) == len(table["links"]) == 3 + 4 + 1
    for what, who, middle, between, _ in table["rows"]:
        assert f"{what} ({who}): middle {middle}, {between}" in spec["description"]


def test_without_a_figure_there_is_nothing_to_draw() -> None:
    with pytest.raises(ValueError, match="no figure for one person"):
        expectation(made(indication="rosacea"))
