"""`punctum validate biology` as a person or a program meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from punctum.cli import app
from tests.commands import in_process
from tests.validation.lines_of import HEADER

KEYS = (
    "quantity",
    "conditions",
    "predicted",
    "interval_80",
    "observed",
    "covered_80",
    "sign_right",
    "bound_right",
    "reason",
)
LINES = f"""{HEADER}
acute,micropore closure time,t,50,h,sd 10,"upper arm; 750 um MN; occluded",x,yes,"p<0.05",validation
healing,collagen type VII,I,up,,,"face; 6 sessions q2wk; 3 months",x,yes,,validation
acute,barrier recovery,t,<=72,h,,"face; pen 0.5 mm",x,yes,,calibration
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "printed.csv"
    path.write_text(LINES, "utf-8")
    return path


def said(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["validate", "biology", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_json_has_every_line_in_order(file: Path) -> None:
    document = json.loads(said(str(file), "--json"))
    rows = document["rows"]
    assert [row["quantity"] for row in rows] == ["micropore closure time", "collagen type VII", "barrier recovery"]
    assert all(set(KEYS) <= set(row) for row in rows)
    assert rows[0]["predicted"] > 0
    assert rows[0]["observed"] == 50
    assert isinstance(rows[0]["covered_80"], bool)
    assert rows[1]["predicted"] is None
    assert rows[1]["interval_80"] is None
    assert "collagen vii" in rows[1]["reason"]
    assert isinstance(rows[2]["bound_right"], bool)
    summary = document["summary"]
    assert (summary["rows"], summary["predicted"], summary["not_predicted"]) == (3, 2, 1)
    assert summary["covered_80"]["of"] == 1
    assert len(summary["covered_80"]["interval_95"]) == 2


def test_the_same_file_gives_the_same_bytes(file: Path) -> None:
    assert said(str(file), "--json") == said(str(file), "--json")


def test_people_read_it_too(file: Path) -> None:
    text = said(str(file))
    assert "3 lines" in text
    assert "not predicted" in text
    assert "no evidence of calibration" in text
    assert "bounds right" in text


def test_a_role_may_be_asked_for(file: Path) -> None:
    assert json.loads(said(str(file), "--json", "--role", "calibration"))["summary"]["rows"] == 1


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "a header with the columns"),
        (b"a,b\n1,2\n", "the columns quantity, value, unit, conditions"),
        (b"quantity,value,unit,conditions\n", "one line below the header"),
        (b"quantity,value,unit,conditions\n\xff,1,h,c\n", "text in UTF-8"),
    ],
    ids=["empty", "other columns", "no lines", "not UTF-8"],
)
def test_a_bad_file_is_refused_in_one_line(
    content: bytes, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    assert in_process("validate", "biology", str(path), monkeypatch=monkeypatch) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert expected in err


def test_without_a_file_those_that_come_with_punctum_are_read() -> None:
    document = json.loads(said("--json", "--role", "validation"))
    assert document["file"] == "parameters.csv"
    assert document["summary"]["rows"] == 4


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_what_is_no_file_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert in_process("validate", "biology", str(tmp_path / name), monkeypatch=monkeypatch) == 2
    assert "a file that can be read" in capsys.readouterr().err


def test_an_unknown_role_is_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert in_process("validate", "biology", str(file), "--role", "validaton", monkeypatch=monkeypatch) == 2
    assert "did you mean 'validation'" in capsys.readouterr().err
