"""Writing a plan into a folder: all of it or nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from punctum.planning.values import TreatmentPlan
from punctum.problems import InputError, Problem
from punctum.report.beside import beside
from punctum.report.calendar import calendar
from punctum.report.document import dump
from punctum.report.handout import patient_pdf
from punctum.report.page import page
from punctum.report.typeset import Pdf


def write_plan(
    plan: TreatmentPlan, out_dir: Path, *, handout: Callable[[], Pdf] | None = None, interactive: bool = False
) -> Path:
    """Write `plan.json`, `plan.html`, `patient.pdf` and `care.ics` into a folder, which is made if need be.

    Everything is rendered before anything is written, and written under other names before anything is replaced.

    Arguments:
        handout: gives the patient's pages, and is asked last; they are made in English if not given.
        interactive: draw the figures of the page by a script, with the studies behind them.

    Returns:
        the folder.

    Raises:
        InputError: the folder cannot be made or written.
    """
    pages = handout or beside(lambda: patient_pdf(plan, "en"))
    contents = {
        "plan.json": dump(plan),
        "plan.html": page(plan, interactive=interactive).encode("utf-8", errors="xmlcharrefreplace"),
        "care.ics": calendar(plan),
        "patient.pdf": pages().content,
    }
    write_all(contents, out_dir)
    return out_dir


def write_all(contents: dict[str, bytes], folder: Path, option: str = "--out") -> None:
    """Write files into a folder, which is made if need be: every one of them, or none.

    Arguments:
        option: where the folder was named, for the message.

    Raises:
        InputError: the folder or a file cannot be made or written.
    """
    try:
        with _folder(folder):
            _replace(contents, folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError([Problem(option, "a folder that can be written", f"{str(folder)!r}: {reason}")]) from None


@contextmanager
def _folder(path: Path) -> Iterator[None]:
    """The folder, and no new empty folders left behind when writing fails."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    try:
        path.mkdir(parents=True, exist_ok=True)
        yield
    except OSError:
        for folder in missing:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        raise


def _replace(contents: dict[str, bytes], folder: Path) -> None:
    for name in contents:
        if (folder / name).is_dir():
            raise IsADirectoryError(21, f"{name} is a folder")
    written: dict[str, Path] = {}
    try:
        for name, content in contents.items():
            with NamedTemporaryFile(dir=folder, prefix=f".{name}.", delete=False) as file:
                written[name] = Path(file.name)
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            # Temporary files are private; these take the rights that any new file here would have.
            written[name].chmod(0o666 & ~_umask())
        for name in contents:
            written[name].replace(folder / name)
            del written[name]
    finally:
        for path in written.values():
            path.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
