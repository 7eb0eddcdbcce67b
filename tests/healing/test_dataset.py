"""A course as labelled arrays and as files: what is written is read again, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xarray

from punctum.exposure import Exposure, typed_exposure
from punctum.healing import heal, plain_columns, sessions_of, usual_parameters
from punctum.healing.course import OUTPUTS, Course
from punctum.healing.dataset import course_dataset, save_course
from punctum.healing.tables import TABLES
from punctum.problems import InputError

FILES = ("course.nc", "course.zarr")


def exposure(at_days: float) -> Exposure:
    depth = np.linspace(0, 1, 21)
    return typed_exposure(
        density_per_cm2=200, channel_radius_mm=0.035, depth_mm=depth, deeper=1 - depth, at_days=at_days
    )


@pytest.fixture(scope="module")
def course() -> Course:
    sessions = sessions_of([exposure(0), exposure(14)])
    columns = plain_columns((15, 70, 150, 1000), count=3)
    return heal(columns, sessions, usual_parameters(), 30, save_days=[0, 1, 14, 30], profiles=True)


def opened(path: Path) -> xarray.Dataset:
    kind = {"engine": "h5netcdf"} if path.suffix == ".nc" else {"engine": "zarr", "consolidated": False}
    with xarray.open_dataset(path, **kind) as found:
        return found.load()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_output_has_a_unit_and_a_name_and_stands_over_columns_and_days(course: Course) -> None:
    made = course_dataset(course)
    for name, values in course.outputs.items():
        array = made[name]
        assert array.dims == ("column", "day")
        assert array.attrs["units"] == OUTPUTS.by_id[name].unit
        assert array.attrs["long_name"]
        np.testing.assert_array_equal(array.to_numpy(), values)
    for name, values in course.profiles.items():
        array = made[f"{name}_by_depth"]
        assert array.dims == ("column", "day", "depth_mm")
        assert "dermis" not in array.attrs["long_name"]
        np.testing.assert_array_equal(array.to_numpy(), values)
    assert made["loop_gain"].dims == made["time_error"].dims == ("column",)
    assert all("units" in made[name].attrs and "long_name" in made[name].attrs for name in made.variables)
    np.testing.assert_array_equal(made["depth_mm"].to_numpy(), course.depth_mm)
    assert made.sel(day=14)["collagen_iii"].shape == (3,)


def test_it_says_what_it_is_and_which_tables_it_rests_on(course: Course) -> None:
    made = course_dataset(course)
    about = made.attrs
    assert about["title"]
    assert made["session_day"].to_numpy().tolist() == [0, 14]
    assert {about[f"sha256_{table.name}"] for table in TABLES} == {table.sha256 for table in TABLES}


def test_without_profiles_there_is_no_depth() -> None:
    sessions = sessions_of([exposure(0)])
    made = course_dataset(heal(plain_columns((15, 70, 150, 1000)), sessions, usual_parameters(), 2, save_days=[1]))
    assert set(made.dims) == {"column", "day", "session"}


@pytest.mark.parametrize("name", FILES)
def test_what_is_written_is_read_again(name: str, course: Course, tmp_path: Path) -> None:
    path = tmp_path / "new" / name
    save_course(course, path)
    assert names(path.parent) == [name]
    xarray.testing.assert_identical(opened(path), course_dataset(course))


@pytest.mark.parametrize("name", FILES)
def test_a_second_course_replaces_the_first(name: str, course: Course, tmp_path: Path) -> None:
    path = tmp_path / name
    sessions = sessions_of([exposure(0)])
    other = heal(plain_columns((15, 70, 150, 1000)), sessions, usual_parameters(), 2, save_days=[1])
    for one in (course, other):
        save_course(one, path)
        xarray.testing.assert_identical(opened(path), course_dataset(one))
    assert names(tmp_path) == [name]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_leaves_what_was_there(
    name: str, failure: BaseException, course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    save_course(course, path)

    def half(at: Path, *_: object) -> None:
        (at.with_suffix(".part")).write_text("half")
        raise failure

    monkeypatch.setattr("punctum.healing.dataset._write_whole", half)
    monkeypatch.setattr(xarray.Dataset, "to_zarr", lambda _, at, **__: half(at))
    for at in (path, tmp_path / "new" / name):
        with pytest.raises(InputError if isinstance(failure, OSError) else KeyboardInterrupt):
            save_course(course, at)
    assert names(tmp_path) == [name]
    xarray.testing.assert_identical(opened(path), course_dataset(course))


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_may_not_grow_is_one_clear_line(name: str, course: Course, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="Windows has no limit of what a process may write")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(InputError, match="expected a place that can be written"):
            save_course(course, tmp_path / name)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert names(tmp_path) == []


def test_a_folder_that_cannot_take_its_place_leaves_the_old_one(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "course.zarr"
    save_course(course, path)
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self.name == "new.zarr":
            raise OSError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(InputError, match="Permission denied"):
        save_course(course, path)
    assert names(tmp_path) == ["course.zarr"]
    xarray.testing.assert_identical(opened(path), course_dataset(course))


def test_a_folder_of_something_else_is_not_replaced(course: Course, tmp_path: Path) -> None:
    (tmp_path / "mine.zarr").mkdir()
    (tmp_path / "mine.zarr" / "photograph").write_text("mine")
    with pytest.raises(InputError, match="expected a new folder, or one that holds Zarr"):
        save_course(course, tmp_path / "mine.zarr")
    assert names(tmp_path / "mine.zarr") == ["photograph"]


@pytest.mark.parametrize("name", ["course.csv", "course", "course.nc4"])
def test_other_endings_are_refused(name: str, course: Course, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"expected a file that ends in \.nc or \.zarr"):
        save_course(course, tmp_path / name)
    assert names(tmp_path) == []


@pytest.mark.parametrize(("name", "gone"), [("a.nc", "h5netcdf"), ("a.nc", "h5py"), ("a.zarr", "zarr")])
def test_a_missing_package_is_one_clear_line(
    name: str, gone: str, course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda package: None if package == gone else object())
    with pytest.raises(InputError) as refusal:
        save_course(course, tmp_path / name, "--save")
    (problem,) = refusal.value.problems
    assert str(problem) == f"--save: expected what `pip install 'punctum[arrays]'` brings, found no package {gone}"
    assert names(tmp_path) == []
