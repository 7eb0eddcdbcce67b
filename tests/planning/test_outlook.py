"""What a plan tells the forecast, and that no forecast tells the plan how long a needle should be."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from punctum.outcome import Forecast
from punctum.outcome.draws import OutcomeDraws, shipped_draws
from punctum.patient import read_patient
from punctum.planning import plan
from punctum.planning.outlook import forecast_of

ON = date(2026, 11, 20)
ANA = Path("examples/patients/ana.yaml")


def steeper(name: str) -> OutcomeDraws:
    draws = shipped_draws()
    table = draws.values.copy()
    table[:, draws.names.index(name)] += 2.0
    return OutcomeDraws(draws.names, table)


@pytest.mark.parametrize("slope", ["slope_needle_length", "slope_tissue_response", "slope_sessions", "slope_interval"])
def test_no_slope_moves_what_is_recommended(slope: str, monkeypatch: pytest.MonkeyPatch) -> None:
    patient = read_patient(ANA)
    before = plan(patient, on=ON)
    monkeypatch.setattr(sys.modules["punctum.outcome.forecast"], "shipped_draws", lambda: steeper(slope))
    after = plan(patient, on=ON)
    assert replace(after, forecasts=before.forecasts) == before
    assert after.forecasts != before.forecasts
    assert after.forecasts[0].slopes != before.forecasts[0].slopes


def test_the_forecast_is_for_what_is_prescribed() -> None:
    patient = read_patient(ANA)
    made = plan(patient, on=ON)
    assert made.prescription is not None
    (concern, *_), (told, *_) = patient.concerns, made.forecasts
    settings = made.prescription.settings

    def with_more(*adjuncts: str) -> Forecast:
        assert made.prescription is not None
        changed = replace(made.prescription, adjuncts=adjuncts)
        return forecast_of(patient, concern, settings, changed, made.outlines)

    assert with_more() == told
    assert with_more("hyaluronic acid gel") == told
    assert with_more("PRP").quantity == ""
    assert "moon dust" in with_more("moon dust").text
    weekly = replace(made.prescription, interval_weeks=1.0)
    assert forecast_of(patient, concern, settings, weekly, made.outlines).mean != told.mean
    longer = tuple(replace(zone, needle_length_mm=zone.needle_length_mm + 0.25) for zone in settings)
    assert forecast_of(patient, concern, longer, made.prescription, made.outlines).mean != told.mean
