"""Skin: zones of the body and its measures."""

from typing import Any

from punctum.evidence.table import Table
from punctum.skin.anthropometry import ANTHROPOMETRY, Measurement, Sex, mean_mm, measure
from punctum.skin.areas import AREAS, ZoneArea, zone_area
from punctum.skin.atlas import Outline, View, ZonePolygon, view, views_of, zone_polygons
from punctum.skin.layer_tables import LAYER_AGES, LAYER_SHARES, LAYERS
from punctum.skin.layers import Layer, dermis, layers
from punctum.skin.views import OUTLINES, VIEWS
from punctum.skin.zones import ZONE_ALIASES, ZONES, Zone, ZoneAlias, ZoneId, find_zones

TABLES: tuple[Table[Any], ...] = (
    ANTHROPOMETRY, AREAS, ZONES, ZONE_ALIASES, LAYERS, LAYER_SHARES, LAYER_AGES, VIEWS, *OUTLINES.values(),
)  # fmt: skip

__all__ = [
    "ANTHROPOMETRY",
    "AREAS",
    "LAYERS",
    "LAYER_AGES",
    "LAYER_SHARES",
    "OUTLINES",
    "TABLES",
    "VIEWS",
    "ZONES",
    "ZONE_ALIASES",
    "Layer",
    "Measurement",
    "Outline",
    "Sex",
    "View",
    "Zone",
    "ZoneAlias",
    "ZoneArea",
    "ZoneId",
    "ZonePolygon",
    "dermis",
    "find_zones",
    "layers",
    "mean_mm",
    "measure",
    "view",
    "views_of",
    "zone_area",
    "zone_polygons",
]  # fmt: skip
