"""The grid of tissue responses that the synthesis reads: one course of healing for each combination."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import product

import numpy as np

from punctum.calibration.outcome.tables import setting, settings
from punctum.healing.draws import shipped_draws
from punctum.healing.experiment import Experiment, run
from punctum.outcome.tissue_response import TISSUE_RESPONSE
from punctum.problems import Problem

NAME = "tissue_response.csv"
WEEK_DAYS = 7


def tissue_response_csv() -> bytes:
    """`tissue_response.csv`: collagen made by 26 weeks after the last session of each course, mean over draws."""
    parameters = shipped_draws(int(setting("tissue_draws")))
    look_days = WEEK_DAYS * setting("tissue_look_weeks")
    axes = [settings(f"tissue_{axis}") for axis in ("sessions", "interval_weeks", "needle_length_mm")]
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["id", "sessions", "interval_weeks", "needle_length_mm", "collagen_made"])
    for sessions, interval, length in product(*axes):
        days = WEEK_DAYS * interval * np.arange(sessions)
        experiment = Experiment(needle_length_mm=length, session_days=tuple(days.tolist()))
        course = run(experiment, parameters, [float(days[-1]) + look_days])
        made = float(np.mean(course["collagen_made"]))
        course_id = f"s{sessions:g}_i{interval:g}_l{length:g}"
        table.writerow([course_id, f"{sessions:g}", f"{interval:g}", f"{length:g}", f"{made:.5g}"])
    return text.getvalue().encode()


def tissue_problem() -> Problem | None:
    """Whether the table in the package is another than the shipped draws of healing give; None where it is the same.

    Numbers may differ by `tissue_tolerance`, as they do between processors.
    """
    now = {row["id"]: float(row["collagen_made"]) for row in csv.DictReader(StringIO(tissue_response_csv().decode()))}
    there = {row.id: row.collagen_made for row in TISSUE_RESPONSE.rows}
    near = setting("tissue_tolerance")
    if now.keys() == there.keys() and all(abs(there[name] - made) <= near * made for name, made in now.items()):
        return None
    expected = "the response of the shipped draws of healing; write it with `punctum calibrate tissue`"
    return Problem(NAME, expected, "another one")
