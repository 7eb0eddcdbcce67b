"""Arms scored: predicted from their design alone, held against what they print."""

from __future__ import annotations

from dataclasses import replace
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punctum.evidence.studies import STUDIES
from punctum.validation.trials.document import trials_document, trials_text
from punctum.validation.trials.lines import RESULTS, Results, TrialLine
from punctum.validation.trials.predict import LEVELS, model
from punctum.validation.trials.rows import Row, scored
from punctum.validation.trials.validate import TrialScores, chance_of_so_few, summary, trial_lines, validate_trials
from punctum.validation.trials.words import setting
from tests.validation.trials.rows_of import line_of, row_of


@pytest.fixture(scope="module")
def held_out() -> TrialScores:
    """The package's studies that no fit has seen."""
    return validate_trials(*trial_lines(role="validation"))


@pytest.fixture(scope="module")
def every() -> TrialScores:
    """All studies of the package."""
    return validate_trials(*trial_lines())


DESIGNS = [
    line_of(percent_improvement="40"),
    line_of(change_mean="-5"),
    line_of(baseline_mean="14", followup_mean="8"),
    line_of(followup_mean="8"),
    line_of(
        responders_definition=">=1 grade", responders_n="9", responders_total="30", outcome_scale="global response"
    ),
    line_of(outcome_scale="physician VAS improvement", scale_range="0-10", higher_is_better="yes", followup_mean="5"),
    line_of(outcome_scale="hair density per cm2", indication="AGA", higher_is_better="yes", change_mean="10"),
]
VALUE = st.floats(min_value=-1000, max_value=1000, allow_nan=False)


@pytest.mark.parametrize("line", DESIGNS, ids=lambda line: f"{line.scale}, {','.join(sorted(line.cells.filled))}")
@settings(max_examples=25, deadline=None)
@given(values=st.tuples(*[VALUE] * len(RESULTS)), role=st.sampled_from(["", "validation", "calibration"]))
def test_no_printed_result_changes_a_prediction(line: TrialLine, values: tuple[float, ...], role: str) -> None:
    """Only whether a column is filled may tell which quantity is asked; what stands there may tell nothing."""
    other = Results(
        **{name: value if name in line.cells.filled else None for name, value in zip(RESULTS, values, strict=True)}
    )
    here, there = scored(line), scored(replace(line, results=other, role=role))
    assert here.median is not None
    assert (here.median, here.intervals, here.asked) == (there.median, there.intervals, there.asked)


@settings(max_examples=25, deadline=None)
@given(
    change=st.floats(-80, 80).map(lambda value: f"{value:.3f}"),
    people=st.integers(0, 30),
    notes=st.text(max_size=20),
    spread=st.text(max_size=10),
)
def test_nor_through_the_file(change: str, people: int, notes: str, spread: str) -> None:
    cells = {"change_mean": change, "responders_n": str(people), "responders_total": "30", "notes": notes}
    row = row_of(**cells, change_sd_or_ci=spread, followup_sd=spread, adverse_events=notes, citation=notes)
    assert (row.median, row.intervals) == (_USUAL.median, _USUAL.intervals)


_USUAL = row_of(change_mean="-5", responders_n="9", responders_total="30")


def test_each_quantity_is_in_the_unit_in_which_it_is_printed() -> None:
    percent, change, both, after, people, rating, hairs = [scored(line) for line in DESIGNS]
    assert [row.asked.quantity for row in (percent, change, both, after, people, rating, hairs) if row.asked] == [
        "percent_improvement", "change", "percent_improvement", "followup_mean", "responder_percent",
        "improvement_mean", "change",
    ]  # fmt: skip
    assert both.observed == pytest.approx(100 * 6 / 14)
    assert people.observed == pytest.approx(30)
    assert percent.median is not None
    assert 10 < percent.median < 90
    assert change.median is not None
    assert -30 < change.median < 0
    assert after.median is not None
    assert 0 < after.median < 40
    assert rating.median is not None
    assert 1 < rating.median < 9
    assert hairs.median is not None
    assert hairs.median > 0


def test_hairs_per_square_inch_are_more_than_per_square_centimetre() -> None:
    cells = {"indication": "AGA", "higher_is_better": "yes", "change_mean": "10"}
    small = row_of(outcome_scale="hair count per cm2", **cells)
    large = row_of(outcome_scale="hair count per square inch", **cells)
    assert small.median is not None
    assert large.median == pytest.approx(setting("square_inch_cm2") * small.median)


def test_a_printed_value_is_covered_where_it_lies_inside_and_nowhere_else() -> None:
    ends = row_of(percent_improvement="0").intervals
    for level, (low, high) in ends.items():
        inside = row_of(percent_improvement=f"{(low + high) / 2:.6f}")
        below, above = row_of(percent_improvement=f"{low - 0.1:.6f}"), row_of(percent_improvement=f"{high + 0.1:.6f}")
        assert inside.covered[level] is True
        assert below.covered[level] is False
        assert above.covered[level] is False
        assert (below.z or 0) < (inside.z or 0) < (above.z or 0)


def test_dark_marks_are_few_and_people_are_counted() -> None:
    row = row_of(outcome_scale="PIH incidence %", higher_is_better="no", followup_mean="10", scale_range="0-100")
    assert row.family == "dark_marks"
    assert row.observed == 10
    assert row.median is not None
    assert row.median < 10
    assert 5 < row.intervals[95][1] < 60


def test_a_share_in_another_column_is_read_only_where_the_scale_is_a_share() -> None:
    cells = {"higher_is_better": "yes", "scale_range": "", "followup_mean": "40", "responders_definition": "excellent"}
    assert row_of(outcome_scale="VAS category: excellent %", **cells).observed == 40
    assert row_of(outcome_scale="response category", **cells).observed is None
    assert row_of(outcome_scale="response category", responders_n="6", **cells).observed == pytest.approx(20)


def test_ratings_of_change_begin_where_nothing_changed() -> None:
    seven = row_of(
        indication="AGA", outcome_scale="7-point global photographs", scale_range="-3 to 3", followup_mean="1"
    )
    assert seven.intervals[95][0] == pytest.approx(0, abs=0.5)
    gais = row_of(indication="laxity", outcome_scale="GAIS", scale_range="1-5", followup_mean="3")
    assert 1 <= gais.intervals[95][0] < gais.intervals[95][1] <= 4


def test_a_change_on_a_scale_counted_upwards_has_no_minus_sign() -> None:
    falls = row_of(outcome_scale="Alexiades laxity", indication="skin laxity", change_mean="-1", higher_is_better="no")
    rises = row_of(outcome_scale="Alexiades laxity", indication="skin laxity", change_mean="1", higher_is_better="yes")
    assert falls.median is not None
    assert rises.median == pytest.approx(-falls.median)


def test_a_score_that_rises_is_its_mirror() -> None:
    falls = row_of(outcome_scale="xyz", scale_range="0-100", baseline_mean="40", followup_mean="20")
    rises = row_of(
        outcome_scale="xyz", scale_range="0-100", baseline_mean="60", followup_mean="80", higher_is_better="yes"
    )
    assert falls.median is not None
    assert rises.median is not None
    # Both fall short of the best by 40 points: the same points are 40 of one and 60 of the other.
    assert rises.median * 60 == pytest.approx(falls.median * 40)
    assert rises.observed == pytest.approx(100 * 20 / 60)
    assert falls.observed == pytest.approx(50)


def test_more_people_never_widen_an_interval() -> None:
    for cells in ({"percent_improvement": "40"}, {"change_mean": "-5"}, {"followup_mean": "5"}):
        few, many = (row_of(n=people, **cells).intervals[80] for people in ("4", "400"))
        assert many[1] - many[0] < few[1] - few[0]


def test_an_arm_that_was_not_treated_changes_little() -> None:
    nothing, needled = row_of(arm="control (no needling)", percent_improvement="1"), row_of(percent_improvement="1")
    assert nothing.median is not None
    assert needled.median is not None
    assert nothing.median < needled.median / 2
    assert "read as untreated" in nothing.notes


def test_an_agent_that_no_study_tested_is_drawn_and_said() -> None:
    known = row_of(arm="microneedling + PRP", percent_improvement="1")
    unknown = row_of(arm="microneedling + snail mucin", percent_improvement="1")
    assert any("snail mucin" in note for note in unknown.notes)
    assert unknown.median != known.median


def test_people_not_printed_are_taken_and_said() -> None:
    assert any("people not printed" in note for note in row_of(n="", percent_improvement="1").notes)


def test_the_median_and_the_intervals_hold_their_shares() -> None:
    """Against counting: half of the draws below the median, so many of 100 inside an interval; z is its inverse."""
    from punctum.validation.trials.predict import Predicted

    draws = np.random.Generator(np.random.Philox(key=[3, 0])).normal(5, 2, 20_000)
    made = Predicted(draws)
    assert made.median == pytest.approx(5, abs=0.05)
    for level in LEVELS:
        low, high = made.interval(level)
        assert np.mean((draws >= low) & (draws <= high)) == pytest.approx(level / 100, abs=1e-3)
    assert made.z(7) == pytest.approx(1, abs=0.05)
    assert np.isfinite(made.z(1e9))
    assert Predicted(np.zeros(100)).z(0) == pytest.approx(0)


def test_random_numbers_are_the_same_for_every_line() -> None:
    rows = [row_of(percent_improvement="40"), row_of(change_mean="-5"), row_of(percent_improvement="7")]
    assert rows[0].intervals == rows[2].intervals
    assert len(model().draws) == setting("draws")


def test_every_row_has_a_prediction_or_a_reason_and_none_is_dropped(every: TrialScores) -> None:
    assert [row.line.study_id for row in every.rows] == [arm.study for arm in STUDIES.rows]
    for row in every.rows:
        assert (row.median is None) == (row.intervals == {})
        assert row.median is not None or row.reason
        assert row.observed is not None or row.reason
        if row.median is not None:
            (low, high), (least, most) = row.intervals[50], row.intervals[95]
            assert least <= low <= row.median <= high <= most
    assert every.all.predicted > every.all.rows / 2


def test_held_out_rows_do_not_reject_the_80_percent_interval(held_out: TrialScores) -> None:
    """The rows that no fit has seen; it fails only where chance would cover so few in one of twenty files."""
    found = held_out.held_out
    assert found.rows == len(held_out.rows)
    assert found.scored >= 9
    assert found.p_80 is not None
    assert found.p_80 >= setting("rejected_at")


def test_fitted_rows_do_not_reject_it_either(every: TrialScores) -> None:
    assert every.all.p_80 is not None
    assert every.all.p_80 >= setting("rejected_at")


def test_nothing_is_promised_where_a_study_found_nothing(held_out: TrialScores) -> None:
    """Two studies in burn scars saw no change, or no difference: no change lies inside what is predicted of both."""
    burnt = {row.line.study_id: row for row in held_out.rows if row.line.study_id in ("dguv_2019", "sridhar_2022")}
    assert len(burnt) == 2
    for row in burnt.values():
        low, high = row.intervals[95]
        assert low < 0 < high
    alone = burnt["dguv_2019"]
    assert alone.intervals[80][0] < 0
    assert alone.median is not None
    assert alone.median < 100 / 3


def test_a_study_is_known_by_its_number_or_its_name() -> None:
    assert row_of(study_id="X1", doi_or_pmid="PMID 25196684").in_fit  # Dogra 2014
    assert row_of(study_id="DOGRA2014").in_fit
    assert row_of(study_id="other", doi_or_pmid="https://doi.org/10.1111/jocd.12207").in_fit  # Asif 2016
    assert not row_of(study_id="DOGRA2014", doi_or_pmid="PMID 11111111").in_fit
    assert not row_of(study_id="ALAM2014", doi_or_pmid="10.1001/jamadermatol.2013.8687").in_fit  # kept to check
    assert not row_of(study_id="NOBODY2031").in_fit


def test_a_cell_that_may_show_a_figure_is_marked() -> None:
    assert row_of(percent_improvement="1").pooled_cell
    assert not row_of(percent_improvement="1", indication="keloid", outcome_scale="VSS").pooled_cell


@settings(max_examples=60, deadline=None)
@given(hits=st.integers(0, 12), of=st.integers(12, 30), share=st.floats(0.1, 0.9))
def test_the_chance_of_so_few_against_counting(hits: int, of: int, share: float) -> None:
    above = sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(hits + 1, of + 1))
    assert chance_of_so_few(hits, of, share) == pytest.approx(1 - above)


def test_a_summary_counts(held_out: TrialScores) -> None:
    rows = [row for row in held_out.rows if row.scored]
    found = summary(rows)
    assert found.coverage[80].hits == sum(row.covered[80] for row in rows)
    assert found.z_mean == pytest.approx(np.mean([row.z for row in rows]))
    assert found.z_sd == pytest.approx(np.std([row.z or 0.0 for row in rows], ddof=1))
    assert summary([]).p_80 is None
    text = trials_text(held_out)
    assert text.count("predicted ") > len(rows)
    document = trials_document(held_out)
    assert document["summary"]["held_out"]["scored"] == found.scored


ODD = st.sampled_from(
    ["", "NR", "4-6", "microneedling + PRP", "0-84", "yes", "no", "striae", "acne scars", "hair count per cm2", "GAIS"]
) | st.text(max_size=12)


WORDED = (
    "indication", "arm", "adjunct", "outcome_scale", "scale_range", "higher_is_better", "design", "device_type",
    "responders_definition", "interval_weeks", "comparator",
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(
    cells=st.dictionaries(
        st.sampled_from(WORDED),
        ODD.map(lambda text: "".join(char for char in text if not char.isdigit())),
    ),
    numbers=st.dictionaries(
        st.sampled_from(["n", "sessions", "needle_length_mm", "baseline_mean", "followup_mean", "change_mean"]),
        st.floats(1, 20).map(lambda value: f"{value:g}"),
    ),
)
def test_any_row_is_scored(cells: dict[str, str], numbers: dict[str, str]) -> None:
    row: Row = row_of(**cells, **numbers)
    assert row.median is not None or row.reason
    if row.median is not None:
        assert all(np.isfinite(end) for ends in row.intervals.values() for end in ends)
