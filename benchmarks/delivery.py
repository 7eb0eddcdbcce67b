"""How fast punctures are made, sorted and measured, beside the straightforward way with NumPy and SciPy.

Ours: every hole and its depth, then the share of the zone within some distances of a hole and the largest gap. Beside
it, on as many uniform places: a k-d tree asked at the same lattice of places with all cores, whose largest gap is that
of the lattice only; and a distance transform of a raster with pixels of the same size, which is not exact. Memory is
that of a process of its own for each, less that of one that only does a little. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt
from scipy.spatial import cKDTree

from punctum.delivery.compiled.puncture import puncture
from punctum.delivery.compiled.spacing import spacing
from punctum.delivery.compiled.tiles import Tiles, tiled
from punctum.delivery.depth import depth_model
from punctum.delivery.made import Made
from punctum.delivery.operator import usual_operator
from punctum.delivery.region import rectangle, zone_region
from punctum.delivery.values import Density, PatternName
from punctum.device import DEVICES, hand_piece
from punctum.lattice.threads import usable_cores

SIDE_MM = 200.0
REGION = rectangle(SIDE_MM, SIDE_MM)
DENSITIES = (250, 1000, 4000)
RADII_MM = (0.25, 0.5, 1.0)
PEN = hand_piece(next(row for row in DEVICES.rows if row.kind == "pen" and row.plannable))
MODEL = depth_model("pen", 1.0, None, 2.0)
Doubles = NDArray[np.float64]


def holes(pattern: PatternName, per_cm2: int, threads: int) -> Made:
    """Every puncture of the benchmark."""
    return puncture(
        REGION, PEN, Density(per_cm2), 4, usual_operator(), MODEL.depth_at_z_mm, pattern, 1, 0, threads
    )  # fmt: skip


def ours(pattern: PatternName, per_cm2: int, threads: int) -> tuple[float, float, float]:
    """Seconds to make the holes, to sort them, to measure coverage and the largest gap."""
    begin = time.perf_counter()
    made = holes(pattern, per_cm2, threads)
    after_making = time.perf_counter()
    tiles = tiled(made.punctures.x_mm, made.punctures.y_mm, REGION, made.beyond_mm, threads)
    after_sorting = time.perf_counter()
    spacing(tiles, REGION, RADII_MM, threads)
    return after_making - begin, after_sorting - after_making, time.perf_counter() - after_sorting


def uniform(per_cm2: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """As many holes anywhere in the zone, (n, 2), with depths, as NumPy's generator makes them."""
    numbers, count = np.random.default_rng(1), round(per_cm2 * REGION.area_cm2)
    depth = np.interp(numbers.standard_normal(count), np.linspace(-6, 6, len(MODEL.depth_at_z_mm)), MODEL.depth_at_z_mm)
    return numbers.random((count, 2), dtype=np.float32) * np.float32(SIDE_MM), depth.astype(np.float32)


def lattice(step_mm: float) -> Doubles:
    """The middle of every square of a lattice over the zone."""
    along: Doubles = (np.arange(int(SIDE_MM / step_mm), dtype=np.float64) + 0.5) * step_mm
    return np.stack(np.meshgrid(along, along), axis=-1).reshape(-1, 2)


def tree(per_cm2: int, step_mm: float) -> float:
    """Seconds of the k-d tree."""
    begin = time.perf_counter()
    places, _ = uniform(per_cm2)
    distance, _ = cKDTree(places).query(lattice(step_mm), workers=-1)
    _ = [np.mean(distance <= radius) for radius in RADII_MM], 2 * distance.max()
    return time.perf_counter() - begin


def raster(per_cm2: int, step_mm: float) -> float:
    """Seconds of the distance transform."""
    begin = time.perf_counter()
    places, _ = uniform(per_cm2)
    across = int(SIDE_MM / step_mm) + 1
    empty = np.ones((across, across), dtype=bool)
    column, row = (places / step_mm).astype(np.intp).T
    empty[row, column] = False
    distance = distance_transform_edt(empty, sampling=step_mm)
    _ = [np.mean(distance <= radius) for radius in RADII_MM], 2 * distance.max()
    return time.perf_counter() - begin


def alone(work: Callable[[], object]) -> float:
    """Peak memory in MiB of this process after some work."""
    work()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def peak_mib(name: str, per_cm2: int) -> float:
    """Peak memory in MiB of a fresh process."""
    done = subprocess.run(
        [sys.executable, __file__, "--alone", name, str(per_cm2)], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def step_of(per_cm2: int) -> float:
    """Distance in mm from one place of our lattice to the next."""
    made = holes("random", per_cm2, 1)
    tiles = tiled(made.punctures.x_mm, made.punctures.y_mm, REGION, made.beyond_mm, 1)
    return spacing(tiles, REGION, RADII_MM, 1).step_mm


def small_ms(runs: int, threads: int) -> float:
    """Milliseconds to sort 10,000 holes on a forehead and to measure coverage and the largest gap."""
    region = zone_region("forehead", "female")
    made = puncture(
        region,
        PEN,
        Density(10_000 / region.area_cm2),
        4,
        usual_operator(),
        MODEL.depth_at_z_mm,
        "random",
        1,
        0,
        threads,
    ).punctures
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        spacing(tiled(made.x_mm, made.y_mm, region, np.empty((0, 2), np.float32), threads), region, RADII_MM, threads)
        times.append(time.perf_counter() - begin)
    return 1000 * statistics.median(times)


def bytes_each(made: Made, tiles: Tiles) -> tuple[float, float]:
    """Bytes a hole that our arrays hold at the end, and that were read or written to get there."""
    count = len(made.punctures.x_mm)
    own = sum(array.nbytes for array in (made.punctures.x_mm, made.punctures.y_mm, made.punctures.depth_mm))
    own += made.punctures.pass_number.nbytes
    lattice_bytes = tiles.starts.nbytes + tiles.place.nbytes + 4 * len(tiles.place)
    kept = own + tiles.x_mm.nbytes + tiles.y_mm.nbytes + tiles.order.nbytes + lattice_bytes
    # Holes written once; y read for bands; x and y read, both and the order written by band; x and y read and the tile
    # written; all of it copied, read and written by tile; x and y read for distances; the lattice written and read.
    touched = own + count * (4 + 8 + 12 + 8 + 4 + 24 + 16 + 12 + 8) + 2 * lattice_bytes
    return kept / count, touched / count


def main() -> None:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often ours runs for each run of the others")
    parser.add_argument("--rounds", type=int, default=1, help="how often the others run")
    parser.add_argument("--threads", type=int, default=usable_cores())
    parser.add_argument("--alone", nargs=2, metavar=("NAME", "DENSITY"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    ours("random", 1, options.threads)
    ours("strokes", 1, options.threads)
    if options.alone:
        name, per_cm2 = options.alone[0], int(options.alone[1])
        step = SIDE_MM / np.sqrt(4 * per_cm2 * REGION.area_cm2)
        works: dict[str, Callable[[], object]] = {
            "nothing": lambda: None,
            "ours": lambda: ours("random", per_cm2, options.threads),
            "tree": lambda: tree(per_cm2, step),
            "raster": lambda: raster(per_cm2, step),
        }
        print(alone(works[name]))
        return
    peaks = {
        per_cm2: [peak_mib(name, per_cm2) for name in ("nothing", "ours", "tree", "raster")] for per_cm2 in DENSITIES
    }
    print(f"{REGION.area_cm2:g} cm², {options.threads} threads; medians of {options.runs} runs, seconds of wall time")
    print(f"{'':32}" + "".join(f"{f'{per_cm2}/cm²':>12}" for per_cm2 in DENSITIES))
    columns = [measured(per_cm2, options.runs, options.rounds, options.threads) for per_cm2 in DENSITIES]
    for label in columns[0]:
        print(f"{label:32}" + "".join(f"{column[label]:12.4g}" for column in columns))
    for index, label in enumerate(("ours", "k-d tree", "raster"), start=1):
        more = [peaks[per_cm2][index] - peaks[per_cm2][0] for per_cm2 in DENSITIES]
        print(f"{f'peak memory, MiB: {label}':32}" + "".join(f"{value:12.0f}" for value in more))
    print(f"10,000 holes on a forehead, sorted and measured: {small_ms(20, options.threads):.1f} ms")


def measured(per_cm2: int, runs: int, rounds: int, threads: int) -> dict[str, float]:
    """Every figure of one density, by its label; each round runs all in turn."""
    step = step_of(per_cm2)
    times: dict[str, list[tuple[float, ...]]] = {"random": [], "strokes": [], "tree": [], "raster": []}
    for _ in range(rounds):
        for _ in range(runs):
            times["random"].append(ours("random", per_cm2, threads))
            times["strokes"].append(ours("strokes", per_cm2, threads))
        times["tree"].append((tree(per_cm2, step),))
        times["raster"].append((raster(per_cm2, step),))
    made = holes("random", per_cm2, threads)
    tiles = tiled(made.punctures.x_mm, made.punctures.y_mm, REGION, made.beyond_mm, threads)
    count = len(made.punctures.x_mm)
    kept, touched = bytes_each(made, tiles)
    total = {name: statistics.median(sum(taken) for taken in rows) for name, rows in times.items()}
    make, sort, space = (statistics.median(part) for part in zip(*times["random"], strict=True))
    return {
        "punctures": count,
        "ours, random": total["random"],
        "  made": make,
        "  sorted": sort,
        "  coverage and gap": space,
        "ours, strokes": total["strokes"],
        "  made ": statistics.median(made for made, _, _ in times["strokes"]),
        "k-d tree": total["tree"],
        "raster": total["raster"],
        "k-d tree / ours, random": total["tree"] / total["random"],
        "k-d tree / ours, strokes": total["tree"] / total["strokes"],
        "raster / ours, random": total["raster"] / total["random"],
        "million punctures/s, random": count / total["random"] / 1e6,
        "  best run": count / min(sum(taken) for taken in times["random"]) / 1e6,
        "million punctures/s, strokes": count / total["strokes"] / 1e6,
        "  best run ": count / min(sum(taken) for taken in times["strokes"]) / 1e6,
        "bytes held a puncture": kept,
        "bytes read or written a puncture": touched,
    }


if __name__ == "__main__":
    main()
