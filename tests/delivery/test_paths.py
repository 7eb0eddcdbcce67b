from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punctum.delivery.chords import chords
from punctum.delivery.paths import directions_degrees, footprint_mm, spacing_mm, strikes, strokes
from punctum.delivery.region import rectangle, zone_region
from tests.delivery.pens import STEADY, USUAL, pen, roller, stamp
from tests.delivery.reference_punctures import inside

ZONES = ["forehead", "cheek", "periorbital", "breast"]


def test_directions_always_halve_a_widest_gap() -> None:
    assert directions_degrees(1).tolist() == [0]
    assert directions_degrees(9).tolist() == [0, 90, 45, 135, 22.5, 112.5, 67.5, 157.5, 11.25]


def test_the_footprint_is_the_row_pitch_or_as_long_as_the_needles_lie() -> None:
    assert footprint_mm(roller(row_pitch_mm=2.62)) == 2.62
    assert footprint_mm(stamp()) == 9
    assert footprint_mm(stamp(needles_mm=((-2.0, -4.0), (2.0, 4.0)), width_mm=10)) == 5
    assert footprint_mm(pen(needles_mm=((0.0, 0.0),), width_mm=1)) == 1


def test_only_strokes_of_a_pen_overlap() -> None:
    assert spacing_mm(pen(), replace(USUAL, overlap=0.25)) == 4.5
    assert spacing_mm(roller(), USUAL) == 20
    assert spacing_mm(stamp(), USUAL) == 9


@pytest.mark.parametrize("zone", ZONES)
def test_chords_are_the_shadow_of_the_zone_in_a_strip(zone: str) -> None:
    """Against points: wherever one in the strip lies in the zone a stretch covers it, and hardly anywhere else."""
    region = zone_region(zone, "female")
    left, low, right, high = region.bounds_mm
    angle, aside = 0.6, 2.0
    cos, sin = np.cos(angle), np.sin(angle)
    corners = np.array([[x * cos + y * sin, y * cos - x * sin] for x in (left, right) for y in (low, high)])
    lines = np.linspace(corners[:, 1].min(), corners[:, 1].max(), 9)
    row, start, end = chords(region.edges_mm, np.full(9, cos), np.full(9, sin), lines, aside, 0.0)
    assert (end > start).all()
    assert (np.diff(row) >= 0).all()
    places = np.arange(corners[:, 0].min() - 1, corners[:, 0].max() + 1, 0.5)
    for number, line in enumerate(lines):
        covered = np.zeros(len(places), dtype=bool)
        for first, last in zip(start[row == number], end[row == number], strict=True):
            covered |= (places >= first) & (places <= last)
        u, v = (grid.ravel() for grid in np.meshgrid(places, line + np.linspace(-aside, aside, 41), indexing="ij"))
        touched = inside(u * cos - v * sin, u * sin + v * cos, region).reshape(len(places), -1).any(axis=1)
        assert not (touched & ~covered).any()
        assert np.count_nonzero(covered & ~touched) <= 2 * len(start[row == number])


def test_chords_are_longer_by_what_is_asked() -> None:
    edges = rectangle(40, 10).edges_mm
    one = np.ones(1)
    _, start, end = chords(edges, one, 0 * one, 5 * one, 1.0, 3.0)
    assert (start.tolist(), end.tolist()) == ([-3], [43])
    assert len(chords(edges, one, 0 * one, 20 * one, 1.0, 3.0)[0]) == 0


def test_a_steady_pen_moves_there_and_back_on_even_lines() -> None:
    laid = strokes(rectangle(60, 60), pen(), 1, STEADY, 1, 0)
    assert laid.cos.tolist() == [1, -1] * (len(laid.cos) // 2) + [1] * (len(laid.cos) % 2)
    lines = laid.line_mm * laid.cos
    assert np.allclose(np.diff(lines), 6 * (1 - STEADY.overlap))
    assert lines[0] <= 0
    assert lines[-1] >= 60 - 3
    made = strikes(laid, 1.5)
    for number in range(len(laid.cos)):
        along = made.x_mm[made.stroke == number] * laid.cos[number]
        assert np.allclose(np.diff(along), 1.5, atol=1e-4)
        assert np.allclose(made.y_mm[made.stroke == number], lines[number], atol=1e-4)


def test_rows_of_a_roller_are_a_pitch_apart_whatever_the_hand_does() -> None:
    hand = replace(USUAL, wobble_mm=0)
    laid = strokes(rectangle(150, 150), roller(stagger_mm=1.25), 1, hand, 1, 0)
    made = strikes(laid, footprint_mm(roller()))
    for number in range(len(laid.cos)):
        x, y = made.x_mm[made.stroke == number], made.y_mm[made.stroke == number]
        along = x * laid.cos[number] + y * laid.sin[number]
        aside = y * laid.cos[number] - x * laid.sin[number] - laid.line_mm[number]
        assert np.allclose(np.diff(along), 2.5, atol=1e-3)
        assert np.allclose(aside[::2], 0, atol=1e-3)
        assert np.allclose(aside[1::2], 1.25, atol=1e-3)


def test_the_hand_strays_as_much_as_it_is_said_to() -> None:
    hand = replace(STEADY, speed_between_sd=0.15, speed_along_sd=0.1, spacing_sd=0.1, wobble_mm=0.5)
    laid = strokes(rectangle(4000, 4000), pen(), 1, hand, 5, 0)
    cut = np.clip(np.random.default_rng(1).standard_normal(100_000), -2, 2).std()
    assert laid.pace.std() == pytest.approx(0.15 * cut, rel=0.1)
    assert np.diff(laid.line_mm * laid.cos).std() == pytest.approx(0.1 * 5.4 * cut, rel=0.1)
    made = strikes(laid, 2.0)
    speeds, asides = [], []
    for number in range(0, len(laid.cos), 20):
        at = made.stroke == number
        speeds.append(np.diff(made.x_mm[at].astype(float) * laid.cos[number]) / (2 * laid.pace[number]))
        asides.append(made.y_mm[at] * laid.cos[number] - laid.line_mm[number])
    assert np.concatenate(speeds).mean() == pytest.approx(1, abs=0.01)
    assert np.concatenate(speeds).std() == pytest.approx(0.1, rel=0.1)
    assert np.concatenate(asides).std() == pytest.approx(0.5, rel=0.1)


def test_every_pass_has_its_direction_within_the_error_of_the_hand() -> None:
    laid = strokes(rectangle(100, 100), pen(), 8, replace(STEADY, angle_error_degrees=2), 11, 3)
    assert (np.diff(laid.pass_number.astype(int)) >= 0).all()
    for number, wanted in enumerate(directions_degrees(8)):
        of = laid.pass_number == number
        found = np.rad2deg(np.arctan2(laid.sin[of], laid.cos[of])) % 180
        assert np.ptp(np.sort((found + 90 - wanted) % 180)) < 1e-9
        assert abs((found[0] - wanted + 90) % 180 - 90) < 8


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**63 - 1), st.integers(0, 1000), st.sampled_from(ZONES))
def test_the_same_seed_and_draw_lay_the_same_strokes(seed: int, draw: int, zone: str) -> None:
    region = zone_region(zone, "male")
    one, same, other = (strokes(region, pen(), 2, USUAL, seed, d) for d in (draw, draw, draw + 1))
    assert one.start_mm.tobytes() == same.start_mm.tobytes()
    assert one.start_mm.tobytes() != other.start_mm.tobytes()
    assert (one.length_mm > 0).all()
    assert (one.pace > 0).all()
