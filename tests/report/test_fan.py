"""The forecast over time: the same numbers as the forecast, in the drawing, in words and in the table."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from punctum.outcome import Forecast, evidence
from punctum.report.figures.fan import forecast_fan
from punctum.report.figures.fan_values import band, fan_of, table_rows
from punctum.report.figures.render import png, svg
from tests.outcome.concerns import SCARS
from tests.report import plans

ANA = plans.examples()["ana"].forecasts[0]
PERCENT = replace(
    ANA, quantity="percent_reduction", baseline=None, goal=None, mcid=None, mcid_unit="", mcid_basis=None,
    fan=tuple(plans.fan_point(week, 0.0, 45.0) for week in range(27)), untreated_mean=4.0,
    untreated_interval_80=(-1.0, 9.0),
)  # fmt: skip
KINDS = {"score": ANA, "percent": PERCENT}


def values(spec: dict[str, Any], kind: str, field: str) -> list[dict[str, Any]]:
    layers = [layer["data"]["values"] for layer in spec["layer"] if layer["mark"]["type"] == kind]
    return [value for entries in layers for value in entries if field in value]


@pytest.mark.parametrize("found", KINDS.values(), ids=KINDS)
def test_the_bands_are_those_of_the_forecast_and_drawn_before_the_middle(found: Forecast) -> None:
    spec = forecast_fan(found)
    kinds = [layer["mark"]["type"] for layer in spec["layer"]]
    assert kinds[:3] == ["area"] * 3
    assert kinds.index("line") == 3
    for layer, level in zip(spec["layer"], (95, 80, 50), strict=False):
        drawn = [(value[f"low{level}"], value[f"high{level}"]) for value in layer["data"]["values"]]
        assert drawn == [band(point, level) for point in found.fan]
    assert [value["median"] for value in spec["layer"][4]["data"]["values"]] == [point.median for point in found.fan]


@pytest.mark.parametrize("found", KINDS.values(), ids=KINDS)
def test_it_can_be_drawn_and_written_as_json(found: Forecast) -> None:
    spec = forecast_fan(found)
    json.dumps(spec, allow_nan=False)
    drawing = svg(spec)
    assert drawing == svg(forecast_fan(found))
    assert png(drawing).startswith(b"\x89PNG")


def test_every_pooled_study_that_says_when_stands_at_its_week() -> None:
    spec = forecast_fan(ANA)
    rows = {row.study: row for row in evidence(SCARS).rows if row.id in ANA.pooled}
    letters = {value["letter"]: value for value in values(spec, "point", "letter")}
    named = dict(part.split(" ", 1) for part in spec["title"]["subtitle"][-1].rstrip(".").split(". "))
    assert set(named.values()) == set(rows)
    placed = {study for study, row in rows.items() if row.weeks is not None}
    assert {named[letter] for letter in letters} == placed < set(rows)
    for letter, mark in letters.items():
        row = rows[named[letter]]
        assert row.value is not None
        assert ANA.baseline is not None
        assert mark["weeks"] == row.weeks
        assert mark["value"] == pytest.approx(ANA.baseline * (1 - row.value / 100))
        assert mark["low"] < mark["value"] < mark["high"]


def test_lines_to_compare_with_are_named_and_only_where_known() -> None:
    words = [
        layer["mark"]["text"] for layer in forecast_fan(ANA)["layer"] if isinstance(layer["mark"].get("text"), str)
    ]
    assert words == ["now 14", "your goal 8", "a change that counts at 10"]
    none = [layer["mark"].get("text") for layer in forecast_fan(PERCENT)["layer"]]
    assert "no change" in none
    assert not any(isinstance(text, str) and "goal" in text for text in none)


def test_no_treatment_is_striped_and_named_not_only_coloured() -> None:
    spec = forecast_fan(ANA)
    (box,) = [layer for layer in spec["layer"] if layer["mark"]["type"] == "rect"]
    low, high = box["data"]["values"][0]["low"], box["data"]["values"][0]["high"]
    fan = fan_of(ANA)
    assert fan is not None
    assert fan.untreated is not None
    assert (low, high) == fan.untreated[1:]
    stripes = values(spec, "rule", "at")
    assert len(stripes) >= 5
    assert all(low < stripe["at"] < high for stripe in stripes)
    assert ["without", "treatment"] in [layer["mark"].get("text") for layer in spec["layer"]]
    bare = forecast_fan(replace(ANA, untreated_mean=None, untreated_interval_80=None))
    assert not [layer for layer in bare["layer"] if layer["mark"]["type"] == "rect"]


@pytest.mark.parametrize("found", KINDS.values(), ids=KINDS)
def test_words_say_the_ends_and_the_table_every_week_that_is_told(found: Forecast) -> None:
    spec, fan = forecast_fan(found), fan_of(found)
    assert fan is not None
    rows = table_rows(fan)
    assert [row[:-1] for row in spec["usermeta"]["table"]["rows"]][: len(rows)] == rows
    assert [row[0].replace("\u00a0", " ") for row in rows] == [
        "At the last visit", "4 weeks after the last visit", "13 weeks after the last visit",
        "26 weeks after the last visit", "Without treatment, on average, by assumption",
    ]  # fmt: skip
    for row in (rows[0], rows[3]):
        assert all(cell in spec["description"] for cell in row[1:])
    assert len(spec["usermeta"]["table"]["links"]) == len(spec["usermeta"]["table"]["rows"])


def test_it_names_the_better_direction_and_an_upper_bound() -> None:
    assert "lower is better" in " ".join(forecast_fan(ANA)["title"]["subtitle"])
    assert "higher is better" in " ".join(forecast_fan(PERCENT)["title"]["subtitle"])
    assert "an upper bound" in " ".join(forecast_fan(ANA)["title"]["subtitle"])
    assert "an upper bound" not in " ".join(forecast_fan(replace(ANA, controlled=True))["title"]["subtitle"])


def test_without_a_figure_there_is_nothing_to_draw() -> None:
    with pytest.raises(ValueError, match="no figure for one person"):
        forecast_fan(plans.NO_FIGURE)
    assert fan_of(plans.NO_FIGURE) is None
