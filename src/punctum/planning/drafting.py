"""What a plan starts from: screening, the device, and for every zone what its settings are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from punctum.device import Device, find_device
from punctum.patient import Patient, age_years
from punctum.planning.framing import NoSettings, Values, ZoneFrame, frame_of
from punctum.planning.outline import outline_of
from punctum.planning.settings import proposed
from punctum.planning.tables import CONSTANTS
from punctum.planning.values import Outline, ZonePlan
from punctum.prescription import ZoneSettings
from punctum.screening import TREATABLE, Screening, ZoneScreening, screen
from punctum.skin import ZONES

NO_SETTINGS_NOW = {
    "postpone": "Not yet. Screen again on the day.",
    "refer": "None until the referral is cleared.",
    "contraindicated": "None. This zone is not treated.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneDraft:
    """One requested zone before anything is set.

    Arguments:
        frame, planned: what its settings are made from, and what planning sets; None where it gets no settings.
        why_none: why it gets none. limits_only: what a clinician who elects to treat it must keep.
    """

    zone: str
    screened: ZoneScreening
    indications: tuple[str, ...]
    frame: ZoneFrame | None
    planned: Values | None
    why_none: str
    limits_only: tuple[str, ...]
    cleared_by: tuple[str, ...]

    @property
    def name(self) -> str:
        """The zone in words."""
        return ZONES.by_id[self.zone].name

    def plan(self, settings: ZoneSettings | None, why_none: str = "") -> ZonePlan:
        """The zone as a plan has it."""
        return ZonePlan(
            zone=self.zone,
            name=self.name,
            verdict=self.screened.verdict,
            until=self.screened.until,
            until_open=self.screened.until_open,
            indications=self.indications,
            settings=settings,
            no_settings="" if settings else why_none or self.why_none,
            limits_only=() if settings else self.limits_only,
            rules=self.screened.rules,
            cleared_by=self.cleared_by,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a plan starts from. `zones`: one per requested zone. `outlines`: one per indication, as studied."""

    screening: Screening
    device: Device
    zones: tuple[ZoneDraft, ...]
    outlines: tuple[Outline, ...]


def draft_of(patient: Patient, on: date) -> Draft:
    """What the plan of one person starts from, on one day.

    Raises:
        InputError: the patient's dates do not fit the day.
    """
    screening = screen(patient, on=on)
    device = find_device(patient.preferences.device or CONSTANTS.by_id["default_device"].text)
    return Draft(
        screening=screening,
        device=device,
        zones=tuple(_zone_draft(zone, patient, on, device, screening) for zone in patient.zones),
        outlines=tuple(
            outline_of(indication, patient.preferences.max_visits)
            for indication in dict.fromkeys(concern.indication for concern in patient.concerns)
        ),
    )


def _zone_draft(zone: str, patient: Patient, on: date, device: Device, screening: Screening) -> ZoneDraft:
    screened, findings = screening.zones[zone], screening.in_zone(zone)
    concerns = tuple(concern for concern in patient.concerns if zone in concern.zones)
    frame: ZoneFrame | NoSettings
    if screened.verdict in TREATABLE:
        frame = frame_of(zone, concerns, patient, age_years(patient.birth_date, on), device, findings)
    else:
        frame = NoSettings(NO_SETTINGS_NOW[screened.verdict])
    planned = frame if isinstance(frame, NoSettings) else proposed(frame)
    return ZoneDraft(
        zone=zone,
        screened=screened,
        indications=tuple(dict.fromkeys(concern.indication for concern in concerns)),
        frame=None if isinstance(frame, NoSettings) else frame,
        planned=None if isinstance(planned, NoSettings) else planned,
        why_none=planned.why if isinstance(planned, NoSettings) else "",
        limits_only=planned.limits if isinstance(planned, NoSettings) else (),
        cleared_by=tuple(dict.fromkeys(f"{each.rule}: {each.cleared_by}" for each in findings if each.cleared_by)),
    )
