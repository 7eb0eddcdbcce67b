"""Skin: zones of the body."""

from punctum.skin.zones import ZONE_ALIASES, ZONES, Zone, ZoneAlias, ZoneId, find_zones

TABLES = (ZONES, ZONE_ALIASES)

__all__ = ["TABLES", "ZONES", "ZONE_ALIASES", "Zone", "ZoneAlias", "ZoneId", "find_zones"]
