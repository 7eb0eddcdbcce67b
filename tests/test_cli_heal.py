"""`punctum heal` as a person or a program meets it."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import xarray
from typer.testing import CliRunner

from punctum.cli import app
from punctum.healing.asking.bands import LEVELS
from punctum.healing.asking.request import Asked
from punctum.healing.asking.respond import TOLD, Response
from punctum.healing.dataset import course_dataset
from punctum.healing.redness import REDNESS_CLASSES
from punctum.healing.tables import TABLES
from tests.commands import in_process
from tests.report.responses import responded

CHEEK = ("--zone", "cheek", "--needle-length", "1.0")
USUAL = (*CHEEK, "--density", "250")


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> list[Asked]:
    """What the simulation was asked for; it answers with a course made before."""
    calls: list[Asked] = []

    def answer(asked: Asked, *_: object) -> Response:
        calls.append(asked)
        return responded()

    monkeypatch.setattr("punctum.healing.asking.respond.respond", answer)
    return calls


def said(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["heal", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """The lines of the refusal; nothing else may be printed."""

    def run(*arguments: str) -> list[str]:
        assert in_process("heal", *arguments, monkeypatch=monkeypatch) == 2
        out, err = capsys.readouterr()
        assert out == ""
        return err.splitlines()

    return run


def test_options_reach_the_simulation(answered: list[Asked]) -> None:
    person = ("--sex", "female", "--age", "45", "--phototype", "iv", "--modifier", "smoking", "--covered")
    course = ("--sessions", "3", "--interval-weeks", "4", "--days", "200")
    said(*USUAL, "--device", "skinpen", *person, *course, "--draws", "9", "--seed", "5")
    (asked,) = answered
    treatment = asked.treatment
    assert treatment.hand_piece.id == "skinpen_precision"
    assert (treatment.zone, treatment.sex, treatment.age_years) == ("cheek", "female", 45)
    assert (treatment.needle_length_mm, asked.density_per_cm2) == (1.0, 250)
    assert (asked.phototype, asked.modifiers, asked.covered) == ("IV", ("smoking",), True)
    assert (asked.session_days, asked.until_days) == ((0, 28, 56), 200)
    assert (asked.draws, asked.seed) == (9, 5)


def test_defaults(answered: list[Asked]) -> None:
    said(*USUAL)
    (asked,) = answered
    assert asked.treatment.hand_piece.id == "generic_pen"
    assert (asked.treatment.sex, asked.treatment.age_years, asked.phototype) == ("unknown", None, None)
    assert (asked.session_days, asked.until_days, asked.draws, asked.seed) == ((0,), 365, 400, 0)


def test_a_long_course_is_followed_beyond_its_last_session(answered: list[Asked]) -> None:
    said(*USUAL, "--sessions", "10", "--interval-weeks", "6")
    assert answered[0].until_days == 9 * 42 + 90


def test_passes_and_time_become_a_density(answered: list[Asked]) -> None:
    said(*CHEEK, "--device", "skinpen", "--dwell", "0.15")
    said(*CHEEK, "--needle-length", "1.5", "--device", "dermaroller_mf8", "--passes", "15")
    dwell, passes = answered
    assert dwell.density_per_cm2 == pytest.approx(14 * 116.7 * 0.15, rel=1e-3)
    assert passes.treatment.hand_piece.kind == "roller"
    assert passes.density_per_cm2 == pytest.approx(15 * 15.3, rel=0.01)


@pytest.mark.usefixtures("answered")
def test_people_get_a_text_and_programs_json() -> None:
    assert "This is how tissue responds in a model. It is not benefit" in said(*USUAL)
    assert json.loads(said(*USUAL, "--json"))["inputs"]["zone"] == "cheek"


def test_json_has_every_output_over_all_days() -> None:
    document = json.loads(said(*USUAL, "--draws", "4", "--days", "40", "--seed", "2", "--json"))
    days = document["days"]
    assert days == sorted(days)
    assert (days[0], days[-1]) == (0, 40)
    for name in TOLD:
        output = document[name]
        assert output["unit"]
        assert set(output["bands"]) == {str(level) for level in LEVELS}
        edges = [
            output["bands"]["95"]["low"], output["bands"]["80"]["low"], output["bands"]["50"]["low"], output["median"],
            output["bands"]["50"]["high"], output["bands"]["80"]["high"], output["bands"]["95"]["high"],
        ]  # fmt: skip
        assert all(len(edge) == len(days) for edge in edges)
        assert all(list(at) == sorted(at) for at in zip(*edges, strict=True))
    assert document["redness_class"] in REDNESS_CLASSES.by_id
    lasting = document["redness_days"]
    assert lasting["bands"]["95"]["low"] <= lasting["median"] <= lasting["bands"]["95"]["high"]
    assert (document["draws"], document["seed"]) == (4, 2)
    assert 0 < document["loop_gain"]["median"] <= document["loop_gain"]["most"] < 1
    assert 0 < document["time_error"]["median"] <= document["time_error"]["most"]
    assert document["notes"]
    hashes = document["provenance"]["tables"]
    assert all(hashes[table.name] == table.sha256 for table in TABLES)
    assert document["provenance"]["sources"]
    assert document["open_channel_fraction"]["median"][0] == 1
    assert document["collagen_iii"]["median"][0] == pytest.approx(1)


def test_the_same_seed_gives_the_same_bytes() -> None:
    options = (*USUAL, "--draws", "3", "--days", "20", "--json")
    first = said(*options)
    assert first == said(*options)
    assert first != said(*options, "--seed", "1")


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize(("name", "begins"), [("course.svg", b"<svg "), ("course.PNG", b"\x89PNG")])
def test_a_figure_is_one_file(name: str, begins: bytes, tmp_path: Path) -> None:
    file = tmp_path / "new" / name
    assert f"The figure is at {file}" in said(*USUAL, "--plot", str(file))
    assert file.read_bytes().startswith(begins)
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.usefixtures("answered")
def test_a_course_is_saved_with_every_draw(tmp_path: Path) -> None:
    file = tmp_path / "course.nc"
    assert f"The course is at {file}" in said(*USUAL, "--save", str(file))
    with xarray.open_dataset(file, engine="h5netcdf") as found:
        xarray.testing.assert_identical(found.load(), course_dataset(responded().course))
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        (["--device", "skinpn"], "--device: expected a known device, or a file (.yaml or .json) that describes your "
         "own, found 'skinpn'; did you mean 'SkinPen'?"),
        (["--device", ""], "--device: expected a device, found nothing"),
        (["--zone", "chek"], "--zone: expected a zone of the body, found 'chek'; did you mean 'cheek'?"),
        (["--zone", "eyelid"], "--zone: expected a zone that may be needled, found 'eyelid', which is never needled"),
        (["--needle-length", "0"], "--needle-length: expected 0.1 to 3.5 mm, found 0.0"),
        (["--needle-length", "nan"], "--needle-length: expected 0.1 to 3.5 mm, found nan"),
        (["--needle-length", "long"], "--needle-length: expected a number, found 'long'"),
        (["--density", "0"], "--density: expected a number above 0, found '0'"),
        (["--density", "much"], "--density: expected a number, found 'much'"),
        (["--density", "25000"], "--density: expected 0.1 to 20000 per cm², found 25000.0"),
        (["--passes", "2"], "dose: expected one of --dwell, --passes, --density, found --passes and --density"),
        (["--dwell", "2"], "dose: expected one of --dwell, --passes, --density, found --dwell and --density"),
        (["--sex", "f"], "--sex: expected female or male or unknown, found 'f'"),
        (["--age", "200"], "--age: expected 0 to 120 years, found 200.0"),
        (["--age", "old"], "--age: expected a number, found 'old'"),
        (["--phototype", "VII"], "--phototype: expected I to VI, found 'VII'"),
        (["--sessions", "0"], "--sessions: expected a whole number from 1 to 60, found '0'"),
        (["--sessions", "2.5"], "--sessions: expected a whole number from 1 to 60, found '2.5'"),
        (["--sessions", "2"], "--interval-weeks: expected the weeks from one session to the next, found nothing"),
        (["--sessions", "2", "--interval-weeks", "0"], "--interval-weeks: expected 0.14 to 52.1 weeks, found '0'"),
        (["--sessions", "2", "--interval-weeks", "nan"], "--interval-weeks: expected 0.14 to 52.1 weeks, found 'nan'"),
        (["--interval-weeks", "soon"], "--interval-weeks: expected a number, found 'soon'"),
        (["--sessions", "60", "--interval-weeks", "52"], "--sessions: expected a course of at most 3653 days, found "
         "the last session on day 21476"),
        (["--days", "0.5"], "--days: expected 1 to 3653, a day after the last session at least, found '0.5'"),
        (["--days", "inf"], "--days: expected 1 to 3653, a day after the last session at least, found 'inf'"),
        (["--sessions", "3", "--interval-weeks", "4", "--days", "56"], "--days: expected 57 to 3653, a day after the "
         "last session at least, found '56'"),
        (["--days", "soon"], "--days: expected a number, found 'soon'"),
        (["--draws", "0"], "--draws: expected a whole number from 1 to 20,000, found '0'"),
        (["--draws", "many"], "--draws: expected a whole number from 1 to 20,000, found 'many'"),
        (["--seed", "-1"], "--seed: expected a whole number from 0 on, found '-1'"),
        (["--seed", "x"], "--seed: expected a whole number from 0 on, found 'x'"),
        (["--plot", "course.pdf"], "--plot: expected a file that ends in .svg or .png, found 'course.pdf'"),
        (["--save", "course.csv"], "--save: expected a file that ends in .nc or .zarr, found 'course.csv'"),
    ],
)  # fmt: skip
def test_bad_input_is_one_clear_line(changed: list[str], line: str, refused: Callable[..., list[str]]) -> None:
    assert refused(*USUAL, *changed) == [line]


def test_an_unknown_modifier_is_named_with_the_nearest(refused: Callable[..., list[str]]) -> None:
    (line,) = refused(*USUAL, "--modifier", "smokin")
    assert line.startswith("--modifier: expected any of ")
    assert line.endswith("found 'smokin'; did you mean 'smoking'?")
    (line,) = refused(*USUAL, "--modifier", "age")
    assert line == "--modifier: expected age given as the age of the person, found 'age'"


def test_everything_wrong_is_said_at_once(refused: Callable[..., list[str]]) -> None:
    person = ("--sex", "m", "--phototype", "9", "--modifier", "luck")
    rest = ("--seed", "-2", "--sessions", "x", "--draws", "x", "--plot", "x.jpg", "--save", "x.csv")
    lines = refused("--zone", "face", "--needle-length", "x", *person, *rest)
    assert [line.split(":")[0] for line in lines] == [
        "--zone", "--needle-length", "dose", "--sex", "--seed", "--modifier", "--phototype", "--sessions", "--draws",
        "--plot", "--save",
    ]  # fmt: skip
    assert [line.split(":")[0] for line in refused()] == ["--zone", "--needle-length", "dose"]


@pytest.mark.parametrize("gone", ["xarray", "h5netcdf", "h5py"])
def test_a_missing_extra_is_one_clear_line(
    gone: str, tmp_path: Path, refused: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from importlib.util import find_spec

    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == gone else find_spec(name))
    (line,) = refused(*USUAL, "--save", str(tmp_path / "course.nc"))
    assert line == f"--save: expected what `pip install 'punctum[arrays]'` brings, found no package {gone}"


@pytest.mark.usefixtures("answered")
def test_a_place_that_cannot_be_written_is_one_line_and_leaves_nothing(
    tmp_path: Path, refused: Callable[..., list[str]]
) -> None:
    (tmp_path / "file").write_text("mine")
    for option, name in (("--plot", "x.svg"), ("--save", "x.nc")):
        (line,) = refused(*USUAL, option, str(tmp_path / "file" / name))
        assert line.startswith(f"{option}: expected a folder that can be written, found ")
        (tmp_path / name).mkdir()
        (line,) = refused(*USUAL, option, str(tmp_path / name))
        assert "which is a folder" in line
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "x.nc", "x.svg"]


def test_stopping_it_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("punctum.healing.asking.respond.heal", stop)
    files = ("--plot", str(tmp_path / "x.svg"), "--save", str(tmp_path / "x.nc"))
    assert in_process("heal", *USUAL, "--draws", "2", *files, monkeypatch=monkeypatch) not in (0, 2)
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_shows_how_far_it_is_and_programs_get_only_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = (*USUAL, "--draws", "2", "--days", "10", "--json")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert in_process("heal", *options, monkeypatch=monkeypatch) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["draws"] == 2
    assert "100%" in err


def test_nothing_heavy_is_loaded_that_is_not_needed() -> None:
    code = (
        "import sys; from punctum.cli import app; app(standalone_mode=False);"
        "print({'scipy.special', 'xarray', 'pandas', 'vl_convert', 'jinja2'} & set(sys.modules), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "heal", *USUAL, "--draws", "2", "--days", "5", "--json"]
    made = subprocess.run(command, capture_output=True, text=True, check=True)
    assert made.stderr.splitlines()[-1] == "set()"


@pytest.mark.slow
def test_the_first_course_says_that_it_compiles_and_the_second_does_not(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "punctum", "heal", *USUAL, "--draws", "2", "--days", "5", "--json"]
    kept = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    first, second = (subprocess.run(command, capture_output=True, text=True, check=True, env=kept) for _ in range(2))
    assert first.stderr == "Compiling the loops once for this machine …\n"
    assert second.stderr == ""
    assert first.stdout == second.stdout


def test_a_map_is_written_and_its_place_is_checked_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    map_file = tmp_path / "map.svg"
    small = ["--zone", "nose", "--needle-length", "0.5", "--density", "30", "--draws", "2", "--days", "5"]
    assert in_process("heal", *small, "--map", str(map_file), monkeypatch=monkeypatch) == 0
    assert "all collagen, day 5" in map_file.read_text("utf-8").casefold()
    assert f"The map is at {map_file}" in capsys.readouterr().out
    assert in_process("heal", *small, "--map", "map.txt", monkeypatch=monkeypatch) == 2
    assert capsys.readouterr().err.startswith("--map: expected a file that ends in .svg or .png")


def test_two_pictures_in_one_file_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "one.svg"
    assert in_process("heal", *USUAL, "--plot", str(path), "--map", str(path), monkeypatch=monkeypatch) == 2
    assert "--map: expected another file than --plot" in capsys.readouterr().err
    assert not path.exists()


# Standard output on a disk that takes nothing, on any system: each write of the buffer below it is refused.
FULL = """
import errno, io, sys

class Full(io.RawIOBase):
    def writable(self):
        return True

    def write(self, content):
        raise OSError(errno.ENOSPC, "No space left on device")

sys.stdout = io.TextIOWrapper(io.BufferedWriter(Full()))
sys.argv = ["punctum", "tables", "defaults"]
from punctum.cli import main
main()
"""


def test_a_full_disk_is_one_clear_line_to_a_person_at_the_terminal() -> None:
    done = subprocess.run([sys.executable, "-c", FULL], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "Punctum stopped: no space is left where it writes.\n")


def test_where_no_space_is_left_that_is_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("punctum.report.tables_text.defaults_text", full)
    assert in_process("tables", "defaults", monkeypatch=monkeypatch) == 1
    assert capsys.readouterr().err == "Punctum stopped: no space is left where it writes.\n"
