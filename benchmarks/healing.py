"""How fast a year of healing is computed, beside SciPy's LSODA and beside the same scheme in JAX.

One run, the same columns, the same equations: three sessions, a year, draws of the constants with a loop gain below
0.7. The error of each is measured against LSODA at a tolerance of 1e-9 and is the largest of any output in any column,
over the largest value of that output. LSODA's tolerance is the one that is fastest of those that give the asked error.
The peers run on one core and are counted twice, as if nothing were lost on two; ours runs on two threads. Nothing is
asserted.

Run it as `python -m benchmarks.healing` from the project's folder.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.healing_arithmetic import peak, work_of_a_step
from benchmarks.healing_course import AT_DAYS, LAYERS_UM, SAVE_DAYS, UNTIL, course, largest_error, two_runs
from benchmarks.healing_lsoda import TOLERANCES, references, years
from benchmarks.plan_startup import interleaved, seconds
from punctum.healing import heal
from punctum.healing.compiled import layout
from punctum.healing.sessions import column_grid
from punctum.lattice.lanes import LANES

Values = NDArray[np.float64]
ASKED = 1e-3
CORES = 2
ROOT = Path(__file__).parents[1]
START = "from punctum.cli import main; main()"
HEAL = ["-c", START, "heal", "--zone", "cheek", "--sex", "female", "--age", "40", "--needle-length", "1.5",
        "--density", "250", "--sessions", "3", "--interval-weeks", "4", "--draws", "400", "--json"]  # fmt: skip
FIRST = (
    "import time; from benchmarks.healing_course import *; from punctum.healing import heal; "
    "some = course(1); begin = time.perf_counter(), time.process_time(); heal(*some, UNTIL, save_days=SAVE_DAYS); "
    "print(round(time.perf_counter() - begin[0], 1), round(time.process_time() - begin[1], 1))"
)


def ours(count: int, threads: int) -> tuple[float, dict[str, NDArray[np.floating]]]:
    """Seconds of one call for so many columns, and what it finds."""
    asked = course(count)
    begin = time.perf_counter()
    found = heal(*asked, UNTIL, save_days=SAVE_DAYS, threads=threads)
    return time.perf_counter() - begin, found.outputs


def first_of(found: dict[str, NDArray[np.floating]], count: int) -> dict[str, NDArray[np.floating]]:
    """The first columns."""
    return {name: values[:count] for name, values in found.items()}


def lsoda(exact: dict[str, Values], count: int, compiled: bool) -> tuple[float, float, float, float]:
    """Seconds a column at the fastest tolerance that reaches the asked error, that error, and the tolerances."""
    columns = references(course(64)[2], count, compiled)
    years(columns[:1], 1e-2, 1e-4)
    tried = []
    for relative, share in TOLERANCES:
        taken, found = years(columns, relative, relative * share)
        tried.append((taken, largest_error(found, exact)[0], relative, relative * share))
    return min((one for one in tried if one[1] <= ASKED), default=tried[-1])


def in_jax(count: int, runs: int) -> dict[str, float | list[float]] | None:
    """What the peer in JAX tells of itself, on one core; its outputs lie in `found.npz` of the working folder."""
    core = min(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None
    before = os.sched_getaffinity(0) if core is not None else set()
    try:
        if core is not None:
            os.sched_setaffinity(0, {core})
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.healing_jax", "--columns", str(count), "--runs", str(runs),
             "--out", "build/healing_jax.npz"], cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
    except subprocess.CalledProcessError as failed:
        print("JAX: " + (failed.stderr.strip().splitlines() or ["failed"])[-1])
        return None
    finally:
        if core is not None:
            os.sched_setaffinity(0, before)
    told: dict[str, float | list[float]] = json.loads(done.stdout.splitlines()[-1])
    return told


def peak_mib(count: int) -> float:
    """Peak memory in MiB of a fresh process that heals so many columns."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.healing", "--alone", str(count)],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return float(done.stdout)


def sessions_alive() -> float:
    """How many sessions still call cells in a step, on average: a chain counts as over after 80 days of the usual."""
    alive = [sum(0 <= one.at_days - at < 80 for at in AT_DAYS) for run in two_runs([]) for one in run]
    return sum(alive) / len(alive)


def row(label: str, per_second: float, error: float, beside: float | None, note: str = "") -> None:
    """One line of the table."""
    ratio = f"{beside / per_second:9.1f}×" if beside else f"{'':10}"
    print(f"{label:38}{per_second:12.1f}{error:11.1e}{ratio}  {note}")


def main() -> None:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--columns", type=int, default=8192)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--exact", type=int, default=8, help="columns that LSODA computes")
    parser.add_argument("--starts", type=int, default=9, help="how often each whole process runs")
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone is not None:
        ours(options.alone, CORES)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return

    (ROOT / "build").mkdir(exist_ok=True)
    few, steps = options.exact, sum(len(run) for run in two_runs(SAVE_DAYS))
    ours(64, 1)
    _, exact = years(references(course(64)[2], few, compiled=True), 1e-9, 1e-11)
    slow = [lsoda(exact, few, compiled) for compiled in (False, True)]
    found: dict[str, NDArray[np.floating]] = {}
    taken: dict[int, list[float]] = {1: [], CORES: []}
    for _ in range(options.runs):
        for threads, times in taken.items():
            spent, found = ours(options.columns, threads)
            times.append(spent)
    rate = {threads: options.columns / statistics.median(times) for threads, times in taken.items()}
    error, worst = largest_error(first_of(found, few), exact)

    print(f"A year of healing, {len(AT_DAYS)} sessions, {len(column_grid().widths_mm)} cells, loop gain below 0.7")
    print(f"{'':38}{'columns·year/s':>12}{'error':>9}{'ours over':>10}")
    best = options.columns / min(taken[CORES])
    note = f"{options.columns} columns, {steps} steps, {CORES} threads, best run {best:.0f}; worst in {worst}"
    row("ours", rate[CORES], error, None, note)
    row("ours, one thread", rate[1], error, None)
    for label, (each, off, relative, absolute) in zip(("NumPy", "compiled"), slow, strict=True):
        row(f"LSODA banded, equations in {label}", CORES / each, off, rate[CORES],
            f"{few} columns, rtol {relative:g}, atol {absolute:g}, one core twice")  # fmt: skip
    if find_spec("jax") is None:
        print("JAX is not installed: that peer is left out (make bench installs it)")
    for count in (128, 1024) if find_spec("jax") else ():
        told = in_jax(count, options.runs)
        if told is None:
            break
        with np.load(ROOT / "build/healing_jax.npz") as file:
            off = largest_error(first_of(dict(file), few), exact)[0]
        each = statistics.median(np.atleast_1d(told["seconds"]).tolist()) / count
        note = f"{told['steps']} steps, one core twice, first run {told['first']:.0f} s, {told['peak_mib']:.0f} MiB"
        row(f"JAX lax.scan, {count} at a time", CORES / each, off, rate[CORES], note)

    what_bounds_it(rate, steps)
    small, large = (peak_mib(count) for count in (64, 64 + options.columns))
    print(f"Peak memory of a process: {small:.0f} MiB; with {options.columns} columns more: {large - small:+.0f} MiB")
    whole_processes(options.starts)


def what_bounds_it(rate: dict[int, float], steps: int) -> None:
    """Arithmetic of a step over what the processor could do."""
    edges, tops = column_grid().edges_mm, np.cumsum(LAYERS_UM) / 1000
    cells, high = len(edges) - 1, int(np.searchsorted(edges, tops[3]))
    low, top = int(np.searchsorted(edges, tops[1], side="right")) - 1, int(np.searchsorted(edges, tops[1]))
    alive = sessions_alive()
    counted = [work_of_a_step(cells, low, high, top, number) for number in (1, 2)]
    flops, divisions = (one + (two - one) * (alive - 1) for one, two in zip(*counted, strict=True))
    best, divided = peak(CORES)
    print(f"Arithmetic: {flops:.0f} operations a column and step, {divisions:.0f} of them divisions")
    done = flops * steps * rate[CORES]
    print(
        f"  {done / 1e9:.0f} of the {best / 1e9:.0f} billion float32 operations a second that {CORES} threads were "
        f"measured to do at best: {100 * done / best:.0f} %"
    )
    print(
        f"  divisions alone would take {100 * divisions * steps * rate[CORES] / divided:.0f} % of the time; "
        f"a cell of {LANES} columns takes {1e9 * LANES / (rate[1] * steps * cells):.0f} ns a step on one thread"
    )
    kept = (layout.FIELDS + layout.PLACES + layout.BANDS + layout.HURTS * len(AT_DAYS)) * cells * LANES * 4
    cache = Path("/sys/devices/system/cpu/cpu0/cache/index0/size")
    nearest = f"{cache.read_text().strip()[:-1]} KiB" if cache.exists() else "unknown"
    print(f"  what {LANES} columns keep from step to step: {kept / 1024:.0f} KiB; nearest cache of a core: {nearest}")


def whole_processes(runs: int) -> None:
    """`punctum heal` with everything kept, beside Python that only imports Numba; and the first compile."""
    with tempfile.TemporaryDirectory() as empty:
        done = subprocess.run(
            [sys.executable, "-c", FIRST], cwd=ROOT, check=True, capture_output=True, text=True,
            env={**os.environ, "NUMBA_CACHE_DIR": empty},
        )  # fmt: skip
    wall, own = done.stdout.split()
    print(f"First course with nothing compiled yet: {wall} s, {own} s of processor time")
    try:
        seconds(HEAL)
    except subprocess.CalledProcessError:
        print("punctum heal did not run")
        return
    heal_s, numba_s = interleaved([HEAL, ["-c", "import numba"]], runs)
    print(
        f"punctum heal, 400 draws: {statistics.median(heal_s):.2f} s, import numba {statistics.median(numba_s):.2f} s"
    )
    print(f"  ratio {statistics.median(heal_s) / statistics.median(numba_s):.1f} (medians of {runs} runs in turn)")


if __name__ == "__main__":
    main()
