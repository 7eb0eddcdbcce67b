"""`punctum letter` as a clinic meets it: one PDF where it was asked for, or one line and nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from punctum.report import typeset
from punctum.report.typeset import UNTAGGED
from tests.commands import in_process, punctum

GRETA = str(Path("examples/patients/greta.yaml").resolve())
CLINIC = str(Path("examples/clinic.yaml").resolve())
DAY = ["--on", "2026-11-20"]


def test_the_letter_stands_beside_the_plan_unless_a_file_is_named(tmp_path: Path) -> None:
    run = punctum("letter", GRETA, "--rule", "s043", *DAY, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    file = tmp_path / "build" / "Greta--tablet-2" / "letter-S043.pdf"
    assert file.read_bytes().startswith(b"%PDF-")
    assert run.stdout == f"The letter is at {file.relative_to(tmp_path)}\n"
    assert run.stderr == ""
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [file]


def test_the_same_command_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.pdf", "deeper/two.pdf"):
        run = punctum(
            "letter", GRETA, "--rule", "S066", *DAY, "--clinic", CLINIC, "--out", str(tmp_path / name), cwd=tmp_path
        )
        assert run.returncode == 0, run.stderr
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "deeper" / "two.pdf").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--rule", "S045"], "found S045, which does not apply"),
        (["--rule", "S120"], "does not stand in the way"),
        (["--rule", "nonsense"], "found 'nonsense'"),
        (["--rule", ""], "found ''"),
        ([], "--rule"),
        (["--rule", "S043", "--on", "tomorrow"], "--on: expected a date"),
        (["--rule", "S043", "--clinic", "none.yaml"], "none.yaml"),
        (["--rule", "S043", "--out", "."], "--out: expected a file that ends in .pdf"),
        (["--rule", "S043", "--out", "letter.txt"], "--out: expected a file that ends in .pdf, found 'letter.txt'"),
        (["--rule", "S043", "--out", GRETA + "/letter.pdf"], "--out: expected a folder that can be written"),
    ],
)
def test_what_cannot_be_done_exits_2_with_a_line_and_writes_nothing(
    arguments: list[str], said: str, tmp_path: Path
) -> None:
    run = punctum("letter", GRETA, *(arguments if "--on" in arguments else [*arguments, *DAY]), cwd=tmp_path)
    assert run.returncode == 2, run.stdout
    assert said in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_a_refusal_is_one_line_that_lists_what_can_be_asked(tmp_path: Path) -> None:
    run = punctum("letter", GRETA, "--rule", "S045", *DAY, cwd=tmp_path)
    (line,) = run.stderr.splitlines()
    for rule in ("S043 Anticoagulant in use", "S066 Heart disease", "S146 ", "S150 Sun spots"):
        assert rule in line


def test_a_folder_in_the_way_is_said_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").mkdir()
    run = punctum("letter", GRETA, "--rule", "S043", *DAY, "--out", "letter.pdf", cwd=tmp_path)
    assert run.returncode == 2
    assert run.stderr.startswith("--out: expected")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.pdf"]


def test_a_warning_about_letters_without_a_shape_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fonts = typeset._fonts
    monkeypatch.setattr(typeset, "_fonts", lambda face, system: fonts(face, False))
    file = tmp_path / "patient.yaml"
    file.write_text(Path(GRETA).read_text("utf-8").replace("Greta (tablet 2)", "李小龙"), "utf-8")
    out = tmp_path / "letter.pdf"
    assert in_process("letter", str(file), "--rule", "S043", *DAY, "--out", str(out), monkeypatch=monkeypatch) == 0
    printed = capsys.readouterr()
    assert printed.err == UNTAGGED["en"] + "\n"
    assert out.exists()


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rule=st.text(max_size=30).filter(lambda text: text.strip().upper() not in ("S043", "S066", "S146", "S150")))
def test_any_other_rule_exits_2_and_writes_nothing(rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out" / "letter.pdf"
    arguments = ("letter", GRETA, f"--rule={rule}", *DAY, "--out", str(out))
    assert in_process(*arguments, monkeypatch=monkeypatch) == 2
    assert not out.parent.exists()
