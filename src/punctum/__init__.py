"""Punctum: treatment planning for microneedling.

The functions and values of the pipeline, each loaded when it is first used:

    patient = punctum.read_patient(Path("patient.yaml"))
    screening = punctum.screen(patient, on=date(2026, 11, 20))
    plan = punctum.plan(patient, on=date(2026, 11, 20))
    punctum.write_plan(plan, Path("build/patient"))
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from punctum.care import Clinic, Instruction, Risk, read_clinic
    from punctum.delivery import Delivery, Density, Dwell, Passes, Treatment, deliver, exposure_of
    from punctum.device import HandPiece, find_hand_piece
    from punctum.exposure import Exposure
    from punctum.healing import (
        Columns,
        Course,
        Parameters,
        Sessions,
        columns_of,
        heal_map,
        needle_sessions,
        save_course,
        sessions_of,
        shipped_draws,
    )
    from punctum.healing.heal import heal
    from punctum.outcome import Alternative, Forecast, PlannedCourse, alternatives, forecast
    from punctum.patient import Patient, parse_patient, patient_of, read_patient
    from punctum.planning import (
        AmendedPlan,
        Amendment,
        Exceeded,
        PlanLimits,
        TreatmentPlan,
        ZoneAmendment,
        amended,
        amendment_of,
        limits_for,
        plan,
        with_deliveries,
    )
    from punctum.prescription import Prescription, ZoneSettings
    from punctum.problems import InputError, Problem
    from punctum.report import write_plan
    from punctum.screening import Finding, Screening, screen

__version__ = "0.1.0"

_HOME = {
    "Alternative": "outcome",
    "AmendedPlan": "planning",
    "Amendment": "planning",
    "Clinic": "care",
    "Columns": "healing",
    "Course": "healing",
    "Delivery": "delivery",
    "Density": "delivery",
    "Dwell": "delivery",
    "Exceeded": "planning",
    "Exposure": "exposure",
    "Finding": "screening",
    "Forecast": "outcome",
    "HandPiece": "device",
    "InputError": "problems",
    "Instruction": "care",
    "Parameters": "healing",
    "Passes": "delivery",
    "Patient": "patient",
    "PlanLimits": "planning",
    "PlannedCourse": "outcome",
    "Prescription": "prescription",
    "Problem": "problems",
    "Risk": "care",
    "Screening": "screening",
    "Sessions": "healing",
    "Treatment": "delivery",
    "TreatmentPlan": "planning",
    "ZoneAmendment": "planning",
    "ZoneSettings": "prescription",
    "alternatives": "outcome",
    "amended": "planning",
    "amendment_of": "planning",
    "columns_of": "healing",
    "deliver": "delivery",
    "exposure_of": "delivery",
    "find_hand_piece": "device",
    "forecast": "outcome",
    "heal": "healing",
    "heal_map": "healing",
    "limits_for": "planning",
    "needle_sessions": "healing",
    "parse_patient": "patient",
    "patient_of": "patient",
    "plan": "planning",
    "read_clinic": "care",
    "read_patient": "patient",
    "save_course": "healing",
    "screen": "screening",
    "sessions_of": "healing",
    "shipped_draws": "healing",
    "with_deliveries": "planning",
    "write_plan": "report",
}

__all__ = [
    "Alternative",
    "AmendedPlan",
    "Amendment",
    "Clinic",
    "Columns",
    "Course",
    "Delivery",
    "Density",
    "Dwell",
    "Exceeded",
    "Exposure",
    "Finding",
    "Forecast",
    "HandPiece",
    "InputError",
    "Instruction",
    "Parameters",
    "Passes",
    "Patient",
    "PlanLimits",
    "PlannedCourse",
    "Prescription",
    "Problem",
    "Risk",
    "Screening",
    "Sessions",
    "Treatment",
    "TreatmentPlan",
    "ZoneAmendment",
    "ZoneSettings",
    "alternatives",
    "amended",
    "amendment_of",
    "columns_of",
    "deliver",
    "exposure_of",
    "find_hand_piece",
    "forecast",
    "heal",
    "heal_map",
    "limits_for",
    "needle_sessions",
    "parse_patient",
    "patient_of",
    "plan",
    "read_clinic",
    "read_patient",
    "save_course",
    "screen",
    "sessions_of",
    "shipped_draws",
    "with_deliveries",
    "write_plan",
]


def __getattr__(name: str) -> Any:
    if (home := _HOME.get(name)) is None:
        raise AttributeError(f"module 'punctum' has no attribute {name!r}")
    return getattr(import_module(f"punctum.{home}"), name)
