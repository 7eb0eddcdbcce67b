"""Rows of study arms for tests."""

from __future__ import annotations

import csv
import io

from punctum.validation.trials.lines import TrialLine, parse_trials
from punctum.validation.trials.own import COLUMNS
from punctum.validation.trials.rows import Row, scored

USUAL = {
    "study_id": "NEW2031", "design": "RCT split-face", "indication": "acne_scars", "arm": "microneedling", "n": "30",
    "sessions": "4", "interval_weeks": "4", "outcome_scale": "Goodman & Baron quantitative", "scale_range": "0-84",
    "higher_is_better": "no", "timepoint_weeks_after_last_session": "12",
}  # fmt: skip


def file_of(*rows: dict[str, str]) -> bytes:
    """A file with these cells; what is not named is blank."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def line_of(**cells: str) -> TrialLine:
    """One line: the usual row but for these cells."""
    return parse_trials(file_of({**USUAL, **cells}), "test.csv")[0]


def row_of(**cells: str) -> Row:
    """One line, scored."""
    return scored(line_of(**cells))
