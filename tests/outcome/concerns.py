"""Concerns and settings for the tests of forecasts."""

from __future__ import annotations

from typing import Any

from punctum.outcome import Forecast, PlannedCourse, forecast
from punctum.outcome.draws import OutcomeDraws
from punctum.patient import Concern, Patient
from punctum.prescription import ZoneSettings

SCARS = "atrophic acne scars"
QUANTITATIVE = "goodman_baron_quantitative"
QUALITATIVE = "goodman_baron_qualitative"


def concern(indication: str = SCARS, zones: tuple[str, ...] = ("cheek",), **fields: Any) -> Concern:
    return Concern.model_validate({"indication": indication, "zones": zones, **fields})


def patient(*concerns: Concern, **fields: Any) -> Patient:
    return Patient.model_validate(
        {"id": "one", "birth_date": "1990-01-01", "concerns": [each.model_dump() for each in concerns], **fields}
    )


def foreseen(
    one: Concern,
    *,
    sessions: int = 4,
    interval_weeks: float | None = 4,
    settings: tuple[ZoneSettings, ...] = (),
    adjuncts: tuple[str, ...] = (),
    draws: OutcomeDraws | None = None,
) -> Forecast:
    """The forecast of one concern of a person with nothing else."""
    course = PlannedCourse(sessions=sessions, interval_weeks=interval_weeks, settings=settings, adjuncts=adjuncts)
    return forecast(patient(one), one, course, draws=draws)


def settings(zone: str, *, below_studied: bool, needle_length_mm: float = 1.0) -> ZoneSettings:
    return ZoneSettings(
        zone=zone,
        indications=(SCARS,),
        device="skinpen_precision",
        needle_length_mm=needle_length_mm,
        first_needle_length_mm=needle_length_mm,
        density_per_cm2=250,
        passes=4,
        passes_min=2,
        directions=("across", "down"),
        endpoint="erythema",
        endpoint_text="",
        glide="",
        skip=(),
        below_studied=below_studied,
        off_label=(),
        redness_class="",
        redness_days=(1, 3),
        limits=(),
        why={},
    )
