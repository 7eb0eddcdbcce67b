"""`punctum calibrate outcome`: what is written, what is kept on the way, and what stops it."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import numpy as np
import pytest

from punctum.calibration.outcome import calibrate, tissue
from punctum.calibration.outcome.fit import Fit, shuffled
from punctum.calibration.outcome.kept_chains import Keeper
from punctum.calibration.outcome.sampler import Chains, Start
from punctum.outcome.draws import ABOUT, VALUES, OutcomeDraws, shipped_draws
from punctum.outcome.tissue_response import TISSUE_RESPONSE
from punctum.problems import Problem
from tests.commands import in_process

NOUGHT = np.zeros(1)


def a_fit() -> Fit:
    draws = shipped_draws()
    one = dict.fromkeys(draws.names, 1.0)
    return Fit(draws, Start(NOUGHT, NOUGHT), 0, one, one, 1.001, 900.0)


@pytest.fixture
def without_sampling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibrate, "tissue_problem", lambda: None)
    monkeypatch.setattr(calibrate, "sampler_of", lambda *_: None)
    monkeypatch.setattr(calibrate, "fit", lambda *_, **__: a_fit())


@pytest.mark.usefixtures("without_sampling")
def test_three_files_the_same_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b"):
        assert (
            in_process("calibrate", "outcome", "--short", "--out", str(tmp_path / name), monkeypatch=monkeypatch) == 0
        )
    told = capsys.readouterr()
    assert "1 of" in told.err
    assert "Pareto k" in told.err
    names = [VALUES, ABOUT, calibrate.SUMMARY]
    assert told.out.splitlines()[:3] == [str(tmp_path / "a" / name) for name in names]
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    about = json.loads((tmp_path / "a" / ABOUT).read_text("utf-8"))
    assert about["short"] is True
    assert about["divergences"] == 0
    assert {"seed", "chains", "largest_r_hat", "smallest_effective", "rows_fitted_sha256"} <= set(about)


@pytest.mark.usefixtures("without_sampling")
@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ({"largest_r_hat": 1.02}, "the chains do not agree: largest R-hat 1.0200, expected below 1.01"),
        ({"largest_r_hat": float("nan")}, "the chains do not agree: largest R-hat nan, expected below 1.01"),
        ({"divergences": 3}, "steps that went wrong: 3, expected 0"),
    ],
)
def test_chains_that_do_not_agree_write_nothing(
    wrong: dict[str, float],
    line: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(calibrate, "fit", lambda *_, **__: replace(a_fit(), **wrong))  # type: ignore[arg-type]
    (tmp_path / VALUES).write_text("as before", "utf-8")
    assert in_process("calibrate", "outcome", "--out", str(tmp_path), monkeypatch=monkeypatch) == 1
    told = capsys.readouterr()
    assert told.err.splitlines()[-1] == line
    assert told.out == ""
    assert (tmp_path / VALUES).read_text("utf-8") == "as before"
    assert not (tmp_path / ABOUT).exists()


@pytest.mark.usefixtures("without_sampling")
def test_coverage_that_is_rejected_is_told_and_ends_with_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(calibrate, "left_out_in_turn", lambda *_, **__: [])
    monkeypatch.setattr(calibrate, "summary_of", lambda *_: {})
    monkeypatch.setattr(calibrate, "verdict", lambda _: "too narrow")
    assert in_process("calibrate", "outcome", "--out", str(tmp_path), monkeypatch=monkeypatch) == 1
    expected = "studies left out: intervals that should hold 80 % of them are too narrow"
    assert capsys.readouterr().err.splitlines()[-1] == expected


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--seed", "-1"], "--seed: expected a whole number from 0 to 2147483647, found -1"),
        (["--seed", "many"], "--seed: expected a whole number from 0 to 2147483647, found many"),
        (["--out", "/dev/null/x"], "--out: expected a folder that can be written, found Not a directory"),
    ],
)
def test_bad_input_is_one_line(
    arguments: list[str], line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert in_process("calibrate", "outcome", *arguments, monkeypatch=monkeypatch) == 2
    assert capsys.readouterr().err.splitlines() == [line]


def test_another_response_of_tissue_is_told_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(calibrate, "tissue_problem", lambda: Problem(tissue.NAME, "that of healing", "another one"))
    assert in_process("calibrate", "outcome", "--out", str(tmp_path), monkeypatch=monkeypatch) == 2
    assert capsys.readouterr().err.splitlines() == ["tissue_response.csv: expected that of healing, found another one"]


def test_the_response_of_tissue_is_written_only_where_it_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = iter([None, Problem(tissue.NAME, "", "")])
    monkeypatch.setattr(tissue, "tissue_problem", lambda: next(told))
    monkeypatch.setattr(tissue, "tissue_response_csv", lambda: b"id\n")
    for _ in range(2):
        assert in_process("calibrate", "tissue", "--out", str(tmp_path), monkeypatch=monkeypatch) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["tissue_response.csv: as it is in the package", str(tmp_path / tissue.NAME)]
    assert (tmp_path / tissue.NAME).read_bytes() == b"id\n"


def test_a_changed_response_of_tissue_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = TISSUE_RESPONSE.bytes
    monkeypatch.setattr(tissue, "tissue_response_csv", lambda: text)
    assert tissue.tissue_problem() is None
    rows = list(csv.reader(StringIO(text.decode())))
    rows[5][-1] = str(1.01 * float(rows[5][-1]))
    changed = "\n".join(",".join(row) for row in rows).encode()
    monkeypatch.setattr(tissue, "tissue_response_csv", lambda: changed)
    assert tissue.tissue_problem() is not None


@pytest.mark.slow
def test_the_response_of_tissue_is_that_of_the_shipped_draws_of_healing() -> None:
    assert tissue.tissue_problem() is None


def test_chains_that_were_kept_are_not_run_again(tmp_path: Path) -> None:
    told: list[tuple[str, bool]] = []
    ran: list[int] = []

    def work() -> Chains:
        ran.append(1)
        return Chains(np.ones((2, 3, 4)), np.array([0, 1]))

    for key in ("one", "one", "two"):
        found = Keeper(tmp_path, key, lambda *line: told.append(line)).chains("chains", (0, 1), work)
        np.testing.assert_array_equal(found.diverged, [0, 1])
        assert found.z.shape == (2, 3, 4)
    assert told == [("chains-0-1", False), ("chains-0-1", True), ("chains-0-1", False)]
    assert len(ran) == 2
    kept = tmp_path / "chains-0-1.npz"
    kept.write_bytes(kept.read_bytes()[:50])
    Keeper(tmp_path, "two", lambda *_: None).chains("chains", (0, 1), work)
    assert len(ran) == 3, "half a file is not gone on with"


def test_draws_are_taken_evenly_and_mixed() -> None:
    draws = OutcomeDraws(("at",), np.arange(1000.0)[:, None])
    few = shuffled(draws, 100, 1)["at"]
    np.testing.assert_array_equal(np.sort(few), np.arange(0, 1000, 10))
    assert np.any(np.diff(few) < 0)
    np.testing.assert_array_equal(few, shuffled(draws, 100, 1)["at"])
    assert np.any(few != shuffled(draws, 100, 2)["at"])
