"""Writing the map of a delivery: as SVG, or as a picture."""

from __future__ import annotations

import os
from pathlib import Path

from punctum.delivery.values import Delivery
from punctum.problems import InputError, Problem
from punctum.report.write import write_all

ENDINGS = (".svg", ".png")


def check_map(path: Path | None) -> None:
    """Whether a map can be written there, before anything is computed.

    Raises:
        InputError: another ending, a folder of that name, or a place that cannot be written.
    """
    if path is None:
        return
    if path.suffix.lower() not in ENDINGS:
        raise InputError([Problem("--map", "a file that ends in .svg or .png", repr(path.name))])
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:  # A name longer than names may be.
        raise InputError([Problem("--map", "a file that can be written", error.strerror or "none")]) from None
    there = next(folder for folder in (path.parent, *path.absolute().parents) if folder.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        raise InputError([Problem("--map", "a folder that can be written", repr(str(path.parent)))])
    if path.is_dir():
        raise InputError([Problem("--map", "the name of a file", f"{str(path)!r}, which is a folder")])


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
