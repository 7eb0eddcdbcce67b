"""Skin of a zone that was not needled: which holes fall away, and how much of the zone it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from punctum.delivery.region import Region
from punctum.delivery.squares import Squares, squares
from punctum.delivery.tables import AGREEMENT, value_of
from punctum.delivery.values import Punctures
from punctum.problems import Problem


class LeftOut(BaseModel):
    """A circle that was not needled, in the zone laid flat as the map shows it: x to the right, y downwards."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    x_mm: float
    y_mm: float
    radius_mm: Annotated[float, Field(gt=0)]


def without(punctures: Punctures, left_out: Sequence[LeftOut]) -> Punctures:
    """The punctures outside every circle that was left out."""
    if not left_out:
        return punctures
    keep = ~within(punctures.x_mm, punctures.y_mm, left_out)
    return Punctures(
        punctures.x_mm[keep], punctures.y_mm[keep], punctures.depth_mm[keep], punctures.pass_number[keep]
    )  # fmt: skip


def left_out_share(region: Region, left_out: Sequence[LeftOut]) -> float:
    """Share of a region inside the circles, by points half a reach of `agreement.csv` apart."""
    grid = _points(region)
    x, y = grid.centres_mm[grid.inside > 0].T
    return float(within(x, y, left_out).mean()) if len(x) else 0.0


def left_out_problems(region: Region, left_out: Sequence[LeftOut]) -> list[Problem]:
    """One problem for each circle that lies outside the region; or one, where the circles leave nothing of it."""
    grid = _points(region)
    x, y = grid.centres_mm[grid.inside > 0].T
    left, top, right, bottom = region.bounds_mm
    expected = f"a circle on the zone, x from {left:.0f} to {right:.0f} mm and y from {top:.0f} to {bottom:.0f} mm"
    outside = [
        Problem(f"left_out[{index}]", expected, f"x {circle.x_mm:g}, y {circle.y_mm:g}, radius {circle.radius_mm:g} mm")
        for index, circle in enumerate(left_out)
        if not within(x, y, [circle], grid.side_mm).any()
    ]
    if outside or not len(x) or not within(x, y, left_out).all():
        return outside
    return [Problem("left_out", "less than the whole zone", "all of it")]


def within(
    x_mm: NDArray[np.floating], y_mm: NDArray[np.floating], circles: Sequence[LeftOut], beyond_mm: float = 0.0
) -> NDArray[np.bool_]:
    """Whether each place lies in one of the circles, or so far beyond its edge."""
    found = np.zeros(len(x_mm), dtype=np.bool_)
    for circle in circles:
        found |= np.hypot(x_mm - circle.x_mm, y_mm - circle.y_mm) <= circle.radius_mm + beyond_mm
    return found


def _points(region: Region) -> Squares:
    return squares(region, value_of(AGREEMENT, "missed_reach") / 2, 1)
