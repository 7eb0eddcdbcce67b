"""From standard normal scores to constants of healing and the gains of measurements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from punctum.calibration.tables import NUISANCE
from punctum.healing.kinetics import KINETICS, Parameters, at_scores, possible

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Unknowns:
    """What a fit may change: every constant that has a prior and is not `held`, then the gains of measurements.

    Arguments:
        held: constants that have one value in all draws.
    """

    held: Mapping[str, float] = field(default_factory=dict)

    @property
    def constants(self) -> tuple[str, ...]:
        """The constants that may change, in the order of `kinetics.csv`."""
        return tuple(row.id for row in KINETICS.rows if row.prior != "fixed" and row.id not in self.held)

    @property
    def dimensions(self) -> int:
        """How many scores there are."""
        return len(self.constants) + len(NUISANCE.rows)

    def parameters(self, z: Values) -> Parameters:
        """The constants at scores (n, dimensions)."""
        places = [at for at, row in enumerate(KINETICS.rows) if row.id in self.constants]
        scores = np.zeros((len(z), len(KINETICS.rows)))
        scores[:, places] = z[:, : len(places)]
        found = at_scores(scores)
        return found.changed(self.held) if self.held else found

    def gains(self, z: Values) -> dict[str, Values]:
        """The gains of measurements at scores (n, dimensions): id of `nuisance.csv` → (n,)."""
        first = len(self.constants)
        return {row.id: row.at(z[:, first + at]) for at, row in enumerate(NUISANCE.rows)}

    def allowed(self, z: Values) -> NDArray[np.bool_]:
        """(n,) whether these scores can be healing skin (`healing.kinetics.possible`)."""
        return possible(self.parameters(z))
