"""Sharing work among threads changes nothing but the time it takes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.lattice.threads import cut, shared_out, usable_cores


@given(st.integers(0, 5000), st.integers(1, 700))
def test_cut_covers_everything_once(count: int, size: int) -> None:
    parts = cut(count, size)
    assert [number for start, stop in parts for number in range(start, stop)] == list(range(count))
    assert all(0 < stop - start <= size for start, stop in parts)


@pytest.mark.parametrize("threads", [1, 2, 3, 8])
def test_results_come_in_the_order_of_the_parts(threads: int) -> None:
    parts = list(range(20))
    assert shared_out(lambda part: part * part, parts, threads) == [part * part for part in parts]


def test_no_part_is_no_work() -> None:
    assert shared_out(lambda part: part, [], 2) == []


def test_a_problem_in_one_part_is_told() -> None:
    def fail(part: int) -> int:
        raise ValueError(f"part {part}")

    with pytest.raises(ValueError, match="part 0"):
        shared_out(fail, [0, 1], 2)


def test_after_a_problem_nothing_more_is_begun() -> None:
    begun = []

    def fail(part: int) -> None:
        begun.append(part)
        raise ValueError(f"part {part}")

    with pytest.raises(ValueError, match="part 0"):
        shared_out(fail, range(1000), 3)
    assert len(begun) <= 3


def test_there_is_at_least_one_core() -> None:
    assert usable_cores() >= 1


KERNEL = """
from punctum.lattice.compiled import kernel

@kernel
def total(values):
    sum = 0.0
    for value in values:
        sum += value
    return sum
"""


@pytest.mark.slow
def test_a_kernel_runs_where_nothing_may_be_kept(tmp_path: Path) -> None:
    """A read-only folder and no home: it is compiled for this process alone."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "sums.py").write_text(KERNEL, encoding="utf-8")
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path / "lib"), "HOME": "/nonexistent"}
    kept["XDG_CACHE_HOME"] = "/nonexistent"
    # Numba asks the folder whether it may write; a file in its place answers no, to root as well.
    (tmp_path / "lib" / "__pycache__").write_text("", encoding="utf-8")
    code = "import numpy, sums; print(sums.total(numpy.arange(5.0)))"
    done = subprocess.run([sys.executable, "-c", code], env=kept, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "10.0"
    assert np.arange(5.0).sum() == 10
