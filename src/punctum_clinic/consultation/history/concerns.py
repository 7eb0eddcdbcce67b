"""What the person wants treated, and where: the concerns of the history as they stand beside the chart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from punctum import InputError
from punctum.evidence import find_indication
from punctum.skin import ZONES, Zone, find_zones
from punctum_clinic.consultation.history.typed import clean

ROW = re.compile(r"concerns\[(\d{1,3})\]\.(indication|subtype|severity|active|since|zones|from)")
REGIONS: dict[str, Any] = {
    "face": _("Face"),
    "neck": _("Neck"),
    "scalp": _("Scalp"),
    "trunk": _("Chest, belly and back"),
    "arm": _("Arms and hands"),
    "leg": _("Hips and legs"),
}
ANSWERS = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class TypedConcern:
    """One concern as it stands in the boxes. `place`: where it stood in the version that the form showed."""

    indication: str = ""
    subtype: str = ""
    severity: str = ""
    active: str = ""
    since: str = ""
    zones: tuple[str, ...] = ()
    place: str = ""


def concerns_of(document: Mapping[str, Any]) -> tuple[TypedConcern, ...]:
    """The concerns of a file."""
    found = []
    for place, entry in enumerate(document.get("concerns") or ()):
        active = entry.get("active")
        found.append(
            TypedConcern(
                indication=_indication(str(entry.get("indication") or "")),
                subtype=str(entry.get("subtype") or ""),
                severity=str(entry.get("severity") or ""),
                active="" if active is None else "yes" if active else "no",
                since=str(entry.get("since") or ""),
                zones=_zones(entry.get("zones")),
                place=str(place),
            )
        )
    return tuple(found)


def concerns_from(sent: QueryDict) -> tuple[TypedConcern, ...]:
    """The concerns as somebody sent them."""
    found: dict[int, dict[str, Any]] = {}
    for key in sent:
        if parts := ROW.fullmatch(key):
            row = found.setdefault(int(parts[1]), {})
            if parts[2] == "zones":
                row["zones"] = tuple(dict.fromkeys(clean(zone) for zone in sent.getlist(key) if zone))
            else:
                row["place" if parts[2] == "from" else parts[2]] = clean(sent.get(key, "")).strip()
    return tuple(TypedConcern(**row) for _place, row in sorted(found.items()))


def with_concerns(document: Mapping[str, Any], typed: tuple[TypedConcern, ...]) -> dict[str, Any]:
    """The file with these concerns; a concern that stays what it was keeps its scores."""
    before = list(document.get("concerns") or ())
    entries = []
    for concern in typed:
        if not concern.indication and not concern.zones:
            continue
        old = before[int(concern.place)] if concern.place.isdecimal() and int(concern.place) < len(before) else {}
        same = _indication(str(old.get("indication") or "")) == _indication(concern.indication)
        scored = {name: old[name] for name in ("scale", "baseline", "goal") if same and old.get(name) is not None}
        entry: dict[str, Any] = {"indication": concern.indication, "zones": list(concern.zones)}
        for name in ("subtype", "severity", "since"):
            if value := getattr(concern, name):
                entry[name] = value
        if concern.active:
            entry["active"] = ANSWERS.get(concern.active, concern.active)
        entries.append({**entry, **scored})
    return {**document, "concerns": entries}


def zones_by_region() -> list[tuple[Any, list[tuple[Any, list[Zone]]]]]:
    """The zones that may be needled: the face, then everything else by region, in the order of the table."""
    by_region = {
        region: [zone for zone in ZONES.rows if zone.region == region and "never" not in zone.flags]
        for region in REGIONS
    }
    elsewhere = [(label, by_region[region]) for region, label in REGIONS.items() if region != "face"]
    return [(REGIONS["face"], [("", by_region["face"])]), (_("Elsewhere on the body"), elsewhere)]


def _indication(name: str) -> str:
    try:
        return find_indication(name).id
    except InputError:
        return name


def _zones(value: Any) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value or ()
    found: list[str] = []
    for name in names:
        try:
            found += find_zones(str(name))
        except InputError:
            found.append(str(name))
    return tuple(dict.fromkeys(found))
