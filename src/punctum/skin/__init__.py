"""Skin: zones of the body."""

from punctum.skin.zones import ZONE_ALIASES, ZONES, Zone, ZoneAlias, ZoneId, find_zones

__all__ = ["ZONES", "ZONE_ALIASES", "Zone", "ZoneAlias", "ZoneId", "find_zones"]
