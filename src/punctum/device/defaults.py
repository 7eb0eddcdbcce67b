"""House defaults that stand in for what no source prints of a hand piece, each marked as what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from punctum.device.devices import DEVICES, Device
from punctum.device.geometry import GEOMETRY, Layout, Positions, drum_row, laid_out, row_pitch_mm

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Assumption:
    """A house default that stands in for what no source prints: of what, the value in words, and why."""

    field: str
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """Strikes a second: one figure, the range it is the middle of, whether a source prints it, what was assumed."""

    hz: float
    range_hz: tuple[float, float] | None
    printed: bool
    assumed: tuple[Assumption, ...]


@dataclass(frozen=True, slots=True)
class Needles:
    """Where needles sit, what one path covers, and what of this was assumed."""

    positions_mm: Positions
    width_mm: float
    assumed: tuple[Assumption, ...]


@dataclass(frozen=True, slots=True)
class Drum(Needles):
    """A roller's drum: all its needles, and how far rows lie apart on the skin and are shifted sideways.

    `positions_mm` are the needles of one row; `by_default`: the house drum stands in.
    """

    needle_count: int
    row_pitch_mm: float
    stagger_mm: float
    by_default: bool


def house_count(note: str) -> tuple[int, tuple[int, int], Assumption]:
    """Needles of a pen whose source prints none: how many, the range of such devices, and the mark."""
    house = GEOMETRY.by_id["pen"]
    count, low, high = _filled(house.needle_count), _filled(house.needle_count_min), _filled(house.needle_count_max)
    why = note or "No source prints a count for this one."
    text = f"{count} needles. {why} Pens in general have {low} to {high}. Count yours and describe it in a file."
    return count, (low, high), Assumption("needle_count", text, (*house.sources, *_class().sources))


def pen_needles(count: int, layout: Layout | None, footprint_mm: float | None) -> Needles:
    """Needles of a pen, over the house footprint and in the house layout where these are not known."""
    house = GEOMETRY.by_id["pen"]
    assumed = []
    if layout is None:
        assumed.append(
            Assumption("layout", "The needles sit on one ring; how they really sit is not known.", house.sources)
        )
    if layout == "two_rings":
        text = "Inner and outer needles are two rings, the inner one half as wide, equally spaced along both."
        assumed.append(Assumption("layout", text, house.sources))
    if footprint_mm is None:
        text = f"{house.footprint_mm:g} mm from the outermost needle to the one opposite; the real size is not known."
        assumed.append(Assumption("width_mm", text, house.sources))
    width_mm = footprint_mm or _filled(house.footprint_mm)
    positions = laid_out(layout or "ring", count, width_mm, _filled(house.inner_share))
    return Needles(positions, width_mm, tuple(assumed))


def pen_rate(low_hz: float | None, high_hz: float | None, sources: tuple[str, ...]) -> Rate:
    """Strikes a second from what a source prints: one figure, or the middle of a range.

    Where an end of the range is missing, that of pens in general stands in.
    """
    if low_hz is not None and low_hz == high_hz:
        return Rate(low_hz, None, True, ())
    like = _class()
    low = _filled(like.stroke_rate_min_hz) if low_hz is None else low_hz
    high = _filled(like.stroke_rate_max_hz) if high_hz is None else high_hz
    middle = (low + high) / 2
    text = f"{middle:g} Hz, the middle of {low:g} to {high:g} Hz. "
    if low_hz is not None and high_hz is not None:
        text += "The operator sets the rate."
    elif high_hz is not None:
        text += f"Only the fastest is printed; {low:g} Hz is the slowest printed for pens in general."
    else:
        text += "No rate is known for this one; the range is that of pens in general."
    known = low_hz is not None and high_hz is not None
    basis = sources if known else (*GEOMETRY.by_id["pen"].sources, *like.sources)
    return Rate(middle, (low, high), known, (Assumption("stroke_rate_hz", text, basis),))


def drum(
    count: int | None, across: int | None, around: int | None, diameter_mm: float | None, width_mm: float | None
) -> Drum:
    """A roller's drum, the house drum where its measures are not known.

    Arguments:
        count: all needles. across, around: needles side by side, and rows of them. diameter_mm, width_mm: of the drum.
    """
    house = GEOMETRY.by_id["roller"]
    assumed = []
    by_default = across is None or around is None or diameter_mm is None or width_mm is None
    if across is None or around is None:
        across, around = _filled(house.across), _filled(house.around)
        text = f"{across * around} needles, {across} side by side and {around} around. No source prints "
        text += "how many there are." if count is None else "how they sit."
        assumed.append(Assumption("needle_count" if count is None else "layout", text, house.sources))
    if diameter_mm is None or width_mm is None:
        diameter_mm, width_mm = _filled(house.drum_diameter_mm), _filled(house.drum_width_mm)
        text = f"A drum {diameter_mm:g} mm in diameter and {width_mm:g} mm wide. No source prints its size."
        assumed.append(Assumption("width_mm", text, house.sources))
    pitch_mm = row_pitch_mm(diameter_mm, around)
    per_cm2 = 100 * across / (pitch_mm * width_mm)
    text = (
        f"{pitch_mm:.2f} mm from row to row, so {per_cm2:.1f} holes per cm² a pass: the surface of the drum rolls on "
        "the skin without slipping once the needles are in."
    )
    assumed.append(Assumption("row_pitch_mm", text, house.sources))
    stagger_mm = _filled(house.stagger_mm)
    assumed.append(
        Assumption("stagger_mm", "Neighbouring rows are in line; whether they really are is not known.", house.sources)
    )
    return Drum(drum_row(across, width_mm), width_mm, tuple(assumed), across * around, pitch_mm, stagger_mm, by_default)


def _class() -> Device:
    """Pens in general, whose printed rates and counts stand in."""
    return DEVICES.by_id[GEOMETRY.by_id["pen"].like]


def _filled(value: T | None) -> T:
    if value is None:
        raise ValueError("a house row of geometry.csv lacks a value")
    return value
