"""Wherever it is installed and whoever else runs, healing gives the same bits; edited loops are compiled anew."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
import subprocess
import sys
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

import punctum
from punctum.healing import heal, plain_columns, sessions_of, usual_parameters
from punctum.healing.compile_loops import compile_loops
from tests.healing.examples import LAYERS_UM, exposure

ROOT = Path(__file__).parents[2]
DONE = """
import hashlib, sys
import numpy as np
from punctum.healing import heal, plain_columns, sessions_of, usual_parameters
from punctum.healing.compiled.loop import courses
from punctum.exposure import typed_exposure
one = typed_exposure(density_per_cm2=250, channel_radius_mm=0.035,
                     depth_mm=np.array([0, 1.5]), deeper=np.array([1, 0.0]))
course = heal(plain_columns((15, 70, 150, 1000), 40), sessions_of([one]), usual_parameters(), 30, save_days=[1, 30])
held = hashlib.sha256(b"".join(values.tobytes() for values in course.outputs.values())).hexdigest()
print(held, sum(courses.stats.cache_hits.values()), sum(courses.stats.cache_misses.values()))
"""


def started(**environment: str) -> subprocess.Popen[str]:
    kept = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **environment}
    return subprocess.Popen(
        [sys.executable, "-c", DONE], env=kept, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def told(process: subprocess.Popen[str]) -> tuple[str, int, int]:
    out, error = process.communicate(timeout=300)
    assert process.returncode == 0, error
    assert error == ""
    held, hits, misses = out.split()
    return held, int(hits), int(misses)


def usual_bits() -> str:
    return told(started())[0]


@pytest.mark.slow
def test_several_processes_at_a_cold_cache_give_the_same_bits(tmp_path: Path) -> None:
    together = [started(NUMBA_CACHE_DIR=str(tmp_path)) for _ in range(3)]
    assert {told(process)[0] for process in together} == {usual_bits()}
    assert told(started(NUMBA_CACHE_DIR=str(tmp_path)))[1:] == (1, 0)


@pytest.mark.slow
def test_torn_files_are_compiled_anew(tmp_path: Path) -> None:
    first, _, misses = told(started(NUMBA_CACHE_DIR=str(tmp_path)))
    assert misses == 1
    for path in tmp_path.rglob("*.nb?"):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert told(started(NUMBA_CACHE_DIR=str(tmp_path))) == (first, 0, 1)
    assert told(started(NUMBA_CACHE_DIR=str(tmp_path))) == (first, 1, 0)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(Path(punctum.__file__).parent, tmp_path / "punctum", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


@pytest.mark.slow
def test_it_runs_where_nothing_may_be_written_and_without_a_home(copy: Path) -> None:
    # Numba asks the folder whether it may write; a file in its place answers no, to root as well.
    for folder in ("healing/compiled", "lattice"):
        (copy / "punctum" / folder / "__pycache__").write_text("", encoding="utf-8")
    found = told(started(PYTHONPATH=str(copy), HOME="/nonexistent", XDG_CACHE_HOME="/nonexistent"))
    assert found[0] == usual_bits()


@pytest.mark.slow
@pytest.mark.parametrize("file", ["healing/compiled/scheme.py", "lattice/lanes.py"])
def test_an_edit_in_any_helper_is_noticed(copy: Path, file: str) -> None:
    usual = usual_bits()
    place = {"PYTHONPATH": str(copy)}
    assert told(started(**place)) == (usual, 0, 1)
    assert told(started(**place)) == (usual, 1, 0)
    path = copy / "punctum" / file
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("FLOOR = 1e-15", "FLOOR = 1e-03") if "FLOOR" in text else text + "\n# More.\n", "utf-8"
    )
    found, hits, misses = told(started(**place))
    assert (hits, misses) == (0, 1)
    assert (found == usual) == ("FLOOR" not in text)


@pytest.mark.slow
@pytest.mark.parametrize("lanes", [8, 32])
def test_how_many_columns_stand_side_by_side_changes_no_bit(copy: Path, lanes: int) -> None:
    path = copy / "punctum" / "lattice" / "lanes.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("LANES = 16", f"LANES = {lanes}"), encoding="utf-8")
    found, _, misses = told(started(PYTHONPATH=str(copy)))
    assert f"LANES = {lanes}" in path.read_text(encoding="utf-8")
    assert (found, misses) == (usual_bits(), 1)


def some_bits(_: object = None) -> bytes:
    course = heal(plain_columns(LAYERS_UM, 40), sessions_of([exposure()]), usual_parameters(), 30, save_days=[30])
    return b"".join(values.tobytes() for values in course.outputs.values())


def bits_of_children() -> None:
    """Print the bits that this process computes, and then those of three children."""
    here = some_bits()
    with multiprocessing.get_context("fork").Pool(2) as pool:
        for bits in [here, *pool.map(some_bits, range(3))]:
            print(hashlib.sha256(bits).hexdigest())


def test_a_child_of_a_process_that_has_computed_computes_the_same() -> None:
    # In a process of its own: what other tests have loaded into this one may not bear to be forked.
    words = "from tests.healing.test_engine_robust import bits_of_children; bits_of_children()"
    done = subprocess.run(
        [sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, timeout=300, check=True
    )
    assert done.stdout.split() == [hashlib.sha256(some_bits()).hexdigest()] * 4


def test_compiling_compiles() -> None:
    compile_loops()
    from punctum.healing.compiled.engine import is_ready

    assert is_ready()


def test_memory_does_not_grow_with_the_columns() -> None:
    def beyond_what_is_returned(count: int) -> int:
        some, given = plain_columns(LAYERS_UM, count), sessions_of([exposure()])
        tracemalloc.start()
        course = heal(some, given, usual_parameters(), 3, save_days=[3], threads=1)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        returned = [*course.outputs.values(), course.loop_gain, course.time_error]
        return most - sum(values.nbytes for values in returned)

    some_bits()
    few, many = beyond_what_is_returned(1000), beyond_what_is_returned(20_000)
    # Only which columns are computed alike is remembered of each: a few numbers.
    assert (many - few) / 19_000 < 6 * np.dtype(np.float64).itemsize


def test_where_numba_may_not_compile_that_is_one_clear_line() -> None:
    process = started(NUMBA_DISABLE_JIT="1")
    _, error = process.communicate(timeout=60)
    assert process.returncode != 0
    assert error.strip().splitlines()[-1].endswith("expected not to be set: these loops run compiled only, found 1")
