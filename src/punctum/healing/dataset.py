"""A course as labelled arrays, and as a file that other programs read."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import numpy as np

from punctum.healing.course import OUTPUTS, Course
from punctum.healing.tables import TABLES
from punctum.places import check_place
from punctum.problems import InputError, Problem

if TYPE_CHECKING:
    import xarray

TITLE = "A course of needling sessions in columns of skin, simulated"
FILE, FOLDER = ".nc", ".zarr"
ENDINGS = (FILE, FOLDER)
NEEDED = {FILE: ("xarray", "h5netcdf", "h5py"), FOLDER: ("xarray", "zarr")}


def course_dataset(course: Course) -> xarray.Dataset:
    """The course as an xarray Dataset.

    Returns:
        outputs over `column` and `day`, profiles over `column`, `day` and `depth_mm`, loop gain and time error over
        `column`; each with `long_name` and `units`. `session_day` holds the days of the sessions; the Dataset has a
        title and `sha256_NAME` of every table that it rests on.

    Raises:
        InputError: xarray is not installed.
    """
    _need("course_dataset", "xarray")
    import xarray

    shapes = {"": (course.outputs, ("column", "day")), "_by_depth": (course.profiles, ("column", "day", "depth_mm"))}
    variables: dict[str, Any] = {
        f"{name}{ending}": (dimensions, values, _attributes(name, ending))
        for ending, (fields, dimensions) in shapes.items()
        for name, values in fields.items()
    }
    gain = {"long_name": "Gain of the loop between signal and fibroblasts; from 1 on it is fibrosis.", "units": "1"}
    error = {"long_name": "Error of the steps in time at such a gain, over the largest change.", "units": "1"}
    variables["loop_gain"] = ("column", course.loop_gain, gain)
    variables["time_error"] = ("column", course.time_error, error)
    columns = np.arange(len(course.loop_gain))
    coordinates: dict[str, Any] = {
        "column": ("column", columns, {"long_name": "Column of skin, or draw of an ensemble.", "units": "1"}),
        "day": ("day", course.days, {"long_name": "Time since the course began.", "units": "d"}),
        "session_day": ("session", course.session_days, {"long_name": "Days of the sessions.", "units": "d"}),
    }
    if course.profiles:
        depth = {"long_name": "Depth below the surface: middle of a cell.", "units": "mm", "positive": "down"}
        coordinates["depth_mm"] = ("depth_mm", course.depth_mm, depth)
    return xarray.Dataset(variables, coords=coordinates, attrs=_about())


def check_file(path: Path, option: str = "path") -> None:
    """Whether a course can be saved there, asked before anything is computed.

    Arguments:
        option: where the place was named, for the message.

    Raises:
        InputError: another ending, a package that is not installed, a place that cannot be written, or a folder that
            holds something else than Zarr.
    """
    check_place(path, option, ENDINGS, folders=(FOLDER,))
    kind = path.suffix.lower()
    _need(option, *NEEDED[kind])
    if kind == FOLDER and path.exists() and not ((path / "zarr.json").is_file() or (path / ".zgroup").is_file()):
        raise InputError([Problem(option, "a new folder, or one that holds Zarr", repr(str(path)))])


def save_course(course: Course, path: Path, option: str = "path") -> None:
    """Write a course as NetCDF (`.nc`) or Zarr (`.zarr`): all of it or nothing; what stood there is replaced.

    Arguments:
        option: where the place was named, for the message.

    Raises:
        InputError: as `check_file`, or a place that cannot be written.
    """
    check_file(path, option)
    made = course_dataset(course)
    try:
        _write(made, path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError([Problem(option, "a place that can be written", f"{str(path)!r}: {reason}")]) from None


def _write(made: xarray.Dataset, path: Path) -> None:
    """Write into a folder beside, then put what was written where it belongs."""
    missing = [folder for folder in path.parents if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    written = aside / f"new{path.suffix.lower()}"
    try:
        if path.suffix.lower() == FILE:
            # Made in memory: where a disk fills up, HDF5 brings the process down.
            _write_whole(written, made.to_netcdf(engine="h5netcdf"))
            written.replace(path)
        else:
            # The index of all arrays in one place is no part of the format yet.
            made.to_zarr(written, mode="w", consolidated=False)
            _swap(written, path, aside / "old")
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        for folder in missing:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _swap(written: Path, path: Path, old: Path) -> None:
    """Put one folder where another is; the other comes back when that fails."""
    there = path.exists()
    if there:
        path.rename(old)
    try:
        written.rename(path)
    except OSError:
        if there:
            old.rename(path)
        raise


def _write_whole(path: Path, content: bytes | memoryview) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _attributes(name: str, ending: str) -> dict[str, str | float]:
    row = OUTPUTS.by_id[name]
    words = row.text.replace(", mean over the dermis", "") if ending else row.text
    made: dict[str, str | float] = {"long_name": words, "units": row.unit}
    return made if row.at_rest is None else made | {"at_rest": row.at_rest}


def _about() -> dict[str, Any]:
    from importlib.metadata import version

    return {
        "title": TITLE,
        "source": f"punctum {version('punctum')}",
        **{f"sha256_{table.name}": table.sha256 for table in TABLES},
    }


def _need(option: str, *packages: str) -> None:
    from importlib.util import find_spec

    if missing := [name for name in packages if find_spec(name) is None]:
        expected = "what `pip install 'punctum[arrays]'` brings"
        raise InputError([Problem(option, expected, f"no package {' or '.join(missing)}")])
