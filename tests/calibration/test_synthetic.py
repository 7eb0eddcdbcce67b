"""Data made by the model itself from known constants: the fit finds them again, neither too sure nor too vague."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from punctum.calibration.fit import usual_plan
from punctum.calibration.predict import predictions
from punctum.calibration.smc import at_prior, next_rung
from punctum.calibration.tables import OBSERVATIONS
from punctum.calibration.unknowns import Unknowns

Values = NDArray[np.float64]
ERROR = 0.3
ROWS = [
    row
    for row in OBSERVATIONS.rows
    if row.experiment in ("biopsy_wound", "covered_array", "microlesions", "open_array")
    and "rise" != row.kind != "fall"
]
PLAN = replace(usual_plan(short=True), particles=256, most_moves=30)
LOOKED_AT = ("pore_half_life_hours", "collagen_loss_per_day", "signal_from_macrophages_per_day", "type_iii_gain")


@pytest.mark.slow
def test_constants_behind_simulated_data_are_found_again() -> None:
    unknowns = Unknowns()
    trials, ranks, narrower = 2, [], []
    start = at_prior(replace(PLAN, seed=99), unknowns.dimensions, lambda z: np.zeros(len(z)), unknowns.allowed).z

    def said(z: Values) -> Values:
        return predictions(ROWS, unknowns.parameters(z), unknowns.gains(z))

    scale = said(start).std(axis=0) * ERROR
    for trial in range(trials):
        true = start[trial : trial + 1]
        data = said(true)[0] + scale * np.random.default_rng(trial).standard_normal(len(ROWS))

        def likelihood(z: Values, data: Values = data) -> Values:
            return np.asarray(-(((said(z) - data) / scale) ** 2).sum(axis=1) / 2)

        plan = replace(PLAN, seed=trial)
        state = at_prior(plan, unknowns.dimensions, likelihood, unknowns.allowed)
        while state.temperature < 1:
            state = next_rung(plan, state, likelihood, unknowns.allowed)
        ranks.append(np.mean(state.z < true, axis=0))
        narrower.append(1 - state.z.var(axis=0) / start.var(axis=0))
        miss = (said(state.z).mean(axis=0) - said(true)[0]) / scale
        assert np.sqrt(np.mean(miss**2)) < 1
    places = [unknowns.constants.index(name) for name in LOOKED_AT]
    assert np.mean(narrower, axis=0)[places[0]] > 0.5
    # 2 × 49 ranks: were the posteriors too narrow, many would lie at the ends; too wide, none.
    ends = np.mean((np.array(ranks) < 0.05) | (np.array(ranks) > 0.95))
    assert 0.03 < ends < 0.25
    assert np.all(np.abs(np.mean(ranks, axis=0)[places] - 0.5) < 0.45)
