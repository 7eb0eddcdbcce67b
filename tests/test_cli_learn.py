"""`punctum learn` as a clinic or a program meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands import in_process

EXAMPLE = str(Path(__file__).parents[1] / "examples" / "own_results.csv")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> object:
    def ask(*arguments: str) -> tuple[int, str, str]:
        code = in_process("learn", *arguments, monkeypatch=monkeypatch)
        said = capsys.readouterr()
        return code, said.out, said.err

    return ask


def test_the_example_for_programs(run) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run(EXAMPLE, "--json")
    assert code == 0
    found = json.loads(out)
    assert found["results"] == 34
    assert found["share_of_result"] == 0.1
    scars, melasma = found["achieved"]
    assert (scars["indication"], scars["scale"], scars["agents"]) == (
        "atrophic acne scars", "goodman_baron_quantitative", [],
    )  # fmt: skip
    assert scars["own_median"] == pytest.approx(50.0, abs=0.01)
    low, high = scars["studies"]["interval_80"]
    assert low < scars["studies"]["median"] < high
    assert scars["clinic"]["interval_80"][1] - scars["clinic"]["interval_80"][0] < high - low
    assert abs(scars["clinic"]["median"] - scars["own_median"]) < 12
    assert (melasma["results"], melasma["agents"], melasma["studies"]) == (10, ["tranexamic_acid"], None)
    assert len(found["drift"]["scores"]) == 34
    assert found["drift"]["flagged"] is None


def test_the_example_in_words(run) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run(EXAMPLE)
    assert code == 0
    assert "Atrophic acne scars, needling alone, Goodman and Baron quantitative score of acne scars" in out
    assert "The next person, with your results:  falls by " in out
    assert "Melasma, needling with tranexamic acid" in out
    assert "Too few clean studies share this scale" in out
    assert "Drift: none." in out
    assert "an\nupper bound" in out or "an upper bound" in out


def test_drift_is_told_with_the_number_of_the_result(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    header, *lines = Path(EXAMPLE).read_text("utf-8").splitlines()
    worse = ["atrophic acne scars,goodman_baron_quantitative,,20,26,12,4,4,1.5,"] * 8
    (tmp_path / "own.csv").write_text("\n".join([header, *lines, *worse]), "utf-8")
    code, out, _ = run(str(tmp_path / "own.csv"))
    assert code == 0
    words = " ".join(out.split())
    assert "your results are worse than forecast. Look at what changed" in words
    number = int(words.split("Drift: from result ")[1].split()[0])
    assert 34 < number <= 42


def test_nobody_is_named(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    header, line, *_ = Path(EXAMPLE).read_text("utf-8").splitlines()
    (tmp_path / "own.csv").write_text(f"{header},name\n{line},Anna Muster\n", "utf-8")
    code, out, err = run(str(tmp_path / "own.csv"))
    assert (code, out) == (2, "")
    assert err.splitlines()[0].startswith("own.csv header: expected only the columns indication, scale, subtype,")
    assert "Anna" not in err


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "own.csv: expected a header with the columns indication, scale,"),
        ("indication\n", "own.csv header: expected the column scale, found none"),
        (
            "indication,scale,baseline,after,weeks_after_last,sessions\nmelasma,masi,9,x,8,4",
            "own.csv line 2, after: expected a number, found 'x'",
        ),
    ],
)
def test_bad_input_is_one_line_a_problem(run, tmp_path: Path, text: str, problem: str) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "own.csv").write_text(text, "utf-8")
    code, out, err = run(str(tmp_path / "own.csv"))
    assert (code, out) == (2, "")
    assert err.startswith(problem)
    assert "Traceback" not in err


def test_no_results_are_none(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "own.csv").write_text("indication,scale,baseline,after,weeks_after_last,sessions\n", "utf-8")
    code, out, _ = run(str(tmp_path / "own.csv"))
    assert code == 0
    assert out.startswith("What your hands achieve: 0 own results")
