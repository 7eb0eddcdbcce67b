"""Scores of study arms as JSON and as text for people."""

from __future__ import annotations

from typing import Any

from punctum.validation.document import counted, figure, number, share_document, shorter
from punctum.validation.trials.lines import number as number_in
from punctum.validation.trials.predict import CHECKED, LEVELS, Interval
from punctum.validation.trials.rows import Row
from punctum.validation.trials.validate import Summary, TrialScores

SCHEMA = "punctum/trial_scores/1"
WHAT = (
    "Each row is predicted from its design alone: the median of what a new arm of so many people would print, and "
    "where 50, 80 and 95 of 100 such arms lie. Change from before to after treatment is an upper bound on what the "
    "treatment does."
)
CHECKS = (
    "Rows of one study hang together, so the true uncertainty of a coverage is larger than its interval says. Only "
    "rows of studies that the model has not seen (held out) tell whether its intervals hold."
)


def trials_document(scores: TrialScores) -> dict[str, Any]:
    """Scores for programs; every figure is a number or null."""
    return {
        "schema": SCHEMA,
        "file": scores.name,
        "predicted_is": "median of the predictive distribution",
        "rows": [_row(row) for row in scores.rows],
        "summary": {
            **_summary(scores.all),
            "by_family": _by_family(scores, held_out=False),
            "held_out": {**_summary(scores.held_out), "by_family": _by_family(scores, held_out=True)},
        },
        "note": f"{WHAT} {CHECKS}",
    }


def trials_text(scores: TrialScores) -> str:
    """Scores for people."""
    parts = [f"{scores.name}: {len(scores.rows)} rows; in brackets: four of five new arms", WHAT, ""]
    for row in scores.rows:
        parts += [f"{row.line.number:>5}  {shorter(f'{row.line.study_id} — {row.line.arm} — {row.line.scale}')}"]
        parts += [f"       {line}" for line in _lines(row)]
    for name, one in (("all rows", scores.all), ("held out", scores.held_out), *scores.by_family().items()):
        parts += ["", *_summary_lines(name, one)]
    return "\n".join([*parts, "", CHECKS])


def _lines(row: Row) -> list[str]:
    seen = "seen by the fit" if row.in_fit else "held out"
    if row.median is None or row.asked is None:
        return [f"not predicted: {row.reason}; {seen}"]
    low, high = row.intervals[CHECKED]
    weeks = row.line.cells.weeks
    when = f" at week {shorter(weeks)}" if weeks else ""
    found = [
        f"{row.asked.quantity.replace('_', ' ')}{when}: predicted {figure(row.median)} {row.asked.unit} "
        f"({figure(low)} to {figure(high)})"
    ]
    if row.observed is None:
        found += [f"{row.reason}; {seen}"]
    else:
        inside = "inside" if row.covered[CHECKED] else "outside"
        found += [f"printed {figure(row.observed)}: {inside}; normal score {row.z:+.2f}; {seen}"]
    return found + [f"note: {shorter(note)}" for note in row.notes]


def _summary_lines(name: str, one: Summary) -> list[str]:
    found = [
        f"{name}: {one.rows} rows, {one.predicted} predicted, {one.scored} held against a printed value "
        f"of {one.studies} studies"
    ]
    if not one.scored:
        return found
    found += [f"  inside the {level} % interval  {counted(one.coverage[level])}" for level in LEVELS]
    found += [f"  chance of so few inside the {CHECKED} % interval, or fewer, if it holds: {one.p_80:.3f}"]
    found += [
        f"  mean width in {unit}: " + ", ".join(f"{figure(widths[level])} ({level} %)" for level in LEVELS)
        for unit, widths in one.width.items()
    ]
    spread = "" if one.z_sd is None else f", SD {one.z_sd:.2f}"
    return [*found, f"  normal scores: mean {one.z_mean:+.2f}{spread}"]


def _row(row: Row) -> dict[str, Any]:
    return {
        "study_id": row.line.study_id,
        "arm": row.line.arm,
        "scale": row.line.scale,
        "weeks": _weeks(row),
        "predicted": number(row.median),
        **{f"interval_{level}": _ends(row.intervals.get(level)) for level in LEVELS},
        "observed": number(row.observed),
        **{f"covered_{level}": row.covered.get(level) for level in LEVELS},
        "z": number(row.z),
        "reason": row.reason,
        "line": row.line.number,
        "role": row.line.role,
        "quantity": None if row.asked is None else row.asked.quantity,
        "unit": None if row.asked is None else row.asked.unit,
        "family": row.family or None,
        "indication": None if row.read is None else row.read.indication,
        "agents": None if row.read is None else list(row.read.done.agents),
        "needled": None if row.read is None else row.read.done.needled,
        "in_fit": row.in_fit,
        "pooled_cell": row.pooled_cell,
        "notes": list(row.notes),
    }


def _weeks(row: Row) -> float | None:
    return number(row.read.weeks if row.read is not None else number_in(row.line.cells.weeks))


def _ends(interval: Interval | None) -> list[float | None] | None:
    return None if interval is None else [number(end) for end in interval]


def _by_family(scores: TrialScores, *, held_out: bool) -> dict[str, Any]:
    return {name: _summary(one) for name, one in scores.by_family(held_out=held_out).items()}


def _summary(one: Summary) -> dict[str, Any]:
    return {
        "rows": one.rows,
        "predicted": one.predicted,
        "not_predicted": one.rows - one.predicted,
        "scored": one.scored,
        "studies_scored": one.studies,
        **{f"covered_{level}": share_document(one.coverage[level]) for level in LEVELS},
        "p_value_80_too_low": number(one.p_80),
        "mean_width": {
            unit: {f"interval_{level}": number(width) for level, width in widths.items()}
            for unit, widths in one.width.items()
        },
        "z_mean": number(one.z_mean),
        "z_sd": number(one.z_sd),
    }
