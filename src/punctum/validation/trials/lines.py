"""A file of arms of studies, one line for an arm, a scale and a time; no line is ever left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from punctum.problems import InputError, Problem, shown
from punctum.validation.csv_lines import CsvLine, csv_lines, read_raw
from punctum.validation.observed import NUMBER
from punctum.validation.spelling import plain, plain_numbers
from punctum.validation.trials.words import setting

DESIGN = (
    "study_id", "design", "indication", "arm", "n", "device_type", "needle_length_mm", "sessions", "interval_weeks",
    "adjunct", "comparator", "outcome_scale", "scale_range", "higher_is_better", "timepoint_weeks_after_last_session",
    "baseline_mean", "responders_definition",
)  # fmt: skip
RESULTS = ("followup_mean", "change_mean", "percent_improvement", "responders_n", "responders_total")
COUNTED = ("n", "responders_total")
NOT_NEGATIVE = (
    "n", "needle_length_mm", "sessions", "interval_weeks", "responders_n", "responders_total",
)  # fmt: skip
LATEST = "timepoint_weeks_after_last_session"
_RANGE = re.compile(rf"(?<![\d.])({NUMBER}) ?(?:-|to|\.\.) ?({NUMBER})")
_LONE = re.compile(rf"(?<![\d.]){NUMBER}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """What a line says of the design, as printed; everything that a prediction may rest on.

    `filled`: which columns of results hold a number, whichever it is.
    """

    design: str
    indication: str
    arm: str
    n: str
    device_type: str
    needle_length_mm: str
    sessions: str
    interval_weeks: str
    adjunct: str
    outcome_scale: str
    scale_range: str
    higher_is_better: str
    weeks: str
    baseline_mean: str
    responders_definition: str
    filled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a line says came out; no prediction may look at it."""

    followup_mean: float | None = None
    change_mean: float | None = None
    percent_improvement: float | None = None
    responders_n: float | None = None
    responders_total: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialLine:
    """One line of a file.

    Arguments:
        number: in the file; the header is 1. study_id, arm, scale: as printed. source: how the work is cited.
        damaged: why its cells cannot be trusted, or nothing.
    """

    number: int
    study_id: str
    arm: str
    scale: str
    cells: Cells
    results: Results
    source: str = ""
    role: str = ""
    damaged: str = ""


def number(text: str) -> float | None:
    """The number in a cell, the middle of a range (`4-6` is 5), or None where there is none."""
    kept = plain_numbers(plain(text))
    if found := _RANGE.search(kept):
        return (float(found[1]) + float(found[2])) / 2
    found = _LONE.search(kept)
    return float(found[0]) if found else None


def read_trials(path: Path) -> tuple[TrialLine, ...]:
    """The lines of a file of study arms, in their order.

    Raises:
        InputError: no file that can be read, too large, not UTF-8, no CSV, without the columns that must be there, or
            with numbers that cannot be.
    """
    return parse_trials(read_raw(path), path.name)


def parse_trials(raw: bytes, name: str) -> tuple[TrialLine, ...]:
    """The lines of the bytes of a file; `name` stands in the messages. Same rules and errors as `read_trials`."""
    lines = csv_lines(raw, name, DESIGN)
    # A design whose results are not known yet is a design; some columns of results without the others is a slip.
    if any(column in line.cells for line in lines for column in RESULTS):
        lines = csv_lines(raw, name, (*DESIGN, *RESULTS))
    problems = [problem for line in lines if not line.damaged for problem in _problems(line, name)]
    if problems:
        raise InputError(problems)
    return tuple(_line(line) for line in lines)


def _problems(line: CsvLine, name: str) -> list[Problem]:
    """Numbers that cannot be; words where a number could stand are only not read."""
    at = f"{name} line {line.number}"
    found = []
    for column in dict.fromkeys((*NOT_NEGATIVE, *RESULTS, "baseline_mean", LATEST)):
        value, cell = number(line.of(column)), line.of(column)
        most = setting(f"{column}_most" if column in (*NOT_NEGATIVE, LATEST) else "result_most")
        least = (1 if column in COUNTED else 0) if column in NOT_NEGATIVE else -most
        if value is not None and not least <= value <= most:
            found.append(Problem(f"{at}, {column}", f"a number from {least:g} to {most:g}", shown(cell)))
    some, everybody = number(line.of("responders_n")), number(line.of("responders_total"))
    if some is not None and everybody is not None and some > everybody:
        found.append(
            Problem(f"{at}, responders_n", f"at most responders_total ({everybody:g})", shown(line.of("responders_n")))
        )
    return found


def _line(line: CsvLine) -> TrialLine:
    of = {name: line.of(name) for name in DESIGN}
    study, _, weeks = of.pop("study_id"), of.pop("comparator"), of.pop("timepoint_weeks_after_last_session")
    results = {name: number(line.of(name)) for name in RESULTS}
    return TrialLine(
        number=line.number,
        study_id=study,
        arm=of["arm"],
        scale=of["outcome_scale"],
        cells=Cells(**of, weeks=weeks, filled=frozenset(name for name in RESULTS if results[name] is not None)),
        results=Results(**results),
        source=f"{line.of('doi_or_pmid')} ; {line.of('url')}",
        role=line.of("role"),
        damaged=line.damaged,
    )
