"""Skin: zones of the body and its measures."""

from punctum.skin.anthropometry import ANTHROPOMETRY, Measurement, mean_mm, measure
from punctum.skin.atlas import Outline, View, ZonePolygon, view, views_of, zone_polygons
from punctum.skin.views import OUTLINES, VIEWS
from punctum.skin.zones import ZONE_ALIASES, ZONES, Zone, ZoneAlias, ZoneId, find_zones

TABLES = (ANTHROPOMETRY, ZONES, ZONE_ALIASES)

__all__ = [
    "ANTHROPOMETRY",
    "OUTLINES",
    "TABLES",
    "VIEWS",
    "ZONES",
    "ZONE_ALIASES",
    "Measurement",
    "Outline",
    "View",
    "Zone",
    "ZoneAlias",
    "ZoneId",
    "ZonePolygon",
    "find_zones",
    "mean_mm",
    "measure",
    "view",
    "views_of",
    "zone_polygons",
]  # fmt: skip
