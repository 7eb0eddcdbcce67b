"""Forecasts: where a figure may stand, what it is, and that it is never made up."""

from __future__ import annotations

import re
from dataclasses import fields
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.evidence.indications import INDICATIONS
from punctum.evidence.scales import SCALES
from punctum.evidence.studies import STUDIES, StudyArm
from punctum.outcome import Forecast, forecast, pooled_responders, pooled_scores, scales_with_figures
from punctum.outcome.pooling import log_odds, percent_reduction
from punctum.outcome.priors import PRIORS
from punctum.outcome.subtypes import SUBTYPES, find_subtype, ratio_to_best
from punctum.outcome.synthesis import predict_person, random_effects
from tests.outcome.concerns import QUANTITATIVE, SCARS, concern, settings

FIGURES = (
    "scale", "quantity", "horizon_weeks", "mean", "interval_50", "interval_80", "interval_95", "group_mean",
    "group_interval_95", "participants", "studies", "controlled", "tau", "i_squared", "chance_of_goal", "certainty",
    "certainty_why", "pooled", "time_said",
)  # fmt: skip


def figures(result: Forecast) -> dict[str, object]:
    return {name: getattr(result, name) for name in FIGURES}


@pytest.fixture
def tampered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every value of every row kept for validation is another one."""
    assert STUDIES.rows
    rows = tuple(other(row) if row.role == "validation" else row for row in STUDIES.rows)
    assert rows != STUDIES.rows
    monkeypatch.setitem(STUDIES.__dict__, "rows", rows)
    monkeypatch.setitem(STUDIES.__dict__, "by_id", {row.id: row for row in rows})


def other(row: StudyArm) -> StudyArm:
    changed = {
        name: value * 3 + 1
        for name, value in row.model_dump().items()
        if isinstance(value, int | float) and not isinstance(value, bool) and name != "higher_is_better"
    }
    return row.model_copy(update=changed)


def test_validation_rows_change_no_figure(request: pytest.FixtureRequest) -> None:
    cases = [
        concern(row.id, scale=scale.id) if scale else concern(row.id)
        for row in INDICATIONS.rows
        for scale in (None, *(scale for scale in SCALES.rows if row.id in scale.indications))
    ]
    cases += [concern(scale=QUANTITATIVE, baseline=14, goal=8, subtype=kind) for kind in ("boxcar", "rolling")]
    before = [figures(forecast(case, sessions=4, settings=())) for case in cases]
    request.getfixturevalue("tampered")
    assert [figures(forecast(case, sessions=4, settings=())) for case in cases] == before


def test_calibration_rows_do_change_the_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    before = forecast(concern(), sessions=4, settings=()).mean
    rows = tuple(other(row) if row.study == "asif_2016" else row for row in STUDIES.rows)
    monkeypatch.setitem(STUDIES.__dict__, "rows", rows)
    assert forecast(concern(), sessions=4, settings=()).mean != before


def test_only_acne_scars_carry_a_figure() -> None:
    assert {row.id for row in INDICATIONS.rows if scales_with_figures(row.id)} == {SCARS}
    for row in INDICATIONS.rows:
        result = forecast(concern(row.id), sessions=4, settings=())
        assert (result.mean is None) == (row.id != SCARS)
        assert result.certainty in ("very low", "low")
        assert result.patient_text
        assert result.certainty_why


def test_what_is_pooled_on_the_quantitative_score() -> None:
    found = pooled_scores(SCARS, QUANTITATIVE)
    assert found is not None
    assert {arm.study for arm in found.arms} == {"dogra_2014", "asif_2016", "mohamed_2024", "al_chalabi_2020"}
    assert {arm.study for arm in found.left_out} == {"alam_2014", "afra_2019"}
    assert all(arm.role == "calibration" and arm.basis == "read" and not arm.doubtful for arm in found.arms)
    assert all(arm.arm_kind == "needling" for arm in found.arms)
    assert found.sessions == (3.0, 6.0)
    assert found.horizon_weeks == 4.0
    assert found.pool.participants == 30 + 50 + 30 + 25


def test_the_pooled_figure_from_the_printed_values() -> None:
    """The four studies by hand: Dogra and Al Chalabi from their means, the other two with a spread of 13.22."""

    def by_means(before: float, sd0: float, after: float, sd1: float, n: int) -> tuple[float, float]:
        a, b = sd1 / after, sd0 / before
        sd = 100 * after / before * sqrt(a * a + b * b - a * b)
        return 100 * (1 - after / before), sd * sd / n

    results = [
        by_means(11.73, 3.12, 6.5, 2.71, 30),
        by_means(16.39, 3.43, 7.78, 2.79, 25),
        (45.84, 13.22**2 / 50),
        (47.7, 13.22**2 / 30),
    ]
    expected = random_effects([y for y, _ in results], [v for _, v in results])
    found = pooled_scores(SCARS, QUANTITATIVE)
    assert found is not None
    assert found.pool.mean == pytest.approx(expected.mean)
    assert found.pool.tau == pytest.approx(expected.tau)
    freedom = 29 + 24 + 29
    variance = (29 * results[0][1] * 30 + 24 * results[1][1] * 25 + 29 * 13.22**2) / freedom
    assert found.person_variance == pytest.approx(variance)
    assert found.person_df == freedom


def test_a_score_is_the_baseline_less_the_fall() -> None:
    result = forecast(concern(scale=QUANTITATIVE, baseline=14, goal=8), sessions=4, settings=())
    percent = forecast(concern(scale=QUANTITATIVE), sessions=4, settings=())
    assert (result.quantity, percent.quantity) == ("score", "percent_reduction")
    assert result.mean is not None
    assert percent.mean is not None
    assert percent.interval_95 is not None
    assert result.mean == pytest.approx(14 * (1 - percent.mean / 100))
    assert result.interval_95 == pytest.approx(tuple(14 * (1 - end / 100) for end in reversed(percent.interval_95)))
    found = pooled_scores(SCARS, QUANTITATIVE)
    assert found is not None
    person = predict_person(found.pool, person_variance=found.person_variance, person_df=found.person_df)
    assert result.chance_of_goal == pytest.approx(1 - person.below(100 * (1 - 8 / 14)))
    assert not result.controlled
    assert "upper bound" in result.text


@given(st.floats(0, 84), st.integers(3, 12), st.sampled_from(["boxcar", "rolling", "mixed", None]))
def test_intervals_are_nested_and_on_the_scale(baseline: float, sessions: int, kind: str | None) -> None:
    result = forecast(concern(scale=QUANTITATIVE, baseline=baseline, subtype=kind), sessions=sessions, settings=())
    assert result.interval_95 is not None
    assert result.interval_80 is not None
    assert result.interval_50 is not None
    assert result.mean is not None
    ends = [
        0, result.interval_95[0], result.interval_80[0], result.interval_50[0], result.mean, result.interval_50[1],
        result.interval_80[1], result.interval_95[1], 84,
    ]  # fmt: skip
    assert ends == sorted(ends)
    assert result.horizon_weeks is not None
    assert result.horizon_weeks <= PRIORS.by_id["horizon_max_weeks"].value


def test_an_easier_goal_is_likelier() -> None:
    chances = [
        forecast(concern(scale=QUANTITATIVE, baseline=20, goal=goal), sessions=4, settings=()).chance_of_goal or 0
        for goal in (2, 8, 12, 19)
    ]
    assert chances == sorted(chances)
    assert 0 < chances[0] < 0.2
    assert 0.8 < chances[-1] < 1


def test_kinds_of_scar_only_lower_the_figure_and_widen_it() -> None:
    def falls(kind: str | None) -> Forecast:
        return forecast(concern(subtype=kind), sessions=4, settings=())

    plain, boxcar, rolling, icepick = (falls(kind) for kind in (None, "boxcar", "rolling", "ice pick"))
    assert boxcar.mean == plain.mean
    assert rolling.mean is not None
    assert plain.mean is not None
    assert rolling.mean == pytest.approx(plain.mean * 37.25 / 47.06)
    assert rolling.interval_95 is not None
    assert plain.interval_95 is not None
    assert rolling.interval_95[0] < plain.interval_95[0]
    assert icepick.mean is None
    assert "Ice-pick" in icepick.patient_text
    assert any("5.88" in shown.result for shown in icepick.shown)


def test_every_kind_of_scar_is_found_however_it_is_written() -> None:
    for row in SUBTYPES.rows:
        assert find_subtype(row.indication, row.subtype.upper().replace("-", " ") + " scars") == row
        ratio, error = ratio_to_best(row)
        assert 0 < ratio <= 1
        assert error >= 0
    assert find_subtype(SCARS, None) is None
    assert find_subtype("keloid", "boxcar") is None


def test_a_needle_below_the_studied_range_carries_no_figure() -> None:
    low, high = settings("temple", below_studied=True), settings("cheek", below_studied=False)
    one = forecast(concern(zones=("temple",)), sessions=4, settings=(low, high))
    assert one.mean is None
    assert "shorter" in one.text
    both = forecast(concern(zones=("temple", "cheek")), sessions=4, settings=(low, high))
    assert both.mean is not None
    assert "temple" in both.text
    assert "temple" in both.patient_text


@pytest.mark.parametrize(("sessions", "figure"), [(0, False), (2, False), (3, True), (6, True), (7, True)])
def test_fewer_sessions_than_studied_carry_no_figure(sessions: int, figure: bool) -> None:
    result = forecast(concern(), sessions=sessions, settings=())
    assert (result.mean is not None) == figure
    assert ("not studied" in result.text) == (sessions > 6)


def test_a_grade_gives_a_share_and_no_figure_for_one_person() -> None:
    result = forecast(concern(scale="goodman_baron_qualitative", baseline=3), sessions=4, settings=())
    found = pooled_responders(SCARS, "goodman_baron_qualitative")
    assert found is not None
    assert {arm.study for arm in found.arms} == {"majid_2009", "hong_kong_2018", "sohag"}
    assert result.quantity == "responder_percent"
    assert result.mean is None
    assert result.interval_95 is None
    assert result.group_mean is not None
    assert result.group_interval_95 is not None
    assert 0 < result.group_interval_95[0] < result.group_mean < result.group_interval_95[1] < 100
    assert result.certainty == "very low"


def test_a_scale_with_two_studies_gives_words() -> None:
    result = forecast(concern(scale="ecca", baseline=100), sessions=4, settings=())
    assert result.mean is None
    assert result.scale == ""
    assert any("ECCA" in shown.result for shown in result.shown)


def test_the_controlled_study_stands_beside_the_figure() -> None:
    result = forecast(concern(scale=QUANTITATIVE, baseline=14), sessions=4, settings=())
    assert [shown.controlled for shown in result.shown].count(True) >= 2
    assert "3.4 points" in result.patient_text
    assert "0.4 points" in result.patient_text
    assert not set(result.pooled) & {row.id for row in STUDIES.rows if row.role == "validation"}


def test_words_hold_no_percentage_and_no_hype() -> None:
    for row in INDICATIONS.rows:
        text = forecast(concern(row.id), sessions=4, settings=()).patient_text
        assert "%" not in text
        assert not re.search(r"\b(amazing|glow|rejuvenate|simply|collagen|just)\b", text, re.IGNORECASE)


def test_results_are_shown_with_their_doubt() -> None:
    result = forecast(concern("striae distensae"), sessions=3, settings=())
    assert any(shown.study == "Salve 2021" and "Doubtful" in shown.result for shown in result.shown)
    assert all("biops" not in shown.result for shown in result.shown)
    assert result.sources


def test_the_time_course_comes_from_the_table() -> None:
    text = forecast(concern(), sessions=4, settings=()).time_to_result
    assert "Minh 2019" in text
    assert "7 tenths by the last session" in text
    assert "9 tenths by 4 weeks" in text


def test_effects_of_single_rows() -> None:
    sohag = STUDIES.by_id["sohag_needling_goodman_baron_qualitative_w4"]
    effect = log_odds(sohag)
    assert effect is not None
    assert effect.variance == pytest.approx(1 / 7 + 1 / 3)
    everybody = sohag.model_copy(update={"responders": 10})
    full = log_odds(everybody)
    assert full is not None
    assert full.variance == pytest.approx(1 / 10.5 + 1 / 0.5)
    assert log_odds(sohag.model_copy(update={"responders": None})) is None
    grade = STUDIES.by_id["sharma_needling_saline_goodman_baron_qualitative"]
    assert percent_reduction(grade) is None


def test_fewer_than_three_studies_never_make_a_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = tuple(row for row in STUDIES.rows if row.study not in ("dogra_2014", "asif_2016"))
    monkeypatch.setitem(STUDIES.__dict__, "rows", rows)
    assert pooled_scores(SCARS, QUANTITATIVE) is None
    assert forecast(concern(), sessions=4, settings=()).mean is None


def test_every_forecast_field_is_compared() -> None:
    words = {"indication", "zones", "subtype", "baseline", "goal", "design", "text", "patient_said", "shown", "sources"}
    assert {field.name for field in fields(Forecast)} == words | set(FIGURES)
