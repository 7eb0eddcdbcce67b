"""What devices are cleared for, and why a use is off-label."""

from __future__ import annotations

from typing import Annotated, get_args

from punctum.device.devices import Device, DeviceId
from punctum.evidence.scales import Phototype
from punctum.evidence.table import Ref, SourcedRow, Table


class Label(SourcedRow):
    """One cleared use of a device. Empty `phototypes`: the label names none. An empty length was not seen."""

    device: DeviceId
    indications: tuple[Annotated[str, Ref("indications")], ...]
    zones: tuple[Annotated[str, Ref("zones")], ...]
    phototypes: tuple[Phototype, ...] = ()
    age_min_years: float
    length_max_mm: float | None = None
    text: str


LABELS = Table("punctum.device", "labels", Label)


def off_label(
    device: Device,
    indication: str,
    zone: str,
    phototype: Phototype | None,
    age_years: float,
    length_mm: float,
) -> tuple[str, ...]:
    """Why a use of a device lies outside its label.

    A device may have several labels. The one that fits best speaks: fewest reasons, the indication first.

    Arguments:
        device: the device.
        indication: indication id.
        zone: zone id.
        phototype: Fitzpatrick phototype; none when unknown, which only a label for all types covers.
        age_years: age in years.
        length_mm: needle length in mm.

    Returns:
        one plain line for each reason; empty when the use is on label.
    """
    labels = [label for label in LABELS.rows if label.device == device.id]
    if not labels:
        return ("no label of this device was seen",)
    fitting = [label for label in labels if indication in label.indications] or labels
    return min((_reasons(label, indication, zone, phototype, age_years, length_mm) for label in fitting), key=len)


def _reasons(
    label: Label, indication: str, zone: str, phototype: Phototype | None, age_years: float, length_mm: float
) -> tuple[str, ...]:
    reasons = []
    if indication not in label.indications:
        reasons.append(f"the label does not name {indication}")
    elif zone not in label.zones:
        reasons.append(f"for {indication} the label does not name this zone: {zone.replace('_', ' ')}")
    possible = get_args(Phototype) if phototype is None else (phototype,)
    if label.phototypes and not set(possible) <= set(label.phototypes):
        named = ", ".join(label.phototypes)
        reasons.append(f"the label names the phototypes {named}; this person's is {phototype or 'unknown'}")
    if age_years < label.age_min_years:
        reasons.append(f"the label begins at {label.age_min_years:g} years; this person is {age_years:g}")
    if label.length_max_mm is None:
        reasons.append("the longest needle that the label allows was not seen")
    elif length_mm > label.length_max_mm:
        reasons.append(f"the label was evaluated up to {label.length_max_mm:g} mm; this is {length_mm:g} mm")
    return tuple(reasons)
