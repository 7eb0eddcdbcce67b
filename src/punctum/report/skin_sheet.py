"""What is known of one zone for one person, gathered for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from punctum.problems import InputError, Problem, all_hold, shown
from punctum.report.citations import citation
from punctum.skin import (
    ZONES,
    Layer,
    Sex,
    Zone,
    ZoneArea,
    dermis,
    find_zones,
    layers,
    views_of,
    zone_area,
)
from punctum.skin.layers import check_person

SCHEMA = "punctum/skin/1"
# Digits after the decimal point of a length in µm.
DIGITS = 2


@dataclass(frozen=True, slots=True)
class SkinSheet:
    """One zone: its layers (none where it is never needled), its whole dermis, and what lies beside it.

    Arguments:
        never_beside: zones beside it that are never needled. views: drawings that show it, the best first.
    """

    zone: Zone
    sex: Sex
    age_years: float | None
    area: ZoneArea
    layers: tuple[Layer, ...]
    dermis: Layer | None
    never_beside: tuple[Zone, ...]
    views: tuple[str, ...]

    @property
    def never(self) -> bool:
        """Whether the zone is never needled."""
        return "never" in self.zone.flags


def skin_sheet(zone: str, sex: str, age_years: float | None) -> SkinSheet:
    """Everything known of a zone.

    Arguments:
        zone: any name of one zone. age_years: None where it was not given.

    Raises:
        InputError: no such zone, several zones, no such sex, or an age that nobody has.
    """
    all_hold(lambda: _one_zone(zone), lambda: check_person(sex, age_years))
    row, sex = _one_zone(zone), check_person(sex, age_years)
    never = "never" in row.flags
    return SkinSheet(
        row,
        sex,
        age_years,
        zone_area(row.id, sex),
        () if never else layers(row.id, sex, age_years),
        None if never else dermis(row.id, sex, age_years),
        tuple(other for other in ZONES.rows if "never" in other.flags and row.id in other.beside),
        views_of(row.id),
    )


def _one_zone(zone: str) -> Zone:
    found = find_zones(zone)
    if len(found) > 1:
        raise InputError([Problem("zone", f"one of {', '.join(found)}", shown(zone))])
    return ZONES.by_id[found[0]]


def skin_document(sheet: SkinSheet) -> dict[str, Any]:
    """The sheet for programs; lengths in µm, areas in cm², with every cited work."""
    zone = sheet.zone
    cited = dict.fromkeys(source for source in sources_of(sheet))
    return {
        "schema": SCHEMA,
        "zone": zone.id,
        "name": zone.name,
        "region": zone.region,
        "flags": list(zone.flags),
        "never_needled": sheet.never,
        "sex": sheet.sex,
        "age_years": sheet.age_years,
        "area": _area(sheet.area),
        "layers": [_layer(layer) for layer in sheet.layers],
        "dermis": None if sheet.dermis is None else _layer(sheet.dermis),
        "never_needled_beside": [other.id for other in sheet.never_beside],
        "counts_for": list(zone.beside),
        "views": list(sheet.views),
        "sources": {source: citation(source).text for source in cited},
    }


def sources_of(sheet: SkinSheet) -> tuple[str, ...]:
    """The ids of every cited work, in the order of their first place."""
    every = [*sheet.zone.sources, *sheet.area.sources, *(name for other in sheet.area.others for name in other.sources)]
    for layer in (*sheet.layers, *([sheet.dermis] if sheet.dermis else [])):
        every += [*layer.sources, *layer.disagreement_sources]
    return tuple(dict.fromkeys(every))


def _area(area: ZoneArea) -> dict[str, Any]:
    return {
        "area_cm2": area.area_cm2,
        "convention": area.convention,
        "extent": area.extent,
        "basis": area.basis,
        "sources": list(area.sources),
        "note": area.note,
        "disagreement": area.disagreement,
        "others": [
            {"area_cm2": other.area_cm2, "convention": other.convention, "extent": other.extent,
             "sources": list(other.sources)}
            for other in area.others
        ],
    }  # fmt: skip


def _layer(layer: Layer) -> dict[str, Any]:
    interval = None if layer.interval_um is None else [round(end, DIGITS) for end in layer.interval_um]
    return {
        "name": layer.name,
        "mean_um": round(layer.mean_um, DIGITS),
        "sd_um": None if layer.sd_um is None else round(layer.sd_um, DIGITS),
        "interval_um": interval,
        "interval_is": None if interval is None else "printed_range" if layer.sd_um is None else "95_of_100_people",
        "top_um": round(layer.top_um, DIGITS),
        "bottom_um": round(layer.bottom_um, DIGITS),
        "method": layer.method,
        "site": layer.site,
        "basis": layer.basis,
        "sources": list(layer.sources),
        "note": layer.note,
        "age_note": layer.age_note,
        "disagreement": layer.disagreement,
        "disagreement_sources": list(layer.disagreement_sources),
    }
