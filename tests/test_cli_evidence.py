"""`punctum evidence` as a person or a program meets it."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from punctum.evidence.indications import INDICATIONS
from punctum.evidence.studies import STUDIES
from punctum.outcome import all_evidence
from punctum.report.evidence_text import evidence_text
from tests.commands import in_process


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> object:
    def ask(*arguments: str) -> tuple[int, str, str]:
        code = in_process("evidence", *arguments, monkeypatch=monkeypatch)
        said = capsys.readouterr()
        return code, said.out, said.err

    return ask


def test_the_list_has_a_line_for_every_indication(run) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run()
    assert code == 0
    lines = out.splitlines()
    assert next(line for line in lines if line.startswith("atrophic acne scars ")).endswith(
        "the score falls by 48 (43 to 53) percent"
    )
    rosacea = next(line for line in lines if line.startswith("rosacea "))
    assert " ".join(rosacea.split()) == "rosacea very low 1 10 no figure"
    assert all(any(line.startswith(f"{row.id} ") for line in lines) for row in INDICATIONS.rows)


def test_one_tells_the_whole(run) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run("Acne scars")
    assert code == 0
    plain = " ".join(out.split())
    for told in (
        "A new study may see 38 to 57 (95 % prediction interval). Studies differ by tau 1.5 points; I² 30 %.",
        "Compared with no treatment",
        "Kept to check forecasts, never in the average: – Alam 2014",
        "Doubtful: The printed values are medians and come from a second report.",
        "The spread between people is not printed; it is assumed.",
        "Other ways",
        "Sources",
    ):
        assert told in plain, told
    assert max(len(line) for line in out.splitlines() if "http" not in line) <= 110


@pytest.mark.parametrize("found", all_evidence(), ids=lambda found: found.indication)
def test_the_text_names_every_row_and_every_source(found) -> None:  # type: ignore[no-untyped-def]
    text = evidence_text(found)
    assert "\u00a0" not in text
    for row in found.rows:
        assert row.study in text
    assert text.count("\n    1  ") + text.count("\n   1  ") >= (1 if found.sources else 0)
    assert found.answer.split(". ")[0] in " ".join(text.split())


def test_json_is_sorted_and_holds_every_row(run) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run("melasma", "--json")
    assert code == 0
    document = json.loads(out)
    assert out == json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    rows = [row for scale in document["scales"] for row in scale["rows"]] + document["others"]
    assert {row["id"] for row in rows} == {arm.id for arm in STUDIES.rows if "melasma" in arm.indications}
    assert set(document["sources"]) >= {row["source"] for row in rows}
    assert run("melasma", "--json")[1] == out


def test_json_of_all_has_their_figures(run) -> None:  # type: ignore[no-untyped-def]
    document = json.loads(run("--json")[1])
    assert [entry["indication"] for entry in document] == [row.id for row in INDICATIONS.rows]
    assert [len(entry["figures"]) for entry in document if entry["indication"] == "atrophic acne scars"] == [2]


@pytest.mark.parametrize("name", ["forest.svg", "deep/forest.SVG"])
def test_a_plot_is_written_as_svg(run, tmp_path: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run("acne scars", "--plot", str(tmp_path / name))
    assert code == 0
    assert out.endswith(f"The figure is at {tmp_path / name}\n")
    assert ET.fromstring((tmp_path / name).read_text("utf-8")).get("role") == "img"  # noqa: S314


def test_a_plot_is_written_as_a_page_beside_json(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run("acne scars", "--plot", str(tmp_path / "forest.html"), "--json")
    assert code == 0
    json.loads(out)
    page = (tmp_path / "forest.html").read_text("utf-8")
    assert page.count("<figure") == 3


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["acne scarz"], "indication: expected an indication, found 'acne scarz'; did you mean 'acne scars'?"),
        (["--plot", "x.svg"], "--plot: expected an indication to draw, found none"),
        (["melasma", "--plot", "x.png"], "--plot: expected a file that ends in .svg or .html, found 'x.png'"),
        (["rosacea", "--plot", "x.svg"], "--plot: expected studies that print values to draw, found none for rosacea"),
        (["melasma", "--plot", "/dev/null/x.svg"], "--plot: expected a folder that can be written, found '/dev/null'"),
    ],
)
def test_bad_input_is_one_line(run, arguments: list[str], line: str) -> None:  # type: ignore[no-untyped-def]
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(line)
    assert err.count("\n") == 1
    assert not Path("x.svg").exists()
