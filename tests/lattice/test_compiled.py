"""Compiled loops are kept, and whatever becomes of the kept files they give the same result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
import pytest

from punctum.lattice.compiled import kernel


def doubled(number: int) -> int:
    return 2 * number


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))
    return tmp_path


def files(kept: Path, ending: str) -> list[Path]:
    return [path for path in kept.rglob("*") if path.suffix == ending]


def loaded(compiled: Any) -> int:
    return sum(compiled.stats.cache_hits.values())


def test_a_second_start_compiles_nothing(kept: Path) -> None:
    first, second = kernel(doubled), kernel(doubled)
    assert (first(21), loaded(first)) == (42, 0)
    assert (second(21), loaded(second)) == (42, 1)
    assert len(files(kept, ".nbi")) == len(files(kept, ".nbc")) == 1


@pytest.mark.parametrize("ending", [".nbi", ".nbc"])
@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:10]),
        lambda path: path.write_bytes(b"not what was kept\n"),
        lambda path: path.unlink(),
    ],
    ids=["empty", "torn", "other", "missing"],
)
def test_a_spoiled_file_is_compiled_anew_and_kept_again(
    kept: Path, ending: str, spoil: Callable[[Path], object]
) -> None:
    assert kernel(doubled)(21) == 42
    for path in files(kept, ending):
        spoil(path)
    assert kernel(doubled)(21) == 42
    again = kernel(doubled)
    assert (again(21), loaded(again)) == (42, 1)


def test_a_full_disk_costs_only_the_time_to_compile(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    compiled = kernel(doubled)
    monkeypatch.setattr("os.replace", full)
    assert compiled(21) == 42
    assert not files(kept, ".nbi")


def test_without_a_place_to_keep_it_a_loop_is_compiled_all_the_same() -> None:
    scope: dict[str, Any] = {}
    exec("def tripled(number):\n    return 3 * number\n", scope)  # noqa: S102
    assert kernel(scope["tripled"])(14) == 42
