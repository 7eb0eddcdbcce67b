"""Skin: zones of the body and its measures."""

from punctum.skin.anthropometry import ANTHROPOMETRY, Measurement, mean_mm, measure
from punctum.skin.atlas import Outline, View, ZonePolygon, view, views_of, zone_polygons
from punctum.skin.layer_tables import LAYER_AGES, LAYER_SHARES, LAYERS
from punctum.skin.layers import Layer, PersonSex, dermis, layers
from punctum.skin.views import OUTLINES, VIEWS
from punctum.skin.zones import ZONE_ALIASES, ZONES, Zone, ZoneAlias, ZoneId, find_zones

TABLES = (ANTHROPOMETRY, ZONES, ZONE_ALIASES, LAYERS, LAYER_SHARES, LAYER_AGES)

__all__ = [
    "LAYERS",
    "LAYER_AGES",
    "LAYER_SHARES",
    "ANTHROPOMETRY",
    "OUTLINES",
    "TABLES",
    "VIEWS",
    "ZONES",
    "ZONE_ALIASES",
    "Layer",
    "Measurement",
    "Outline",
    "PersonSex",
    "View",
    "Zone",
    "ZoneAlias",
    "ZoneId",
    "ZonePolygon",
    "dermis",
    "find_zones",
    "layers",
    "mean_mm",
    "measure",
    "view",
    "views_of",
    "zone_polygons",
]  # fmt: skip
