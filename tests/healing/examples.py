"""What the tests of healing compute: exposures, columns and batches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from punctum.exposure import Exposure, typed_exposure
from punctum.healing.batches import batch_of
from punctum.healing.columns import Columns, plain_columns
from punctum.healing.kinetics import KINETICS, Parameters, usual_parameters
from punctum.healing.plain import SCALARS, Batch, run_plain
from punctum.healing.rates import rates
from punctum.healing.sessions import Sessions, ladder
from punctum.lattice.depth import DepthGrid
from punctum.lattice.ladder import Step, schedule

Values = NDArray[np.float64]
LAYERS_UM = (15.0, 70.0, 150.0, 1000.0)


def exposure(
    at_days: float = 0.0, depth_mm: float = 1.5, density_per_cm2: float = 250, radius_mm: float = 0.035
) -> Exposure:
    """Holes that end between 80 % of a depth and that depth."""
    depth = np.linspace(0, depth_mm, 31)
    deeper = np.clip((depth_mm - depth) / (0.2 * depth_mm), 0, 1)
    return typed_exposure(
        density_per_cm2=density_per_cm2, channel_radius_mm=radius_mm, depth_mm=depth, deeper=deeper, at_days=at_days
    )


def constants(parameters: Parameters, draw: int = 0) -> dict[str, float]:
    """One draw by the ids of the constants."""
    return {row.id: float(parameters[row.id][draw]) for row in KINETICS.rows}


def batch(sessions: Sessions, parameters: Parameters | None = None, columns: Columns | None = None) -> Batch:
    """A batch as `heal` makes it: one column a draw, unless columns are given."""
    own = usual_parameters() if parameters is None else parameters
    some = plain_columns(LAYERS_UM, own.draws) if columns is None else columns
    return batch_of(some, sessions, rates(some, own))


def bare_batch(
    grid: DepthGrid, injured: Values, changed: Mapping[str, float], parameters: Parameters | None = None
) -> Batch:
    """One column that is dermis from top to bottom, with some coefficients changed; injured is (sessions, cells)."""
    own = rates(plain_columns(LAYERS_UM), usual_parameters() if parameters is None else parameters)
    ones = np.ones((1, len(grid.widths_mm)))
    # An epidermis too thin to answer, as a mean over it is still taken.
    none = np.full_like(ones, 1e-30)
    values = {name: np.array([value]) for name, value in changed.items()}
    return Batch(
        rates=own._replace(**values), grid=grid, epidermis=none, papillary=ones, dermis=ones, injured=injured[:, None]
    )


def even_steps(count: int, days: float) -> tuple[Step, ...]:
    """`count` steps of one length, a session at the beginning, saved at the end as number 0."""
    one = days / count
    return tuple(
        Step(number * one, one, 0 if number == 0 else None, ((one, 0),) if number + 1 == count else ())
        for number in range(count)
    )


def plain_scalars(made: Batch, at_days: Sequence[float], save_days: Sequence[float], until: float) -> dict[str, Values]:
    """What the plain scheme saves: name → (columns, saves)."""
    steps = schedule(ladder(), at_days, save_days, until)
    scalars, _ = run_plain(made, steps, len(save_days))
    return {name: scalars[:, :, at] for at, name in enumerate(SCALARS)}


def order(sizes: Sequence[float], errors: Sequence[float]) -> float:
    """Fitted order of accuracy: slope of log error over log size."""
    return float(np.polyfit(np.log(sizes), np.log(errors), 1)[0])
