"""Where a hand piece goes: parallel strokes over a zone in several directions, and the strikes along them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.chords import chords
from punctum.delivery.draws import stream
from punctum.delivery.operator import Operator
from punctum.delivery.region import Region
from punctum.device.hand_pieces import HandPiece

Values = NDArray[np.float64]
Floats = NDArray[np.float32]
# A hand strays along a stroke in two waves whose lengths share no multiple; each holds half of the variance.
WAVES = (1.0, 1 / sqrt(2))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Strokes:
    """Every stroke over a zone in the order in which they are made; arrays have one entry a stroke, (s,).

    Arguments:
        cos, sin: direction of movement. line_mm: distance of the line from the origin, to the left of the direction.
        start_mm, length_mm: from where along the direction, and how far.
        pace: speed over the usual speed. phase: share of a pitch before the first strike.
        pressure: standard normal: how hard the whole stroke is pressed. pass_number: from 0.
        waves: (4, s) where the waves begin, in radians: two of the speed, two of the line.
        speed_sd, wobble_mm, wander_length_mm: how the hand strays along a stroke (`Operator`).
        stagger_mm: how far every second strike is shifted sideways.
    """

    cos: Values
    sin: Values
    line_mm: Values
    start_mm: Values
    length_mm: Values
    pace: Values
    phase: Values
    pressure: Floats
    pass_number: NDArray[np.uint8]
    waves: Floats
    speed_sd: float
    wobble_mm: float
    wander_length_mm: float
    stagger_mm: float


@dataclass(frozen=True, slots=True, eq=False)
class Strikes:
    """Every strike in the order in which they are made: its centre, and which of `strokes` it belongs to; (n,) each."""

    x_mm: Floats
    y_mm: Floats
    stroke: NDArray[np.int32]
    strokes: Strokes


def directions_degrees(passes: int) -> Values:
    """Direction of each pass: 0, 90, 45, 135, then always in the middle of a widest gap; (passes,)."""
    turns = np.zeros(passes)
    for bit in range(passes.bit_length()):
        turns += (np.arange(passes) >> bit & 1) / 2 ** (bit + 1)
    return np.rad2deg(pi * turns)


def footprint_mm(hand_piece: HandPiece) -> float:
    """How far the hand piece moves from one strike to the next if strikes neither overlap nor leave a gap.

    Of a roller the row pitch. Otherwise its length stands to its width as the needles lie apart along and across.
    """
    if hand_piece.row_pitch_mm is not None:
        return hand_piece.row_pitch_mm
    along, across = np.ptp(np.array(hand_piece.needles_mm), axis=0)
    return hand_piece.width_mm * float(along / across) if along > 0 and across > 0 else hand_piece.width_mm


def spacing_mm(hand_piece: HandPiece, operator: Operator) -> float:
    """Distance of lines side by side: the width; of a pen less the overlap."""
    return hand_piece.width_mm * (1 - operator.overlap if hand_piece.kind == "pen" else 1)


def strokes(region: Region, hand_piece: HandPiece, passes: int, operator: Operator, seed: int, draw: int) -> Strokes:
    """Parallel lines for each pass, there and back, each so long that every needle crosses the whole zone.

    Lines lie `spacing_mm` apart on average, from a random start. Spacing and speed stray by their SD, cut off at two
    SD. The speed of a pen changes from stroke to stroke and along it; a stamp is set down as unevenly as lines are
    spaced; a roller rolls, so that its rows cannot stray along the path.

    Arguments:
        passes: how often over the whole zone, each time in another direction (`directions_degrees`).
        seed, draw: of the random numbers.
    """
    numbers = stream(seed, draw, "strokes")
    angle = np.deg2rad(directions_degrees(passes) + operator.angle_error_degrees * numbers.standard_normal(passes))
    passing, line = _lines(region, hand_piece, operator, angle, numbers)
    angle = angle[passing]
    ahead_mm, aside_mm = np.abs(np.array(hand_piece.needles_mm)).max(axis=0)
    speed_sd = {"pen": operator.speed_along_sd, "stamp": operator.spacing_sd, "roller": 0.0}[hand_piece.kind]
    aside_mm += 2 * operator.wobble_mm + abs(hand_piece.stagger_mm)
    ahead_mm += speed_sd * operator.wander_length_mm * sum(WAVES) / (2 * pi)
    row, start, end = chords(region.edges_mm, np.cos(angle), np.sin(angle), line, float(aside_mm), float(ahead_mm))
    way = 1.0 - 2 * (row % 2)  # There, and back on the next line.
    first = np.where(way > 0, start, -end)
    order = np.lexsort((first, row))
    row, way, count = row[order], way[order], len(row)
    between_sd = operator.speed_between_sd if hand_piece.kind == "pen" else 0
    return Strokes(
        cos=np.cos(angle[row]) * way,
        sin=np.sin(angle[row]) * way,
        line_mm=line[row] * way,
        start_mm=first[order],
        length_mm=(end - start)[order],
        pace=1 + between_sd * np.clip(numbers.standard_normal(count), -2, 2),
        phase=numbers.random(count),
        pressure=numbers.standard_normal(count, dtype=np.float32),
        pass_number=passing[row].astype(np.uint8),
        waves=np.float32(2 * pi) * numbers.random((2 * len(WAVES), count), dtype=np.float32),
        speed_sd=speed_sd,
        wobble_mm=operator.wobble_mm,
        wander_length_mm=operator.wander_length_mm,
        stagger_mm=hand_piece.stagger_mm,
    )


def _lines(
    region: Region, hand_piece: HandPiece, operator: Operator, angle: Values, numbers: np.random.Generator
) -> tuple[NDArray[np.intp], Values]:
    """Pass number and distance from the origin of each line, pass by pass."""
    points = np.concatenate(region.rings_mm)
    across = points[:, 1:] * np.cos(angle) - points[:, :1] * np.sin(angle)
    low, high = across.min(axis=0), across.max(axis=0)
    spacing, sd = spacing_mm(hand_piece, operator), operator.spacing_sd
    count = ceil((high - low).max() / spacing * (1 + 2 * sd)) + 2
    gaps = 1 + sd * np.clip(numbers.standard_normal((len(angle), count)), -2, 2)
    gaps[:, 0] = -numbers.random(len(angle))
    lines = low[:, None] + spacing * np.cumsum(gaps, axis=1)
    passing, which = np.nonzero(lines <= high[:, None] + spacing)
    return passing, lines[passing, which]


def strikes(strokes: Strokes, pitch_mm: float) -> Strikes:
    """Strikes along every stroke, a pitch times the pace of the stroke apart.

    Along a stroke the place u and the offset w from the line follow the time t as distance at even speed:
    u = t + sd·Σ (λ/2π)·sin(2πt/λ + φ), so that the speed has the SD `speed_sd`, and w = wobble·Σ sin(2πt/λ + ψ).
    """
    step = pitch_mm * strokes.pace
    counts = np.maximum(np.ceil(strokes.length_mm / step - strokes.phase), 0).astype(np.int64)
    stroke = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    number = np.arange(len(stroke)) - np.repeat(np.cumsum(counts) - counts, counts)

    def each(values: NDArray[np.floating]) -> Floats:
        return np.repeat(values.astype(np.float32), counts)

    time = (number.astype(np.float32) + each(strokes.phase)) * each(step)
    along, aside = time + each(strokes.start_mm), each(strokes.line_mm)
    for wave, part in enumerate(WAVES):
        turn = np.float32(2 * pi / (strokes.wander_length_mm * part))
        if strokes.speed_sd:
            along += np.float32(strokes.speed_sd) / turn * np.sin(turn * time + each(strokes.waves[wave]))
        if strokes.wobble_mm:
            beside = each(strokes.waves[len(WAVES) + wave])
            aside += np.float32(strokes.wobble_mm) * np.sin(turn * time + beside)
    if strokes.stagger_mm:
        aside += np.float32(strokes.stagger_mm) * (number % 2).astype(np.float32)
    cos, sin = each(strokes.cos), each(strokes.sin)
    return Strikes(along * cos - aside * sin, along * sin + aside * cos, stroke, strokes)
