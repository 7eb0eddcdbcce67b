"""Other devices for the same use: what they can be set to, and what their labels say."""

from __future__ import annotations

from punctum.device import DEVICES, LABELS, Device, off_label, round_down_mm
from punctum.outcome import Alternative
from punctum.patient import Patient
from punctum.skin import ZONES


def other_devices(
    indication: str, zones: tuple[str, ...], lengths_mm: dict[str, float], chosen: str, patient: Patient, age_years: int
) -> tuple[Alternative, ...]:
    """The devices, other than the chosen one, with a label that names the indication.

    Arguments:
        indication: indication id. zones: where it is to be treated. lengths_mm: planned needle length by zone, if any.
        chosen: id of the device of the plan. age_years: on the day of planning.
    """
    labelled = {label.device for label in LABELS.rows if indication in label.indications}
    return tuple(
        _alternative(device, indication, zones, lengths_mm, patient, age_years)
        for device in DEVICES.rows
        if device.id in labelled and device.id != chosen and device.plannable
    )


def _alternative(
    device: Device,
    indication: str,
    zones: tuple[str, ...],
    lengths_mm: dict[str, float],
    patient: Patient,
    age_years: int,
) -> Alternative:
    settings = {zone: round_down_mm(device, length) for zone, length in lengths_mm.items() if zone in zones}
    reasons = dict.fromkeys(
        reason
        for zone in zones
        for reason in off_label(device, indication, zone, patient.phototype, age_years, settings.get(zone) or 0)
    )
    label = f"Off label here: {'; '.join(reasons)}." if reasons else "On label here."
    reach = "".join(f" {ZONES.by_id[zone].name.capitalize()}: {_reach(mm)}." for zone, mm in settings.items())
    return Alternative(
        name=device.name,
        kind="device",
        benefit="No study here compares it with the device of this plan.",
        downtime="Not measured here.",
        pigment_risk="Not measured here.",
        shown=(),
        text=f"{label}{reach}",
        certainty="very low",
    )


def _reach(setting_mm: float | None) -> str:
    return "no setting short enough is known" if setting_mm is None else f"{setting_mm:g} mm"
