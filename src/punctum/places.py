"""Where files may be written, asked before anything is computed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from punctum.problems import InputError, Problem


def check_place(path: Path, option: str, endings: Sequence[str], folders: Sequence[str] = ()) -> None:
    """Whether something can be written there; nothing is made.

    Arguments:
        option: where the place was named, for the message. endings: that its name may have.
        folders: those of the endings that are folders.

    Raises:
        InputError: another ending, a folder of the name of a file, or a place that cannot be written.
    """
    if path.suffix.lower() not in endings:
        raise InputError([Problem(option, f"a file that ends in {' or '.join(endings)}", repr(path.name))])
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:  # A name longer than names may be.
        raise InputError([Problem(option, "a file that can be written", error.strerror or "none")]) from None
    there = next(folder for folder in (path.parent, *path.absolute().parents) if folder.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        raise InputError([Problem(option, "a folder that can be written", repr(str(path.parent)))])
    if path.is_dir() and path.suffix.lower() not in folders:
        raise InputError([Problem(option, "the name of a file", f"{str(path)!r}, which is a folder")])
