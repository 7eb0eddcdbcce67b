"""Writing the map of healing: as SVG, or as a picture."""

from __future__ import annotations

from pathlib import Path

from punctum.delivery.values import Delivery
from punctum.healing.map import HealingMap
from punctum.report.delivery_plot import check_map
from punctum.report.write import write_all

SHOWN = "total_collagen"


def write_healing_map(delivery: Delivery, made: HealingMap, path: Path) -> None:
    """Write all collagen on the last day of a map, all of it or nothing.

    Raises:
        InputError: as `check_map`, or a file that cannot be written.
    """
    from punctum.report.figures.healing_map import healing_map
    from punctum.report.figures.render import png

    check_map(path)
    drawn = healing_map(delivery, made, SHOWN, float(made.days[-1]))
    content = png(drawn) if path.suffix.lower() == ".png" else drawn.encode()
    write_all({path.name: content}, path.parent, "--map")
