"""Path data: what is read is what is written, halves join, polygons keep to their curves."""

from __future__ import annotations

from itertools import pairwise
from math import dist, pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.skin.paths import (
    Point,
    Polygon,
    Stroke,
    flattened,
    mirrored,
    parse_path,
    path_text,
    reversed_stroke,
    scaled,
    signed_area,
    with_mirror_image,
)

PLACES = st.tuples(st.integers(-2000, 2000), st.integers(-2000, 2000)).map(lambda at: (at[0] / 10, at[1] / 10))
SEGMENTS = st.one_of(st.tuples(PLACES), st.tuples(PLACES, PLACES, PLACES))
STROKES = st.builds(Stroke, PLACES, st.lists(SEGMENTS, min_size=1, max_size=6).map(tuple), st.booleans())
# The handle that makes a quarter of a circle out of a cubic.
ROUND = 0.5522847498


def circle(radius: float) -> Stroke:
    h = ROUND * radius
    r = radius
    quarters = (
        ((r, h), (h, r), (0.0, r)),
        ((-h, r), (-r, h), (-r, 0.0)),
        ((-r, -h), (-h, -r), (0.0, -r)),
        ((h, -r), (r, -h), (r, 0.0)),
    )
    return Stroke((r, 0.0), quarters, closed=True)


def on_curve(begin: Point, segment: tuple[Point, ...], t: float) -> Point:
    """De Casteljau: halve the distances between the control points until one point is left."""
    points = [begin, *segment]
    while len(points) > 1:
        points = [(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])) for a, b in pairwise(points)]
    return points[0]


def dense(stroke: Stroke, parts: int) -> list[Point]:
    begin, points = stroke.start, [stroke.start]
    for segment in stroke.segments:
        points += [on_curve(begin, segment, i / parts) for i in range(1, parts + 1)]
        begin = segment[-1]
    return points


def to_polyline(point: Point, line: Polygon) -> float:
    def to_piece(a: Point, b: Point) -> float:
        length = dist(a, b) ** 2
        share = 0.0 if length == 0 else ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length
        share = min(max(share, 0.0), 1.0)
        return dist(point, (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))

    return min(to_piece(a, b) for a, b in pairwise(line))


@given(st.lists(STROKES, min_size=1, max_size=3))
def test_what_is_written_is_read_again(strokes: list[Stroke]) -> None:
    assert parse_path(path_text(strokes)) == tuple(strokes)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("M0 0 Q1 1 2 2", "found Q"),
        ("m0 0", "found m"),
        ("L1 1", "M before L"),
        ("M0", "2 numbers after M"),
        ("M0 0C1 1 2 2", "6 numbers after C"),
        ("M0 0L1 x", "2 numbers after L"),
        ("M0 0L1 1Z L2 2", "M before L"),
        ("Z", "stroke to close"),
    ],
)
def test_other_path_data_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_path(text)


@given(STROKES)
def test_a_stroke_mirrored_or_reversed_twice_is_itself(stroke: Stroke) -> None:
    assert mirrored(mirrored(stroke)) == stroke
    assert reversed_stroke(reversed_stroke(stroke)) == stroke
    assert (reversed_stroke(stroke).start, reversed_stroke(stroke).end) == (stroke.end, stroke.start)


@given(STROKES)
def test_a_polygon_keeps_to_its_curve(stroke: Stroke) -> None:
    polygon = flattened(stroke)
    line = (*polygon, polygon[0]) if stroke.closed else polygon
    if len(line) > 1:
        assert max(to_polyline(point, line) for point in dense(stroke, 40)) < 0.1


@pytest.mark.parametrize("radius", [1.0, 10.0, 100.0])
def test_a_circle_has_the_area_of_a_circle(radius: float) -> None:
    polygon = flattened(circle(radius))
    assert abs(signed_area(polygon)) == pytest.approx(pi * radius**2, abs=0.1 * 2 * pi * radius)
    assert signed_area(polygon[::-1]) == pytest.approx(-signed_area(polygon))


@given(st.lists(PLACES, min_size=3, max_size=8), st.sampled_from([0.5, 1.0, 1.2]), st.sampled_from([0.5, 1.0, 2.0]))
def test_area_grows_with_both_scales(points: list[Point], x: float, y: float) -> None:
    stroke = Stroke(points[0], tuple((point,) for point in points[1:]), closed=True)
    whole = signed_area(tuple(points))
    assert signed_area(flattened(scaled(stroke, x, y))) == pytest.approx(x * y * whole, abs=1e-6)


def test_a_half_becomes_a_whole() -> None:
    (half,) = parse_path("M0 -10C8 -10 10 -4 10 0L0 10Z")
    whole = with_mirror_image(half)
    assert whole.closed
    polygon = flattened(whole)
    assert {(round(-x, 9), round(y, 9)) for x, y in polygon} == {(round(x, 9), round(y, 9)) for x, y in polygon}
    assert abs(signed_area(polygon)) == pytest.approx(2 * abs(signed_area(flattened(half))))


def test_a_half_must_reach_the_midline() -> None:
    with pytest.raises(ValueError, match="x = 0"):
        with_mirror_image(parse_path("M0 0L5 5L1 9Z")[0])
