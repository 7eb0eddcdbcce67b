"""Draws that ship belong to the tables; anything else is one clear line."""

from __future__ import annotations

import json
from hashlib import sha256
from io import BytesIO
from typing import Any

import numpy as np
import pytest

from punctum.outcome import draws as module
from punctum.outcome.constants import RESPONDER_CLASSES, SYNTHESIS
from punctum.outcome.draws import OutcomeDraws, read_draws, shipped_draws, table_hashes, written_draws
from punctum.problems import InputError

NAMES = ("untreated", "study_sd", "threshold:half")
DRAWS = OutcomeDraws(NAMES, np.arange(12.0).reshape(4, 3))


def files(**about: Any) -> tuple[bytes, bytes]:
    """Both files of the little draws, with fields of the JSON replaced."""
    values, text = written_draws(DRAWS, {"divergences": 0})
    return values, json.dumps({**json.loads(text), **about}).encode()


def line(values: bytes, about: bytes) -> str:
    """The one line that reading them ends in."""
    with pytest.raises(InputError) as refused:
        read_draws(values, about)
    (problem,) = refused.value.problems
    assert "\n" not in str(problem)
    return str(problem)


def table(values: Any) -> bytes:
    """A NumPy file, with the hash that a JSON would need to belong to it."""
    buffer = BytesIO()
    np.save(buffer, values, allow_pickle=False)
    return buffer.getvalue()


def hashed(values: bytes, **about: Any) -> tuple[bytes, bytes]:
    return values, files(sha256=sha256(values).hexdigest(), **about)[1]


def test_draws_come_back_as_they_were() -> None:
    back = read_draws(*written_draws(DRAWS, {"divergences": 0}))
    assert back.names == NAMES
    assert np.array_equal(back.values, DRAWS.values)
    assert back.values.dtype == np.float64


def test_the_same_draws_are_the_same_bytes() -> None:
    assert written_draws(DRAWS, {"divergences": 0}) == written_draws(DRAWS, {"divergences": 0})


def test_a_draw_is_found_by_its_name() -> None:
    assert np.array_equal(DRAWS["study_sd"], [1, 4, 7, 10])
    assert len(DRAWS) == 4
    assert "study_sd" in DRAWS
    assert "adjunct:prp" not in DRAWS
    with pytest.raises(KeyError, match="adjunct:prp"):
        DRAWS["adjunct:prp"]


def test_some_of_the_draws_are_whole_rows() -> None:
    some = DRAWS.take(np.array([2, 0, 2]))
    assert np.array_equal(some.values, DRAWS.values[[2, 0, 2]])
    assert some.names == NAMES


@pytest.mark.parametrize("about", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"names": 5}', b"[" * 100_000])
def test_what_is_no_description_is_refused(about: bytes) -> None:
    assert line(files()[0], about).startswith("draws.json: expected fields and values in JSON")


def test_another_form_is_refused() -> None:
    assert "punctum/outcome_draws/9" in line(*files(schema="punctum/outcome_draws/9"))


def test_values_that_are_not_those_described_are_refused() -> None:
    values, about = files()
    for damaged in (b"", values[:-1], values + b"\0", values[:-1] + bytes([values[-1] ^ 1])):
        assert line(damaged, about).startswith("draws.npy: expected the file that draws.json describes")


@pytest.mark.parametrize("name", table_hashes())
def test_draws_from_another_table_are_refused(name: str) -> None:
    tables = {**table_hashes(), name: "0" * 64}
    assert "run `punctum calibrate outcome`" in line(*files(tables=tables))
    assert "draws made from other tables" in line(*files(tables={k: v for k, v in tables.items() if k != name}))


@pytest.mark.parametrize(
    "values",
    [
        table(np.zeros((4, 2), np.float32)),
        table(np.zeros(12, np.float32)),
        table(np.full((4, 3), np.nan, np.float32)),
        table(np.array([[0, np.inf, 0]], np.float32)),
        table(np.array([["a", "b", "c"]])),
        table(np.zeros((4, 3), np.float64)),
        table(np.zeros((4, 3), np.complex64)),
        table(np.zeros((4, 3), np.int32)),
        table(np.zeros((3, 3), np.float32)),
        table(np.zeros((0, 3), np.float32)),
        b"\x93NUMPY\x01\x00v\x00"
        + b"{'descr': '<f4', 'fortran_order': False, 'shape': (10000000000000, 3), }".ljust(117)
        + b"\n",
        b"",
        b"not numpy",
        table(np.zeros((4, 3), np.float32))[:-5],
    ],
)
def test_values_that_are_no_draws_are_refused(values: bytes) -> None:
    assert line(*hashed(values)).startswith("draws.npy: expected one number for each name and draw")


def test_names_that_stand_twice_and_no_draws_at_all_are_refused() -> None:
    values, about = files(names=["untreated", "untreated", "study_sd"])
    assert "one number for each name and draw" in line(values, about)
    nothing = table(np.zeros((0, 3), np.float32))
    assert "one number for each name and draw" in line(*hashed(nothing, draws=0))


def test_shipped_draws_without_a_quantity_are_one_line(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, raw in zip((module.VALUES, module.ABOUT), files(), strict=True):
        (tmp_path / name).write_bytes(raw)
    shipped_draws.cache_clear()
    monkeypatch.setattr(module, "files", lambda _: tmp_path)
    with pytest.raises(InputError, match=r"draws\.json, names: expected draws of "):
        shipped_draws()
    monkeypatch.undo()
    shipped_draws.cache_clear()


def test_a_pickle_is_never_read() -> None:
    buffer = BytesIO()
    np.save(buffer, np.array([[object(), object(), object()]]), allow_pickle=True)
    assert line(*hashed(buffer.getvalue())).startswith("draws.npy: expected one number for each name and draw")


def test_missing_files_are_one_line(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped_draws.cache_clear()
    monkeypatch.setattr(module, "files", lambda _: tmp_path)
    with pytest.raises(InputError) as refused:
        shipped_draws()
    (problem,) = refused.value.problems
    assert "draws.npy and draws.json as they come with the package" in str(problem)
    monkeypatch.undo()
    shipped_draws.cache_clear()


def test_the_shipped_draws_hold_what_forecasts_ask_for() -> None:
    draws = shipped_draws()
    assert {row.id for row in SYNTHESIS.rows} <= set(draws.names)
    assert {f"threshold:{row.id}" for row in RESPONDER_CLASSES.rows} <= set(draws.names)
    assert len(set(draws.names)) == len(draws.names)
    for row in SYNTHESIS.rows:
        if row.kind != "normal":
            assert np.all(draws[row.id] > 0), row.id
        if row.kind == "beta":
            assert np.all(draws[row.id] < 1), row.id
    assert shipped_draws() is draws
