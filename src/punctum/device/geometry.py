"""Where the needles of a hand piece sit: what sources print, and what stands in where none does."""

from __future__ import annotations

from math import ceil, cos, pi, sin, sqrt
from typing import Annotated, Literal

from pydantic import model_validator

from punctum.evidence.table import Ref, SourcedRow, Table

Layout = Literal["ring", "two_rings", "grid"]
Positions = tuple[tuple[float, float], ...]


class Geometry(SourcedRow):
    """How needles sit on one device; a row without a device is the house default for a kind of device (`id`).

    Arguments:
        like: the class of devices whose printed rate stands in where a device has none.
        footprint_mm: from the outermost needle to the one opposite. inner_share: diameter of the inner ring over that
            of the outer. needle_count_min, needle_count_max: what such devices have.
        across, around: needles side by side along the axis of a drum, and rows of them around it.
        drum_diameter_mm: of its surface, without the needles. stagger_mm: shift of every second row.
    """

    kind: Literal["pen", "roller", "stamp"]
    device: Annotated[str, Ref("devices")] = ""
    layout: Layout | Literal["drum", "discs"]
    needle_count: int | None = None
    needle_count_min: int | None = None
    needle_count_max: int | None = None
    like: Annotated[str, Ref("devices")] = ""
    footprint_mm: float | None = None
    inner_share: float | None = None
    across: int | None = None
    around: int | None = None
    drum_diameter_mm: float | None = None
    drum_width_mm: float | None = None
    stagger_mm: float | None = None
    note: str = ""

    @model_validator(mode="after")
    def _a_default_is_marked(self) -> Geometry:
        if (self.basis == "house") != (self.device == "") or self.id != (self.device or self.kind):
            raise ValueError("a device of that id, or the basis house and a kind for an id")
        return self


GEOMETRY = Table("punctum.device", "geometry", Geometry)


def laid_out(layout: Layout, count: int, footprint_mm: float, inner_share: float) -> Positions:
    """Needles spread evenly over a footprint, about its centre.

    Arguments:
        layout: `ring`: on a circle. `two_rings`: on two, equally far apart along both, so that the inner one holds
            round(N·s / (1 + s)) of N needles. `grid`: in rows over a square, as many rows as needles in one.
        count: needles. footprint_mm: diameter of the outer ring, or side of the square.
        inner_share: s, diameter of the inner ring over that of the outer.

    Returns:
        (x, y) in mm; one needle alone stands in the centre.
    """
    if layout == "ring":
        return _ring(count, footprint_mm / 2)
    if layout == "two_rings":
        inner = round(count * inner_share / (1 + inner_share))
        return (*_ring(count - inner, footprint_mm / 2), *_ring(inner, inner_share * footprint_mm / 2))
    rows = round(sqrt(count))
    sizes = [ceil((count - row) / rows) for row in range(rows)]
    return tuple(
        (x, y) for y, size in zip(_spread(rows, footprint_mm), sizes, strict=True) for x in _spread(size, footprint_mm)
    )


def drum_row(across: int, width_mm: float) -> Positions:
    """Needles of one row of a drum: at x = 0, in the middle of equal shares of its width in mm."""
    return tuple((0.0, (place + 1 / 2) * width_mm / across - width_mm / 2) for place in range(across))


def row_pitch_mm(drum_diameter_mm: float, around: int) -> float:
    """From one row of holes to the next, in mm: pi·d/n, since the drum's surface rolls without slipping."""
    return pi * drum_diameter_mm / around


def _ring(count: int, radius_mm: float) -> Positions:
    if count == 1:
        return ((0.0, 0.0),)
    angles = [2 * pi * place / count for place in range(count)]
    return tuple((radius_mm * cos(angle), radius_mm * sin(angle)) for angle in angles)


def _spread(count: int, width_mm: float) -> list[float]:
    if count == 1:
        return [0.0]
    return [width_mm * (place / (count - 1) - 1 / 2) for place in range(count)]
