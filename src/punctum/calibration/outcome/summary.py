"""What a fit of outcomes tells of itself, as plain values: docs/calibration.md is written from it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from punctum.calibration.outcome.rows import LeftOut, Observation
from punctum.calibration.outcome.tables import HANDLING, SETTINGS, setting, settings
from punctum.outcome.draws import table_hashes

PACKAGE, NAME = "punctum.calibration.outcome", "outcome_fit.json"
SCHEMA = "punctum/outcome_fit/1"


def summary_of(
    about: Mapping[str, Any],
    fitted: Sequence[Observation],
    left: Sequence[LeftOut],
    quantities: Sequence[Mapping[str, Any]],
    predictive: Sequence[Mapping[str, Any]],
    studies: Sequence[Any],
) -> dict[str, Any]:
    """Everything that is stored of a fit.

    Arguments:
        about: of the run and the draws. studies: each foretold without it (`left_out.StudyForetold`).
    """
    from punctum.calibration.outcome.coverage import by_group, over_studies, verdict

    rows = {row.row: row for row in fitted}
    every = [row for study in studies for row in study.rows]
    found = {
        "schema": SCHEMA,
        **about,
        "tables": made_from(),
        "rows": {
            "left_out": [{"row": row.row, "study": row.study, "reason": row.reason} for row in left],
            "doubtful": [{"row": row.row, "reason": _doubt(row.row)} for row in fitted if row.doubtful],
        },
        "quantities": list(quantities),
        "predictive": list(predictive),
        "left_out": {
            "studies": len(studies),
            "refitted": sum(study.refitted for study in studies),
            "log_density": sum(study.log_density for study in studies),
            "tested_level": setting("tested_level"),
            "verdict": verdict(every),
            "each_study_once": over_studies(studies),
            "coverage": by_group(studies, rows),
            "by_study": [_study(study, rows) for study in studies],
        },
    }
    return dict(_shorter(found))


def made_from() -> dict[str, str]:
    """SHA-256 of every table that a fit is made from."""
    return {**table_hashes(), **{table.name: table.sha256 for table in (HANDLING, SETTINGS)}}


def shipped_fit() -> dict[str, Any]:
    """What the fit behind the shipped draws of outcomes tells of itself."""
    known: dict[str, Any] = json.loads(files(PACKAGE).joinpath(NAME).read_bytes())
    return known


def rounded(value: float) -> float:
    """A number with as many digits as are kept."""
    return float(f"{value:.{int(setting('digits'))}g}")


def _study(study: Any, rows: Mapping[str, Observation]) -> dict[str, Any]:
    return {
        "study": study.study,
        "pareto_k": study.pareto_k,
        "refitted": study.refitted,
        "r_hat": study.r_hat,
        "divergences": study.divergences,
        "effective": study.effective,
        "log_density": study.log_density,
        "rows": [
            {
                "row": row.row,
                "indication": rows[row.row].design.indication,
                "family": rows[row.row].design.measure.family,
                "unit": row.unit,
                "observed": row.observed,
                "mean": row.mean,
                "sd": row.sd,
                "median": row.median,
                **{
                    f"{100 * level:g}": {"low": low, "high": high, "covered": row.covered(level)}
                    for level, (low, high) in zip(settings("levels"), row.intervals, strict=True)
                },
                "below": row.below,
                "z": row.z,
            }
            for row in study.rows
        ],
    }


def _doubt(row: str) -> str:
    from punctum.evidence.studies import STUDIES

    handling = HANDLING.by_id.get(row)
    return handling.reason if handling else STUDIES.by_id[row].doubt


def _shorter(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _shorter(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_shorter(part) for part in value]
    return rounded(value) if isinstance(value, float) else value
