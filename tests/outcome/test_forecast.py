"""Forecasts: where a figure may stand, what it is, and that it is never made up."""

from __future__ import annotations

import re
import sys
from dataclasses import fields
from math import sqrt

import pytest

from punctum.evidence.indications import INDICATIONS
from punctum.evidence.scales import SCALES
from punctum.evidence.studies import STUDIES, StudyArm
from punctum.outcome import Forecast, PlannedCourse, forecast, pooled_responders, pooled_scores, scales_with_figures
from punctum.outcome.pooling import log_odds, percent_reduction
from punctum.outcome.random_effects import random_effects
from punctum.outcome.subtypes import SUBTYPES, find_subtype
from punctum.problems import InputError, Problem
from tests.outcome.concerns import QUALITATIVE, QUANTITATIVE, SCARS, concern, foreseen, patient, settings

FIGURES = (
    "scale", "quantity", "horizon_weeks", "mean", "median", "interval_50", "interval_80", "interval_95", "group_mean",
    "group_interval_95", "participants", "studies", "controlled", "tau", "i_squared", "chance_of_goal", "certainty",
    "certainty_why", "pooled", "time_said", "mcid", "mcid_unit", "mcid_basis", "mcid_reason", "chance_of_mcid", "fan",
    "untreated_mean", "untreated_interval_80", "controlled_mean", "controlled_median", "controlled_interval_80",
    "spread_assumed", "slopes", "adjuncts", "domains",
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
    before = [figures(foreseen(case)) for case in cases]
    request.getfixturevalue("tampered")
    assert [figures(foreseen(case)) for case in cases] == before


def test_calibration_rows_do_change_the_average(monkeypatch: pytest.MonkeyPatch) -> None:
    before = foreseen(concern()).group_mean
    rows = tuple(other(row) if row.study == "asif_2016" else row for row in STUDIES.rows)
    monkeypatch.setitem(STUDIES.__dict__, "rows", rows)
    assert foreseen(concern()).group_mean != before


def test_only_acne_scars_carry_a_figure() -> None:
    assert {row.id for row in INDICATIONS.rows if scales_with_figures(row.id)} == {SCARS}
    for row in INDICATIONS.rows:
        result = foreseen(concern(row.id))
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


def test_the_average_of_the_studies_is_that_of_the_studies_pooled_by_themselves() -> None:
    result, percent = foreseen(concern(scale=QUANTITATIVE, baseline=14, goal=8)), foreseen(concern(scale=QUANTITATIVE))
    found = pooled_scores(SCARS, QUANTITATIVE)
    assert found is not None
    assert (result.quantity, percent.quantity) == ("score", "percent_reduction")
    assert percent.group_mean == found.pool.mean
    assert percent.group_interval_95 == found.pool.confidence_interval()
    assert result.group_mean == pytest.approx(14 * (1 - found.pool.mean / 100))
    assert result.group_interval_95 is not None
    assert result.median is not None
    assert result.group_interval_95[0] < result.median < result.group_interval_95[1]
    assert not result.controlled
    assert "upper bound" in result.text


def test_kinds_of_scar_only_lower_the_figure_and_widen_it() -> None:
    def falls(kind: str | None) -> Forecast:
        return foreseen(concern(subtype=kind))

    plain, boxcar, rolling, icepick = (falls(kind) for kind in (None, "boxcar", "rolling", "ice pick"))
    assert figures(boxcar) == figures(plain) == figures(falls("mixed"))
    assert rolling.median is not None
    assert plain.median is not None
    assert rolling.median < plain.median
    assert rolling.interval_95 is not None
    assert plain.interval_95 is not None
    assert rolling.interval_95[0] < plain.interval_95[0]
    assert icepick.median is None
    assert icepick.fan == ()
    assert "Ice-pick" in icepick.patient_text
    assert any("5.88" in shown.result for shown in icepick.shown)


def test_every_kind_of_scar_is_found_however_it_is_written() -> None:
    for row in SUBTYPES.rows:
        assert find_subtype(row.indication, row.subtype.upper().replace("-", " ") + " scars") == row
    assert find_subtype(SCARS, None) is None
    assert find_subtype("keloid", "boxcar") is None


def test_a_needle_below_the_studied_range_carries_no_figure() -> None:
    low, high = settings("temple", below_studied=True), settings("cheek", below_studied=False)
    one = foreseen(concern(zones=("temple",)), settings=(low, high))
    assert one.mean is None
    assert "shorter" in one.text
    both = foreseen(concern(zones=("temple", "cheek")), settings=(low, high))
    assert both.mean is not None
    assert "temple" in both.text
    assert "temple" in both.patient_text


@pytest.mark.parametrize(("sessions", "figure"), [(0, False), (2, False), (3, True), (6, True), (7, True)])
def test_fewer_sessions_than_studied_carry_no_figure(sessions: int, figure: bool) -> None:
    result = foreseen(concern(), sessions=sessions)
    assert (result.mean is not None) == figure
    assert ("not studied" in result.text) == (sessions > 6)


def test_a_grade_that_was_not_given_gets_a_share_and_no_figure_for_one_person() -> None:
    result = foreseen(concern(scale=QUALITATIVE))
    found = pooled_responders(SCARS, QUALITATIVE)
    assert found is not None
    assert {arm.study for arm in found.arms} == {"majid_2009", "hong_kong_2018", "sohag"}
    assert result.quantity == "responder_percent"
    assert result.median is None
    assert result.interval_95 is None
    assert result.fan == ()
    assert result.group_mean is not None
    assert result.group_interval_95 is not None
    assert 0 < result.group_interval_95[0] < result.group_mean < result.group_interval_95[1] < 100
    assert result.certainty == "very low"


def test_a_grade_gives_a_figure_for_one_person() -> None:
    result = foreseen(concern(scale=QUALITATIVE, baseline=3, goal=2))
    assert (result.quantity, result.studies) == ("score", 10)
    assert result.median is not None
    assert 1 < result.median < 3
    assert result.interval_95 is not None
    assert 1 <= result.interval_95[0] < result.interval_95[1] <= 4
    assert result.chance_of_goal == result.chance_of_mcid
    assert "counted who improved" in result.text
    assert result.certainty == "very low"


def test_what_is_added_needs_three_studies_with_the_same() -> None:
    with_prp = foreseen(concern(scale=QUALITATIVE, baseline=3), adjuncts=("prp",))
    assert with_prp.adjuncts == ("prp",)
    assert with_prp.studies == 3
    assert "platelet-rich plasma" in with_prp.text
    assert "besides needling" in with_prp.patient_text
    for scale, adjuncts in ((QUANTITATIVE, ("prp",)), (QUALITATIVE, ("vitamin_c",)), (QUALITATIVE, ("moonlight",))):
        result = foreseen(concern(scale=scale, baseline=3), adjuncts=adjuncts)
        assert result.median is None
        assert result.quantity == ""
        assert result.text.startswith("No figure.")
    not_graded = foreseen(concern(scale=QUALITATIVE), adjuncts=("prp",))
    assert not_graded.median is None
    assert "not graded" in not_graded.text


def test_draws_that_cannot_be_used_leave_words_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged() -> None:
        raise InputError([Problem("draws.npy", "the file that draws.json describes", "another one")])

    monkeypatch.setattr(sys.modules["punctum.outcome.forecast"], "shipped_draws", damaged)
    result = foreseen(concern(scale=QUANTITATIVE, baseline=14))
    assert result.median is None
    assert "draws.npy: expected the file" in result.text
    assert "no number" in result.patient_text


def test_a_concern_of_somebody_else_is_refused() -> None:
    with pytest.raises(ValueError, match="no such concern"):
        forecast(patient(concern()), concern("melasma"), PlannedCourse(sessions=4))


def test_a_scale_with_two_studies_gives_words() -> None:
    result = foreseen(concern(scale="ecca", baseline=100))
    assert result.mean is None
    assert result.scale == ""
    assert any("ECCA" in shown.result for shown in result.shown)


def test_the_controlled_study_stands_beside_the_figure() -> None:
    result = foreseen(concern(scale=QUANTITATIVE, baseline=14))
    assert [shown.controlled for shown in result.shown].count(True) >= 2
    assert "3.4 points" in result.controlled_text.replace("−", "")
    assert "stated prior" in result.controlled_text
    assert "3.4 points" in result.patient_text
    assert "0.4 points" in result.patient_text
    assert not set(result.pooled) & {row.id for row in STUDIES.rows if row.role == "validation"}


def test_words_hold_no_percentage_and_no_hype() -> None:
    for row in INDICATIONS.rows:
        text = foreseen(concern(row.id)).patient_text
        assert "%" not in text
        assert not re.search(r"\b(amazing|glow|rejuvenate|simply|collagen|just)\b", text, re.IGNORECASE)


def test_results_are_shown_with_their_doubt() -> None:
    result = foreseen(concern("striae distensae"), sessions=3)
    assert any(shown.study == "Salve 2021" and "Doubtful" in shown.result for shown in result.shown)
    assert all("biops" not in shown.result for shown in result.shown)
    assert result.sources


def test_the_time_course_comes_from_the_table() -> None:
    text = foreseen(concern()).time_to_result
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
    assert foreseen(concern()).mean is None


def test_every_forecast_field_is_compared() -> None:
    words = {"indication", "zones", "subtype", "baseline", "goal", "design", "text", "patient_said", "shown", "sources"}
    words |= {"controlled_text"}
    assert {field.name for field in fields(Forecast)} == words | set(FIGURES)
