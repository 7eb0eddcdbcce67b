"""Files of study arms as nobody should write them: a row or a reason each, one clear line, never a traceback."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punctum.outcome.agents import AGENTS
from punctum.outcome.gain import UNSEEN
from punctum.problems import InputError
from punctum.validation.trials.document import trials_document, trials_text
from punctum.validation.trials.lines import DESIGN, RESULTS, number, parse_trials
from punctum.validation.trials.validate import TrialScores, chance_of_so_few, validate_trials
from tests.validation.trials.rows_of import USUAL, file_of, line_of, row_of

CELLS = st.sampled_from(
    ["", "0", "-5", "13", "1e400", "1e-300", "nan", "inf", "approx 30", "4-6", "84-0", "0–84", "110", "5000", "~4", "³",
     "½", "0-84", "0-0", "-4-4", "GAIS", "VAS 0-10", "hair count per cm2", "PIH incidence %", "MASI", "laser",
     "no treatment", "microneedling + PRP", ">50% improvement", "yes", "\x00", "a\nb", "=1", '"', "\u202e", "x" * 3999]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(cells=st.dictionaries(st.sampled_from((*DESIGN, *RESULTS)), CELLS, max_size=6))
def test_any_cells_are_refused_in_clear_lines_or_scored_as_strict_json(cells: dict[str, str]) -> None:
    try:
        lines = parse_trials(file_of({**USUAL, **cells}), "test.csv")
    except InputError as error:
        assert all("\n" not in str(problem) for problem in error.problems)
        return
    scores = validate_trials("test.csv", lines)
    (row,) = json.loads(json.dumps(trials_document(scores), allow_nan=False))["rows"]
    assert "\x00" not in trials_text(scores)
    assert (row["predicted"] is None) <= bool(row["reason"])
    assert row["weeks"] is None or isinstance(row["weeks"], float)
    if row["predicted"] is not None:
        (a, b), (c, d), (e, f) = (row[f"interval_{level}"] for level in (50, 80, 95))
        assert e <= c <= a <= row["predicted"] <= b <= d <= f
    blank = row_of(**{**cells, **dict.fromkeys(RESULTS, "")})
    if blank.asked and blank.asked == scores.rows[0].asked:
        assert (blank.median, blank.intervals) == (scores.rows[0].median, scores.rows[0].intervals)


def test_thousands_of_rows_are_summed_up() -> None:
    row = row_of(percent_improvement="40")
    many = TrialScores(name="test.csv", rows=(row,) * 5000)
    assert trials_document(many)["summary"]["scored"] == 5000


def test_the_chance_of_so_few_of_thousands() -> None:
    """Against the normal approximation, which is good for so many."""
    assert chance_of_so_few(8000, 10_000, 0.8) == pytest.approx(0.5, abs=0.01)
    assert chance_of_so_few(7900, 10_000, 0.8) == pytest.approx(0.0064, abs=0.0005)
    assert chance_of_so_few(10_000, 10_000, 0.8) == pytest.approx(1)


def test_weeks_are_a_number_also_where_nothing_is_predicted() -> None:
    scores = validate_trials("test.csv", [line_of(indication="", timepoint_weeks_after_last_session="12")])
    assert trials_document(scores)["rows"][0]["weeks"] == 12


def test_a_look_before_the_last_session_refuses_its_row_and_not_the_file() -> None:
    row = row_of(timepoint_weeks_after_last_session="-4", percent_improvement="10")
    assert row.median is None
    assert "before the last session" in row.reason


def test_a_file_without_any_column_of_results_is_predicted() -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, DESIGN, restval="")
    writer.writeheader()
    writer.writerow(USUAL)
    (line,) = parse_trials(text.getvalue().encode(), "test.csv")
    (row,) = validate_trials("test.csv", [line]).rows
    assert row.median == row_of().median
    half = text.getvalue().replace("study_id", "change_mean,study_id", 1).replace("NEW2031", ",NEW2031", 1)
    with pytest.raises(InputError, match="followup_mean"):
        parse_trials(half.encode(), "test.csv")


@pytest.mark.parametrize("cells", [{}, {"higher_is_better": "yes", "outcome_scale": "xyz", "scale_range": "0-10"}])
@pytest.mark.parametrize("result", RESULTS[:3])
def test_nothing_is_predicted_where_there_was_nothing_to_treat(cells: dict[str, str], result: str) -> None:
    best = "10" if cells else "0"
    row = row_of(**{**cells, "baseline_mean": best, result: "1"})
    assert row.median is None
    assert "without the problem" in row.reason


def test_an_end_below_the_score_before_is_not_believed() -> None:
    row = row_of(baseline_mean="100", followup_mean="95")
    assert any("beyond the end" in note for note in row.notes)
    assert row.intervals[95][1] < 100
    assert row.median == pytest.approx(row_of(baseline_mean="84", followup_mean="80").median, abs=5)
    assert not any("beyond" in note for note in row_of(baseline_mean="84", followup_mean="80").notes)


def test_more_agents_than_random_numbers() -> None:
    agents = [agent.id.replace("_", " ") for agent in AGENTS.rows if not agent.never_pooled]
    assert len(agents) > UNSEEN
    row = row_of(arm=f"microneedling + {' + '.join(agents)} + " + " + ".join(f"newt{'t' * k}" for k in range(9)))
    assert row.median is None or np.isfinite(row.median)
    assert row.read is not None
    assert len(row.read.done.agents) + len(row.read.done.unknown) >= UNSEEN


@pytest.mark.parametrize(
    ("cell", "value"), [("approx 30", 30), ("4-6", 5), ("nan", None), ("inf", None), ("1,000", 1000)]
)
def test_odd_numbers(cell: str, value: float | None) -> None:
    assert number(cell) == value
