"""Goals: held against figures, against draws, and typed by people."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.delivery.depth import depth_model
from punctum.delivery.goal_text import LAYERS, parse_goal
from punctum.delivery.goals import (
    CoverageAtLeast,
    Figures,
    LargestGapAtMost,
    LayerShareAtLeast,
    NoHoleDeeper,
    coverage_radii_mm,
    default_goals,
    goal_of,
    judged,
)
from punctum.delivery.layer_dose import layer_doses
from punctum.delivery.tables import GOALS, GoalKind, Kind
from punctum.problems import InputError
from punctum.skin import layers

CHEEK = layers("cheek", "female", 40)
SHARE = {"stratum_corneum": 0.0, "viable_epidermis": 0.25, "papillary_dermis": 0.25, "reticular_dermis": 0.5}
FIGURES = Figures(
    coverage={0.5: 0.75, 1.0: 1.0}, largest_gap_mm=4.0, layer_share={**SHARE, "below_dermis": 0.0}, deepest_mm=0.9
)


def test_a_goal_that_is_just_reached_is_met() -> None:
    results = {result.id: result for result in judged(default_goals(CHEEK), FIGURES)}
    assert {name: result.met for name, result in results.items()} == dict.fromkeys(GOALS.by_id, True)
    assert (results["coverage"].margin, results["gap"].margin) == (0, 0)
    assert results["dermis"].margin == pytest.approx(0.25)
    bottom = CHEEK[3].bottom_um / 1000
    assert results["below_dermis"].limit == bottom
    assert results["below_dermis"].margin == pytest.approx(bottom - 0.9)
    assert {(result.unit, result.at_least) for result in results.values()} == {("", True), ("mm", False)}
    assert {result.basis for result in results.values()} == {"house"}
    assert all(result.sources and result.sure is None for result in results.values())


def test_a_goal_that_is_just_missed_is_not() -> None:
    worse = Figures(coverage={0.5: 0.749}, largest_gap_mm=4.001, layer_share=FIGURES.layer_share, deepest_mm=2.0)
    results = judged(default_goals(CHEEK), worse)
    assert [result.id for result in results if not result.met] == ["coverage", "gap", "below_dermis"]
    assert all((result.margin < 0) is not result.met for result in results)


def test_how_sure_is_the_share_of_draws() -> None:
    draws = [replace(FIGURES, largest_gap_mm=gap) for gap in (3, 4, 5, 6, 7)]
    (result,) = judged([LargestGapAtMost(id="g", text="", limit=4)], FIGURES, draws)
    assert result.sure == 0.4
    assert result.met


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 9), st.floats(0.01, 9))
def test_met_is_a_margin_from_zero_on(value: float, share: float, gap: float, most: float) -> None:
    figures = replace(FIGURES, coverage={0.5: value}, largest_gap_mm=gap, deepest_mm=gap)
    goals = [
        CoverageAtLeast(id="c", text="", limit=share, radius_mm=0.5),
        LargestGapAtMost(id="g", text="", limit=most),
        NoHoleDeeper(id="d", text="", limit=most),
    ]
    held = judged(goals, figures)
    assert [result.met for result in held] == [value >= share, gap <= most, gap <= most]
    assert [result.margin >= 0 for result in held] == [result.met for result in held]


def test_a_radius_that_nobody_counted_is_a_clear_error() -> None:
    goal = CoverageAtLeast(id="c", text="", limit=0.5, radius_mm=0.3)
    with pytest.raises(InputError, match=r"goal: expected a radius in mm of 0.5, 1, found 0.3"):
        judged([goal], FIGURES)
    assert coverage_radii_mm([goal, *default_goals(CHEEK), goal]) == (0.3, 0.5)


@pytest.mark.parametrize(("kind", "length_mm", "met"), [("pen", 1.0, True), ("roller", 0.2, False)])
def test_a_pen_of_one_millimetre_reaches_the_dermis_and_a_home_roller_does_not(
    kind: Kind, length_mm: float, met: bool
) -> None:
    doses = layer_doses(depth_model(kind, length_mm).depth_at_z_mm, CHEEK)
    figures = replace(FIGURES, layer_share={dose.layer: dose.share for dose in doses})
    (result,) = [result for result in judged(default_goals(CHEEK), figures) if result.id == "dermis"]
    assert result.met is met


def test_the_default_goals_name_layers_that_exist() -> None:
    assert {layer for row in GOALS.rows for layer in row.layers} <= set(FIGURES.layer_share)
    with pytest.raises(ValueError, match="radius"):
        goal_of("coverage", "c", "", 0.5)
    assert {row.kind for row in GOALS.rows} == set(get_args(GoalKind))


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("coverage:0.5>=0.8", ("coverage_0.5", 0.8, CoverageAtLeast)),
        (" Coverage : 0.25 mm >= 80 % ", ("coverage_0.25", 0.8, CoverageAtLeast)),
        ("layers:dermis≥50%", ("layers_dermis", 0.5, LayerShareAtLeast)),
        ("layers:dermis+below_dermis>=1", ("layers_dermis_below_dermis", 1, LayerShareAtLeast)),
        ("depth<=1.2", ("deepest", 1.2, NoHoleDeeper)),
        ("gap ≤ 3 mm", ("largest_gap", 3, LargestGapAtMost)),
    ],
)  # fmt: skip
def test_goals_are_read_from_text(text: str, goal: tuple[str, float, type]) -> None:
    made = parse_goal(text)
    name, limit, kind = goal
    assert (made.id, type(made)) == (name, kind)
    assert made.limit == pytest.approx(limit)
    assert made.text.endswith(".")


def test_layers_of_a_goal_are_counted_once() -> None:
    made = parse_goal("layers:dermis+papillary_dermis+below_dermis>=0.1")
    assert isinstance(made, LayerShareAtLeast)
    assert made.layers == ("papillary_dermis", "reticular_dermis", "below_dermis")
    assert made.value(FIGURES) == 0.75
    assert set(LAYERS) >= set(FIGURES.layer_share)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "coverage:MM>=SHARE"),
        ("coverage", "coverage:MM>=SHARE"),
        ("even>=1", "coverage:MM>=SHARE"),
        ("coverag:0.5>=0.8", "did you mean 'coverage'"),
        ("depth:1<=2", "coverage:MM>=SHARE"),
        ("coverage:0.5<=0.8", ">= in this goal"),
        ("gap>=3", "<= in this goal"),
        ("coverage:0.5>=8", "a share from 0 to 1"),
        ("coverage:0.5>=-1", "a share from 0 to 1"),
        ("coverage:0.5>=nan", "a share from 0 to 1"),
        ("coverage:0.5>=much", "a share from 0 to 1"),
        ("coverage:x>=0.5", "a length in mm above 0"),
        ("coverage>=0.5", "a length in mm above 0"),
        ("depth<=0", "a length in mm above 0"),
        ("depth<=inf", "a length in mm above 0"),
        ("gap<=5cm", "a length in mm above 0"),
        ("layers:>=0.5", "layers of epidermis"),
        ("layers:dermi>=0.5", "did you mean 'dermis'"),
    ],
)
def test_a_goal_that_cannot_be_read_is_one_clear_problem(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_goal(text)
    (problem,) = caught.value.problems
    assert str(problem).startswith("goal: expected ")
    assert message in str(problem)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        parse_goal(text)
    except InputError as error:
        assert len(error.problems) == 1


def test_a_radius_is_counted_as_it_is_printed() -> None:
    assert coverage_radii_mm((parse_goal("coverage:0.1000001>=0.5"), parse_goal("coverage:0.1>=0.5"))) == (0.1,)
