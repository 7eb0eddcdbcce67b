"""The shipped draws, what they tell of themselves, and the page that is written from it belong together."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from punctum.calibration import healing
from punctum.calibration.document import PARTS, with_tables, write_document
from punctum.calibration.healing import shipped_summary, stale
from punctum.calibration.outcome.document import PARTS as OUTCOME_PARTS
from punctum.calibration.outcome.summary import shipped_fit
from punctum.calibration.tables import OBSERVATIONS, VARIANTS, setting
from punctum.healing.draws import shipped
from punctum.healing.kinetics import KINETICS, possible
from punctum.problems import InputError
from tests.commands import in_process

PAGE = Path(__file__).parents[2] / "docs" / "calibration.md"


def test_the_draws_belong_to_the_tables() -> None:
    assert stale() == []


def test_other_numbers_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(healing, "read_by_fit", lambda: {"observations": "0"})
    assert [str(problem) for problem in stale()] == [
        "draws.json, observations: expected draws made from observations as it is; run `punctum calibrate healing`, "
        "found other numbers"
    ]


def test_the_draws_are_a_posterior_that_can_be_skin() -> None:
    found, about = shipped().parameters, shipped().about
    assert found.draws == setting("shipped") >= 400
    assert np.all(possible(found))
    assert set(about["variants"]) == set(VARIANTS.by_id)
    assert about["particles"] == setting("particles")
    assert set(about["tables"]) >= {"kinetics", "parameters", "observations", "experiments"}
    share = np.mean(found["wound_collagen_loss_ratio"] == 1)
    assert share == pytest.approx(about["variants"]["one_rate"], abs=0.01)


def test_the_first_draws_stand_for_all() -> None:
    logs = np.log(shipped().parameters.values)
    changing = logs.std(axis=0) > 0
    away = (logs[:64].mean(axis=0) - logs.mean(axis=0))[changing] / logs.std(axis=0)[changing]
    assert np.sqrt(np.mean(away**2)) < 3 / 8


def test_the_summary_tells_of_every_datum_and_constant() -> None:
    summary = shipped_summary()
    assert [one["id"] for one in summary["data"]] == [row.id for row in OBSERVATIONS.rows]
    free = [row.id for row in KINETICS.rows if row.prior != "fixed"]
    assert [one["id"] for one in summary["constants"]][: len(free)] == free
    for one in summary["variants"]:
        assert one["ladder"][-1]["temperature"] == 1
        assert one["different_particles"] > 0.9 * summary["particles"]
    assert sum(one["weight"] for one in summary["variants"]) == pytest.approx(1, abs=1e-3)


def test_the_signal_reach_stays_uncertain() -> None:
    low, high = np.quantile(shipped().parameters["signal_reach_mm"], [0.1, 0.9])
    assert high / low > 4


def test_what_no_datum_touches_keeps_its_prior() -> None:
    """Particles that had not moved enough would be too narrow here as well."""
    narrower = {one["id"]: one["narrower"] for one in shipped_summary()["constants"]}
    for name in ("tewl_rest_g_m2_h", "elastotic_share", "epidermal_turnover_days"):
        assert abs(narrower[name]) < 0.25, name


def test_the_page_is_what_is_written_from_the_summary() -> None:
    text = PAGE.read_text("utf-8")
    assert with_tables(text, shipped_summary(), shipped_fit()) == text, "punctum calibrate document docs/calibration.md"


def test_a_page_without_its_parts_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- made: fit -->\n<!-- end -->\n", "utf-8")
    with pytest.raises(InputError, match="one part each of"):
        write_document(page, shipped_summary(), shipped_fit())
    with pytest.raises(InputError, match="a document that can be read"):
        write_document(tmp_path / "none.md", shipped_summary(), shipped_fit())
    page.write_text(
        "".join(f"<!-- made: {name} -->\nwhat was there\n<!-- end -->\n" for name in (*PARTS, *OUTCOME_PARTS)), "utf-8"
    )
    write_document(page, shipped_summary(), shipped_fit())
    assert "what was there" not in page.read_text("utf-8")


def test_a_short_fit_writes_three_files_the_same_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b"):
        arguments = ["calibrate", "healing", "--short", "--particles", "16", "--out", str(tmp_path / name)]
        assert in_process(*arguments, monkeypatch=monkeypatch) == 0
    told = capsys.readouterr()
    assert "one_rate: temperature 1.0000" in told.err
    assert told.out.splitlines()[0] == str(tmp_path / "a" / "draws.npy")
    for name in ("draws.npy", "draws.json", "fit.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    about = json.loads((tmp_path / "a" / "draws.json").read_text("utf-8"))
    assert about["particles"] == 16


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--particles", "3"], "--particles: expected a whole number from 16 to 100000, found '3'"),
        (["--particles", "many"], "--particles: expected a whole number from 16 to 100000, found 'many'"),
        (["--seed", "-1"], "--seed: expected a whole number from 0 to 9223372036854775807, found '-1'"),
        (["--out", "/dev/null/x"], "--out: expected a folder that can be written, found Not a directory"),
    ],
)
def test_bad_input_is_one_line_each(
    arguments: list[str], line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert in_process("calibrate", "healing", *arguments, monkeypatch=monkeypatch) == 2
    assert capsys.readouterr().err.splitlines() == [line]
