"""A zone laid flat has the area of the skin, its holes, and both of its sides."""

from __future__ import annotations

import numpy as np
import pytest

from punctum.delivery.region import rectangle, zone_region
from punctum.problems import InputError
from punctum.skin import ZONES, zone_area, zone_polygons

ZONE_IDS = [zone.id for zone in ZONES.rows if "never" not in zone.flags]


def inside(x: float, y: float, edges: np.ndarray) -> bool:
    """Even-odd by counting edges to the right: slow and obvious."""
    count = 0
    for ax, ay, bx, by in edges:
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            count += 1
    return count % 2 == 1


@pytest.mark.parametrize("sex", ["female", "male", "unknown"])
@pytest.mark.parametrize("zone", ZONE_IDS)
def test_a_region_encloses_the_area_it_names(zone: str, sex: str) -> None:
    region = zone_region(zone, sex)  # type: ignore[arg-type]
    left, top, right, bottom = region.bounds_mm
    side = max(right - left, bottom - top) / 150
    xs, ys = np.arange(left + side / 2, right, side), np.arange(top + side / 2, bottom, side)
    odd = np.zeros((len(ys), len(xs)), dtype=bool)
    for ax, ay, bx, by in region.edges_mm:
        rows = (ay > ys) != (by > ys)
        if rows.any():
            at = ax + (ys[rows] - ay) * (bx - ax) / (by - ay)
            odd[rows] ^= xs < at[:, None]
    assert odd.sum() * side * side / 100 == pytest.approx(region.area_cm2, rel=0.03)


@pytest.mark.parametrize("zone", ZONE_IDS)
def test_it_has_the_surface_area_in_use_where_there_is_one(zone: str) -> None:
    known = zone_area(zone, "female").area_cm2
    region = zone_region(zone, "female")
    if known is None:
        assert "trace" in region.area_text.lower()
        assert region.area_basis == "house"
    else:
        assert region.area_cm2 == known


def test_a_zone_drawn_on_one_side_comes_with_its_mirror_image() -> None:
    assert len(zone_polygons("cheek", "female")) == 1
    one, other = zone_region("cheek", "female").rings_mm
    assert one[:, 0].max() < other[:, 0].min()
    assert np.ptp(one, axis=0) == pytest.approx(np.ptp(other, axis=0))


def test_never_needled_places_are_outside() -> None:
    region = zone_region("perioral", "female")
    hole = region.rings_mm[1]
    x, y = hole.mean(axis=0)
    assert not inside(float(x), float(y), region.edges_mm)


def test_a_rectangle() -> None:
    flat = rectangle(20, 30)
    assert flat.area_cm2 == pytest.approx(6)
    assert flat.bounds_mm == pytest.approx((0, 0, 20, 30))
    assert inside(19, 29, flat.edges_mm)
    assert not inside(21, 29, flat.edges_mm)


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(InputError, match="zone"):
        zone_region("elbow", "female")
