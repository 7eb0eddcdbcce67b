"""The hatch and the tint of each layer of the skin, so that no layer is known by its colour only."""

from __future__ import annotations

from html import escape

TINTS = {
    "stratum_corneum": "#e6d8c3",
    "viable_epidermis": "#f2d9cc",
    "papillary_dermis": "#f7e7e2",
    "reticular_dermis": "#fbf3ef",
    "dermis": "#fbf3ef",
    "subcutis": "#fdf6de",
}
BUNDLES = '<path d="M0 22L22 0M-6 6L6 -6M16 28L28 16" fill="none"/>'
CELLS = '<circle cx="2.5" cy="2.5" r="1.7" fill="none"/><circle cx="7" cy="7" r="1.7" fill="none"/>'
# Width of the tile, and what is drawn on it.
HATCHES = {
    "stratum_corneum": (4, '<path d="M0 1H4M0 3H4"/>'),
    "viable_epidermis": (9, CELLS),
    "papillary_dermis": (12, '<path d="M0 6Q3 2 6 6T12 6" fill="none"/>'),
    "reticular_dermis": (22, BUNDLES),
    "dermis": (22, BUNDLES),
    "subcutis": (26, '<circle cx="13" cy="13" r="10" fill="none"/>'),
}


def hatch(key: str, layer: str) -> str:
    """The pattern of a layer as an SVG definition, `KEY-LAYER` by name."""
    step, drawn = HATCHES[layer]
    return (
        f'<pattern id="{escape(key)}-{layer}" width="{step}" height="{step}" patternUnits="userSpaceOnUse" '
        f'stroke="#8a7466" stroke-width="0.9">{drawn}</pattern>'
    )
