"""From a patient to a treatment plan."""

from __future__ import annotations

from datetime import date

from punctum.care import Clinic
from punctum.patient import Patient
from punctum.planning.amendments import NOTHING_CHANGED
from punctum.planning.making import make, table_versions
from punctum.planning.values import TreatmentPlan

__all__ = ["plan", "table_versions"]


def plan(patient: Patient, *, on: date, clinic: Clinic | None = None) -> TreatmentPlan:
    """The plan for one person, made on one day.

    Screens, sets each treatable zone as gently as its limits ask, dates the course, forecasts each concern, and lists
    risks, care, alternatives and reviews. Zones that may not be treated get the way to treatment instead of settings.

    Arguments:
        patient: the person. on: the day of planning, which is the earliest day of treatment.
        clinic: whom to call; None leaves a line to fill in.

    Returns:
        the plan. A plan that treats nothing is a result, not an error.

    Raises:
        InputError: the patient's dates do not fit the day.
    """
    return make(patient, on=on, clinic=clinic, amendment=NOTHING_CHANGED).plan
