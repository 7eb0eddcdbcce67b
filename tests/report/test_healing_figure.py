"""The figure of a course: bands before the median, sessions marked by a shape, all of it in words as well."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from punctum.healing.asking.respond import TOLD, respond
from punctum.report.figures.healing import NAMES, healing_figure
from punctum.report.figures.render import svg
from tests.report.responses import asked, responded


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    return healing_figure(responded())


def panels(spec: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for row in spec["vconcat"][1:]:
        week, course = row["hconcat"]
        yield week, course


def kinds(panel: dict[str, Any]) -> list[str]:
    return [layer["mark"]["type"] for layer in panel["layer"]]


def test_every_output_has_a_week_and_a_course(spec: dict[str, Any]) -> None:
    json.dumps(spec, allow_nan=False)
    assert [row["title"]["text"] for row in spec["vconcat"][1:]] == [NAMES[name] for name in TOLD]
    for week, course in panels(spec):
        assert week["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 7]
        assert course["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 150]
        # One scale for both, or the eye compares what cannot be compared.
        assert week["layer"][0]["encoding"]["y"]["scale"] == course["layer"][0]["encoding"]["y"]["scale"]


def test_bands_are_drawn_before_the_median_the_widest_first(spec: dict[str, Any]) -> None:
    for panel in (panel for pair in panels(spec) for panel in pair):
        assert kinds(panel)[:5] == ["area", "area", "area", "line", "line"]
        fields = [layer["encoding"]["y"]["field"] for layer in panel["layer"][:5]]
        assert fields == ["high95", "high80", "high50", "low95", "median"]


def test_all_that_is_known_lies_inside_the_axis(spec: dict[str, Any]) -> None:
    for _, course in panels(spec):
        low, high = course["layer"][0]["encoding"]["y"]["scale"]["domain"]
        values = course["layer"][0]["data"]["values"]
        assert all(low <= value["low95"] <= value["median"] <= value["high95"] <= high for value in values)
        assert values[-1]["day"] == 150


def test_sessions_are_triangles_with_a_dashed_line(spec: dict[str, Any]) -> None:
    for week, course in panels(spec):
        for panel, days in ((week, [0]), (course, [0, 28])):
            (points,) = [layer for layer in panel["layer"] if layer["mark"]["type"] == "point"]
            (dashed,) = [layer for layer in panel["layer"] if layer["mark"].get("strokeDash") == [4, 4]]
            assert points["mark"]["shape"] == "triangle-down"
            for layer in (points, dashed):
                assert [value["day"] for value in layer["data"]["values"]] == days


def test_the_key_says_every_mark_in_words(spec: dict[str, Any]) -> None:
    words = [layer["mark"]["text"] for layer in spec["vconcat"][0]["layer"] if layer["mark"]["type"] == "text"]
    assert words == ["95 of 100 draws", "80", "50", "median", "session", "skin at rest"]


def test_the_figure_is_told_in_words(spec: dict[str, Any]) -> None:
    assert "Sessions on day 0, 28." in spec["description"]
    assert "It is not benefit" in spec["description"]
    assert all(NAMES[name] in spec["description"] for name in TOLD)
    rows = spec["usermeta"]["table"]["rows"]
    assert {row[0] for row in rows} == set(NAMES.values())
    assert all(len(row) == len(spec["usermeta"]["table"]["columns"]) for row in rows)


@pytest.mark.parametrize(
    ("days", "last"), [("5", "5 days"), ("30", "4 weeks"), ("365", "12 months"), ("1200", "30 months")]
)
def test_a_course_of_any_length_is_drawn_with_its_own_marks(days: str, last: str) -> None:
    made = healing_figure(respond(asked(draws="2", sessions="1", days=days)))
    drawn = svg(made)
    root = ET.fromstring(drawn)  # noqa: S314
    texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert last in [str(text).replace("\u00a0", " ") for text in texts]
    assert {"1 h", "6 h", "1 day", "7 days"} <= set(texts)
    assert root.get("role") == "img"
