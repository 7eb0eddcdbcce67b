"""One fit of one variant: from the prior to the posterior, going on where an interrupted one stopped."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import punctum
from punctum.calibration import kept
from punctum.calibration.likelihood import log_likelihoods
from punctum.calibration.predict import predictions
from punctum.calibration.smc import Particles, Plan, Rung, at_prior, next_rung
from punctum.calibration.tables import (
    EXPERIMENTS,
    NUISANCE,
    OBSERVATIONS,
    SETTINGS,
    Observation,
    Variant,
    setting,
)
from punctum.calibration.unknowns import Unknowns
from punctum.healing.draws import constants_sha256

Values = NDArray[np.float64]
NOT_READ = {"text", "sources", "basis", "disagreement", "rests_on", "species"}


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """What a fit found.

    Arguments:
        predicted, terms: (particles, observations) what each draw says of each datum, and the logarithm of how likely
            the datum is given that.
    """

    variant: Variant
    unknowns: Unknowns
    particles: Particles
    predicted: Values
    terms: Values


def usual_plan(particles: int | None = None, seed: int | None = None, *, short: bool = False) -> Plan:
    """How a fit works (`fit_settings.csv`); a short one with few particles and few moves, for tests."""
    usual, moves = ("short_particles", "short_moves") if short else ("particles", "most_moves")
    return Plan(
        particles=int(setting(usual)) if particles is None else particles,
        seed=int(setting("seed")) if seed is None else seed,
        kept_share=setting("kept_share"),
        accepted_share=setting("accepted_share"),
        forgotten=setting("forgotten"),
        forgotten_at_end=setting("forgotten_at_end"),
        most_moves=int(setting(moves)),
    )


def fit(
    variant: Variant,
    plan: Plan,
    *,
    folder: Path | None = None,
    observations: Sequence[Observation] = OBSERVATIONS.rows,
    threads: int | None = None,
    on_rung: Callable[[Rung], None] | None = None,
) -> Fit:
    """The posterior of one variant.

    Arguments:
        folder: where the particles are kept after every temperature, so that an interrupted fit goes on; None keeps
            none. What was kept by another plan, of another variant, or with other tables or other code is not used.
        threads: as for `heal`; the draws do not depend on it. on_rung: called after every temperature; may raise.
    """
    unknowns = Unknowns(variant.held)

    def likelihood(z: Values) -> Values:
        said = predictions(observations, unknowns.parameters(z), unknowns.gains(z), threads)
        return np.asarray(log_likelihoods(observations, said).sum(axis=1), dtype=np.float64)

    key = _key(variant, plan, observations)
    path = None if folder is None else folder / f"{variant.id}.npz"
    state = None if path is None else kept.read(path, key)
    if state is None:
        state = at_prior(plan, unknowns.dimensions, likelihood, unknowns.allowed)
    elif on_rung is not None:
        for rung in state.rungs:
            on_rung(rung)
    while state.temperature < 1:
        state = next_rung(plan, state, likelihood, unknowns.allowed)
        if path is not None:
            kept.write(path, key, state)
        if on_rung is not None:
            on_rung(state.rungs[-1])
    said = predictions(observations, unknowns.parameters(state.z), unknowns.gains(state.z), threads)
    return Fit(variant, unknowns, state, said, log_likelihoods(observations, said))


def read_by_fit(observations: Sequence[Observation] = OBSERVATIONS.rows) -> dict[str, str]:
    """SHA-256 of what a fit reads of each table: numbers and ids, not words. Draws of other numbers are old draws."""
    data = [[row.id, row.experiment, row.prediction, row.days, row.kind, row.scale] for row in observations]
    numbers = [[repr(row.bounds()), row.spread()] for row in observations]
    return {
        "kinetics": constants_sha256(),
        "observations": _digest([data, numbers]),
        **{table.name: _digest([_read(row) for row in table.rows]) for table in (EXPERIMENTS, NUISANCE)},
        "fit_settings": _digest([[row.id, row.value] for row in SETTINGS.rows]),
    }


def _read(row: Any) -> dict[str, Any]:
    return {name: value for name, value in row.model_dump().items() if name not in NOT_READ}


def _key(variant: Variant, plan: Plan, observations: Sequence[Observation]) -> str:
    return _digest([asdict(plan), variant.id, variant.held, read_by_fit(observations), _code()])


@cache
def _code() -> str:
    """SHA-256 of the code that a fit runs on: particles of another engine are not gone on with."""
    package = Path(punctum.__file__).parent
    found = sorted(path for part in ("calibration", "healing", "lattice") for path in (package / part).rglob("*.py"))
    return sha256(b"\0".join(path.read_bytes() for path in found)).hexdigest()


def _digest(values: Any) -> str:
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
