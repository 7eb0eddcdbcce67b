"""Hand pieces: needles where sources put them, rates as printed, and every house default marked."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from math import dist, hypot, pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.device import DEVICES, Device, HandPiece, find_device, hand_piece
from punctum.device.geometry import Geometry, Layout, drum_row, laid_out, row_pitch_mm
from punctum.evidence.check import UNREAD
from punctum.evidence.sources import SOURCES
from punctum.problems import InputError


def piece(name: str) -> HandPiece:
    return hand_piece(find_device(name))


def simulated() -> list[tuple[Device, HandPiece]]:
    found = []
    for device in DEVICES.rows:
        try:
            found.append((device, hand_piece(device)))
        except InputError:
            continue
    return found


PIECES = simulated()


def fields(made: HandPiece) -> set[str]:
    return {assumption.field for assumption in made.assumed}


def test_skinpen_strikes_as_its_sources_print() -> None:
    made = piece("SkinPen Precision")
    assert (made.needle_count, made.stroke_rate_hz, made.stroke_rate_range_hz) == (14, 116.7, None)
    assert made.stroke_rate_hz == pytest.approx(7000 / 60, abs=0.05)
    assert made.rate_sourced
    assert made.basis == "derived"
    assert (made.needle_length_min_mm, made.needle_length_max_mm, made.label_length_max_mm) == (0, 2.5, 1.5)
    assert [assumption.field for assumption in made.assumed] == ["needle_count", "layout", "width_mm"]
    assert made.assumed[0].text.startswith("14 is the number commonly stated.")
    radii = sorted({round(hypot(*needle), 6) for needle in made.needles_mm})
    assert radii == [1.5, 3]
    assert "pinovaaesthetics_skinpen" in made.sources


def test_a_rate_that_the_operator_sets_keeps_its_range() -> None:
    made = piece("exceed")
    assert (made.needle_count, made.stroke_rate_hz, made.stroke_rate_range_hz) == (6, 125, (100, 150))
    assert made.rate_sourced
    (mark,) = [assumption for assumption in made.assumed if assumption.field == "stroke_rate_hz"]
    assert mark.text == "125 Hz, the middle of 100 to 150 Hz. The operator sets the rate."
    assert mark.sources == ("fda_k180778", "fda_k182407")


def test_only_the_fastest_is_printed_of_the_first_dermapen() -> None:
    made = piece("dermapen_original")
    assert (made.needle_count, made.stroke_rate_range_hz, made.rate_sourced, made.basis) == (
        11,
        (50, 90),
        False,
        "house",
    )


@pytest.mark.parametrize("name", ["dermapen_4", "dermapen_3"])
def test_what_is_remembered_names_no_time(name: str) -> None:
    made = piece(name)
    assert (made.rate_sourced, made.basis) == (False, "remembered")
    assert any("remembered" in assumption.text for assumption in made.assumed)


def test_a_pen_without_printed_needles_is_given_the_house_count_and_a_wide_band() -> None:
    made = piece("Dr. Pen M8")
    assert (made.needle_count, made.needle_count_range, made.stroke_rate_range_hz) == (12, (9, 36), (50, 150))
    assert (made.rate_sourced, made.basis) == (False, "house")
    text = next(assumption.text for assumption in made.assumed if assumption.field == "needle_count")
    assert text.startswith("12 needles. 12, 16 or 36, by cartridge.")


def test_exactly_these_devices_may_name_a_time_on_the_skin() -> None:
    assert {device.id for device, made in PIECES if made.rate_sourced} == {
        "skinpen_precision",
        "exceed",
        "exceed_unlimited",
    }


def test_the_192_needle_drum_makes_as_many_holes_as_the_sources_print() -> None:
    made = piece("dermaroller_standard")
    assert made.needles_mm == tuple((0.0, y) for y in (-8.75, -6.25, -3.75, -1.25, 1.25, 3.75, 6.25, 8.75))
    assert made.row_pitch_mm == pytest.approx(2.618, abs=0.001)
    assert (made.width_mm, made.stagger_mm, made.stroke_rate_hz) == (20, 0, None)
    assert per_cm2(made) == pytest.approx(15.28, abs=0.01)
    at_the_tips = 100 * 8 / (row_pitch_mm(20 + 2 * 1.5, 24) * 20)
    assert at_the_tips == pytest.approx(13.3, abs=0.05)
    assert not made.rate_sourced


def test_every_roller_agrees_with_what_is_printed_of_its_holes() -> None:
    for device, made in PIECES:
        if made.kind == "roller" and device.holes_per_cm2_per_pass is not None:
            assert 13 <= per_cm2(made) <= 16.7, device.id
            assert per_cm2(made) == pytest.approx(device.holes_per_cm2_per_pass, abs=2), device.id


def test_the_small_roller_has_four_rings() -> None:
    made = piece("dermaroller_ms4")
    assert [y for _, y in made.needles_mm] == [-3.75, -1.25, 1.25, 3.75]
    assert (made.width_mm, made.basis) == (10, "remembered")


def test_a_drum_that_nobody_measured_is_marked() -> None:
    assert fields(piece("dermaroller_c8")) >= {"width_mm", "needle_count"}
    assert fields(piece("study_roller_200um")) >= {"layout", "width_mm"}
    assert "width_mm" not in fields(piece("dermaroller_mf8"))


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("rf", "device: expected a pen, a roller or a stamp, found 'rf_microneedling', works with heat"),
        ("edermastamp", "device: expected a file that describes your own stamp, found 'edermastamp', no source prints"),
        ("roller_540", "device: expected a device that makes round holes, found 'roller_540', its discs leave slits"),
    ],
)
def test_what_cannot_be_simulated_is_refused_in_one_line(name: str, line: str) -> None:
    with pytest.raises(InputError) as error:
        piece(name)
    assert str(error.value).startswith(line)
    assert len(error.value.problems) == 1


def test_a_roller_whose_needles_do_not_fit_the_drum_is_refused() -> None:
    other = find_device("dermaroller_mf8").model_copy(update={"needle_count": 200})
    with pytest.raises(InputError, match="200 needles in unknown rows"):
        hand_piece(other)


def test_no_stamp_and_nothing_with_heat_is_simulated() -> None:
    assert {made.kind for _, made in PIECES} == {"pen", "roller"}
    assert {device.id for device in DEVICES.rows} - {device.id for device, _ in PIECES} == {
        *(device.id for device in DEVICES.rows if device.kind in ("stamp", "rf")),
        "roller_540",
    }


def test_every_house_default_is_marked_and_every_source_is_known() -> None:
    for device, made in PIECES:
        assert made.sources, device.id
        for assumption in made.assumed:
            assert assumption.text.endswith("."), device.id
            assert assumption.sources, device.id
            assert set(assumption.sources) <= set(SOURCES.by_id), device.id
        if device.needle_count is None:
            assert "needle_count" in fields(made), device.id
        if made.kind == "pen" and device.stroke_rate_max_hz is None:
            assert "stroke_rate_hz" in fields(made), device.id
        if made.rate_sourced:
            assert not UNREAD & set(made.sources), device.id
            assert device.basis == "read", device.id


def test_needles_lie_within_the_path_about_its_centre() -> None:
    for device, made in PIECES:
        across = [y for _, y in made.needles_mm]
        assert max(across) == pytest.approx(-min(across), abs=made.width_mm / 10), device.id
        assert max(across) <= made.width_mm / 2 + 1e-9, device.id
        assert len(set(made.needles_mm)) == made.needle_count, device.id


def test_a_row_of_the_table_says_what_it_stands_for() -> None:
    house = {"id": "pen", "kind": "pen", "layout": "ring", "sources": "house_default", "basis": "house"}
    assert Geometry.model_validate(house).device == ""
    for wrong in ({"basis": "read"}, {"device": "exceed"}, {"id": "stamp"}):
        with pytest.raises(ValueError, match="basis house"):
            Geometry.model_validate(house | wrong)


@given(
    layout=st.sampled_from(["ring", "two_rings", "grid"]),
    count=st.integers(1, 100),
    footprint_mm=st.floats(1, 30),
    inner_share=st.floats(0.2, 0.8),
)
def test_needles_are_as_many_as_asked_apart_and_inside(
    layout: Layout, count: int, footprint_mm: float, inner_share: float
) -> None:
    needles = laid_out(layout, count, footprint_mm, inner_share)
    assert len(needles) == count
    assert all(max(abs(x), abs(y)) <= footprint_mm / 2 + 1e-9 for x, y in needles)
    assert all(dist(one, other) > footprint_mm / 1000 for one, other in combinations(needles, 2))


def test_layouts_by_hand() -> None:
    rounded = [(round(x, 9), round(y, 9)) for x, y in laid_out("ring", 4, 2, 0.5)]
    assert rounded == [(1, 0), (0, 1), (-1, 0), (0, -1)]
    assert laid_out("grid", 4, 2, 0.5) == ((-1, -1), (1, -1), (-1, 1), (1, 1))
    sizes = Counter(round(y, 9) for _, y in laid_out("grid", 14, 6, 0.5))
    assert sorted(sizes.items()) == [(-3, 4), (-1, 4), (1, 3), (3, 3)]
    assert [hypot(*needle) for needle in laid_out("two_rings", 6, 4, 0.5)] == pytest.approx([2, 2, 2, 2, 1, 1])
    assert laid_out("ring", 1, 6, 0.5) == ((0, 0),)
    assert drum_row(2, 10) == ((0, -2.5), (0, 2.5))
    assert row_pitch_mm(1, 1) == pi


def per_cm2(made: HandPiece) -> float:
    assert made.row_pitch_mm is not None
    return 100 * made.needle_count / (made.row_pitch_mm * made.width_mm)
