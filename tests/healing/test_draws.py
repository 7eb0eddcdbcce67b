"""The shipped draws belong to the tables, and old ones are refused."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from punctum.healing import draws, kinetics
from punctum.healing.draws import read_draws, shipped, shipped_draws, written_draws
from punctum.healing.kinetics import KINETICS, loop_gain, prior_draws
from punctum.problems import InputError


def both() -> tuple[bytes, bytes]:
    folder = files("punctum.healing")
    return folder.joinpath("draws.npy").read_bytes(), folder.joinpath("draws.json").read_bytes()


def test_at_least_400_draws_are_shipped_and_none_is_fibrosis() -> None:
    found = shipped_draws()
    assert found.draws >= 400
    assert np.all(loop_gain(found) < 1)
    assert len(np.unique(found.values, axis=0)) > 100


def test_the_first_draws_are_the_first_rows() -> None:
    assert np.array_equal(shipped_draws(3).values, shipped_draws().values[:3])


@pytest.mark.parametrize("count", [0, -1, 100_000])
def test_more_than_are_shipped_or_none_are_refused(count: int) -> None:
    with pytest.raises(InputError, match="draws: expected 1 to"):
        shipped_draws(count)


def test_what_is_written_is_read() -> None:
    made = prior_draws(5, 3)
    found = read_draws(*written_draws(made, {"seed": 3}))
    assert np.allclose(found.parameters.values, made.values, rtol=1e-6)
    assert found.about["seed"] == 3
    assert found.about["constants"] == [row.id for row in KINETICS.rows]


def test_draws_of_other_priors_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Other:
        rows = (KINETICS.rows[0].model_copy(update={"high": 2 * KINETICS.rows[0].high}), *KINETICS.rows[1:])

    values, about = both()
    monkeypatch.setattr(draws, "KINETICS", Other)
    with pytest.raises(InputError, match=r"healing draws: expected .*punctum calibrate healing"):
        read_draws(values, about)


def test_other_words_in_the_table_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Other:
        rows = tuple(row.model_copy(update={"text": "New words."}) for row in KINETICS.rows)

    monkeypatch.setattr(draws, "KINETICS", Other)
    assert np.array_equal(read_draws(*both()).parameters.values, shipped().parameters.values)


def test_files_that_do_not_belong_together_are_refused() -> None:
    values, about = both()
    with pytest.raises(InputError, match=r"draws\.npy: expected the file that draws.json describes"):
        read_draws(values[:-1] + b"\0", about.replace(b'"sha256": "', b'"sha256": "0'))
    other = json.loads(about) | {"schema": "punctum/healing_draws/0"}
    with pytest.raises(InputError, match="schema"):
        read_draws(values, json.dumps(other).encode())


def saved(table: object, **other: object) -> tuple[bytes, bytes]:
    buffer = BytesIO()
    np.save(buffer, np.asarray(table))
    values, known = buffer.getvalue(), json.loads(both()[1])
    return values, json.dumps(known | {"sha256": sha256(values).hexdigest()} | other).encode()


@pytest.mark.parametrize("about", [b"", b"{", b"[]", b"null", b"1", b"\xff", b"{}", b"[" * 100_000])
def test_a_damaged_description_is_one_clear_line(about: bytes) -> None:
    with pytest.raises(InputError, match=r"^draws\.json.*: expected [^\n]*$"):
        read_draws(both()[0], about)


@pytest.mark.parametrize(
    "table",
    [[], 1.0, [["a"]], [[1j]], np.ones((3, 2)), np.ones((0, len(KINETICS.rows))), np.zeros((3, len(KINETICS.rows))),
     np.full((3, len(KINETICS.rows)), np.nan), np.ones((3, len(KINETICS.rows)))],
)  # fmt: skip
def test_damaged_draws_are_one_clear_line(table: object) -> None:
    with pytest.raises(InputError, match=r"^draws\.npy: expected [^\n]*$"):
        read_draws(*saved(table))


@pytest.mark.parametrize("field", ["sha256", "kinetics", "schema"])
def test_a_description_that_lacks_what_it_must_say_is_refused(field: str) -> None:
    values, about = both()
    known = json.loads(about)
    del known[field]
    with pytest.raises(InputError):
        read_draws(values, json.dumps(known).encode())


def test_missing_files_are_one_clear_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(draws, "files", lambda _: tmp_path)
    with pytest.raises(InputError, match=r"^healing draws: expected draws\.npy and draws\.json"):
        shipped.__wrapped__()


def test_what_is_shipped_is_a_posterior() -> None:
    assert shipped().fitted
    assert not read_draws(*written_draws(prior_draws(2, 1), {"seed": 1})).fitted


def test_the_order_of_the_columns_is_that_of_the_table() -> None:
    assert shipped().about["constants"] == list(kinetics.KINETICS.by_id)
