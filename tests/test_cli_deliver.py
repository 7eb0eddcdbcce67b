"""`punctum deliver` as a person or a program meets it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from math import exp, pi
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from punctum.cli import app
from punctum.delivery.values import Delivery, Treatment
from tests.commands import in_process
from tests.report.deliveries import delivered

PEN = ("--device", "skinpen", "--zone", "forehead", "--needle-length", "1.0")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Treatment, dict[str, Any]]]:
    """What the simulation was asked for; it answers with a delivery made by hand."""
    calls: list[tuple[Treatment, dict[str, Any]]] = []

    def answer(treatment: Treatment, **options: Any) -> Delivery:
        calls.append((treatment, options))
        return delivered("forehead")

    monkeypatch.setattr("punctum.delivery.deliver", answer)
    return calls


def said(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["deliver", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """The lines of the refusal; nothing else may be printed."""

    def run(*arguments: str) -> list[str]:
        assert in_process("deliver", *arguments, monkeypatch=monkeypatch) == 2
        out, err = capsys.readouterr()
        assert out == ""
        return err.splitlines()

    return run


def test_options_reach_the_simulation(asked: list[tuple[Treatment, dict[str, Any]]]) -> None:
    person = ("--sex", "female", "--age", "45")
    chance = ("--pattern", "random", "--seed", "3", "--draws", "5")
    said(*PEN, "--dwell", "0.15", *person, *chance, "--goal", "gap<=3", "--goal", "coverage:0.5>=80%")
    ((treatment, options),) = asked
    assert treatment.hand_piece.id == "skinpen_precision"
    assert (treatment.zone, treatment.sex, treatment.age_years) == ("forehead", "female", 45)
    assert treatment.dose.s_per_cm2 == 0.15  # type: ignore[union-attr]
    assert (treatment.needle_length_mm, treatment.pattern) == (1.0, "random")
    assert 2 <= treatment.passes <= 4
    assert (options["seed"], options["draws"]) == (3, 5)
    assert [goal.limit for goal in options["goals"]] == [3, 0.8]


def test_defaults(asked: list[tuple[Treatment, dict[str, Any]]]) -> None:
    said(*PEN, "--passes", "3")
    ((treatment, options),) = asked
    assert treatment.dose.count == treatment.passes == 3  # type: ignore[union-attr]
    assert (treatment.sex, treatment.age_years, treatment.pattern) == ("unknown", None, "strokes")
    assert options == {"seed": 0, "draws": 32, "goals": None, "progress": None}


@pytest.mark.usefixtures("asked")
def test_people_get_a_text_and_programs_json() -> None:
    assert "250 per cm²" in said(*PEN, "--density", "250")
    assert json.loads(said(*PEN, "--density", "250", "--json"))["zone"] == "forehead"


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(("name", "begins"), [("map.svg", b"<svg "), ("map.PNG", b"\x89PNG")])
def test_a_map_is_one_file(name: str, begins: bytes, tmp_path: Path) -> None:
    file = tmp_path / "new" / name
    assert f"The map is at {file}" in said(*PEN, "--density", "250", "--map", str(file))
    assert file.read_bytes().startswith(begins)
    assert list(file.parent.iterdir()) == [file]
    printed = said(*PEN, "--density", "250", "--map", str(file), "--json")
    assert json.loads(printed)["zone"] == "forehead"


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        (["--device", "skinpn"], "--device: expected a known device, or a file (.yaml or .json) that describes your "
         "own, found 'skinpn'; did you mean 'SkinPen'?"),
        (["--device", "rf"], "--device: expected a pen, a roller or a stamp, found 'rf_microneedling', works with "
         "heat, which is not planned here"),
        (["--zone", "foreheda"], "--zone: expected a zone of the body, found 'foreheda'; did you mean 'forehead'?"),
        (["--zone", "eyelid"], "--zone: expected a zone that may be needled, found 'eyelid', which is never needled"),
        (["--needle-length", "0"], "--needle-length: expected 0.1 to 3.5 mm, found 0.0"),
        (["--needle-length", "-1"], "--needle-length: expected 0.1 to 3.5 mm, found -1.0"),
        (["--needle-length", "nan"], "--needle-length: expected 0.1 to 3.5 mm, found nan"),
        (["--needle-length", "1,5"], "--needle-length: expected a number, found '1,5'"),
        (["--needle-length", "2.6"], "--needle-length: expected at most 2.5 mm, the longest of SkinPen Precision, "
         "found 2.6"),
        (["--seed", "-1"], "--seed: expected a whole number from 0 on, found '-1'"),
        (["--seed", "1.5"], "--seed: expected a whole number from 0 on, found '1.5'"),
        (["--draws", "0"], "--draws: expected a whole number from 1 to 1000, found '0'"),
        (["--pattern", "stroke"], "--pattern: expected strokes or random, found 'stroke'; did you mean 'strokes'?"),
        (["--sex", "f"], "--sex: expected female or male or unknown, found 'f'"),
        (["--age", "200"], "--age: expected 0 to 120 years, found 200.0"),
        (["--age", "old"], "--age: expected a number, found 'old'"),
        (["--map", "map.pdf"], "--map: expected a file that ends in .svg or .png, found 'map.pdf'"),
    ],
)  # fmt: skip
def test_bad_input_is_one_clear_line(changed: list[str], line: str, refused: Callable[..., list[str]]) -> None:
    assert refused(*PEN, "--density", "250", *changed) == [line]


@pytest.mark.parametrize(
    ("dose", "line"),
    [
        ([], "dose: expected one of --dwell, --passes, --density, found nothing"),
        (["--dwell", "1", "--passes", "2"], "dose: expected one of --dwell, --passes, --density, found --dwell and "
         "--passes"),
        (["--density", "0"], "--density: expected a number above 0, found '0'"),
        (["--density", "inf"], "--density: expected a number above 0, found 'inf'"),
        (["--dwell", "nan"], "--dwell: expected a number above 0, found 'nan'"),
        (["--passes", "0"], "--passes: expected a whole number from 1 to 100, found '0'"),
        (["--passes", "2.5"], "--passes: expected a whole number from 1 to 100, found '2.5'"),
        (["--density", "1e9"], "--density: expected 0 to 10,000,000 holes in the zone, found 43,800,000,000"),
        (["--density", "0.001"], "--density: expected at least one hole in the zone, found none"),
        (["--dwell", "1e9"], "--dwell: expected 0 to 10,000,000 holes in the zone, found 71,560,440,000,000"),
    ],
)  # fmt: skip
def test_exactly_one_dose_that_can_be(dose: list[str], line: str, refused: Callable[..., list[str]]) -> None:
    assert refused(*PEN, *dose) == [line]


def test_a_time_needs_a_rate(refused: Callable[..., list[str]]) -> None:
    (line,) = refused("--device", "dermaroller_standard", *PEN[2:], "--dwell", "1")
    assert line == "--dwell: expected passes or a density for a roller, found 1.0"
    (line,) = refused("--device", "generic_pen", *PEN[2:], "--dwell", "1")
    assert line.startswith("--dwell: expected a device whose needles and rate a source prints; measure yours and ")
    assert "device file" in line


def test_everything_wrong_is_said_at_once(refused: Callable[..., list[str]]) -> None:
    lines = refused("--device", "skinpn", "--zone", "face", "--needle-length", "x", "--sex", "m", "--seed", "-2",
                    "--goal", "gap", "--map", "x.jpg")  # fmt: skip
    assert [line.split(":")[0] for line in lines] == [
        "--device", "--zone", "--needle-length", "dose", "--sex", "--seed", "--goal", "--map",
    ]  # fmt: skip
    assert [line.split(":")[0] for line in refused()] == ["--device", "--zone", "--needle-length", "dose"]


@pytest.mark.usefixtures("asked")
def test_a_place_that_cannot_be_written_is_one_line_and_leaves_nothing(
    tmp_path: Path, refused: Callable[..., list[str]]
) -> None:
    (tmp_path / "file").write_text("mine")
    (line,) = refused(*PEN, "--density", "250", "--map", str(tmp_path / "file" / "x.svg"))
    assert line.startswith("--map: expected a folder that can be written, found ")
    (tmp_path / "x.svg").mkdir()
    (line,) = refused(*PEN, "--density", "250", "--map", str(tmp_path / "x.svg"))
    assert "which is a folder" in line
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "x.svg"]


@pytest.mark.usefixtures("asked")
def test_a_full_disk_prints_and_leaves_nothing(
    tmp_path: Path, refused: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    (line,) = refused(*PEN, "--density", "250", "--map", str(tmp_path / "new" / "x.svg"))
    assert "No space left on device" in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("asked")
def test_a_clinics_own_device_is_read_from_its_file(asked: list[tuple[Treatment, dict[str, Any]]]) -> None:
    for file in sorted((Path(__file__).parents[1] / "examples" / "devices").glob("*.yaml")):
        said("--device", str(file), "--zone", "cheek", "--needle-length", "1.0", "--passes", "2")
        assert asked[-1][0].hand_piece.name in file.read_text("utf-8")
    assert asked


def test_a_real_delivery_keeps_to_its_dose_and_its_seed(tmp_path: Path) -> None:
    options = ("--device", "skinpen", "--zone", "glabella", "--needle-length", "1.0", "--draws", "3", "--json")
    first = said(*options, "--density", "250", "--map", str(tmp_path / "one.svg"))
    document = json.loads(first)
    assert document["punctures"] == round(250 * document["area_cm2"])
    assert sum(document["layer_share"].values()) == pytest.approx(1, abs=1e-9)
    coverage = list(document["coverage"].values())
    assert coverage == sorted(coverage)
    assert 0 < document["opened_area_fraction"] < coverage[0] < coverage[-1] <= 1
    assert document["depth_mm"]["p95"] < 1.0
    assert document["bands"]["largest_gap_mm"][0] <= document["bands"]["largest_gap_mm"][1]
    assert all(0 <= goal["sure"] <= 1 for goal in document["goals"])
    assert first == said(*options, "--density", "250", "--map", str(tmp_path / "two.svg"))
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert first != said(*options, "--density", "250", "--seed", "1")


def test_a_real_dwell_is_needles_times_rate_times_time() -> None:
    options = ("--device", "skinpen", "--zone", "glabella", "--needle-length", "1.0", "--draws", "1", "--json")
    document = json.loads(said(*options, "--dwell", "0.5"))
    assert document["density_per_cm2"] == pytest.approx(14 * 116.7 * 0.5, abs=0.1)
    assert document["minutes"] == pytest.approx(0.5 * document["area_cm2"] / 60, rel=1e-3)
    assert document["bands"] == {}
    guessed = ("--device", "generic_pen", "--zone", "glabella", "--needle-length", "1.0", "--draws", "1", "--json")
    assert json.loads(said(*guessed, "--density", "100"))["minutes"] is None


def test_random_holes_cover_what_the_theory_says() -> None:
    options = ("--device", "skinpen", "--zone", "forehead", "--needle-length", "1.0", "--draws", "1", "--json")
    document = json.loads(said(*options, "--density", "250", "--pattern", "random"))
    for radius, share in document["coverage"].items():
        assert share == pytest.approx(1 - exp(-2.5 * pi * float(radius) ** 2), abs=0.02)
    assert document["pattern"] == "random"


def test_goals_of_ones_own_replace_the_usual_ones() -> None:
    options = ("--device", "dermaroller_mf8", "--zone", "glabella", "--needle-length", "1.5", "--draws", "2", "--json")
    document = json.loads(said(*options, "--passes", "4", "--goal", "gap<=1", "--goal", "coverage:0.7>=0.2"))
    assert [(goal["limit"], goal["met"]) for goal in document["goals"]] == [(1, False), (0.2, True)]
    assert "0.7" in document["coverage"]
    assert document["passes"] == 4


def test_a_terminal_shows_how_far_it_is_and_programs_get_only_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--device", "skinpen", "--zone", "glabella", "--needle-length", "1.0", "--density", "100", "--json")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert in_process("deliver", *options, "--draws", "2", monkeypatch=monkeypatch) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["punctures"] > 0
    assert "Simulating" in err
    assert "100%" in err


def test_a_name_too_long_for_a_map_is_refused(refused: Callable[..., list[str]]) -> None:
    (line,) = refused(*PEN, "--density", "1", "--map", "x" * 300 + ".svg")
    assert line.startswith("--map: expected a file that can be written")


def test_a_radius_wider_than_any_zone_is_refused(refused: Callable[..., list[str]]) -> None:
    (line,) = refused(*PEN, "--density", "1", "--goal", "coverage:1e20>=0.5")
    assert line == "--goal: expected a radius of at most 1000 mm, found 'coverage:1e20>=0.5'"


def test_a_file_without_an_end_is_refused(refused: Callable[..., list[str]], tmp_path: Path) -> None:
    endless = tmp_path / "endless.yaml"
    endless.symlink_to("/dev/zero")
    (line,) = refused("--device", str(endless), *PEN[2:], "--density", "1")
    assert line.endswith("expected at most 1000000 bytes, found more")


@pytest.mark.usefixtures("asked")
def test_nobody_needs_to_hear_of_the_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert in_process("deliver", *PEN, "--density", "250", monkeypatch=monkeypatch) == 0
