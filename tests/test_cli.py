"""The command line as a person or a program meets it: exit codes, one line per problem, nothing half-written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from punctum.cli import app
from tests.commands import in_process, punctum

ANA = "examples/patients/ana.yaml"
DAY = ["--on", "2026-11-20"]


def test_screen_prints_the_document_for_programs() -> None:
    run = punctum("screen", ANA, *DAY, "--json")
    assert run.returncode == 0, run.stderr
    document = json.loads(run.stdout)
    assert set(document) >= {"verdict", "until", "until_open", "zones", "findings", "unrecognised"}
    assert document["verdict"] == "adjust"


def test_screen_prints_words_for_people() -> None:
    run = punctum("screen", "examples/patients/eva.yaml", *DAY)
    assert run.returncode == 0
    assert run.stdout.startswith("Not with this")
    assert "S062" in run.stdout


def test_plan_writes_four_files_and_says_where(tmp_path: Path) -> None:
    run = punctum("plan", ANA, *DAY, "--out", str(tmp_path / "ana"))
    assert run.returncode == 0, run.stderr
    names = ["care.ics", "patient.pdf", "plan.html", "plan.json"]
    assert sorted(file.name for file in (tmp_path / "ana").iterdir()) == names
    assert str(tmp_path / "ana" / "plan.html") in run.stdout
    assert str(tmp_path / "ana" / "patient.pdf") in run.stdout


def test_the_patients_pages_speak_the_language_asked_for(tmp_path: Path) -> None:
    run = punctum("plan", ANA, *DAY, "--language", "de", "--out", str(tmp_path / "ana"))
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    assert b"(de)" in (tmp_path / "ana" / "patient.pdf").read_bytes()
    run = punctum("plan", ANA, *DAY, "--language", "fr", "--out", str(tmp_path / "none"))
    assert run.returncode == 2
    assert run.stderr == "--language: expected en or de, found 'fr'\n"
    run = punctum("plan", ANA, "--on", "2026-13-01", "--language", "fr")
    assert run.returncode == 2
    assert run.stderr.splitlines() == [
        "--on: expected a date as YYYY-MM-DD, found '2026-13-01'",
        "--language: expected en or de, found 'fr'",
    ]
    assert not (tmp_path / "none").exists()


def test_a_name_without_a_font_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(Path(ANA).read_text("utf-8").replace("id: ana", 'id: "\U00013080"'), "utf-8")
    run = punctum("plan", str(tmp_path / "p.yaml"), *DAY, "--out", str(tmp_path / "out"))
    assert run.returncode == 0, run.stderr
    assert run.stderr.startswith("Some characters here have no letter shape")


def test_plan_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert punctum("plan", ANA, *DAY, "--out", str(tmp_path / name)).returncode == 0
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_plan_prints_json_and_writes_nothing_unless_asked(tmp_path: Path) -> None:
    run = punctum("plan", str(Path(ANA).resolve()), *DAY, "--json", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["schema"] == "punctum/plan/1"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["screen", "none.yaml"],
        ["screen", ANA, "--on", "yesterday"],
        ["plan", ANA, "--on", "2026-02-30"],
        ["plan", ANA, "--on", "1980-01-01"],
        ["plan", ANA, "--clinic", "none.yaml"],
        ["plan", ANA, "--out", ANA],
        ["schema", "patent"],
        ["plan"],
        ["unknown"],
        ["screen", ANA, "--nonsense"],
    ],
)
def test_bad_input_exits_2_with_a_line_and_no_trace(arguments: list[str]) -> None:
    run = punctum(*arguments)
    assert run.returncode == 2, run.stdout
    assert run.stderr.strip()
    assert "Traceback" not in run.stderr


def test_tables_check_counts_every_table() -> None:
    run = punctum("tables", "check")
    assert run.returncode == 0, run.stderr
    assert "screening/rules" in run.stdout
    assert run.stdout.rstrip().endswith("All tables are sound.")


def test_tables_defaults_lists_house_rows_to_sign() -> None:
    defaults = json.loads(punctum("tables", "defaults", "--json").stdout)
    assert {"planning/intervals", "screening/rules"} <= {row["table"] for row in defaults}
    assert "Confirmed by" in punctum("tables", "defaults").stdout


@pytest.mark.parametrize("kind", ["patient", "clinic", "device", "recorded", "plan"])
def test_schemas_are_published(kind: str) -> None:
    schema = json.loads(punctum("schema", kind).stdout)
    assert schema["$schema"].startswith("https://json-schema.org/")


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=300) | st.text(max_size=300).map(str.encode), json_file=st.booleans())
def test_garbage_exits_2_and_writes_nothing(
    raw: bytes, json_file: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / f"garbage{'.json' if json_file else '.yaml'}"
    file.write_bytes(raw)
    out = tmp_path / "out"
    assert in_process("plan", str(file), *DAY, "--out", str(out), monkeypatch=monkeypatch) == 2
    assert not out.exists()


def test_the_help_lists_the_commands() -> None:
    result = CliRunner().invoke(app, ["--help"])
    assert result.exit_code == 0
    for command in ("screen", "plan", "tables", "schema"):
        assert command in result.output


def test_the_clinic_of_the_folder_is_called_unless_another_is_named(tmp_path: Path) -> None:
    clinic = Path("examples/clinic.yaml").read_text("utf-8")
    (tmp_path / "clinic.yaml").write_text(clinic, "utf-8")
    run = punctum("plan", str(Path(ANA).resolve()), *DAY, "--json", cwd=tmp_path)
    assert json.loads(run.stdout)["clinic"]["name"] in clinic
    assert json.loads(punctum("plan", ANA, *DAY, "--json").stdout)["clinic"] is None
