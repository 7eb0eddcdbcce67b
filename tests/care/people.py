"""Persons and prescriptions that the tests of care share."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from punctum.patient import Patient, patient_of
from punctum.prescription import Anaesthetic, Prescription, Session, ZoneSettings

START = date(2026, 11, 20)
TEN = time(10)
FIELDS: dict[str, Any] = {
    "id": "p",
    "birth_date": "1990-01-01",
    "sex": "female",
    "phototype": "II",
    "pregnant": False,
    "breastfeeding": False,
    "concerns": [{"indication": "atrophic acne scars", "zones": ["cheek"]}],
}


def person(**fields: Any) -> Patient:
    return patient_of({**FIELDS, **fields})


def numbed_with(product: str, *agents: str) -> Anaesthetic:
    return Anaesthetic(
        product=product, agents=agents, max_g=10, area_cm2=100, minutes_min=30, minutes_max=60, notes=(),
        sources=("lmx4_uk_smpc",), basis="read",
    )  # fmt: skip


def settings_of(zone: str, endpoint: str) -> ZoneSettings:
    return ZoneSettings(
        zone=zone, indications=("atrophic acne scars",), device="skinpen_precision", needle_length_mm=1.0,
        first_needle_length_mm=1.0, density_per_cm2=250, passes=4, passes_min=2, directions=("across",),
        endpoint=endpoint, endpoint_text="", glide="hydrogel", skip=(), below_studied=False, off_label=(),
        redness_class="days_1_3", limits=(), redness_days=(1, 3), why={},
    )  # fmt: skip


def course(
    *gaps_days: int,
    zones: tuple[str, ...] = ("cheek",),
    anaesthetic: Anaesthetic | None = None,
    adjuncts: tuple[str, ...] = (),
    device: str = "skinpen_precision",
    endpoint: str = "erythema",
) -> Prescription:
    """A course whose sessions lie these many days apart."""
    days = [START + timedelta(days=sum(gaps_days[:index])) for index in range(len(gaps_days) + 1)]
    return Prescription(
        device=device,
        settings=tuple(settings_of(zone, endpoint) for zone in zones),
        sessions=tuple(
            Session(number=index + 1, date=day, zones=zones, weeks_since_last=None) for index, day in enumerate(days)
        ),
        interval_weeks=4,
        anaesthetic=anaesthetic,
        anaesthetic_note="",
        adjuncts=adjuncts,
    )
