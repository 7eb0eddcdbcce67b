"""The draws of the constants that the package ships, and whether they still belong to its tables."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from punctum.healing.kinetics import KINETICS, Parameters, possible
from punctum.problems import InputError, Problem

PACKAGE = "punctum.healing"
VALUES, ABOUT = "draws.npy", "draws.json"
SCHEMA = "punctum/healing_draws/1"


@dataclass(frozen=True, slots=True, eq=False)
class Shipped:
    """Draws and what they came from.

    Arguments:
        parameters: the draws, in an order without meaning, so that the first k of them stand for all.
        about: schema, constants, draws, seed, particles, SHA-256 of the tables, and what a fit tells of itself.
    """

    parameters: Parameters
    about: dict[str, Any]

    @property
    def fitted(self) -> bool:
        """Whether these are draws of a posterior, and not only of the priors."""
        return "variants" in self.about


def shipped_draws(count: int | None = None) -> Parameters:
    """The draws of the constants of healing that come with the package (docs/calibration.md).

    Arguments:
        count: only the first so many; None takes all.

    Raises:
        InputError: fewer draws are shipped than asked for, or they were made for other constants than the tables hold.
    """
    parameters = shipped().parameters
    if count is None:
        return parameters
    if not 1 <= count <= parameters.draws:
        raise InputError([Problem("draws", f"1 to {parameters.draws}", f"{count}")])
    return parameters.take(np.arange(count))


def repeated_draws(count: int) -> Parameters:
    """So many draws of the constants: those shipped, from the first again when they are used up.

    Raises:
        InputError: as `shipped_draws`.
    """
    parameters = shipped().parameters
    return parameters.take(np.arange(count) % parameters.draws)


@cache
def shipped() -> Shipped:
    """The shipped draws with what is known of them; read once.

    Raises:
        InputError: the files are missing or damaged, or made for other constants than `kinetics.csv` holds.
    """
    folder = files(PACKAGE)
    try:
        values, about = (folder.joinpath(name).read_bytes() for name in (VALUES, ABOUT))
    except OSError as error:
        both = f"{VALUES} and {ABOUT} as they come with the package"
        raise InputError([Problem("healing draws", both, error.strerror or "none")]) from None
    return read_draws(values, about)


def read_draws(values: bytes, about: bytes) -> Shipped:
    """Draws from the bytes of both files.

    Raises:
        InputError: the two are damaged or do not belong together, or `kinetics.csv` holds other constants or priors by
            now.
    """
    known = _fields(about)
    if known.get("schema") != SCHEMA:
        raise InputError([Problem(f"{ABOUT}, schema", SCHEMA, str(known.get("schema")))])
    if known.get("sha256") != sha256(values).hexdigest():
        raise InputError([Problem(VALUES, f"the file that {ABOUT} describes", "another one")])
    if known.get("kinetics") != constants_sha256():
        again = "draws made from kinetics.csv as it is; run `punctum calibrate healing`"
        raise InputError([Problem("healing draws", again, "draws made from other constants or priors")])
    try:
        table: NDArray[np.float32] = np.load(BytesIO(values), allow_pickle=False)
        parameters = Parameters(table.astype(np.float64, casting="safe"))
    except (ValueError, TypeError, AttributeError, EOFError):
        raise InputError([Problem(VALUES, "one positive number for each constant and draw", "others")]) from None
    if parameters.draws == 0 or not np.all(possible(parameters)):
        raise InputError([Problem(VALUES, "draws of healing skin", "others, or none")])
    return Shipped(parameters, known)


def _fields(about: bytes) -> dict[str, Any]:
    try:
        known = json.loads(about)
    except (ValueError, RecursionError):
        known = None
    if not isinstance(known, dict):
        raise InputError([Problem(ABOUT, "fields and values in JSON", "something else")])
    return known


def written_draws(parameters: Parameters, about: dict[str, Any]) -> tuple[bytes, bytes]:
    """Both files as bytes: the values as 32-bit numbers, one draw a row; and the JSON beside them."""
    buffer = BytesIO()
    np.save(buffer, parameters.values.astype(np.dtype("<f4")), allow_pickle=False)
    values = buffer.getvalue()
    known = {
        "schema": SCHEMA,
        "draws": parameters.draws,
        "constants": [row.id for row in KINETICS.rows],
        "sha256": sha256(values).hexdigest(),
        "kinetics": constants_sha256(),
        **about,
    }
    return values, (json.dumps(known, indent=1, allow_nan=False) + "\n").encode()


def constants_sha256() -> str:
    """SHA-256 of the ids, units and priors of `kinetics.csv` in their order; its words may change without it."""
    cells = [[row.id, row.unit, row.prior, row.low, row.middle, row.high] for row in KINETICS.rows]
    return sha256(json.dumps(cells).encode()).hexdigest()
