"""The map of holes: to scale, every hole or its density, small, readable without colours and without eyes."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from punctum.delivery.region import zone_region
from punctum.delivery.values import Punctures
from punctum.report.figures.flat_zone import simplified
from punctum.report.figures.local_density import CLASSES, MIDDLE, SCAN_LINES, local_density, runs, typical_square
from punctum.report.figures.map_style import PATTERNS
from punctum.report.figures.puncture_inset import dots, inset_of
from punctum.report.figures.puncture_map import puncture_map
from punctum.report.figures.render import png
from punctum.report.figures.small_delivery import zone_map_svg
from punctum.skin import ZONES
from tests.report.deliveries import delivered, inside, square, thrown
from tests.report.svgs import parsed

NEEDLED = [zone.id for zone in ZONES.rows if "never" not in zone.flags]
SVG = "{http://www.w3.org/2000/svg}"
LARGEST = 400_000


def grid(step: float, side: float) -> tuple[np.ndarray, np.ndarray]:
    line = np.arange(step / 2, side, step)
    x, y = np.meshgrid(line, line)
    return x.ravel(), y.ravel()


def no_holes() -> Punctures:
    empty = np.zeros(0, dtype=np.float32)
    return Punctures(empty, empty, empty, np.zeros(0, dtype=np.uint8))


def words(svg: str) -> str:
    return " ".join(text for text in parsed(svg).itertext() if text)


@pytest.mark.parametrize("zone", NEEDLED)
def test_every_zone_gives_one_readable_file(zone: str) -> None:
    delivery = delivered(zone, 60)
    svg = puncture_map(delivery)
    tree = parsed(svg)
    title, told = tree.find(f"{SVG}title"), tree.find(f"{SVG}desc")
    assert title is not None
    assert told is not None
    assert tree.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}"
    assert f"{len(delivery.punctures.x_mm):,} holes" in (told.text or "")
    assert "largest gap" in (told.text or "")
    names = [part.get("id") for part in tree.iter() if part.get("id")]
    assert len(names) == len(set(names))
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(names)
    assert len(svg.encode()) < LARGEST


@pytest.mark.parametrize("density", [900, 12_000])
def test_half_a_million_holes_stay_small(density: float) -> None:
    zone = "scalp" if density < 1000 else "forehead"
    delivery = delivered(zone, density)
    assert len(delivery.punctures.x_mm) > 440_000
    assert len(puncture_map(delivery).encode()) < LARGEST


def test_few_holes_are_all_drawn_where_they_are() -> None:
    delivery = square(np.array([5.0, 15.0]), np.array([4.0, 4.0]))
    svg = puncture_map(delivery)
    ten = float(re.findall(r'v6h([\d.]+)v-6" class="bar"', svg)[0])
    (path,) = re.findall(r'<path d="(M[^"]+)" class="hole"', svg)[:1]
    (_, _), (across, down) = [tuple(map(int, re.findall(r"-?\d+", step))) for step in path.split("h0")[:2]]
    assert ">10 mm<" in svg
    assert across / 10 == pytest.approx(ten, abs=0.2)
    assert down == 0


def test_every_hole_is_one_dot() -> None:
    delivery = delivered("glabella", 250)
    path = re.findall(r'<path d="(M[^"]+)" class="hole"', puncture_map(delivery))[0]
    assert path.count("h0") == len(delivery.punctures.x_mm) == 1550


@given(arrays(np.int64, st.tuples(st.integers(1, 40), st.just(2)), elements=st.integers(0, 5000)))
def test_dots_lead_back_to_their_places(places: np.ndarray) -> None:
    steps = [tuple(map(int, re.findall(r"-?\d+", step))) for step in dots(places.astype(float)).split("h0")[:-1]]
    found = np.cumsum(np.array(steps), axis=0)
    assert sorted(map(tuple, found.tolist())) == sorted(map(tuple, places.tolist()))


def test_the_magnified_square_holds_the_holes_inside_it() -> None:
    delivery = delivered("cheek", 250)
    inset = inset_of(delivery)
    made = delivery.punctures
    across = (made.x_mm - inset.left_mm >= 0) & (made.x_mm - inset.left_mm < inset.side_mm)
    down = (made.y_mm - inset.top_mm >= 0) & (made.y_mm - inset.top_mm < inset.side_mm)
    assert inset.side_mm == 10
    assert len(inset.x_mm) == int(np.sum(across & down)) == sum(inset.counts)
    assert 0.85 * 250 < len(inset.x_mm) < 1.15 * 250
    corners = np.array([[inset.left_mm + a, inset.top_mm + b] for a in (0.01, 9.99) for b in (0.01, 9.99)])
    assert inside(delivery.region, corners).all()
    assert inset_of(delivered("forehead", 12_000)).side_mm == 5


def test_marks_say_in_which_layer_a_hole_ends() -> None:
    delivery = delivered("cheek", 250)
    inset = inset_of(delivery)
    tips = {layer.layer: layer.tips for layer in delivery.layers}
    assert inset.counts[2] / sum(inset.counts) == pytest.approx(tips["reticular_dermis"], abs=0.05)
    text = words(puncture_map(delivery))
    assert f"the deep dermis: {inset.counts[2]}" in text
    assert "0.26 to 0.98" in text


@pytest.mark.parametrize("zone", NEEDLED)
def test_squares_add_up_to_the_zone(zone: str) -> None:
    region = zone_region(zone, "female")
    found = local_density(region, no_holes(), 250, 5.0)
    assert found.inside_cm2.sum() == pytest.approx(region.area_cm2, rel=0.005)
    assert found.inside_cm2.max() <= 0.25 + 1e-9
    assert found.shares[0] == pytest.approx(1)


def test_a_square_cut_by_the_outline_counts_what_lies_inside() -> None:
    region = zone_region("perioral", "female")
    found = local_density(region, no_holes(), 250, 4.0)
    fine = (np.arange(40) + 0.5) / 10
    for row, column in ((0, 4), (3, 2), (5, 7), (8, 8)):
        x, y = np.meshgrid(found.left_mm + 4 * column + fine, found.top_mm + 4 * row + fine)
        share = inside(region, np.column_stack([x.ravel(), y.ravel()])).mean()
        assert found.inside_cm2[row, column] == pytest.approx(0.16 * share, abs=0.16 * 1.5 / SCAN_LINES)


def test_even_holes_are_even_up_to_the_edge_and_missed_skin_is_not() -> None:
    even = square(*grid(0.5, 20.0))
    found = local_density(even.region, even.punctures, even.density_per_cm2, 5.0)
    assert found.counts.sum() == len(even.punctures.x_mm) == 1600
    assert found.shares[MIDDLE] == pytest.approx(1)
    region = zone_region("forehead", "female")
    x, y = thrown(region, 40_000)
    kept = x > 0
    places = x[kept].astype(np.float32), y[kept].astype(np.float32)
    half = Punctures(*places, places[0], np.zeros(int(kept.sum()), dtype=np.uint8))
    missed = local_density(region, half, 1000, 5.0)
    assert missed.shares[0] == pytest.approx(0.5, abs=0.03)
    assert missed.shares[MIDDLE] == pytest.approx(0.5, abs=0.05)


def test_the_typical_square_is_neither_thin_nor_dense() -> None:
    delivery = delivered("cheek", 250, patchy=True)
    left, top = typical_square(delivery.region, delivery.punctures, 125.0, 10.0)
    made = delivery.punctures
    here = (made.x_mm >= left) & (made.x_mm < left + 10) & (made.y_mm >= top) & (made.y_mm < top + 10)
    assert 90 < int(here.sum()) < 165


@given(arrays(np.bool_, st.tuples(st.integers(1, 9), st.integers(1, 9))))
def test_runs_cover_the_wanted_squares_and_no_others(wanted: np.ndarray) -> None:
    covered = np.zeros_like(wanted)
    for column, row, long, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", runs(wanted)):
        assert back == long
        assert not covered[int(row), int(column) : int(column) + int(long)].any()
        covered[int(row), int(column) : int(column) + int(long)] = True
    assert (covered == wanted).all()


def test_no_density_is_known_by_its_tone_only() -> None:
    drawn = re.findall(r"<pattern id=\"\{key\}-p(\d)\"[^>]*>(.*?)</pattern>", PATTERNS)
    assert [int(name) for name, _ in drawn] == [name for name in range(CLASSES) if name != MIDDLE]
    assert len({pattern for _, pattern in drawn}) == CLASSES - 1
    text = words(puncture_map(delivered("cheek", 250, patchy=True)))
    assert "Holes per cm², in squares of 5\u00a0mm (mean 168)" in text
    for row in ("below 84", "84 to 134", "134 to 209", "209 to 335", "above 335"):
        assert row in text


@pytest.mark.parametrize("gap", [0.8, 3.0])
def test_the_largest_gap_is_drawn_to_scale(gap: float) -> None:
    delivery = replace(delivered("glabella", 250), largest_gap_mm=gap, largest_gap_at_mm=(0.0, -10.0))
    svg = puncture_map(delivery)
    per_mm = float(re.findall(r'v6h([\d.]+)v-6" class="bar"', svg)[0]) / 10
    radii = [float(r) for r in re.findall(r'r="([\d.]+)" class="gap"', svg)]
    assert per_mm * gap / 2 in [pytest.approx(r, abs=0.1) for r in radii]
    assert f"largest gap {gap:g}\u00a0mm" in svg


def test_a_gap_at_either_end_keeps_its_label_on_the_paper() -> None:
    made = delivered("forehead", 60)
    left, _, right, _ = made.region.bounds_mm
    for place, anchor in ((left, "start"), (right, "end")):
        svg = puncture_map(replace(made, largest_gap_at_mm=(place, -40.0)))
        assert re.search(rf'class="on" text-anchor="{anchor}">largest gap', svg)


def test_a_line_keeps_its_shape_with_fewer_points() -> None:
    angle = np.linspace(0, 2 * np.pi, 400, endpoint=False)
    circle = 100 * np.column_stack([np.cos(angle), np.sin(angle)])
    fewer = simplified(circle, 0.5)
    assert 20 < len(fewer) < 80
    steps = np.roll(fewer, -1, axis=0) - fewer
    area = abs(np.sum(fewer[:, 0] * steps[:, 1] - fewer[:, 1] * steps[:, 0])) / 2
    assert area == pytest.approx(np.pi * 100**2, rel=0.01)


@pytest.mark.parametrize("zone", NEEDLED)
def test_the_small_map_of_every_zone_is_small(zone: str) -> None:
    svg = zone_map_svg(delivered(zone, 60, patchy=True), 300, key=zone)
    assert len(svg.encode()) < 4000
    tree = parsed(svg)
    title, told = tree.find("title"), tree.find("desc")
    assert title is not None
    assert told is not None
    assert "largest gap" in (told.text or "")
    assert "style" not in svg
    names = [part.get("id") for part in tree.iter() if part.get("id")]
    assert all(str(name).startswith(zone) for name in names)
    assert len(names) == len(set(names))


def test_the_same_delivery_gives_the_same_bytes_and_a_picture() -> None:
    delivery = delivered("perioral", 100)
    assert puncture_map(delivery) == puncture_map(delivery)
    assert png(puncture_map(delivery)).startswith(b"\x89PNG")


def test_a_zone_without_holes_can_be_drawn() -> None:
    nothing = replace(delivered("glabella", 250), punctures=no_holes(), density_per_cm2=0.0)
    assert "0 holes" in words(puncture_map(nothing))
    assert zone_map_svg(nothing, 300)
