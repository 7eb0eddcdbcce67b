"""From a patient to a treatment plan."""

from __future__ import annotations

from datetime import date
from functools import cache

from punctum import __version__
from punctum.care import Clinic, risks
from punctum.device import Device, find_device
from punctum.patient import Patient, age_years
from punctum.planning.clearing import instead_of_needling, steps_to_treatment
from punctum.planning.follow_up import care_flags_of, care_for, reviews_after
from punctum.planning.outline import outline_of
from punctum.planning.outlook import alternatives_to, forecast_of
from punctum.planning.prescribing import prescribe
from punctum.planning.registry import ALL_TABLES
from punctum.planning.settings import NoSettings, zone_settings
from punctum.planning.tables import CONSTANTS
from punctum.planning.values import TreatmentPlan, ZonePlan
from punctum.prescription import ZoneSettings
from punctum.screening import TREATABLE, Screening, screen
from punctum.skin import ZONES

NO_SETTINGS_NOW = {
    "postpone": "Not yet. Screen again on the day.",
    "refer": "None until the referral is cleared.",
    "contraindicated": "None. This zone is not treated.",
}


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
    screening = screen(patient, on=on)
    device = find_device(patient.preferences.device or CONSTANTS.by_id["default_device"].text)
    zones = tuple(_zone_plan(zone, patient, on, device, screening) for zone in patient.zones)
    settings = tuple(zone.settings for zone in zones if zone.settings is not None)
    outlines = tuple(
        outline_of(indication, patient.preferences.max_visits)
        for indication in dict.fromkeys(concern.indication for concern in patient.concerns)
    )
    prescription, notes = prescribe(patient, on, settings, outlines, screening)
    forecasts = tuple(forecast_of(patient, concern, settings, prescription, outlines) for concern in patient.concerns)
    return TreatmentPlan(
        patient=patient,
        made_on=on,
        clinic=clinic,
        screening=screening,
        zones=zones,
        outlines=outlines,
        prescription=prescription,
        forecasts=forecasts,
        risks=risks(patient, prescription, flags=care_flags_of(screening)) if prescription else (),
        care=care_for(patient, prescription, screening, clinic, device),
        alternatives={
            indication: alternatives_to(indication, patient, on, device, settings)
            for indication in dict.fromkeys(concern.indication for concern in patient.concerns)
        },
        steps=steps_to_treatment(screening),
        reviews=reviews_after(prescription),
        instead=instead_of_needling(patient, zones, screening),
        notes=notes,
        tables=table_versions(),
        version=__version__,
    )


@cache
def table_versions() -> dict[str, str]:
    """The SHA-256 of every table of the package, by `package/name`."""
    return {
        f"{table.package.removeprefix('punctum.')}/{table.name}": table.sha256
        for table in sorted(ALL_TABLES, key=lambda table: (table.package, table.name))
    }


def _zone_plan(zone: str, patient: Patient, on: date, device: Device, screening: Screening) -> ZonePlan:
    verdict = screening.zones[zone]
    concerns = tuple(concern for concern in patient.concerns if zone in concern.zones)
    settings: ZoneSettings | NoSettings
    if verdict.verdict in TREATABLE:
        age = age_years(patient.birth_date, on)
        settings = zone_settings(zone, concerns, patient, age, device, screening.in_zone(zone))
    else:
        settings = NoSettings(NO_SETTINGS_NOW[verdict.verdict])
    return ZonePlan(
        zone=zone,
        name=ZONES.by_id[zone].name,
        verdict=verdict.verdict,
        until=verdict.until,
        until_open=verdict.until_open,
        indications=tuple(dict.fromkeys(concern.indication for concern in concerns)),
        settings=None if isinstance(settings, NoSettings) else settings,
        no_settings=settings.why if isinstance(settings, NoSettings) else "",
        limits_only=settings.limits if isinstance(settings, NoSettings) else (),
        rules=verdict.rules,
        cleared_by=tuple(
            dict.fromkeys(
                f"{finding.rule}: {finding.cleared_by}" for finding in screening.in_zone(zone) if finding.cleared_by
            )
        ),
    )
