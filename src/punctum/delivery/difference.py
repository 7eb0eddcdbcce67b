"""What was planned against what was done: density, missed skin, and how far away the planned density was given."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isfinite

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.region import Region
from punctum.delivery.squares import reached, squares
from punctum.delivery.tables import AGREEMENT, value_of
from punctum.delivery.values import Delivery, Punctures
from punctum.problems import InputError, Problem, shown

# Squares of the plan that are compared at a time, and points along the reach when missed skin is looked for.
CHUNK, FINE = 256, 4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Difference:
    """Two deliveries to the same skin, the planned one and what was done.

    Arguments:
        planned_per_cm2, done_per_cm2: holes per cm² of the zone. difference_per_cm2: done less planned.
        difference_percent: of what was planned; None where nothing was.
        missed_cm2, missed_share: skin of the zone that the plan has within `reach_mm` of a hole, and that has none
            there in what was done.
        agreement_median_mm, agreement_p95_mm: distance from a square of the plan to the nearest square where the
            density that it asks for was given, to `tolerance_percent`; half of the squares, and 95 of 100, found it
            no further off. None where those did not find it at all.
        agreeing_share: share of the squares that found it within `agreement_mm`.
        side_mm, centres_mm: of the squares, (k, 2).
        planned_local_per_cm2, done_local_per_cm2: (k,) density on each square and the eight around it.
    """

    planned_per_cm2: float
    done_per_cm2: float
    difference_per_cm2: float
    difference_percent: float | None
    missed_cm2: float
    missed_share: float
    reach_mm: float
    agreement_median_mm: float | None
    agreement_p95_mm: float | None
    agreeing_share: float
    agreement_mm: float
    tolerance_percent: float
    side_mm: float
    centres_mm: NDArray[np.float64]
    planned_local_per_cm2: NDArray[np.float64]
    done_local_per_cm2: NDArray[np.float64]


def difference(planned: Delivery, done: Delivery) -> Difference:
    """What was planned against what was done, over one zone.

    Raises:
        InputError: the two were not given to the same skin.
    """
    one, other = planned.region, done.region
    same = len(one.rings_mm) == len(other.rings_mm) and all(
        a.shape == b.shape and np.allclose(a, b) for a, b in zip(one.rings_mm, other.rings_mm, strict=True)
    )
    if one.zone != other.zone or not same:
        raise InputError(
            [Problem("zone", f"the planned one, {one.zone}, {one.area_text}", f"{other.zone}, {other.area_text}")]
        )
    return compared(one, planned.punctures, done.punctures)


def compared(region: Region, planned: Punctures, done: Punctures) -> Difference:
    """Two lots of punctures in one region; lengths and tolerances of `agreement.csv`.

    The local density of a square is counted on it and the eight around it, over the part of them inside the region.
    Squares that lie mostly outside are left out.
    """
    side_mm, reach_mm = value_of(AGREEMENT, "square"), value_of(AGREEMENT, "missed_reach")
    tolerance, within_mm = value_of(AGREEMENT, "tolerance"), value_of(AGREEMENT, "distance")
    grid = squares(region, side_mm)
    counted = grid.inside >= value_of(AGREEMENT, "covered") / 100
    if not counted.any():
        raise InputError([Problem("zone", f"skin of at least one square of {side_mm:g} mm", shown(region.area_text))])
    centres = grid.centres_mm[counted]
    asked, given = (grid.local_density_per_cm2(holes)[counted] for holes in (planned, done))
    apart = np.sort(_distances_mm(centres, asked, given, tolerance / 100))
    missed = _missed_share(region, planned, done, reach_mm)
    before, after = (len(holes.x_mm) / region.area_cm2 for holes in (planned, done))
    return Difference(
        planned_per_cm2=before,
        done_per_cm2=after,
        difference_per_cm2=after - before,
        difference_percent=None if before == 0 else 100 * (after - before) / before,
        missed_cm2=missed * region.area_cm2,
        missed_share=missed,
        reach_mm=reach_mm,
        agreement_median_mm=_at(apart, 0.5),
        agreement_p95_mm=_at(apart, 0.95),
        agreeing_share=float(np.mean(apart <= within_mm)),
        agreement_mm=within_mm,
        tolerance_percent=tolerance,
        side_mm=side_mm,
        centres_mm=centres,
        planned_local_per_cm2=asked,
        done_local_per_cm2=given,
    )


def _distances_mm(
    centres: NDArray[np.float64], asked: NDArray[np.float64], given: NDArray[np.float64], tolerance: float
) -> NDArray[np.float64]:
    """From each square of the plan to the nearest square that was given what it asks for; infinite without one."""
    found = np.zeros(len(centres))
    elsewhere = np.flatnonzero(np.abs(given - asked) > tolerance * asked)
    for start in range(0, len(elsewhere), CHUNK):
        part = elsewhere[start : start + CHUNK]
        apart = np.hypot(*(centres[part, None, axis] - centres[None, :, axis] for axis in (0, 1)))
        agree = np.abs(given - asked[part, None]) <= tolerance * asked[part, None]
        found[part] = np.where(agree, apart, np.inf).min(axis=1)
    return found


def _missed_share(region: Region, planned: Punctures, done: Punctures, reach_mm: float) -> float:
    fine = squares(region, reach_mm / FINE, 1)
    skin = fine.inside > 0
    missed = skin & reached(fine, planned, reach_mm) & ~reached(fine, done, reach_mm)
    return float(missed.sum() / max(skin.sum(), 1))


def _at(ascending: NDArray[np.float64], share: float) -> float | None:
    """The value that a share of all does not exceed; None where it is infinite."""
    value = float(ascending[ceil(share * len(ascending)) - 1])
    return value if isfinite(value) else None
