"""`punctum deliver --recorded` as a person or a program meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from math import pi
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from punctum.cli import app
from tests.commands import in_process

EXAMPLES = sorted((Path(__file__).parents[1] / "examples" / "recorded").glob("*.yaml"))
PLAN = ("--device", "skinpen", "--zone", "glabella", "--needle-length", "1.0", "--density", "250", "--draws", "2")
AS_PLANNED: dict[str, Any] = {
    "zone": "glabella", "device": "skinpen_precision", "needle_length_mm": 1.0, "density_per_cm2": 250,
}  # fmt: skip


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., str]:
    """The name of a record with some fields changed; those that are None left out."""

    def write(**fields: Any) -> str:
        path = tmp_path / "record.yaml"
        kept = {name: value for name, value in {**AS_PLANNED, **fields}.items() if value is not None}
        path.write_text(yaml.safe_dump(kept), "utf-8")
        return str(path)

    return write


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """The lines of the refusal; nothing else may be printed."""

    def run(*arguments: str) -> list[str]:
        assert in_process("deliver", *arguments, monkeypatch=monkeypatch) == 2
        out, err = capsys.readouterr()
        assert out == ""
        return err.splitlines()

    return run


def said(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["deliver", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def document(*arguments: str) -> dict[str, Any]:
    return dict(json.loads(said(*arguments, "--json")))


def test_done_as_planned_differs_by_the_floor_and_no_more(written: Callable[..., str]) -> None:
    sparse = (*PLAN, "--density", "60", "--recorded", written(density_per_cm2=60))
    made = document(*sparse)
    found = made["difference"]
    assert found["difference_percent"] == 0
    floor = found["floor"]
    assert floor["seed"] not in (made["seed"], None)
    assert {name: found[name] for name in floor if name != "seed"} == {
        name: value for name, value in floor.items() if name != "seed"
    }
    assert floor["agreement_p95_mm"] > 0
    assert made == document(*sparse)


def test_the_plan_is_the_same_with_and_without_a_record(written: Callable[..., str]) -> None:
    alone, beside = document(*PLAN), document(*PLAN, "--recorded", written(density_per_cm2=100))
    assert alone["recorded"] is None
    assert alone["difference"] is None
    for name in alone.keys() - {"recorded", "difference"}:
        assert beside[name] == alone[name]
    assert beside["difference"]["difference_percent"] == pytest.approx(-60, abs=0.1)


def test_another_device_a_shorter_needle_and_a_spot_left_out(written: Callable[..., str]) -> None:
    place = document(*PLAN)["largest_gap_at_mm"]
    spot = {"x_mm": place[0], "y_mm": place[1], "radius_mm": 4}
    changed = {"density_per_cm2": None, "seconds": 3, "needle_length_mm": 0.5, "left_out": [spot]}
    made = document(*PLAN, "--recorded", written(**changed))
    done = made["recorded"]
    assert (done["needle_length_mm"], made["needle_length_mm"]) == (0.5, 1.0)
    assert done["depth_mm"]["mean"] < made["depth_mm"]["mean"]
    assert done["seconds"] == 3
    assert done["minutes"] == pytest.approx(3 / 60, rel=0.05)
    assert done["largest_gap_mm"] >= 8
    assert 0 < made["difference"]["missed_cm2"] < done["left_out_cm2"] <= pi * 0.16 + 0.01
    stamp = {"device": "dermaroller_mf8", "density_per_cm2": None, "passes": 4, "needle_length_mm": 1.5}
    rolled = document(*PLAN, "--recorded", written(**stamp))
    assert (rolled["device"], rolled["recorded"]["device"]) == ("skinpen_precision", "dermaroller_mf8")


def test_people_get_a_section_before_the_plan(written: Callable[..., str]) -> None:
    text = said(*PLAN, "--recorded", written(density_per_cm2=100))
    assert text.index("Planned against done:") < text.index("All that follows is what was planned.")
    assert text.index("All that follows is what was planned.") < text.index("How even:")
    assert "60 % fewer holes than planned: 150 per cm²." in text


def test_the_map_is_of_what_was_done(written: Callable[..., str], tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    assert f"The map of what was done is at {file}" in said(
        *PLAN, "--recorded", written(density_per_cm2=100), "--map", str(file)
    )
    assert "100 per cm²" in file.read_text("utf-8")
    assert "those that were done" in " ".join(
        CliRunner().invoke(app, ["deliver", "--help"], env={"COLUMNS": "300"}).output.split()
    )


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_read(file: Path) -> None:
    zone = yaml.safe_load(file.read_text("utf-8"))["zone"]
    made = document("--zone", zone, *PLAN[:2], *PLAN[4:], "--draws", "1", "--recorded", str(file))
    assert made["sex"] == made["recorded"]["sex"] == "female"
    assert made["age_years"] == 45
    assert made["difference"]["done_per_cm2"] > 0


def test_there_is_an_example() -> None:
    assert EXAMPLES


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"zone": "forehead"}, "recorded.zone: expected glabella, as planned, found 'forehead'"),
        ({"zone": "glabela"}, "recorded.zone: expected a zone of the body, found 'glabela'; did you mean 'glabella'?"),
        ({"density_per_cm2": None}, "recorded.dose: expected one of seconds, passes, density_per_cm2, found none of "
         "them"),
        ({"needle_length_mm": 2.6}, "recorded.needle_length_mm: expected at most 2.5 mm, the longest of SkinPen "
         "Precision, found 2.6"),
        ({"device": "skinpn"}, "recorded.device: expected a known device, or a file (.yaml or .json) that describes "
         "your own, found 'skinpn'; did you mean 'SkinPen'?"),
        ({"sex": "male"}, "recorded.sex: expected female, as planned, found 'male'"),
        ({"age_years": 46}, "recorded.age_years: expected 45.0, as planned, found 46.0"),
        ({"left_out": [{"x_mm": 900, "y_mm": 0, "radius_mm": 2}]}, "recorded.left_out[0]: expected a circle on the "
         "zone, x from"),
        ({"device": "own.yaml"}, "recorded.device.own.yaml: expected a file that can be read"),
    ],
)  # fmt: skip
def test_bad_records_are_one_clear_line(
    fields: dict[str, Any], line: str, written: Callable[..., str], refused: Callable[..., list[str]]
) -> None:
    (found,) = refused(*PLAN, "--sex", "female", "--age", "45", "--recorded", written(**fields))
    assert found.startswith(line)


def test_options_file_and_map_are_refused_at_once(
    written: Callable[..., str], refused: Callable[..., list[str]], tmp_path: Path
) -> None:
    bad = written(zone="cheek", device="skinpn", seconds=5)
    lines = refused(*PLAN, "--needle-length", "x", "--sex", "m", "--recorded", bad, "--map", "x.jpg")
    assert [line.split(":")[0] for line in lines] == [
        "--needle-length", "--sex", "recorded.zone", "recorded.dose", "recorded.device", "--map",
    ]  # fmt: skip
    (line,) = refused(*PLAN, "--recorded", str(tmp_path / "none.yaml"))
    assert line.endswith("none.yaml: expected a file that can be read, found No such file or directory")
    (tmp_path / "list.json").write_text("[1]")
    (line,) = refused(*PLAN, "--recorded", str(tmp_path / "list.json"))
    assert line == "list.json: expected fields and values, found [1]"
