"""Anatomical zones: their names, regions and areas, and the places that are never needled."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Annotated, Literal

from punctum.evidence.table import Ref, Row, SourcedRow, Table
from punctum.problems import InputError, Problem, nearest, shown

ZoneId = Annotated[str, Ref("zones")]
Flag = Literal["bone_close", "thin", "keloid_prone", "never"]


class Zone(SourcedRow):
    """One zone.

    `region` is the part of the body. An infection anywhere in `infection_region` stops the whole of it. `beside`: the
    zone that a history in a never-needled zone counts for.
    """

    name: str
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
def _names() -> dict[str, tuple[str, ...]]:
    own = {_plain(zone.id): (zone.id,) for zone in ZONES.rows}
    return {_plain(alias.id): alias.zones for alias in ZONE_ALIASES.rows} | own


def _plain(text: str) -> str:
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(bare.casefold().replace("_", " ").replace("-", " ").replace("’", "'").split())


def find_zones(name: str, path: str = "zone") -> tuple[str, ...]:
    """The zone ids that a name stands for; `face` stands for ten.

    Raises:
        InputError: the name is no known zone; the nearest known name is given.
    """
    known = _names()
    if (found := known.get(_plain(name))) is None:
        raise InputError([Problem(path, "a zone of the body", shown(name), nearest(_plain(name), known))])
    return found
