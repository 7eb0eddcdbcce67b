"""The delivery without compiled loops against the one with them, and against the slow and obvious way."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from numpy.typing import NDArray

from punctum.delivery.compiled import opened, puncture, spacing, tiles
from punctum.delivery.draw import HOLES_A_DRAW, MOST_PLAIN_HOLES, plainly
from punctum.delivery.layout import cells_over
from punctum.delivery.made import Made, Spacing
from punctum.delivery.plain import cells, holes, numbers
from punctum.delivery.plain import opened as plain_opened
from punctum.delivery.plain import spacing as plain_spacing
from punctum.delivery.plain import tiles as plain_tiles
from punctum.delivery.region import Region, rectangle, zone_region
from punctum.delivery.values import Density, Dose, Passes, PatternName, Punctures, Treatment
from punctum.device import find_hand_piece
from punctum.device.hand_pieces import HandPiece
from punctum.problems import InputError
from punctum.skin import ZONES
from tests.delivery import reference_punctures as reference
from tests.delivery.pens import USUAL, bent, pen, roller, stamp

FACE = [zone.id for zone in ZONES.rows if zone.region == "face" and "never" not in zone.flags]
RADII = (0.1, 0.25, 0.5, 1.0)
RADIUS = 0.035
TABLE = bent(np.linspace(-6, 6, 4097)).astype(np.float32)
BOTH: list[PatternName] = ["strokes", "random"]


def made(
    region: Region, dose: Dose, hand_piece: HandPiece, pattern: PatternName = "strokes", seed: int = 3, draw: int = 0
) -> tuple[Made, Made]:
    """Without compiled loops, and with them."""
    how = (region, hand_piece, dose, 4, USUAL, TABLE, pattern, seed, draw)
    return holes.puncture(*how), puncture.puncture(*how, 1)


def spaced(punctures: Made, region: Region) -> tuple[Spacing, Spacing]:
    x, y, beyond = punctures.punctures.x_mm, punctures.punctures.y_mm, punctures.beyond_mm
    plain = plain_spacing.spacing(plain_tiles.tiled(x, y, region, beyond), region, RADII)
    return plain, spacing.spacing(tiles.tiled(x, y, region, beyond, 1), region, RADII, 1)


def opened_shares(x: NDArray[np.float32], y: NDArray[np.float32], region: Region, radius: float) -> tuple[float, float]:
    tiled = tiles.tiled(x, y, region, np.empty((0, 2), dtype=np.float32), 1)
    return (
        plain_opened.opened_area(x, y, radius, region.area_cm2),
        opened.opened_area(tiled, radius, region.area_cm2, 1),
    )


def check(
    region: Region, dose: Dose, hand_piece: HandPiece, pattern: PatternName = "strokes", seed: int = 3, draw: int = 0
) -> Made:
    plain, compiled = made(region, dose, hand_piece, pattern, seed, draw)
    assert (plain.passes, plain.wanted) == (compiled.passes, compiled.wanted)
    for name, slack in (("x_mm", 2e-5), ("y_mm", 2e-5), ("depth_mm", 1e-6), ("pass_number", 0)):
        one, other = getattr(plain.punctures, name), getattr(compiled.punctures, name)
        assert one.dtype == other.dtype
        assert one.shape == other.shape
        assert np.abs(one.astype(float) - other).max(initial=0) <= slack
    assert plain.beyond_mm.dtype == np.float32
    assert plain.beyond_mm.shape == compiled.beyond_mm.shape
    assert np.abs(plain.beyond_mm - compiled.beyond_mm).max(initial=0) <= 2e-5
    one, other = spaced(compiled, region)
    assert (one.samples, one.step_mm) == (other.samples, other.step_mm)
    assert list(one.coverage) == list(other.coverage)
    assert list(one.coverage.values()) == pytest.approx(list(other.coverage.values()), abs=1e-4)
    assert one.largest_gap_mm == pytest.approx(other.largest_gap_mm, abs=0.002)
    both = opened_shares(compiled.punctures.x_mm, compiled.punctures.y_mm, region, RADIUS)
    assert both[0] == pytest.approx(both[1], rel=1e-6)
    return plain


@pytest.mark.parametrize("zone", FACE)
@pytest.mark.parametrize("pattern", BOTH)
def test_a_pen_on_every_zone_of_the_face(zone: str, pattern: PatternName) -> None:
    region = zone_region(zone, "female")
    assert len(check(region, Density(250), pen(), pattern).punctures.x_mm) == round(250 * region.area_cm2)


@pytest.mark.parametrize("pattern", BOTH)
def test_a_zone_of_the_body(pattern: PatternName) -> None:
    check(zone_region("hand", "male"), Density(60), pen(), pattern, seed=2**63 - 1, draw=7)


@pytest.mark.parametrize("hand_piece", [roller(stagger_mm=1.2), stamp()], ids=lambda piece: piece.kind)
@pytest.mark.parametrize("zone", ["cheek", "nose"])
def test_a_roller_and_a_stamp(zone: str, hand_piece: HandPiece) -> None:
    assert len(check(zone_region(zone, "female"), Passes(5), hand_piece).punctures.x_mm) > 500


@pytest.mark.parametrize("pattern", BOTH)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_very_many_holes_on_a_small_zone(pattern: PatternName, seed: int) -> None:
    check(zone_region("glabella", "female"), Density(4000), pen(), pattern, seed)


@pytest.mark.parametrize("pattern", BOTH)
@pytest.mark.parametrize("count", [0, 1, 2, 30])
def test_few_holes_and_none(pattern: PatternName, count: int) -> None:
    region = zone_region("cheek", "female")
    found = check(region, Density(count / region.area_cm2), pen(), pattern)
    assert len(found.punctures.x_mm) == count


def test_a_stamp_that_never_hits() -> None:
    check(rectangle(0.4, 0.4), Passes(1), stamp())


def test_a_dose_that_cannot_be_given_is_refused() -> None:
    with pytest.raises(InputError):
        holes.puncture(rectangle(50, 50), pen(), Density(1e9), 4, USUAL, TABLE, "strokes", 0, 0)


def test_holes_in_one_corner() -> None:
    region = zone_region("perioral", "female")
    punctures = made(region, Density(900), pen())[1].punctures
    left, low, _, _ = region.bounds_mm
    corner = (punctures.x_mm < left + 25) & (punctures.y_mm < low + 15)
    x, y = punctures.x_mm[corner], punctures.y_mm[corner]
    assert len(x) > 50
    none = np.empty((0, 2), dtype=np.float32)
    one = plain_spacing.spacing(plain_tiles.tiled(x, y, region, none), region, RADII)
    other = spacing.spacing(tiles.tiled(x, y, region, none, 1), region, RADII, 1)
    assert one.largest_gap_mm > 20
    assert one.largest_gap_mm == pytest.approx(other.largest_gap_mm, abs=0.002)
    assert list(one.coverage.values()) == pytest.approx(list(other.coverage.values()), abs=1e-4)


@pytest.mark.parametrize(("count", "radius"), [(50, 2.0), (2000, 0.5), (3000, 0.2), (60, 9.0), (3, 40.0)])
def test_discs_that_overlap_many_times(count: int, radius: float) -> None:
    places = (np.random.default_rng(count).random((count, 2)) * (60, 40)).astype(np.float32)
    # Some stand at one place, some touch the next, some stand in a row.
    row = [(30 + 2 * radius * step, 20) for step in range(3)]
    places = np.concatenate([places, places[:5], np.array(row, dtype=np.float32)])
    x, y = (np.ascontiguousarray(places[:, axis]) for axis in range(2))
    one, other = opened_shares(x, y, rectangle(60, 40), radius)
    assert one == pytest.approx(other, rel=1e-8)


def test_random_words_are_those_of_whole_numbers() -> None:
    words = numbers.random_words(2**32 - 2, 4, 5, 1, 2**63 - 9)
    key = ((2**63 - 9) & 0xFFFFFFFF, (2**63 - 9) >> 32)
    wanted = [reference.philox((k % 2**32, k >> 32, 5, 1), key) for k in range(2**32 - 2, 2**32 + 2)]
    assert words.reshape(4, 4).tolist() == [list(four) for four in wanted]


@pytest.mark.parametrize("zone", ["cheek", "periorbital", "breast"])
def test_places_in_a_zone_are_those_of_counting_edges(zone: str) -> None:
    region = zone_region(zone, "female")
    random = np.random.default_rng(4)
    border = region.edges_mm[random.integers(len(region.edges_mm), size=1500), :2] + random.normal(0, 1, (1500, 2))
    left, low, right, high = region.bounds_mm
    anywhere = random.uniform((left - 90, low - 90), (right + 90, high + 90), (1500, 2))
    x, y = np.concatenate([border, anywhere, region.edges_mm[:, :2]]).astype(np.float32).T
    grid, _ = cells_over(region, 3.0, 0)
    held = cells.laid(region.edges_mm, *grid).hold(x, y)
    assert held.tolist() == reference.inside(x, y, region).tolist()


def treatment(per_cm2: float, zone: str = "glabella") -> Treatment:
    return Treatment(
        zone=zone,
        sex="female",
        age_years=None,
        hand_piece=find_hand_piece("skinpen_precision"),
        needle_length_mm=1,
        dose=Density(per_cm2),
        passes=4,
    )


def test_few_holes_are_made_without_compiled_loops() -> None:
    region = zone_region("glabella", "female")
    most = (MOST_PLAIN_HOLES - HOLES_A_DRAW) / region.area_cm2
    assert plainly(treatment(most - 1), region, 1)
    assert not plainly(treatment(most + 1), region, 1)
    assert not plainly(treatment(most - 1), region, 2)
    assert not plainly(treatment(1), region, 1000)


def test_few_holes_import_no_compiler() -> None:
    code = """
import sys
from punctum.delivery import Density, Treatment, deliver
from punctum.device import find_hand_piece
pen = find_hand_piece("skinpen_precision")
for pattern in ("strokes", "random"):
    for zone in ("glabella", "cheek"):
        deliver(Treatment(zone=zone, sex="female", age_years=45, hand_piece=pen, needle_length_mm=1,
                          dose=Density(250), passes=4, pattern=pattern), draws=1)
print([name for name in ("numba", "llvmlite", "scipy") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_compiling_compiles() -> None:
    code = "import sys; from punctum.delivery.compile_loops import compile_loops; compile_loops()"
    code += "; print('punctum.delivery.compiled.gap' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


@pytest.mark.parametrize("height", [0.004, 0.1])
def test_a_zone_thinner_than_the_places_are_apart(height: float) -> None:
    region = rectangle(30, height)
    zero = np.zeros(1, np.float32)
    hole = Punctures(zero, zero, zero, np.zeros(1, np.uint8))
    punctures = Made(hole, np.empty((0, 2), np.float32), 1, 1)
    one, other = spaced(punctures, region)
    assert one.largest_gap_mm == pytest.approx(60, abs=0.002)
    assert other.largest_gap_mm == pytest.approx(60, abs=0.002)
