"""Concerns and settings for the tests of forecasts."""

from __future__ import annotations

from typing import Any

from punctum.patient import Concern
from punctum.prescription import ZoneSettings

SCARS = "atrophic acne scars"
QUANTITATIVE = "goodman_baron_quantitative"


def concern(indication: str = SCARS, zones: tuple[str, ...] = ("cheek",), **fields: Any) -> Concern:
    return Concern.model_validate({"indication": indication, "zones": zones, **fields})


def settings(zone: str, *, below_studied: bool) -> ZoneSettings:
    return ZoneSettings(
        zone=zone,
        indications=(SCARS,),
        device="skinpen_precision",
        needle_length_mm=1.0,
        first_needle_length_mm=1.0,
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
