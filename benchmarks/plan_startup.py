"""How long a whole `punctum plan` takes, beside a process that only imports NumPy and pydantic.

Both are whole processes on this machine, run in turn so that a busy moment meets both. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
PEER = ["-c", "import numpy; from pydantic import BaseModel"]
SHOWN = 15


def plan_arguments(out: str, patient: Path) -> list[str]:
    """Python's arguments for one plan, as the `punctum` script starts it."""
    start = "from punctum.cli import main; main()"
    return ["-c", start, "plan", str(patient), "--on", "2026-11-20", "--out", out]


def seconds(arguments: list[str]) -> float:
    """Wall time of one Python process in seconds."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def interleaved(commands: list[list[str]], runs: int) -> list[list[float]]:
    """Wall times in seconds, one list a command; the first round only warms the disk cache."""
    times: list[list[float]] = [[] for _ in commands]
    for turn in range(runs + 1):
        for collected, command in zip(times, commands, strict=True):
            taken = seconds(command)
            if turn > 0:
                collected.append(taken)
    return times


def import_times(arguments: list[str]) -> list[tuple[int, int, str]]:
    """Imports of one process: own microseconds, microseconds with what it imports, module."""
    done = subprocess.run([sys.executable, "-X", "importtime", *arguments], check=True, capture_output=True, text=True)
    rows = re.findall(r"^import time:\s+(\d+) \|\s+(\d+) \|\s+(\S+)$", done.stderr, re.MULTILINE)
    return [(int(own), int(total), module) for own, total, module in rows]


def main() -> None:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="how often each process runs")
    parser.add_argument("--patient", type=Path, default=ROOT / "examples/patients/ana.yaml")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as out:
        plan = plan_arguments(out, options.patient)
        plan_s, peer_s = interleaved([plan, PEER], options.runs)
        imports = import_times(plan)

    print(f"{options.runs} runs each, in turn; seconds of wall time")
    print(f"{'':28}{'median':>8}{'min':>8}")
    for label, times in (("punctum plan", plan_s), ("import numpy, pydantic", peer_s)):
        print(f"{label:28}{statistics.median(times):8.3f}{min(times):8.3f}")
    median_ratio = statistics.median(plan_s) / statistics.median(peer_s)
    print(f"{'ratio':28}{median_ratio:8.2f}{min(plan_s) / min(peer_s):8.2f}")

    total_ms = sum(own for own, _, _ in imports) / 1000
    print(f"\nImports of punctum plan: {total_ms:.0f} ms in {len(imports)} modules")
    by_package: dict[str, int] = {}
    for own, _, module in imports:
        package = module.split(".")[0]
        by_package[package] = by_package.get(package, 0) + own
    for heading, rows in (
        ("by package (own time, ms)", by_package.items()),
        ("slowest modules (own time, ms)", [(module, own) for own, _, module in imports]),
    ):
        print(f"\n{heading}")
        for label, own in sorted(rows, key=lambda row: -row[1])[:SHOWN]:
            print(f"{own / 1000:8.1f}  {label}")


if __name__ == "__main__":
    main()
