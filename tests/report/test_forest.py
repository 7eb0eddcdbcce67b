"""The forest plot as a specification: every study once, intervals under values, nothing said by colour alone."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from punctum.outcome import all_evidence, evidence
from punctum.outcome.evidence_values import Evidence, ScaleEvidence
from punctum.problems import InputError
from punctum.report.figures.forest import drawable, forest_plot
from punctum.report.figures.forest_layout import LEFT, Layout
from punctum.report.figures.forest_words import COLUMNS, cells
from tests.outcome.concerns import QUANTITATIVE, SCARS

EVERY = [(found, part) for found in all_evidence() for part in found.scales if drawable(part)]
NAMES = [f"{found.indication}-{part.scale}" for found, part in EVERY]


def marks(spec: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == kind]


def values(layers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [value for layer in layers for value in layer["data"]["values"]]


def words(spec: dict[str, Any]) -> list[str]:
    return [value["text"] for value in values(marks(spec, "text"))]


@pytest.fixture(scope="module")
def scars() -> dict[str, Any]:
    return forest_plot(evidence(SCARS), QUANTITATIVE)


@pytest.mark.parametrize(("found", "part"), EVERY, ids=NAMES)
def test_every_study_stands_in_the_figure_and_in_its_table(found: Evidence, part: ScaleEvidence) -> None:
    spec = forest_plot(found, part.scale)
    json.dumps(spec, allow_nan=False)
    points = [value for value in values(marks(spec, "point")) if "value" in value]
    assert sorted(value["value"] for value in points) == sorted(row.value for row in part.rows if row.value is not None)
    assert len(spec["usermeta"]["table"]["rows"]) == len(part.rows) == len(spec["usermeta"]["table"]["links"])
    text = "\n".join(words(spec))
    assert all(row.study in text for row in part.rows)


@pytest.mark.parametrize(("found", "part"), EVERY, ids=NAMES)
def test_everything_drawn_lies_inside_the_axis_and_no_two_texts_meet(found: Evidence, part: ScaleEvidence) -> None:
    layout = Layout(part)
    low, high = layout.domain
    drawn = [*layout.values, *layout.new_study, *layout.corners]
    assert all(low <= value["low"] <= value.get("high", value["low"]) <= high for value in drawn)
    left = sorted(text["y"] for text in layout.texts if text.get("x") == -LEFT)
    assert all(after - before >= 17 for before, after in pairwise(left))
    assert layout.y >= max(text["y"] for text in layout.texts)


@pytest.mark.parametrize(("found", "part"), EVERY, ids=NAMES)
def test_intervals_are_drawn_before_the_values_on_them(found: Evidence, part: ScaleEvidence) -> None:
    layers = forest_plot(found, part.scale)["layer"]
    kinds = [(layer["mark"]["type"], "tooltip" in layer["encoding"]) for layer in layers]
    assert kinds.index(("rule", True)) < kinds.index(("point", True))


def test_the_average_is_a_diamond_and_a_new_study_stands_beneath(scars: dict[str, Any]) -> None:
    figure = next(part.figure for part in evidence(SCARS).scales if part.scale == QUANTITATIVE)
    assert figure is not None
    (diamond,) = marks(scars, "line")
    corners = [(corner["low"], corner["y"]) for corner in diamond["data"]["values"]]
    assert [x for x, _ in corners] == [figure.interval_95[0], figure.mean, figure.interval_95[1], figure.mean]
    (dashed,) = [layer for layer in marks(scars, "rule") if layer["mark"].get("strokeDash") == [6, 4]]
    (bar,) = dashed["data"]["values"]
    assert (bar["low"], bar["high"]) == figure.new_study_95
    assert bar["y"] > max(y for _, y in corners)
    assert {"Average", "A new study may see", "48 (43 to 53)", "38 to 57", "tau 1.5, I² 30 %"} <= set(words(scars))


def test_what_is_doubtful_has_a_sign_and_a_word_and_its_reason(scars: dict[str, Any]) -> None:
    text = " ".join(words(scars))
    assert "≈ spread assumed" in words(scars)
    assert "? doubtful, ≈ spread assumed. The printed values are medians and come from a second report." in text
    assert text.index("Left out") > text.index("Shown, not in the average") > text.index("In the average")


def test_design_is_told_by_shape_and_by_word(scars: dict[str, Any]) -> None:
    shapes = [layer["encoding"]["shape"]["scale"] for layer in marks(scars, "point")]
    assert all(len(set(shape["range"])) == len(shape["domain"]) == 3 for shape in shapes)
    key = {value["design"] for value in values(marks(scars, "point")) if "value" not in value}
    assert key == set(shapes[0]["domain"])
    assert {"randomised", "two sides compared", "before and after"} <= set(words(scars))


def test_pooled_values_are_filled_and_others_hollow(scars: dict[str, Any]) -> None:
    drawn = next(layer for layer in marks(scars, "point") if "fill" in layer["encoding"])
    assert drawn["encoding"]["fill"]["condition"]["test"] == "datum.pooled"
    assert [value["pooled"] for value in drawn["data"]["values"]].count(True) == 4


def test_no_change_has_a_line_and_a_word(scars: dict[str, Any]) -> None:
    (nought,) = [value for value in values(marks(scars, "text")) if value["text"] == "no change"]
    assert nought["low"] == 0
    assert any(value["low"] == 0 and value["end"] > 500 for value in values(marks(scars, "rule")) if "end" in value)


def test_the_axis_says_what_it_counts() -> None:
    assert "fall of the score, in percent of the score before" in words(forest_plot(evidence(SCARS), QUANTITATIVE))
    shares = words(forest_plot(evidence(SCARS), "goodman_baron_qualitative"))
    assert "people of 100: one grade better or more" in shares
    assert "nobody" in shares


def test_the_text_alternative_tells_what_is_drawn(scars: dict[str, Any]) -> None:
    text = scars["description"]
    assert "Average of 4 studies with 135 people: 48 (43 to 53). A new study may see 38 to 57. Certainty: low." in text
    assert "Dogra 2014 (needling alone) 45 (37 to 52)" in text
    assert "Without a value for this figure: 4 rows." in text


def test_without_an_average_the_figure_says_so() -> None:
    spec = forest_plot(evidence("melasma"), "mmasi")
    assert spec["title"]["subtitle"][0].startswith("No average: too few studies of needling alone")
    assert marks(spec, "line") == []
    assert "Average" not in words(spec)


def test_the_one_comparison_with_no_treatment_tells_its_result(scars: dict[str, Any]) -> None:
    told = "Alam 2014, 15 people, needling alone after 26 weeks: mean change −3.4 (95 % interval"
    assert told in " ".join(words(scars))


def test_the_table_tells_study_people_design_interval_and_source(scars: dict[str, Any]) -> None:
    table = scars["usermeta"]["table"]
    assert table["columns"] == list(COLUMNS)
    dogra = dict(zip(table["columns"], table["rows"][0], strict=True))
    assert dogra == cells(evidence(SCARS).scales[0].rows[0], "percent_reduction")
    assert dogra["Study"] == "Dogra 2014"
    assert dogra["People"] == "30"
    assert dogra["Result"] == "45 percent lower"
    assert dogra["95 % confidence interval"] == "37 to 52"
    assert table["links"][0].startswith("https://")


@pytest.mark.parametrize(("indication", "scale"), [("sun spots", "mmasi"), (SCARS, "mmasi"), ("skin laxity", "vss")])
def test_a_scale_without_values_is_a_problem(indication: str, scale: str) -> None:
    with pytest.raises(InputError, match="scale: expected a scale with values to draw"):
        forest_plot(evidence(indication), scale)
