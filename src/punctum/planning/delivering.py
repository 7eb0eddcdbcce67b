"""What the settings of a plan add up to on the skin: every treated zone, simulated."""

from __future__ import annotations

from dataclasses import replace

from punctum.delivery import Delivery, Density, Treatment, deliver
from punctum.device import find_device, hand_piece
from punctum.patient import Patient, age_years
from punctum.planning.tables import CONSTANTS
from punctum.planning.values import TreatmentPlan
from punctum.prescription import ZoneSettings
from punctum.problems import InputError


def with_deliveries(plan: TreatmentPlan) -> TreatmentPlan:
    """The plan with a simulated delivery for every treated zone that can be simulated.

    Simulating takes longer than planning, so it is a step of its own.
    """
    age = age_years(plan.patient.birth_date, plan.made_on)
    made = {
        zone.zone: planned_delivery(zone.settings, plan.patient, age)
        for zone in plan.zones
        if zone.settings is not None
    }
    return replace(plan, deliveries={zone: delivery for zone, delivery in made.items() if delivery is not None})


def planned_delivery(settings: ZoneSettings, patient: Patient, age: float | None) -> Delivery | None:
    """One visit to a zone at the most that its settings allow: needle length from the second visit on, density, passes.

    Arguments:
        settings: of the zone. patient: for sex. age: of the person in years on the day of the plan; None if not known.

    Returns:
        the delivery, the same for the same settings; None where the device or the zone cannot be simulated.
    """
    try:
        return deliver(
            Treatment(
                zone=settings.zone,
                sex=patient.sex,
                age_years=age,
                hand_piece=hand_piece(find_device(settings.device)),
                needle_length_mm=settings.needle_length_mm,
                dose=Density(settings.density_per_cm2),
                passes=settings.passes,
            ),
            draws=delivery_draws(),
        )
    except InputError:
        return None


def delivery_draws() -> int:
    """How often each delivery of a plan is simulated."""
    value = CONSTANTS.by_id["delivery_draws"].value
    return 1 if value is None else int(value)
