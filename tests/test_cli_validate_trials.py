"""`punctum validate trials` as a person or a program meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from punctum.cli import app
from punctum.evidence.studies import STUDIES
from punctum.validation.trials.own import COLUMNS
from tests.commands import in_process
from tests.validation.trials.rows_of import USUAL, file_of

KEYS = (
    "study_id", "arm", "scale", "weeks", "predicted", "interval_50", "interval_80", "interval_95", "observed",
    "covered_50", "covered_80", "covered_95", "z", "reason",
)  # fmt: skip
ROWS = (
    {**USUAL, "percent_improvement": "41", "role": "validation"},
    {**USUAL, "arm": "fractional microneedling RF", "percent_improvement": "41"},
    {**USUAL, "responders_definition": ">=1 grade", "responders_n": "12", "responders_total": "30"},
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "trials.csv"
    path.write_bytes(file_of(*ROWS))
    return path


def said(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["validate", "trials", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_json_has_every_row_in_order(file: Path) -> None:
    document = json.loads(said(str(file), "--json"))
    rows = document["rows"]
    assert [row["arm"] for row in rows] == [row["arm"] for row in ROWS]
    assert all(set(KEYS) <= set(row) for row in rows)
    assert rows[0]["observed"] == 41
    assert rows[0]["interval_80"][0] < rows[0]["predicted"] < rows[0]["interval_80"][1]
    assert isinstance(rows[0]["covered_80"], bool)
    assert rows[1]["predicted"] is None
    assert rows[1]["interval_95"] is None
    assert rows[1]["covered_50"] is None
    assert "radiofrequency" in rows[1]["reason"]
    assert rows[2]["quantity"] == "responder_percent"
    assert rows[2]["observed"] == 40
    summary = document["summary"]
    assert (summary["rows"], summary["predicted"], summary["scored"]) == (3, 2, 2)
    assert summary["covered_80"]["of"] == 2
    assert summary["held_out"]["scored"] == 2
    assert set(summary["by_family"]) == {"sum", "responders"}
    assert summary["held_out"]["by_family"]["sum"]["scored"] == 1


def test_the_same_file_gives_the_same_bytes(file: Path) -> None:
    assert said(str(file), "--json") == said(str(file), "--json")


def test_people_read_it_too(file: Path) -> None:
    text = said(str(file))
    assert "3 rows" in text
    assert "not predicted: radiofrequency" in text
    assert "held out" in text
    assert "chance of so few" in text
    assert "upper bound" in text


def test_a_role_may_be_asked_for(file: Path) -> None:
    assert json.loads(said(str(file), "--json", "--role", "validation"))["summary"]["rows"] == 1


def test_without_a_file_the_studies_of_punctum_are_read() -> None:
    document = json.loads(said("--json", "--role", "validation"))
    assert document["file"] == "studies.csv"
    assert document["summary"]["rows"] == sum(arm.role == "validation" for arm in STUDIES.rows)


def test_a_line_that_is_too_short_comes_back_without_a_prediction(tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_bytes(file_of(ROWS[0]) + b"A2030,a citation\r\n")
    rows = json.loads(said(str(path), "--json"))["rows"]
    assert len(rows) == 2
    assert rows[1]["predicted"] is None
    assert "2 cells" in rows[1]["reason"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "a header with the columns"),
        (b"a,b\n1,2\n", "the columns study_id"),
        (",".join(COLUMNS).encode() + b"\n", "one line below the header"),
        (",".join(COLUMNS).encode() + b"\n\xff\n", "text in UTF-8"),
        (file_of({**USUAL, "n": "-3"}), "line 2, n: expected a number from 1"),
        (file_of({**USUAL, "sessions": "1e99"}), "line 2, sessions: expected a number from 0 to 500"),
        (file_of({**USUAL, "responders_n": "9", "responders_total": "3"}), "responders_n: expected at most"),
        (file_of({**USUAL, "baseline_mean": "1e400"}), "baseline_mean: expected a number from"),
    ],
    ids=["empty", "other columns", "no lines", "not UTF-8", "nobody", "too many", "more than all", "no end"],
)
def test_a_bad_file_is_refused_in_one_line(
    content: bytes, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    assert in_process("validate", "trials", str(path), monkeypatch=monkeypatch) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert expected in err


def test_each_bad_cell_has_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(file_of({**USUAL, "n": "0"}, {**USUAL, "sessions": "-2", "interval_weeks": "-1"}))
    assert in_process("validate", "trials", str(path), monkeypatch=monkeypatch) == 2
    assert len(capsys.readouterr().err.splitlines()) == 3


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_what_is_no_file_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert in_process("validate", "trials", str(tmp_path / name), monkeypatch=monkeypatch) == 2
    assert "a file that can be read" in capsys.readouterr().err
