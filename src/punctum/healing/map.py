"""The response at each place of a zone: every small square of it is a column of skin with its own density of holes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.dose import MM2_PER_CM2
from punctum.delivery.values import Delivery
from punctum.evidence.table import Table
from punctum.exposure import Exposure
from punctum.healing.columns import Columns
from punctum.healing.heal import heal
from punctum.healing.kinetics import Parameters
from punctum.healing.needling import repeated
from punctum.healing.sessions import Sessions, Setting, ladder, sessions_of
from punctum.healing.skin_columns import columns_of
from punctum.healing.spread import spread
from punctum.problems import InputError, Problem

Values = NDArray[np.float64]
MAP_GRID = Table("punctum.healing", "map_grid", Setting)
# Memory does not grow with the zone: so many columns are computed at a time.
COLUMNS_AT_A_TIME = 4096


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HealingMap:
    """The response at each place of one zone: squares of `side_mm`, arrays of r rows by c columns.

    Arguments:
        x_mm: (c,) and y_mm: (r,) middles of the squares, in the zone laid flat.
        inside: (r, c) whether a square lies in the zone.
        holes_per_cm2: (r, c) of one session, as the tissue feels them; NaN outside.
        days: (t,) times since the course began. session_days: of the sessions.
        outputs: id of `outputs.csv` → (t, r, c), the median over the draws; NaN outside.
        draws: over how many draws the median was taken.
    """

    zone: str
    side_mm: float
    x_mm: Values
    y_mm: Values
    inside: NDArray[np.bool_]
    holes_per_cm2: Values
    days: Values
    session_days: Values
    outputs: dict[str, Values]
    draws: int

    def __getitem__(self, output: str) -> Values:
        """(t, r, c) one output by its id."""
        return self.outputs[output]


def heal_map(
    delivery: Delivery,
    parameters: Parameters,
    *,
    at_days: Sequence[float],
    columns: Columns | None = None,
    session_days: Sequence[float] = (0.0,),
    side_mm: float | None = None,
    threads: int | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> HealingMap:
    """The response at each place of a delivered zone: one column a square, healed with the density of holes around it.

    All places have the same skin and the same depths of channels; what differs is how many holes are near.

    Arguments:
        delivery: one session; it is repeated as it is on every one of `session_days`.
        parameters: one draw, or more for a median. at_days: when to look, in days.
        columns: the skin of the zone: one column, or one a draw; None for the usual skin of the delivery.
        session_days: ascending; sessions after the last look do not count.
        side_mm: of the squares; without it as small as `map_grid.csv` allows for the size of the zone.
        threads, on_progress: as in `heal`.

    Raises:
        InputError: as `heal`, squares without a size, or no time to look at.
        ValueError: columns and parameters of different numbers of draws.
    """
    done = delivery.treatment
    columns = columns_of(done.zone, done.sex, done.age_years) if columns is None else columns
    draws = max(columns.count, parameters.draws)
    if not {columns.count, parameters.draws} <= {1, draws}:
        raise ValueError(f"columns: expected 1 or {parameters.draws}, found {columns.count}")
    last, begun = _looks(at_days, session_days)
    found = spread(
        delivery.punctures, delivery.region, _side_mm(delivery, side_mm), MAP_GRID.by_id["sideways_width"].value
    )
    densities = found.holes_per_mm2[found.inside]
    at_once = max(COLUMNS_AT_A_TIME // draws, 1)
    parts: list[dict[str, Values]] = []
    for start in range(0, len(densities), at_once):
        some = np.repeat(densities[start : start + at_once], draws)
        draw = np.tile(np.arange(draws), len(some) // draws)
        course = heal(
            columns.take(draw if columns.count == draws else np.zeros_like(draw)),
            _same_sessions(delivery.exposure, begun, some),
            parameters if parameters.draws == 1 else parameters.take(draw),
            last,
            save_days=at_days,
            threads=threads,
        )
        parts.append({name: _middle(values, draws) for name, values in course.outputs.items()})
        if on_progress is not None:
            on_progress((start + len(some) // draws) / len(densities))
    across, down = found.middles_mm
    felt_per_cm2 = np.where(found.inside, MM2_PER_CM2 * found.holes_per_mm2, np.nan)
    return HealingMap(
        zone=done.zone,
        side_mm=found.side_mm,
        x_mm=across,
        y_mm=down,
        inside=found.inside,
        holes_per_cm2=felt_per_cm2,
        days=np.asarray(at_days, dtype=np.float64),
        session_days=np.asarray(begun, dtype=np.float64),
        outputs={name: _laid_out([part[name] for part in parts], found.inside) for name in parts[0]},
        draws=draws,
    )


def _looks(at_days: Sequence[float], session_days: Sequence[float]) -> tuple[float, tuple[float, ...]]:
    """Where the course ends, and the sessions up to there."""
    if len(at_days) == 0:
        raise InputError([Problem("at_days", "one day at least", "none")])
    begun = tuple(day for day in session_days if day <= max(at_days))
    if not begun:
        raise InputError([Problem("at_days", "a day after the first session", f"{max(at_days):g}")])
    # The year of a column ends after its last session.
    return max(max(at_days), begun[-1] + ladder().first_days), begun


def _side_mm(delivery: Delivery, side_mm: float | None) -> float:
    if side_mm is not None:
        if not (np.isfinite(side_mm) and side_mm > 0):
            raise InputError([Problem("side_mm", "a positive number", f"{side_mm:g}")])
        return side_mm
    step, most = MAP_GRID.by_id["side"].value, MAP_GRID.by_id["most_places"].value
    return step * max(ceil(sqrt(MM2_PER_CM2 * delivery.region.area_cm2 / most) / step), 1)


def _same_sessions(exposure: Exposure, days: tuple[float, ...], holes_per_mm2: Values) -> Sessions:
    """The same session on every day for columns that differ in density only."""
    one = sessions_of([exposure]).take(np.zeros(len(holes_per_mm2), dtype=np.int64))
    dense = replace(one, holes_per_mm2=holes_per_mm2[None, :])
    return repeated(dense, days)


def _middle(values: NDArray[np.floating], draws: int) -> Values:
    """(places, t) the median over the draws, which stand side by side."""
    by_draw = values.reshape(-1, draws, values.shape[1])
    return np.asarray(np.median(by_draw, axis=1), dtype=np.float64)


def _laid_out(parts: list[Values], inside: NDArray[np.bool_]) -> Values:
    values = np.concatenate(parts)
    laid = np.full((values.shape[1], *inside.shape), np.nan)
    laid[:, inside] = values.T
    return laid
