"""What the settings of a plan add up to on the skin: every treated zone, simulated."""

from __future__ import annotations

from dataclasses import replace

from punctum.delivery import Delivery, Density, Goal, NoHoleDeeper, Treatment, default_goals, deliver
from punctum.device import find_device, hand_piece
from punctum.patient import Patient, age_years
from punctum.planning.tables import ceiling_for
from punctum.planning.values import TreatmentPlan
from punctum.prescription import ZoneSettings
from punctum.problems import InputError
from punctum.skin import layers


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

    It is simulated once, by the usual hand; `punctum deliver` simulates it many times for the bands of every figure.

    Arguments:
        settings: of the zone. patient: for sex. age: of the person in years on the day of the plan; None if not known.

    Returns:
        the delivery, the same for the same settings; None where the device or the zone cannot be simulated.
    """
    try:
        treatment = Treatment(
            zone=settings.zone,
            sex=patient.sex,
            age_years=age,
            hand_piece=hand_piece(find_device(settings.device)),
            needle_length_mm=settings.needle_length_mm,
            dose=Density(settings.density_per_cm2),
            passes=settings.passes,
        )
        return deliver(treatment, draws=1, goals=planned_goals(treatment))
    except InputError:
        return None


def planned_goals(treatment: Treatment) -> tuple[Goal, ...]:
    """What the delivery of a plan is held against: the usual goals, and the longest needle of the zone as its depth.

    That the dermis ends higher is shown and not judged: methods disagree twofold about where it ends.
    """
    usual = default_goals(layers(treatment.zone, treatment.sex, treatment.age_years))
    goals = tuple(goal for goal in usual if not isinstance(goal, NoHoleDeeper))
    if (ceiling := ceiling_for(treatment.zone)) is None:
        return goals
    text = "No channel is deeper than the longest needle for this zone."
    deepest = NoHoleDeeper(
        id="ceiling", text=text, limit=ceiling.ceiling_mm, sources=ceiling.sources, basis=ceiling.basis
    )
    return (*goals, deepest)
