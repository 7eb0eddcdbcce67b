"""Outlines as SVG path data: absolute M, L, C and Z only, one or more strokes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, sqrt

Point = tuple[float, float]
Polygon = tuple[Point, ...]

# Half of what is promised, so that rounding in a file does not use it up.
FLATNESS = 0.05
_TOKEN = re.compile(r"[A-Za-z]|-?\d+(?:\.\d+)?|[^\s,]+")
_LETTERS_TAKE = {"M": 1, "L": 1, "C": 3}


@dataclass(frozen=True, slots=True)
class Stroke:
    """One run of the pen: a start, then segments of one point (a line) or three (a cubic Bézier curve)."""

    start: Point
    segments: tuple[tuple[Point, ...], ...]
    closed: bool

    @property
    def end(self) -> Point:
        """Where the pen is lifted."""
        return self.segments[-1][-1] if self.segments else self.start


def parse_path(text: str) -> tuple[Stroke, ...]:
    """The strokes of SVG path data.

    Raises:
        ValueError: anything but absolute M, L, C and Z with their numbers.
    """
    strokes: list[Stroke] = []
    tokens = _TOKEN.findall(text)
    at = 0
    letter = ""
    while at < len(tokens):
        if not _is_number(tokens[at]):
            letter = tokens[at]
            at += 1
        if letter == "Z":
            if not strokes or strokes[-1].closed:
                raise ValueError("path: expected a stroke to close, found none")
            strokes[-1] = Stroke(strokes[-1].start, strokes[-1].segments, closed=True)
            letter = ""
            continue
        if letter not in _LETTERS_TAKE:
            raise ValueError(f"path: expected M, L, C or Z, found {letter or tokens[at]}")
        count = 2 * _LETTERS_TAKE[letter]
        numbers = tokens[at : at + count]
        if len(numbers) < count or not all(map(_is_number, numbers)):
            raise ValueError(f"path: expected {count} numbers after {letter}, found {' '.join(numbers) or 'none'}")
        at += count
        values = [float(number) for number in numbers]
        points = tuple(zip(values[::2], values[1::2], strict=True))
        if letter == "M":
            strokes.append(Stroke(points[0], (), closed=False))
            letter = "L"
        elif not strokes or strokes[-1].closed:
            raise ValueError(f"path: expected M before {letter}, found none")
        else:
            last = strokes[-1]
            strokes[-1] = Stroke(last.start, (*last.segments, points), closed=False)
    return tuple(strokes)


def path_text(strokes: Iterable[Stroke]) -> str:
    """SVG path data of strokes, in tenths of a millimetre."""
    return " ".join(_stroke_text(stroke) for stroke in strokes)


def scaled(stroke: Stroke, x: float, y: float) -> Stroke:
    """The stroke with every coordinate multiplied."""
    return Stroke(
        (x * stroke.start[0], y * stroke.start[1]),
        tuple(tuple((x * point[0], y * point[1]) for point in segment) for segment in stroke.segments),
        stroke.closed,
    )


def mirrored(stroke: Stroke) -> Stroke:
    """The stroke on the other side of x = 0."""
    return scaled(stroke, -1, 1)


def reversed_stroke(stroke: Stroke) -> Stroke:
    """The same line drawn from its end to its start."""
    points = [stroke.start, *(segment[-1] for segment in stroke.segments)]
    backwards = tuple(
        (*reversed(segment[:-1]), begin)
        for segment, begin in reversed(list(zip(stroke.segments, points[:-1], strict=True)))
    )
    return Stroke(stroke.end, backwards, stroke.closed)


def with_mirror_image(half: Stroke) -> Stroke:
    """The closed outline whose one half is given from midline to midline.

    Raises:
        ValueError: the half does not begin and end at x = 0.
    """
    if half.start[0] != 0 or half.end[0] != 0:
        raise ValueError(f"path: expected a half from x = 0 to x = 0, found {half.start[0]:g} to {half.end[0]:g}")
    back = reversed_stroke(mirrored(half))
    return Stroke(half.start, half.segments + back.segments, closed=True)


def flattened(stroke: Stroke, tolerance: float = FLATNESS) -> Polygon:
    """Points on the stroke such that straight lines between them are nowhere further than `tolerance` away from it.

    A cubic of control points P0 … P3 cut into n equal parts of its parameter lies within max|B″| / (8 n²) of its
    chords, and |B″| ≤ 6 max(|P0 − 2 P1 + P2|, |P1 − 2 P2 + P3|). The end of a closed stroke is not repeated.
    """
    points = [stroke.start]
    for segment in stroke.segments:
        points += _curve(points[-1], segment, tolerance)
    if stroke.closed and len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return tuple(points)


def signed_area(polygon: Polygon) -> float:
    """Area by the shoelace formula, ½ Σ (xᵢ yᵢ₊₁ − xᵢ₊₁ yᵢ); negative for the other way round."""
    if not polygon:
        return 0.0
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise((*polygon, polygon[0]))) / 2


def _curve(begin: Point, segment: tuple[Point, ...], tolerance: float) -> list[Point]:
    if len(segment) == 1:
        return [segment[0]]
    first, second, end = segment
    bend = max(
        sqrt((a[0] - 2 * b[0] + c[0]) ** 2 + (a[1] - 2 * b[1] + c[1]) ** 2)
        for a, b, c in ((begin, first, second), (first, second, end))
    )
    parts = max(1, ceil(sqrt(6 * bend / (8 * tolerance))))
    return [_on_curve(begin, first, second, end, i / parts) for i in range(1, parts)] + [end]


def _on_curve(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    s = 1 - t
    w = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
    return (
        w[0] * a[0] + w[1] * b[0] + w[2] * c[0] + w[3] * d[0],
        w[0] * a[1] + w[1] * b[1] + w[2] * c[1] + w[3] * d[1],
    )


def _stroke_text(stroke: Stroke) -> str:
    parts = [f"M{_pair(stroke.start)}"]
    parts += [("L" if len(segment) == 1 else "C") + " ".join(map(_pair, segment)) for segment in stroke.segments]
    return "".join(parts) + ("Z" if stroke.closed else "")


def _pair(point: Point) -> str:
    return f"{tenths(point[0])} {tenths(point[1])}"


def tenths(value: float) -> str:
    """A number rounded to a tenth, as short as it can be written."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _is_number(token: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", token))
