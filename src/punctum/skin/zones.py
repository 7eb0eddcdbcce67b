"""Anatomical zones: their names, regions and areas, and the places that are never needled."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from punctum.evidence.lookup import by_name, look_up
from punctum.evidence.table import PatientName, Ref, Row, SourcedRow, Table

ZoneId = Annotated[str, Ref("zones")]
Flag = Literal["bone_close", "thin", "keloid_prone", "never"]


class Zone(SourcedRow):
    """One zone.

    `region` is the part of the body. An infection anywhere in `infection_region` stops the whole of it. `beside`: the
    zone that a history in a never-needled zone counts for.
    """

    name: PatientName
    region: Literal["face", "neck", "scalp", "trunk", "arm", "leg"]
    infection_region: Literal["face_neck", "scalp", "trunk", "arm", "leg"]
    area_cm2: float | None = None
    area_note: str = ""
    flags: tuple[Flag, ...] = ()
    beside: tuple[ZoneId, ...] = ()


class ZoneAlias(Row):
    """What people call a zone, or several zones at once (`face`)."""

    zones: tuple[ZoneId, ...]


ZONES = Table("punctum.skin", "zones", Zone)
ZONE_ALIASES = Table("punctum.skin", "zone_aliases", ZoneAlias)


@cache
def _names() -> dict[str, tuple[str, tuple[str, ...]]]:
    aliases = [(alias.id, alias.zones) for alias in ZONE_ALIASES.rows]
    return by_name([*aliases, *((name, (zone.id,)) for zone in ZONES.rows for name in (zone.id, zone.name))])


def find_zones(name: str, path: str = "zone") -> tuple[str, ...]:
    """The zone ids that a name stands for; `face` stands for ten.

    Raises:
        InputError: the name is no known zone; the nearest known name is given.
    """
    return look_up(name, _names(), path, "a zone of the body")
