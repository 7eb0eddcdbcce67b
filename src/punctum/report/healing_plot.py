"""Writing the figure of a course of healing: as SVG, or as a picture."""

from __future__ import annotations

from pathlib import Path

from punctum.healing.asking.respond import Response
from punctum.places import check_place
from punctum.report.write import write_all

ENDINGS = (".svg", ".png")


def write_response(response: Response, path: Path) -> None:
    """Write the figure, all of it or nothing.

    Raises:
        InputError: another ending, or a file that cannot be written.
    """
    from punctum.report.figures.healing import healing_figure
    from punctum.report.figures.render import png, svg

    check_place(path, "--plot", ENDINGS)
    drawn = svg(healing_figure(response)) + "\n"
    content = png(drawn) if path.suffix.lower() == ".png" else drawn.encode()
    write_all({path.name: content}, path.parent, "--plot")
