"""Writing the map of a delivery: as SVG, or as a picture."""

from __future__ import annotations

from pathlib import Path

from punctum.delivery.values import Delivery
from punctum.places import check_place
from punctum.report.write import write_all

ENDINGS = (".svg", ".png")


def check_map(path: Path | None) -> None:
    """Whether a map can be written there, before anything is computed.

    Raises:
        InputError: another ending, a folder of that name, or a place that cannot be written.
    """
    if path is not None:
        check_place(path, "--map", ENDINGS)


def write_map(delivery: Delivery, path: Path) -> None:
    """Write the map, all of it or nothing.

    Raises:
        InputError: as `check_map`, or a file that cannot be written.
    """
    from punctum.report.figures.puncture_map import puncture_map
    from punctum.report.figures.render import png

    check_map(path)
    drawn = puncture_map(delivery)
    content = png(drawn) if path.suffix.lower() == ".png" else drawn.encode()
    write_all({path.name: content}, path.parent, "--map")
