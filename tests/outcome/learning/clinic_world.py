"""A synthesis without a fit, and clinics that are studies of it, for the tests of clinic learning."""

from __future__ import annotations

from math import exp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from punctum.outcome.design import Design
from punctum.outcome.draws import OutcomeDraws
from punctum.outcome.gain import arm_gain, fresh
from punctum.outcome.learning.own_result import OwnResult
from punctum.outcome.measuring import new_person_spread, scaled

SCARS, MELASMA = "atrophic acne scars", "melasma"
BASELINE = {"ecca": 40.0, "masi": 4.0, "goodman_baron_qualitative": 3.0}

# Middle and SD of each quantity; those that cannot be negative are drawn on the logarithmic scale.
SAME = {
    "untreated": (0.08, 0.05), "slope_sessions": (0.02, 0.1), "slope_interval": (-0.03, 0.1),
    "slope_needle_length": (-0.03, 0.1), "slope_tissue_response": (0.0, 0.1), "slope_baseline": (0.03, 0.1),
    "indication_mean": (0.5, 0.2), "adjunct_mean": (0.15, 0.07), "comparator_mean": (0.0, 0.1),
    f"indication:{SCARS}": (0.6, 0.1), f"indication:{MELASMA}": (0.5, 0.13), "adjunct:prp": (0.2, 0.08),
    "subtype:boxcar": (0.1, 0.1), "baseline:ecca": (3.7, 0.1), "baseline:masi": (1.5, 0.1),
}  # fmt: skip
POSITIVE = {
    "indication_sd": (0.3, 0.3), "adjunct_sd": (0.09, 0.5), "comparator_sd": (0.1, 0.5), "subtype_sd": (0.3, 0.4),
    "scale_grade": (0.75, 0.1), "scale_percent": (1.1, 0.1), "scale_responders": (1.2, 0.1),
    "scale_patient": (0.95, 0.1), "scale_count": (45.0, 0.3), "study_sd": (0.2, 0.4), "arm_sd": (0.17, 0.25),
    "measure_sd": (0.07, 0.6), "person_sd": (0.35, 0.1), "person_sd_spread": (0.4, 0.2), "rise_weeks": (4.5, 0.5),
    "baseline_sd": (0.3, 0.2), "baseline_of_range": (0.5, 0.3), "share_at_end": (0.64, 0.08),
}  # fmt: skip


def synthesis(draws: int = 400, seed: int = 7) -> OutcomeDraws:
    """Draws of a synthesis that nobody fitted."""
    numbers = np.random.Generator(np.random.Philox(key=[seed, 0]))
    z = numbers.standard_normal((draws, len(SAME) + len(POSITIVE)))
    same = [middle + sd * z[:, at] for at, (middle, sd) in enumerate(SAME.values())]
    positive = [middle * np.exp(sd * z[:, len(SAME) + at]) for at, (middle, sd) in enumerate(POSITIVE.values())]
    return OutcomeDraws((*SAME, *POSITIVE), np.column_stack([*same, *positive]))


def result(log_gone: float = 0.5, **fields: Any) -> OwnResult:
    """One result with so much gone; four sessions of needling alone on acne scars unless told otherwise."""
    scale = fields.get("scale", "ecca")
    before = fields.get("baseline") or BASELINE[scale]
    told = {
        "indication": SCARS, "scale": scale, "baseline": before, "after": before * exp(-log_gone),
        "weeks_after_last": 12, "sessions": 4, "interval_weeks": 4, "needle_length_mm": 1.5,
    }  # fmt: skip
    return OwnResult.model_validate(told | fields)


def arm(draws: OutcomeDraws, design: Design, seed: int = 1) -> NDArray[np.float64]:
    """What the mean of many people would show, (draws,)."""
    return scaled(draws, design.measure, arm_gain(draws, design, fresh(len(draws), seed)))


def person(draws: OutcomeDraws, design: Design, seed: int = 1) -> NDArray[np.float64]:
    """What one more person would show, (draws,)."""
    new = fresh(len(draws), seed)
    middle = scaled(draws, design.measure, arm_gain(draws, design, new))
    return middle + new_person_spread(draws, design, new.spread) * new.person


def clinic_people(draws: OutcomeDraws, design: Design, people: int, seed: int) -> NDArray[np.float64]:
    """What people of one new clinic show, (people,): its draw, its differences and its people are all chance."""
    numbers = np.random.Generator(np.random.Philox(key=[seed, 99]))
    one = draws.take(numbers.integers(len(draws), size=1))
    new = fresh(1, seed, 98)
    middle = scaled(one, design.measure, arm_gain(one, design, new))
    sd = new_person_spread(one, design, new.spread)
    return middle + sd * numbers.standard_normal(people)


def interval(values: NDArray[np.float64]) -> tuple[float, float, float]:
    """Ends of the 80 % interval around the median."""
    low, middle, high = np.quantile(values, [0.1, 0.5, 0.9])
    return float(low), float(middle), float(high)
