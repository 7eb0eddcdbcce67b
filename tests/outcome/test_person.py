"""The prediction for one person: what holds for every score, course and week."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punctum.evidence.scales import SCALES
from punctum.outcome import Forecast
from punctum.outcome.cells import cell_of
from punctum.outcome.constants import SYNTHESIS, fixed
from punctum.outcome.course import PlannedCourse
from punctum.outcome.draws import OutcomeDraws, shipped_draws
from punctum.outcome.important import chance_of_change, chance_of_goal
from punctum.outcome.moderators import moderators
from punctum.outcome.person import REPEATS, new_person
from punctum.outcome.pooling import pooled_scores
from punctum.outcome.subtypes import find_subtype
from tests.outcome.concerns import QUALITATIVE, QUANTITATIVE, SCARS, concern, foreseen
from tests.outcome.concerns import settings as zone_settings

GRADE = SCALES.by_id[QUALITATIVE]
TOP = {QUANTITATIVE: (0.0, 84.0), QUALITATIVE: (1.0, 4.0)}
scored = st.one_of(
    st.tuples(st.just(QUANTITATIVE), st.floats(0, 84, exclude_min=True)),
    st.tuples(st.just(QUALITATIVE), st.integers(2, 4)),
)
kinds = st.sampled_from(["boxcar", "rolling", "mixed", None])


def changed(**values: float) -> OutcomeDraws:
    """The draws with some quantities set."""
    draws = shipped_draws()
    table = draws.values.copy()
    for name, value in values.items():
        table[:, draws.names.index(name)] = value
    return OutcomeDraws(draws.names, table)


def nested(result: Forecast) -> list[float]:
    assert result.interval_50 is not None
    assert result.interval_80 is not None
    assert result.interval_95 is not None
    assert result.median is not None
    return [
        result.interval_95[0], result.interval_80[0], result.interval_50[0], result.median, result.interval_50[1],
        result.interval_80[1], result.interval_95[1],
    ]  # fmt: skip


@settings(max_examples=25)
@given(scored, st.integers(3, 12), st.sampled_from([None, 1.0, 4.0, 12.0]), kinds)
def test_intervals_are_nested_and_on_the_scale(
    given_score: tuple[str, float], sessions: int, interval: float | None, kind: str | None
) -> None:
    scale, baseline = given_score
    result = foreseen(concern(scale=scale, baseline=baseline, subtype=kind), sessions=sessions, interval_weeks=interval)
    low, high = TOP[scale]
    for ends in (
        nested(result),
        *(
            [p.interval_95[0], p.interval_80[0], p.interval_50[0], p.median, p.interval_50[1], p.interval_80[1],
             p.interval_95[1]]
            for p in result.fan
        ),
    ):  # fmt: skip
        assert [low, *ends, high] == sorted([low, *ends, high])
    assert [point.weeks for point in result.fan] == list(range(27))
    assert result.horizon_weeks is not None
    assert result.horizon_weeks <= fixed("horizon_weeks")
    main = next(point for point in result.fan if point.weeks == result.horizon_weeks)
    assert (main.mean, main.median, main.interval_80) == (result.mean, result.median, result.interval_80)


@settings(max_examples=15)
@given(scored, scored)
def test_a_higher_score_ends_no_lower(one: tuple[str, float], other: tuple[str, float]) -> None:
    scale = one[0]
    low, high = sorted((one[1], other[1] if other[0] == scale else TOP[scale][1]))
    below, above = (foreseen(concern(scale=scale, baseline=score)) for score in (low, high))
    for left, right in zip(nested(below), nested(above), strict=True):
        assert left <= right + 1e-9


@settings(max_examples=15)
@given(scored, st.lists(st.floats(0, 1), min_size=2, max_size=4))
def test_an_easier_goal_is_likelier(given_score: tuple[str, float], shares: list[float]) -> None:
    scale, baseline = given_score
    low = TOP[scale][0]
    goals = [min(low + share * (baseline - low), baseline) for share in sorted(shares)]
    chances = [foreseen(concern(scale=scale, baseline=baseline, goal=goal)).chance_of_goal for goal in goals]
    assert all(chance is not None and 0 <= chance <= 1 for chance in chances)
    assert all(one <= two for one, two in pairwise(chances) if one is not None and two is not None)


def test_chances_of_goals_are_neither_nought_nor_one() -> None:
    chances = [
        foreseen(concern(scale=QUANTITATIVE, baseline=20, goal=goal)).chance_of_goal or 0 for goal in (4, 8, 12, 19)
    ]
    assert chances == sorted(set(chances))
    assert 0 < chances[0] < 0.2
    assert 0.8 < chances[-1] < 1


@settings(max_examples=8)
@given(scored, st.permutations(["cheek", "forehead", "temple"]), st.sampled_from(["mild", "severe"]))
def test_what_is_irrelevant_changes_nothing(given_score: tuple[str, float], zones: list[str], severity: str) -> None:
    scale, baseline = given_score
    plain = foreseen(concern(zones=("cheek", "forehead", "temple"), scale=scale, baseline=baseline))
    moved = foreseen(
        concern(zones=tuple(zones), scale=scale, baseline=baseline, severity=severity, active=False, since="2020-01-01")
    )
    assert replace(moved, zones=plain.zones) == plain


def test_the_order_of_settings_changes_nothing() -> None:
    zones = [zone_settings(zone, below_studied=False) for zone in ("cheek", "forehead")]
    one = concern(zones=("cheek", "forehead"), scale=QUANTITATIVE, baseline=14)
    assert foreseen(one, settings=tuple(zones)) == foreseen(one, settings=tuple(reversed(zones)))


def test_the_same_draws_in_another_order_of_studies_give_the_same_forecast_twice() -> None:
    one = concern(scale=QUANTITATIVE, baseline=14, goal=8)
    assert foreseen(one) == foreseen(one)


def test_the_score_of_one_person_follows_the_equation() -> None:
    """One draw without any spread: before · exp(−s(w)/s(26) · (μ + Σ slopes))."""
    nothing = dict.fromkeys(("study_sd", "arm_sd", "measure_sd", "person_sd"), 0.0)
    slopes = {name: 0.0 for name in SYNTHESIS.by_id if name.startswith("slope_")}
    draws = changed(
        **nothing, **slopes, **{"indication:atrophic acne scars": 0.7, "share_at_end": 0.6, "rise_weeks": 5.0}
    )
    result = foreseen(concern(scale=QUANTITATIVE, baseline=14), draws=draws)

    def reached(week: float) -> float:
        return float(0.6 + 0.4 * (1 - np.exp(-week / 5)))

    for point in result.fan:
        expected = 14 * np.exp(-0.7 * reached(point.weeks) / reached(26))
        assert point.median == pytest.approx(expected)
        assert point.interval_95 == pytest.approx((expected, expected))
    percent = foreseen(concern(), draws=draws)
    assert percent.median == pytest.approx(100 * (1 - np.exp(-0.7 * reached(4) / reached(26))))
    rolling = foreseen(
        concern(scale=QUANTITATIVE, baseline=14, subtype="rolling"),
        draws=changed(
            **nothing,
            **slopes,
            **{
                "indication:atrophic acne scars": 0.7, "share_at_end": 0.6, "rise_weeks": 5.0,
                "subtype:rolling": -0.2, "subtype:boxcar": 0.1,
            },
        ),
    )  # fmt: skip
    assert rolling.median == pytest.approx(14 * np.exp(-0.4 * reached(4) / reached(26)))


def test_a_kind_that_did_better_raises_nothing() -> None:
    draws = changed(**{"subtype:rolling": 0.3, "subtype:boxcar": 0.0})
    plain = foreseen(concern(scale=QUANTITATIVE, baseline=14), draws=draws)
    rolling = foreseen(concern(scale=QUANTITATIVE, baseline=14, subtype="rolling"), draws=draws)
    assert rolling.median == pytest.approx(plain.median)


def test_both_parts_together_are_the_whole_fall() -> None:
    for one in (concern(), concern(scale=QUANTITATIVE, baseline=14), concern(scale=QUALITATIVE, baseline=3)):
        result = foreseen(one)
        assert result.mean is not None
        fall = result.mean if one.baseline is None else one.baseline - result.mean
        assert result.untreated_mean is not None
        assert result.controlled_mean is not None
        assert result.untreated_mean + result.controlled_mean == pytest.approx(fall)
        assert result.untreated_interval_80 is not None
        assert result.untreated_interval_80[0] < 0.1 * (one.baseline or 100) < result.untreated_interval_80[1]
        assert "upper bound" in result.controlled_text


def test_people_who_differ_more_get_a_wider_interval_and_no_other_middle() -> None:
    one = concern(scale=QUANTITATIVE, baseline=14)
    narrow, wide = (foreseen(one, draws=changed(person_sd=sd)) for sd in (0.1, 0.8))
    (low, *_, high), (lower, *_, higher) = nested(narrow), nested(wide)
    assert lower < low < high < higher
    assert wide.median == pytest.approx(narrow.median, rel=0.1)


def test_sessions_beyond_what_was_studied_count_as_the_most_that_was() -> None:
    one, draws = concern(scale=QUANTITATIVE, baseline=14), changed(slope_sessions=0.3)
    four, six, nine = (foreseen(one, sessions=sessions, draws=draws) for sessions in (4, 6, 9))
    assert six.median is not None
    assert four.median is not None
    assert six.median < four.median
    assert nested(nine) == nested(six)


def test_the_needle_counts_only_where_the_figure_speaks() -> None:
    one, draws = concern(zones=("cheek", "temple"), scale=QUANTITATIVE, baseline=14), changed(slope_needle_length=0.3)
    cheek = zone_settings("cheek", below_studied=False, needle_length_mm=1.5)
    short = zone_settings("temple", below_studied=True, needle_length_mm=0.5)
    long = zone_settings("temple", below_studied=False, needle_length_mm=2.5)
    alone, with_short, with_long = (
        foreseen(one, settings=zones, draws=draws) for zones in ((cheek,), (cheek, short), (cheek, long))
    )
    assert nested(alone) == nested(with_short)
    assert nested(with_long)[3] < nested(alone)[3]


def test_the_percent_of_an_unscored_person_stays_in_the_range_of_the_scale() -> None:
    draws = changed(person_sd=3.0)
    result = foreseen(concern(), draws=draws)
    assert result.interval_95 is not None
    usual = np.exp(draws[f"baseline:{QUANTITATIVE}"])
    assert 100 * (1 - 84 / usual.min()) <= result.interval_95[0] < 0 < result.interval_95[1] <= 100


def test_the_smallest_change_that_matters() -> None:
    cell = cell_of(SCARS, QUANTITATIVE)
    assert cell is not None
    course, two = PlannedCourse(sessions=4), np.array([9.0, 10.0, 10.5, 14.0])

    def chance(baseline: float | None, after: np.ndarray[tuple[int], np.dtype[np.float64]], **scale: object) -> object:
        changed_cell = replace(cell, scale=cell.scale.model_copy(update=scale))
        person = new_person(shipped_draws(), changed_cell, concern(scale=QUANTITATIVE, baseline=baseline), None, course)
        return chance_of_change(person, after)

    assert chance(14, two) == 0.5
    assert chance(14, two, mcid=25.0, mcid_unit="% of baseline") == 0.75
    assert chance(None, two) is None
    assert chance(None, np.array([20.0, 25.0, 60.0, 90.0]), mcid=25.0, mcid_unit="% of baseline") == 0.75
    assert chance(14, two, mcid=None, mcid_unit="") is None
    result = foreseen(concern(scale=QUANTITATIVE, baseline=14))
    assert (result.mcid, result.mcid_unit, result.mcid_basis) == (4.0, "points", "house")
    assert "Four raters" in result.mcid_reason
    assert "our own choice" in result.patient_text


def test_a_grade_is_the_nearest_of_its_steps() -> None:
    cell = cell_of(SCARS, QUALITATIVE)
    assert cell is not None
    person = new_person(shipped_draws(), cell, concern(scale=QUALITATIVE, baseline=3), None, PlannedCourse(sessions=4))
    after = np.array([1.2, 2.4, 2.6, 3.0])
    assert GRADE.step == 1
    assert chance_of_goal(person, after, 2) == 0.5
    assert chance_of_change(person, after) == 0.5
    assert chance_of_goal(person, after, None) is None


def test_moderators_say_whether_studies_speak() -> None:
    prior = SYNTHESIS.by_id["slope_sessions"].spread
    normal = np.random.default_rng(1).standard_normal(len(shipped_draws()))
    table = shipped_draws().values.copy()
    table[:, shipped_draws().names.index("slope_sessions")] = 0.2 + 0.5 * prior * normal
    told = {slope.name: slope for slope in moderators(OutcomeDraws(shipped_draws().names, table), scored=True)}
    assert not told["slope_sessions"].prior_driven
    assert told["slope_sessions"].mean == pytest.approx(0.2, abs=0.01)
    assert told["slope_sessions"].interval_95[0] < 0.2 < told["slope_sessions"].interval_95[1]
    assert told["slope_needle_length"].prior_driven
    assert "slope_baseline" in told
    result = foreseen(concern())
    assert {slope.name for slope in result.slopes} == set(told) - {"slope_baseline"}
    assert "needle length" in result.text


def test_a_cell_holds_the_studies_that_are_pooled_by_themselves() -> None:
    cell, found = cell_of(SCARS, QUANTITATIVE), pooled_scores(SCARS, QUANTITATIVE)
    assert cell is not None
    assert found is not None
    assert {arm.id for arm in cell.arms} == {arm.id for arm in found.arms}
    assert (cell.studies, cell.participants) == (found.pool.studies, found.pool.participants)
    assert (cell.horizon_weeks, cell.sessions) == (found.horizon_weeks, found.sessions)
    assert {arm.id for arm in cell.left_out} == {arm.id for arm in found.left_out}
    assert cell_of("melasma", "mmasi", ("tranexamic_acid",)) is None
    assert cell_of(SCARS, "ecca") is None


def test_the_spread_is_called_assumed_where_no_study_prints_it() -> None:
    cell = cell_of(SCARS, QUANTITATIVE)
    assert cell is not None
    assert cell.spreads_printed == 2
    silent = replace(
        cell, arms=tuple(arm.model_copy(update={"percent_sd": None, "followup_sd": None}) for arm in cell.arms)
    )
    assert silent.spreads_printed == 0
    assert not foreseen(concern()).spread_assumed


def test_every_draw_meets_its_share_of_new_people() -> None:
    cell = cell_of(SCARS, QUANTITATIVE)
    assert cell is not None
    one = concern(scale=QUANTITATIVE, baseline=14, subtype="rolling")
    person = new_person(shipped_draws(), cell, one, find_subtype(SCARS, "rolling"), PlannedCourse(sessions=4))
    assert len(person.after(4)) == REPEATS * len(shipped_draws())
    assert len(set(person.fresh.person.tolist())) == len(person.after(4))
