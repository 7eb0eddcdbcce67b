from __future__ import annotations

from dataclasses import replace
from math import pi

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punctum.delivery.compiled.landing import grid_over, landed
from punctum.delivery.compiled.philox import random_words
from punctum.delivery.compiled.puncture import puncture
from punctum.delivery.compiled.puncturing import sift
from punctum.delivery.dose import amount
from punctum.delivery.made import Made
from punctum.delivery.quantiles import normal_quantiles
from punctum.delivery.region import Region, rectangle, zone_region
from punctum.delivery.values import Density, Dose, Dwell, Passes, PatternName
from punctum.device.hand_pieces import HandPiece
from punctum.problems import InputError
from tests.delivery.pens import LINEAR, STEADY, USUAL, bent, pen, roller, stamp
from tests.delivery.reference_punctures import depths, inside, kept, landing, philox

ZONES = ["forehead", "cheek", "periorbital", "decolletage", "breast", "nose"]


def made(
    region: Region,
    dose: Dose,
    hand_piece: HandPiece | None = None,
    *,
    passes: int = 4,
    operator: object = USUAL,
    pattern: PatternName = "strokes",
    seed: int = 1,
    draw: int = 0,
    threads: int = 1,
    depth_at_z: np.ndarray[tuple[int, ...], np.dtype[np.float32]] = LINEAR,
) -> Made:
    return puncture(
        region, hand_piece or pen(), dose, passes, operator, depth_at_z, pattern, seed, draw, threads  # type: ignore[arg-type]
    )  # fmt: skip


def bytes_of(result: Made) -> bytes:
    holes = result.punctures
    arrays = (holes.x_mm, holes.y_mm, holes.depth_mm, holes.pass_number, result.beyond_mm)
    return b"".join(array.tobytes() for array in arrays)


@pytest.mark.parametrize(
    ("counter", "key", "words"),
    [
        ((0, 0, 0, 0), (0, 0), "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, "408f276d 41c83b0e a20bc7c6 6d5451fd"),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            "d16cfe09 94fdcceb 5001e420 24126ea1",
        ),
    ],
)
def test_philox_has_the_published_answers(counter: tuple[int, int, int, int], key: tuple[int, int], words: str) -> None:
    wanted = [int(word, 16) for word in words.split()]
    assert list(philox(counter, key)) == wanted
    first, whole = (np.uint64(low | high << 32).astype(np.int64) for low, high in (counter[:2], key))
    assert random_words(int(first), 1, counter[2], counter[3], int(whole)).tolist() == wanted


def test_words_go_on_from_block_to_block() -> None:
    words = random_words(2**32 - 2, 4, 5, 1, 77)
    wanted = [philox((k % 2**32, k >> 32, 5, 1), (77, 0)) for k in range(2**32 - 2, 2**32 + 2)]
    assert words.reshape(4, 4).tolist() == [list(four) for four in wanted]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("holes", [0, 10**6])
def test_places_in_a_zone_are_those_of_counting_edges(zone: str, holes: int) -> None:
    region = zone_region(zone, "female")
    left, low, right, high = region.bounds_mm
    numbers = np.random.default_rng(4)
    # Half of the places lie near the border, where it is hardest.
    border = region.edges_mm[numbers.integers(len(region.edges_mm), size=1500), :2] + numbers.normal(0, 1, (1500, 2))
    anywhere = numbers.uniform((left - 9, low - 9), (right + 9, high + 9), (1500, 2))
    places = np.concatenate([border, anywhere]).astype(np.float32)
    x, y = (np.ascontiguousarray(places[:, axis]) for axis in range(2))
    near_x, near_y, rank = np.empty_like(x), np.empty_like(y), np.empty(len(x), np.int32)
    inner, outer = x.copy(), y.copy()
    count, near = sift(inner, outer, grid_over(region, 3.0, holes), near_x, near_y, rank)
    found = inside(x, y, region)
    assert inner[:count].tolist() == x[found].tolist()
    assert outer[:count].tolist() == y[found].tolist()
    # Every place up to 3 mm from the border is among those near the zone, in order, with how many came before.
    at = {place: k for k, place in enumerate(zip(x.tolist(), y.tolist(), strict=True))}
    kept = np.array([at[place] for place in zip(near_x[:near].tolist(), near_y[:near].tolist(), strict=True)])
    assert (np.diff(kept) > 0).all()
    assert not found[kept].any()
    assert rank[:near].tolist() == np.cumsum(found)[kept].tolist()
    points = places[:, None, :] - region.edges_mm[None, :, :2]
    close = (np.hypot(points[..., 0], points[..., 1]).min(axis=1) <= 3) & ~found
    assert set(np.flatnonzero(close)) <= set(kept.tolist())


@pytest.mark.parametrize("hand_piece", [pen(), roller(stagger_mm=1.2), stamp()], ids=lambda piece: piece.kind)
@pytest.mark.parametrize("zone", ["periorbital", "nose"])
def test_punctures_equal_those_of_the_slow_way(zone: str, hand_piece: HandPiece) -> None:
    region = zone_region(zone, "female")
    table = bent(np.linspace(-6, 6, 4097)).astype(np.float32)
    result = made(region, Density(120), hand_piece, seed=2**40 + 9, draw=3, depth_at_z=table)
    many = landed(region, hand_piece, result.wanted, result.passes, USUAL, 2**40 + 9, 3, 1)
    slow = landing(many.strikes, hand_piece.needles_mm, region)
    holes = result.punctures
    assert len(slow) == many.total > 0
    chosen = [slow[k] for k in kept(len(slow), len(holes.x_mm))]
    assert [(x, y) for x, y, _ in chosen] == list(zip(holes.x_mm.tolist(), holes.y_mm.tolist(), strict=True))
    strokes = many.strikes.strokes
    of = np.array([stroke for _, _, stroke in chosen])
    assert holes.pass_number.tolist() == strokes.pass_number[of].tolist()
    wanted = depths(strokes.pressure[of], USUAL.pressure_share, table, 3, 2**40 + 9)
    assert np.abs(holes.depth_mm - wanted).max() < 5e-5


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("pattern", ["strokes", "random"])
def test_a_pen_makes_needles_times_rate_times_time(zone: str, pattern: PatternName) -> None:
    region = zone_region(zone, "female")
    result = made(region, Dwell(0.37), pattern=pattern)
    wanted = 12 * 100 * 0.37 * region.area_cm2
    holes = result.punctures
    assert abs(len(holes.x_mm) - wanted) <= 0.5
    assert result.wanted == len(holes.x_mm) == len(holes.y_mm) == len(holes.depth_mm) == len(holes.pass_number)
    assert inside(holes.x_mm, holes.y_mm, region).all()


@settings(max_examples=60, deadline=None)
@given(
    st.floats(2, 300), st.floats(2, 300), st.floats(0, 300), st.integers(1, 9), st.integers(0, 2**63 - 1),
    st.integers(0, 99), st.sampled_from(["strokes", "random"]),
)  # fmt: skip
def test_any_rectangle_gets_exactly_its_density(
    width: float, height: float, density: float, passes: int, seed: int, draw: int, pattern: PatternName
) -> None:
    region = rectangle(width, height)
    holes = made(region, Density(density), passes=passes, seed=seed, draw=draw, pattern=pattern).punctures
    assert len(holes.x_mm) == round(density * region.area_cm2)
    assert ((holes.x_mm >= 0) & (holes.x_mm <= width) & (holes.y_mm >= 0) & (holes.y_mm <= height)).all()
    assert (holes.pass_number < passes).all()


def test_uneven_speed_changes_places_and_not_the_count() -> None:
    region = zone_region("cheek", "female")
    steady, hasty = (
        made(region, Dwell(0.2), operator=replace(USUAL, speed_between_sd=sd, speed_along_sd=sd)) for sd in (0, 0.25)
    )
    assert len(steady.punctures.x_mm) == len(hasty.punctures.x_mm) == steady.wanted
    assert bytes_of(steady) != bytes_of(hasty)


def test_all_passes_of_a_pen_make_about_as_many_holes() -> None:
    holes = made(rectangle(200, 200), Density(100), passes=5).punctures
    assert np.bincount(holes.pass_number) == pytest.approx(len(holes.x_mm) / 5, rel=0.05)
    assert (np.diff(holes.pass_number.astype(int)) >= 0).all()


def test_passes_with_a_pen_are_needles_times_rate_over_speed_and_width() -> None:
    region = rectangle(100, 100)
    result = made(region, Passes(3), passes=1)
    assert result.passes == 3
    assert len(result.punctures.x_mm) == round(3 * 12 * 100 / (10 * USUAL.glide_speed_cm_per_s * 6) * 10_000)


@pytest.mark.parametrize("pitch_mm", [2.62, 3.01])
def test_a_pass_of_a_roller_makes_the_holes_of_its_drum(pitch_mm: float) -> None:
    region = rectangle(400, 400)
    drum = roller(row_pitch_mm=pitch_mm, stagger_mm=1.25)
    holes = made(region, Passes(6), drum).punctures
    wanted = 8 / (pitch_mm * 20) * 100
    assert len(holes.x_mm) / region.area_cm2 / 6 == pytest.approx(wanted, rel=0.02)


def test_a_density_with_a_roller_or_a_stamp_becomes_passes() -> None:
    region = rectangle(300, 300)
    assert made(region, Density(250), roller()).passes == 16
    assert made(region, Density(1), roller()).passes == 1
    presses = made(region, Dwell(1.5), stamp())
    # 36 needles on 0.81 cm², pressed twice a second, 1.5 s on each cm².
    assert presses.passes == round(36 * 2 * 1.5 / (36 / 0.81))
    assert len(presses.punctures.x_mm) == pytest.approx(presses.passes * 36 / 0.81 * region.area_cm2, rel=0.03)


@pytest.mark.parametrize("threads", [2, 3, 8])
@pytest.mark.parametrize("pattern", ["strokes", "random"])
def test_any_number_of_threads_makes_the_same_bytes(pattern: PatternName, threads: int) -> None:
    region = zone_region("decolletage", "female")
    alone, together = (made(region, Density(900), pattern=pattern, threads=count) for count in (1, threads))
    assert len(alone.punctures.x_mm) > 5 * 2**16
    assert bytes_of(alone) == bytes_of(together)


def test_seed_and_draw_change_every_number() -> None:
    region = zone_region("nose", "female")
    results = [
        made(region, Density(200), seed=seed, draw=draw, pattern=pattern)
        for seed, draw in ((0, 0), (0, 1), (2**32, 0), (2**63 - 1, 0))
        for pattern in ("strokes", "random")
    ]
    assert len({bytes_of(result) for result in results}) == len(results)
    assert len({result.punctures.depth_mm.tobytes() for result in results}) == len(results)


def test_a_random_pattern_is_uniform_inside_and_around() -> None:
    region = rectangle(80, 60)
    result = made(region, Density(400), pattern="random", seed=5)
    holes = result.punctures
    counts, _, _ = np.histogram2d(holes.x_mm, holes.y_mm, bins=(16, 12), range=((0, 80), (0, 60)))
    expected = len(holes.x_mm) / counts.size
    # 191 degrees of freedom: 5 SD of chi-square, √(2·191), to either side.
    assert abs(((counts - expected) ** 2 / expected).sum() - 191) < 5 * (2 * 191) ** 0.5
    # Around the zone lie as many holes as inside, as far as they matter.
    around = result.beyond_mm
    out = np.maximum(np.maximum(-around[:, 0], around[:, 0] - 80), np.maximum(-around[:, 1], around[:, 1] - 60))
    assert (out > -1e-4).all()
    margin = (2 * np.log(len(holes.x_mm)) / (pi * 4)) ** 0.5
    for near, far in ((0, margin / 2), (margin / 2, margin)):
        ring_cm2 = ((80 + 2 * far) * (60 + 2 * far) - (80 + 2 * near) * (60 + 2 * near)) / 100
        count = np.count_nonzero((out >= near) & (out < far))
        assert abs(count - 400 * ring_cm2) < 5 * (400 * ring_cm2) ** 0.5


def test_a_random_pattern_has_as_many_holes_around_as_its_few_holes_ask_for() -> None:
    """Before n holes fall into an area A, n·B/A fall into an area B beside it on average."""
    region = rectangle(80, 60)
    results = [made(region, Density(1), pattern="random", seed=seed) for seed in range(300)]
    assert {len(result.punctures.x_mm) for result in results} == {48}
    around = np.concatenate([result.beyond_mm for result in results])
    beside = (around[:, 0] > 80) & (around[:, 0] < 88) & (around[:, 1] > 0) & (around[:, 1] < 60)
    expected = 300 * 48 * 8 / 80
    assert abs(np.count_nonzero(beside) - expected) < 5 * expected**0.5


@pytest.mark.parametrize("seed", range(5, 11))
def test_no_place_of_a_random_pattern_comes_twice(seed: int) -> None:
    """A narrow zone in a wide box: for half of the seeds the first candidates are not enough."""
    holes = made(zone_region("periorbital", "female"), Density(8000), pattern="random", seed=seed).punctures
    assert len(np.unique(np.stack([holes.x_mm, holes.y_mm]), axis=1).T) == len(holes.x_mm)


def test_a_hand_that_strays_makes_as_many_holes_at_the_border() -> None:
    """Steady along its strokes and far off its lines, in diagonal passes: here strokes might be too short."""
    hand = replace(STEADY, wobble_mm=1.5)
    region = rectangle(160, 160)
    found = []
    for seed in range(8):
        holes = made(region, Density(400), operator=hand, passes=8, seed=seed).punctures
        to_border = np.minimum(np.minimum(holes.x_mm, 160 - holes.x_mm), np.minimum(holes.y_mm, 160 - holes.y_mm))
        found.append(np.count_nonzero(to_border < 1) / len(holes.x_mm))
    assert np.mean(found) == pytest.approx(1 - (158 / 160) ** 2, rel=0.015)


def test_strokes_of_a_steady_pen_are_more_even_than_chance() -> None:
    region = rectangle(120, 120)

    def spread(pattern: PatternName) -> float:
        holes = made(region, Density(300), pattern=pattern, operator=STEADY).punctures
        return float(np.histogram2d(holes.x_mm, holes.y_mm, bins=12)[0].std())

    assert spread("strokes") < 0.8 * spread("random")


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_depths_have_the_distribution_of_the_table(share: float) -> None:
    grid = np.linspace(-6, 6, 4097)
    table = bent(grid).astype(np.float32)
    hand = replace(USUAL, pressure_share=share)
    # Many short strokes, so that those of one stroke weigh little.
    results = [
        made(rectangle(600, 600), Density(25), operator=hand, seed=seed, depth_at_z=table, passes=8)
        for seed in range(6)
    ]
    found = np.sort(np.concatenate([result.punctures.depth_mm for result in results]).astype(float))
    strokes = 6 * 8 * 600 / 5.4
    alike = 1 / (share / strokes + (1 - share) / len(found))
    z = np.linspace(-6, 6, 20001)
    weight = np.exp(-(z**2) / 2) / np.exp(-(z**2) / 2).sum()
    mean = float(bent(z) @ weight)
    sd = float(((bent(z) - mean) ** 2 @ weight) ** 0.5)
    assert abs(found.mean() - mean) < 4 * sd / alike**0.5
    assert found.std() == pytest.approx(sd, rel=4 / alike**0.5)
    wanted = np.interp(found, bent(z), np.cumsum(weight))
    gap = np.abs(wanted - np.arange(len(found)) / len(found)).max()
    assert gap < 2 / alike**0.5


def test_holes_of_one_stroke_share_what_they_are_said_to_share() -> None:
    """Hundreds of holes in a row are of one stroke: among them only the rest of the variance is left."""
    holes = made(rectangle(600, 600), Density(60), operator=replace(USUAL, pressure_share=0.3), passes=8).punctures
    z = (holes.depth_mm.astype(float) - 1) / 0.1
    in_a_row = [run.var(ddof=1) for run in np.array_split(z, 4000)]
    assert np.mean(in_a_row) == pytest.approx(0.7, abs=0.05)
    assert z.var() == pytest.approx(1, abs=0.1)


def test_quantiles_are_normal_to_the_far_tail() -> None:
    table = normal_quantiles()
    assert table[0] > 6.2
    assert table[-1] == 0
    assert (np.diff(table) <= 0).all()
    holes = made(rectangle(300, 300), Density(1000), operator=replace(USUAL, pressure_share=0)).punctures
    z = (holes.depth_mm.astype(float) - 1) / 0.1
    for level, chance in ((-3, 0.0013499), (-1, 0.1586553), (0, 0.5), (2, 0.9772499), (3.5, 0.9997674)):
        error = (chance * (1 - chance) / len(z)) ** 0.5
        assert abs(np.count_nonzero(z < level) / len(z) - chance) < 4 * error
    assert np.abs(z).max() > 4.2


@pytest.mark.parametrize(
    ("hand_piece", "dose", "field"),
    [
        (roller(), Dwell(1), "dwell"),
        (pen(stroke_rate_hz=None), Dwell(1), "dwell"),
        (pen(stroke_rate_hz=None), Passes(4), "passes"),
        (pen(), Density(1e9), "density"),
        (pen(), Density(float("nan")), "density"),
        (roller(), Density(6000), "passes"),
        (pen(), Passes(1000), "passes"),
    ],
)
def test_what_cannot_be_done_is_refused(hand_piece: HandPiece, dose: Dose, field: str) -> None:
    with pytest.raises(InputError) as refused:
        made(rectangle(50, 50), dose, hand_piece)
    assert [problem.path for problem in refused.value.problems] == [field]


def test_a_density_needs_no_rate() -> None:
    assert amount(pen(stroke_rate_hz=None), Density(250), 4, 10, USUAL).holes == 2500


@pytest.mark.parametrize("pattern", ["strokes", "random"])
def test_no_dose_makes_no_hole(pattern: PatternName) -> None:
    result = made(rectangle(50, 50), Density(0), pattern=pattern)
    assert (len(result.punctures.x_mm), result.wanted) == (0, 0)
