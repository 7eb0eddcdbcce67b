"""Writing the drawing of one zone: its outline beside its layers, in one SVG."""

from __future__ import annotations

from pathlib import Path

from punctum.problems import InputError, Problem
from punctum.report.figures.layers import layer_drawing
from punctum.report.figures.zone import zone_drawing
from punctum.report.figures.zone_layers import side_by_side
from punctum.report.layer_words import description
from punctum.report.skin_sheet import SkinSheet
from punctum.report.words import capital
from punctum.report.write import write_all
from punctum.skin.views import VIEWS

NEVER = "Never needled."


def write_skin_plot(sheet: SkinSheet, path: Path) -> None:
    """Write the drawing, all of it or nothing.

    Raises:
        InputError: another ending than `.svg`, nothing to draw, or a file that cannot be written.
    """
    if path.suffix.lower() != ".svg":
        raise InputError([Problem("--plot", "a file that ends in .svg", repr(path.name))])
    write_all({path.name: skin_plot(sheet).encode()}, path.parent, "--plot")


def skin_plot(sheet: SkinSheet) -> str:
    """The outline of the zone on the view that shows it best, and its layers to scale, as SVG that stands alone.

    Raises:
        InputError: no view shows the zone and it has no layers.
    """
    name = capital(sheet.zone.name)
    column = layer_drawing(sheet.layers, title="Layers from the surface down") if sheet.layers else ""
    if not sheet.views:
        if not column:
            raise InputError([Problem("--plot", "a zone that is drawn or has layers", sheet.zone.id)])
        return layer_drawing(sheet.layers, title=f"{name}: layers of the skin")
    place = capital(VIEWS.by_id[sheet.views[0]].name)
    said = description(sheet.layers, None) if sheet.layers else NEVER
    return side_by_side(
        zone_drawing(sheet.zone.id, sheet.sex),
        column,
        title=name,
        place=f"{place}." if sheet.layers else f"{place}. {NEVER}",
        description=f"The zone in its place: {place}. {said}",
    )
