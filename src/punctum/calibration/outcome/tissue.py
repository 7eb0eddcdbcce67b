"""The grid of tissue responses that the synthesis reads: one course of healing for each combination."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import product

import numpy as np

from punctum.healing.draws import shipped_draws
from punctum.healing.experiment import Experiment, run

SESSIONS = (1, 2, 3, 4, 6, 8, 12)
INTERVALS_WEEKS = (1, 2, 3, 4, 6, 8)
NEEDLE_LENGTHS_MM = (0.25, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
LOOK_WEEKS = 26
WEEK_DAYS = 7


def tissue_response_csv(draws: int) -> bytes:
    """`tissue_response.csv`: collagen made by 26 weeks after the last session of each course, mean over draws.

    Arguments:
        draws: how many of the shipped draws of healing are used.
    """
    parameters = shipped_draws(draws)
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["id", "sessions", "interval_weeks", "needle_length_mm", "collagen_made"])
    for sessions, interval, length in product(SESSIONS, INTERVALS_WEEKS, NEEDLE_LENGTHS_MM):
        days = WEEK_DAYS * interval * np.arange(sessions, dtype=np.float64)
        experiment = Experiment(needle_length_mm=length, session_days=tuple(days.tolist()))
        course = run(experiment, parameters, [float(days[-1]) + WEEK_DAYS * LOOK_WEEKS])
        made = float(np.mean(course["collagen_made"]))
        table.writerow([f"s{sessions}_i{interval}_l{length:g}", sessions, interval, f"{length:g}", round(made, 6)])
    return text.getvalue().encode()
