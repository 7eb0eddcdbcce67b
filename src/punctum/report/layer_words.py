"""How layers of the skin read: names, thicknesses, spread, method and what may be doubted."""

from __future__ import annotations

from collections.abc import Sequence

from punctum.evidence.language import NBSP
from punctum.report.words import length, number
from punctum.skin.layer_tables import Method
from punctum.skin.layers import Layer

NAMES: dict[str, str] = {
    "stratum_corneum": "horny layer (stratum corneum)",
    "viable_epidermis": "living epidermis",
    "papillary_dermis": "upper dermis (papillary)",
    "reticular_dermis": "deep dermis (reticular)",
    "dermis": "dermis, all of it",
    "subcutis": "fat under the skin (subcutis)",
}
METHODS: dict[Method, str] = {
    "histology": "under the microscope (histology)",
    "confocal": "by confocal Raman",
    "OCT": "by optical coherence tomography (OCT)",
    "ultrasound": "by ultrasound",
    "CT": "by computed tomography (CT)",
    "scan": "by 3-D scan",
    "derived": "derived",
}
SHORT: dict[Method, str] = {
    "histology": "histology",
    "confocal": "confocal Raman",
    "OCT": "OCT",
    "ultrasound": "ultrasound",
    "CT": "CT",
    "scan": "3-D scan",
    "derived": "derived",
}
NEEDLE_NOTE = "Needle length is not channel depth. The tip reaches this line at most, and often less."
# Thinner than this many µm reads better in µm than in mm.
IN_UM = 100


def depth(value_um: float) -> str:
    """A thickness or depth: `17 µm`, `0.83 mm`."""
    if value_um < IN_UM:
        return f"{number(value_um, 0)}{NBSP}µm"
    return f"{value_um / 1000:.2f}{NBSP}mm"


def thickness(layer: Layer) -> str:
    """Mean and SD in one unit, or the mean and that nobody printed a spread: `0.83 mm (SD 0.16)`."""
    if layer.sd_um is None:
        return f"{depth(layer.mean_um)} (no SD printed)"
    spread = number(layer.sd_um, 0) if layer.mean_um < IN_UM else f"{layer.sd_um / 1000:.2f}"
    return f"{depth(layer.mean_um)} (SD {spread})"


def interval(layer: Layer) -> str:
    """Between what most people lie; empty where nobody printed a spread."""
    if layer.interval_um is None:
        return ""
    low, high = (depth(end) for end in layer.interval_um)
    if layer.sd_um is None:
        return f"printed range {low} to {high}"
    return f"about 95 of 100 people between {low} and {high}"


def measured(layer: Layer) -> str:
    """How and where it was measured."""
    if not layer.site:
        return METHODS[layer.method]
    return f"derived from: {layer.site}" if layer.method == "derived" else f"{METHODS[layer.method]}, {layer.site}"


def brief(layer: Layer) -> str:
    """In a word or two how it is known: the method, that it was measured nearby, or that it is a house default."""
    if layer.basis == "house":
        return "house default"
    nearby = layer.basis == "derived" and layer.method != "derived"
    return f"{SHORT[layer.method]} nearby" if nearby else SHORT[layer.method]


def description(layers: Sequence[Layer], needle_length_mm: float | None) -> str:
    """All that a drawing of the layers shows, in words."""
    said = [
        f"{NAMES[layer.name]}: {thickness(layer)}, {brief(layer)}, "
        f"from {depth(layer.top_um)} to {depth(layer.bottom_um)} deep"
        for layer in layers
    ]
    text = f"From the surface down. {'; '.join(said)}."
    if needle_length_mm is None:
        return text
    return f"{text} {tip_text(layers, needle_length_mm)}"


def tip_text(layers: Sequence[Layer], needle_length_mm: float) -> str:
    """In which layer the tip of a needle lies at most, and that channels end anywhere above."""
    reached = [layer for layer in layers if layer.top_um < needle_length_mm * 1000]
    deepest = reached[-1]
    where = f"in the {NAMES[deepest.name]}"
    if deepest is layers[-1] and deepest.bottom_um < needle_length_mm * 1000:
        where = f"below the {NAMES[deepest.name]}"
    return f"The tip of a needle of {length(needle_length_mm)} lies at most {where}. {NEEDLE_NOTE}"
