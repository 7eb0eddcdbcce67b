"""What the synthesis of all studies says of a new study on a scale, beside the average of its own studies."""

from __future__ import annotations

import numpy as np

from punctum.outcome.cells import cell_of
from punctum.outcome.design import Design
from punctum.outcome.draws import shipped_draws
from punctum.outcome.evidence_rows import LEVEL
from punctum.outcome.gain import arm_gain, fresh
from punctum.outcome.measuring import percent, scaled
from punctum.outcome.person import REPEATS, SEED


def new_study_of(indication: str, scale: str, weeks: float | None) -> tuple[float, tuple[float, float]] | None:
    """The average fall in percent that a new study of needling alone would come to: median and 95 % interval.

    100 (1 − e^−κg) with g of `arm_gain`: a new study, arm and measure; no sampling error, usual sessions and needles.
    None where too few clean studies share the scale, or where it is no summed score.

    Arguments:
        weeks: after the last session; None as studies look that do not say when.
    """
    cell = cell_of(indication, scale)
    if cell is None or cell.measure.family != "sum":
        return None
    draws = shipped_draws()
    repeated = draws.take(np.tile(np.arange(len(draws)), REPEATS))
    design = Design(indication=indication, measure=cell.measure, weeks_after_last=weeks)
    gain = arm_gain(repeated, design, fresh(len(repeated), SEED))
    seen = percent(scaled(repeated, cell.measure, gain))
    low, high = np.quantile(seen, ((1 - LEVEL) / 2, (1 + LEVEL) / 2)).tolist()
    return float(np.median(seen)), (low, high)
