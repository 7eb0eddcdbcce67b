"""A zone laid flat: its outline enlarged until it has the surface area of the skin."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from punctum.evidence.table import Basis
from punctum.skin import Sex, ZonePolygon, zone_area, zone_polygons


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """Flat pieces of skin in millimetres; inside is where an odd number of rings lies around a point.

    Arguments:
        rings_mm: closed lines, (k, 2) each, the last point joined to the first; outlines and the never-needled holes.
        area_cm2: what they enclose. area_text: where the area comes from, for people.
    """

    zone: str
    rings_mm: tuple[NDArray[np.float64], ...]
    area_cm2: float
    area_text: str
    area_sources: tuple[str, ...]
    area_basis: Basis

    @property
    def edges_mm(self) -> NDArray[np.float64]:
        """Every edge of every ring: (e, 4) with x and y of its two ends."""
        return np.concatenate([np.hstack([ring, np.roll(ring, -1, axis=0)]) for ring in self.rings_mm])

    @property
    def bounds_mm(self) -> tuple[float, float, float, float]:
        """Smallest x and y, largest x and y."""
        points = np.concatenate(self.rings_mm)
        low, high = points.min(axis=0), points.max(axis=0)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def zone_region(zone: str, sex: Sex) -> Region:
    """The outline of a zone in its best view, both sides where the zone has two, enlarged to its surface area.

    A drawing shows skin that turns away too small. Enlarging it evenly keeps the shape and gives each square
    centimetre of skin its share of holes; a zone whose area only tracing can tell keeps the size of the drawing.

    Raises:
        InputError: there is no such zone.
    """
    area = zone_area(zone, sex)
    polygons = zone_polygons(area.zone, sex)
    pieces = [_rings(polygon) for polygon in polygons]
    if "both" in area.extent and len(pieces) == 1 and polygons[0].side != "middle":
        pieces.append(_beside(pieces[0]))
    rings = [ring for piece in pieces for ring in piece]
    drawn_cm2 = sum(_area_mm2(piece) for piece in pieces) / 100
    if area.area_cm2 is None:
        text = f"{drawn_cm2:.0f} cm² as drawn. No area was measured: trace it."
        return Region(area.zone, tuple(rings), drawn_cm2, text, area.sources, "house")
    scale = sqrt(area.area_cm2 / drawn_cm2)
    text = f"{area.area_cm2:g} cm², {area.extent}. {area.note}".strip()
    return Region(area.zone, tuple(scale * ring for ring in rings), area.area_cm2, text, area.sources, area.basis)


def rectangle(width_mm: float, height_mm: float) -> Region:
    """A piece of skin with straight edges, its lower left corner at (0, 0)."""
    ring = np.array([[0.0, 0.0], [width_mm, 0.0], [width_mm, height_mm], [0.0, height_mm]])
    return Region("", (ring,), width_mm * height_mm / 100, "A rectangle.", (), "derived")


def _rings(polygon: ZonePolygon) -> list[NDArray[np.float64]]:
    return [np.array(line, dtype=np.float64) for line in (polygon.outline_mm, *polygon.holes_mm)]


def _beside(piece: list[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """The mirror image, to the right of the piece with a tenth of its width between them."""
    left, right = piece[0][:, 0].min(), piece[0][:, 0].max()
    mirror = 2 * right + (right - left) / 10
    return [np.column_stack([mirror - ring[:, 0], ring[:, 1]]) for ring in piece]


def _area_mm2(piece: list[NDArray[np.float64]]) -> float:
    outline, *holes = (abs(_signed_mm2(ring)) for ring in piece)
    return outline - sum(holes)


def _signed_mm2(ring: NDArray[np.float64]) -> float:
    after = np.roll(ring, -1, axis=0)
    return float(np.sum(ring[:, 0] * after[:, 1] - after[:, 0] * ring[:, 1])) / 2
