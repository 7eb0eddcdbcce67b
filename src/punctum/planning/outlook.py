"""What to expect of each concern, and the other ways it was weighed against."""

from __future__ import annotations

from datetime import date

from punctum.device import Device
from punctum.outcome import Alternative, Forecast, PlannedCourse, alternatives, forecast
from punctum.outcome.agents import agents_in, is_inert
from punctum.patient import Concern, Patient, age_years
from punctum.planning.devices import other_devices
from punctum.planning.values import Outline
from punctum.prescription import Prescription, ZoneSettings


def forecast_of(
    patient: Patient,
    concern: Concern,
    settings: tuple[ZoneSettings, ...],
    prescription: Prescription | None,
    outlines: tuple[Outline, ...],
) -> Forecast:
    """The forecast of one concern under the prescription, or under the usual course when there is none."""
    outline = next(outline for outline in outlines if outline.indication == concern.indication)
    sessions = len([s for s in prescription.sessions if set(s.zones) & set(concern.zones)]) if prescription else 0
    course = PlannedCourse(
        sessions=sessions or outline.sessions or 0,
        interval_weeks=prescription.interval_weeks if prescription else outline.interval_weeks,
        settings=tuple(setting for setting in settings if setting.zone in concern.zones),
        adjuncts=_adjuncts(prescription.adjuncts) if prescription else (),
    )
    return forecast(patient, concern, course)


def _adjuncts(named: tuple[str, ...]) -> tuple[str, ...]:
    """What does something besides needling, by id; what no table knows keeps its name, so that no figure speaks."""
    return tuple(dict.fromkeys(agent for name in named if not is_inert(name) for agent in agents_in(name) or (name,)))


def alternatives_to(
    indication: str, patient: Patient, on: date, device: Device, settings: tuple[ZoneSettings, ...]
) -> tuple[Alternative, ...]:
    """Everything needling was weighed against for one indication, other devices included."""
    concerns = [concern for concern in patient.concerns if concern.indication == indication]
    zones = tuple(dict.fromkeys(zone for concern in concerns for zone in concern.zones))
    lengths_mm = {setting.zone: setting.needle_length_mm for setting in settings}
    age = age_years(patient.birth_date, on)
    return (
        *alternatives(concerns[0]),
        *other_devices(indication, zones, lengths_mm, device.id, patient, age),
    )
