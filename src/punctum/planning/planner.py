"""From a patient to a treatment plan."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from punctum import __version__
from punctum.care import Clinic, Instruction, Risk, risks, timeline
from punctum.device import Device, find_device
from punctum.evidence.indications import INDICATIONS
from punctum.outcome import Alternative, Forecast, alternatives, forecast
from punctum.patient import Concern, Patient, age_years
from punctum.planning.anaesthesia import anaesthetic
from punctum.planning.devices import other_devices
from punctum.planning.outline import outline_of, planned_interval_weeks, planned_sessions
from punctum.planning.registry import ALL_TABLES
from punctum.planning.restrict import combined
from punctum.planning.schedule import course_dates
from punctum.planning.settings import TREATABLE, NoSettings, zone_settings
from punctum.planning.tables import CONSTANTS, REVIEWS, course_for
from punctum.planning.values import Outline, Review, Step, TreatmentPlan, ZonePlan
from punctum.prescription import Prescription, Session, ZoneSettings
from punctum.screening import STRICTNESS, Finding, Screening, screen
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
    treated = {setting.zone for setting in settings}
    outlines = tuple(
        outline_of(indication, patient.preferences.max_visits)
        for indication in dict.fromkeys(concern.indication for concern in patient.concerns)
    )
    prescription, notes = _prescription(patient, on, device, settings, outlines, screening)
    forecasts = tuple(_forecast(concern, treated, settings, prescription, outlines) for concern in patient.concerns)
    return TreatmentPlan(
        patient=patient,
        made_on=on,
        clinic=clinic,
        screening=screening,
        zones=zones,
        outlines=outlines,
        prescription=prescription,
        forecasts=forecasts,
        risks=_risks(patient, prescription, screening),
        care=_care(patient, prescription, screening, clinic, device),
        alternatives={
            indication: _alternatives(indication, patient, on, device, settings)
            for indication in dict.fromkeys(concern.indication for concern in patient.concerns)
        },
        steps=_steps(screening),
        reviews=_reviews(patient, prescription),
        instead=_instead(patient, zones, screening),
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
    missing = isinstance(settings, NoSettings)
    return ZonePlan(
        zone=zone,
        name=ZONES.by_id[zone].name,
        verdict=verdict.verdict,
        until=verdict.until,
        until_open=verdict.until_open,
        indications=tuple(dict.fromkeys(concern.indication for concern in concerns)),
        settings=None if isinstance(settings, NoSettings) else settings,
        no_settings=settings.why if isinstance(settings, NoSettings) else "",
        limits_only=settings.limits if missing and isinstance(settings, NoSettings) else (),
        rules=verdict.rules,
    )


def _prescription(
    patient: Patient,
    on: date,
    device: Device,
    settings: tuple[ZoneSettings, ...],
    outlines: tuple[Outline, ...],
    screening: Screening,
) -> tuple[Prescription | None, tuple[str, ...]]:
    if not settings:
        return None, ()
    zones = tuple(setting.zone for setting in settings)
    applying = tuple(finding for finding in screening.findings if set(finding.zones) & set(zones))
    adjustment = combined(applying)
    still_used = combined(finding for finding in applying if finding.until is None)
    counts = {setting.zone: planned_sessions(setting, outlines) for setting in settings}
    interval = max(planned_interval_weeks(setting, outlines, adjustment) for setting in settings)
    sessions, notes = course_dates(
        settings,
        counts,
        interval,
        on=on,
        events=patient.preferences.events,
        holds=still_used.hold_hours_before,
        screen_on=cache(lambda day: screen(patient, on=day)),
    )
    product, product_note = anaesthetic(zones, patient, adjustment)
    return (
        Prescription(
            device=device.id,
            settings=settings,
            sessions=sessions,
            interval_weeks=interval,
            anaesthetic=product,
            anaesthetic_note=product_note,
        ),
        (*notes, *_fewer_visits(outlines), *_materials(adjustment.materials_excluded)),
    )


def _fewer_visits(outlines: tuple[Outline, ...]) -> tuple[str, ...]:
    """Where the person's wish for few visits cuts a course below what is usual in the studies."""
    return tuple(
        f"{outline.indication}: {outline.sessions} visits, as the person asked. The usual course has {usual}; "
        f"studies gave {outline.sessions_min} to {outline.sessions_max}."
        for outline in outlines
        if outline.sessions is not None
        and (usual := course_for(outline.indication).sessions) is not None
        and outline.sessions < usual
    )


def _materials(materials: tuple[str, ...]) -> tuple[str, ...]:
    return (f"Keep away from this person: {', '.join(materials)}.",) if materials else ()


def _forecast(
    concern: Concern,
    treated: set[str],
    settings: tuple[ZoneSettings, ...],
    prescription: Prescription | None,
    outlines: tuple[Outline, ...],
) -> Forecast:
    outline = next(outline for outline in outlines if outline.indication == concern.indication)
    mine = tuple(setting for setting in settings if setting.zone in concern.zones)
    sessions = len([s for s in prescription.sessions if set(s.zones) & set(concern.zones)]) if prescription else 0
    return forecast(concern, sessions=sessions or outline.sessions or 0, settings=mine)


def _alternatives(
    indication: str, patient: Patient, on: date, device: Device, settings: tuple[ZoneSettings, ...]
) -> tuple[Alternative, ...]:
    concerns = [concern for concern in patient.concerns if concern.indication == indication]
    zones = tuple(dict.fromkeys(zone for concern in concerns for zone in concern.zones))
    lengths_mm = {setting.zone: setting.needle_length_mm for setting in settings}
    age = age_years(patient.birth_date, on)
    return (
        *alternatives(concerns[0]),
        *other_devices(indication, zones, lengths_mm, device.id, patient, age),
    )


def _flags(screening: Screening) -> frozenset[str]:
    return frozenset(flag for finding in screening.findings for flag in finding.adjustment.care)


def _risks(patient: Patient, prescription: Prescription | None, screening: Screening) -> tuple[Risk, ...]:
    return risks(patient, prescription, flags=_flags(screening)) if prescription else ()


def _care(
    patient: Patient,
    prescription: Prescription | None,
    screening: Screening,
    clinic: Clinic | None,
    device: Device,
) -> tuple[Instruction, ...]:
    """Care for every session; for a postponed course with a known date, the preparation for the first day possible."""
    flags = _flags(screening)
    time = clinic.session_time if clinic else None
    if prescription is not None:
        return timeline(prescription, patient, flags=flags, session_time=time)
    if screening.verdict != "postpone" or screening.until is None:
        return ()
    first = Session(number=1, date=screening.until, zones=patient.zones, weeks_since_last=None)
    provisional = Prescription(
        device=device.id,
        settings=(),
        sessions=(first,),
        interval_weeks=0,
        anaesthetic=None,
        anaesthetic_note="",
    )
    return tuple(
        item for item in timeline(provisional, patient, flags=flags, session_time=time) if item.phase == "before"
    )


def _steps(screening: Screening) -> tuple[Step, ...]:
    return tuple(
        Step(
            rule=finding.rule,
            text=_step_text(finding),
            who=finding.clear_roles if finding.action == "refer" else (),
            until=finding.until,
            until_text=finding.until_text,
            sources=finding.sources,
            basis=finding.basis,
        )
        for finding in screening.findings
        if finding.action not in TREATABLE
    )


def _step_text(finding: Finding) -> str:
    if finding.action == "refer":
        return f"{finding.title}: a clinician must clear this first."
    if finding.action == "postpone" or finding.permanence != "permanent":
        end = finding.until.isoformat() if finding.until else finding.until_text or "it has ended"
        return f"{finding.title}: wait until {end}."
    return f"{finding.title}: needling is not for this person here."


def _reviews(patient: Patient, prescription: Prescription | None) -> tuple[Review, ...]:
    if prescription is None or not prescription.sessions:
        return ()
    last = prescription.sessions[-1].date
    treated = {indication for setting in prescription.settings for indication in setting.indications}
    return tuple(
        Review(
            on=last + timedelta(weeks=row.weeks_after_last),
            weeks_after_last=row.weeks_after_last,
            kind=row.kind,
            text=row.text,
            sources=row.sources,
            basis=row.basis,
        )
        for row in REVIEWS.rows
        if not row.indications or set(row.indications) & treated
    )


def _instead(patient: Patient, zones: tuple[ZonePlan, ...], screening: Screening) -> tuple[str, ...]:
    """What to do instead, for every indication that gets no settings in some zone."""
    untreated = {indication for zone in zones if zone.settings is None for indication in zone.indications}
    answers = [
        INDICATIONS.by_id[indication].answer
        for indication in dict.fromkeys(concern.indication for concern in patient.concerns)
        if indication in untreated
    ]
    reasons = [
        finding.patient_reason
        for finding in screening.findings
        if STRICTNESS.index(finding.action) > STRICTNESS.index("adjust") and finding.patient_reason
    ]
    return tuple(dict.fromkeys([*reasons, *answers]))


__all__ = ["plan", "table_versions"]
