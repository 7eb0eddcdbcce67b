"""How often studies left out lie where they were foretold: shares with binomial intervals, and how narrow that was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import Any

import numpy as np
from scipy.special import bdtr, bdtrc, betaincinv

from punctum.calibration.outcome.left_out import Foretold, StudyForetold
from punctum.calibration.outcome.rows import Observation
from punctum.calibration.outcome.tables import setting, settings


def binomial_interval(some: int, of: int, level: float) -> tuple[float, float]:
    """The exact interval of a share (Clopper and Pearson)."""
    beside = (1 - level) / 2
    low = float(betaincinv(some, of - some + 1, beside)) if some else 0.0
    high = float(betaincinv(some + 1, of - some, 1 - beside)) if some < of else 1.0
    return low, high


def binomial_p(some: int, of: int, share: float) -> float:
    """The two-sided p of so many of so many where a share is expected: twice the smaller tail."""
    lower = float(bdtr(some, of, share))
    upper = float(bdtrc(some - 1, of, share)) if some else 1.0
    return min(1.0, 2 * min(lower, upper))


def verdict(rows: Sequence[Foretold]) -> str:
    """What the test of the coverage says: `not rejected`, or that intervals are `too narrow` or `too wide`."""
    level = setting("tested_level")
    some = sum(row.covered(level) for row in rows)
    if binomial_p(some, len(rows), level) > setting("test_error"):
        return "not rejected"
    return "too narrow" if some < level * len(rows) else "too wide"


def coverage_of(rows: Sequence[Foretold]) -> dict[str, Any]:
    """Coverage of rows at each level with its interval, and how z and the widths are spread."""
    found: dict[str, Any] = {"rows": len(rows)}
    for at, level in enumerate(settings("levels")):
        some = sum(row.covered(level) for row in rows)
        low, high = binomial_interval(some, len(rows), 1 - setting("test_error"))
        widths = [row.intervals[at][1] - row.intervals[at][0] for row in rows]
        found[f"{100 * level:g}"] = {"covered": some, "share": some / len(rows), "low": low, "high": high}
        found[f"{100 * level:g}"]["median_width"] = float(np.median(widths))
    z = [row.z for row in rows]
    found["mean_z"] = float(np.mean(z))
    found["rms_z"] = sqrt(float(np.mean(np.square(z))))
    return found


def by_group(studies: Iterable[StudyForetold], rows: Mapping[str, Observation]) -> dict[str, dict[str, Any]]:
    """Coverage over all rows, by family with its unit, and by indication."""
    every = [row for study in studies for row in study.rows]
    found: dict[str, dict[str, Any]] = {"all": {"all": coverage_of(every)}}
    for kind in ("family", "indication"):
        names = {row.row: _group(kind, row, rows[row.row]) for row in every}
        groups = sorted(set(names.values()))
        found[kind] = {group: coverage_of([row for row in every if names[row.row] == group]) for group in groups}
    return found


def over_studies(studies: Sequence[StudyForetold]) -> dict[str, float]:
    """Share covered at the tested level where each study counts once, and the error of that between studies."""
    level = setting("tested_level")
    shares = [float(np.mean([row.covered(level) for row in study.rows])) for study in studies]
    error = float(np.std(shares, ddof=1) / sqrt(len(shares))) if len(shares) > 1 else float("inf")
    return {"share": float(np.mean(shares)), "error": error if np.isfinite(error) else 0.0}


def _group(kind: str, row: Foretold, observation: Observation) -> str:
    design = observation.design
    return f"{design.measure.family}, {row.unit}" if kind == "family" else design.indication
