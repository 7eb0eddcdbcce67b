"""The draws of the synthesis that the package ships, and whether they still belong to its tables."""

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

from punctum.evidence.studies import STUDIES
from punctum.outcome.agents import AGENTS
from punctum.outcome.constants import FIXED, RESPONDER_CLASSES, SYNTHESIS
from punctum.outcome.tissue_response import TISSUE_RESPONSE
from punctum.problems import InputError, Problem

PACKAGE = "punctum.outcome"
VALUES, ABOUT = "draws.npy", "draws.json"
SCHEMA = "punctum/outcome_draws/1"
MADE_FROM = (STUDIES, AGENTS, SYNTHESIS, FIXED, RESPONDER_CLASSES, TISSUE_RESPONSE)

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class OutcomeDraws:
    """Draws of everything that the synthesis learned, in an order without meaning.

    Arguments:
        names: of the columns. A quantity of `synthesis.csv` by its id; `indication:…`, `adjunct:…`, `comparator:…`,
            `subtype:…`, `threshold:…`, `baseline:…` (mean log score before) and `person_sd:…` by what they belong to.
            In draws that learned from a clinic's own results also the names of `clinic.py`.
        values: (draws, names).
    """

    names: tuple[str, ...]
    values: Array

    def __len__(self) -> int:
        return len(self.values)

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def __getitem__(self, name: str) -> Array:
        """The draws of one quantity, (draws,).

        Raises:
            KeyError: no such quantity was drawn.
        """
        try:
            return self.values[:, self.names.index(name)]
        except ValueError:
            raise KeyError(name) from None

    def get(self, name: str, otherwise: Array) -> Array:
        """The draws of one quantity, or something else where it was not drawn, (draws,)."""
        if name not in self:
            return otherwise
        return self[name]

    def take(self, rows: NDArray[np.intp]) -> OutcomeDraws:
        """Some of the draws."""
        return OutcomeDraws(self.names, self.values[rows])


@cache
def shipped_draws() -> OutcomeDraws:
    """The draws that come with the package (docs/calibration.md); read once.

    Raises:
        InputError: the files are missing or damaged, or made from other tables than the package holds.
    """
    folder = files(PACKAGE)
    try:
        values, about = (folder.joinpath(name).read_bytes() for name in (VALUES, ABOUT))
    except OSError as error:
        both = f"{VALUES} and {ABOUT} as they come with the package"
        raise InputError([Problem("outcome draws", both, error.strerror or "none")]) from None
    found = read_draws(values, about)
    needed = (*SYNTHESIS.by_id, *(f"threshold:{row.id}" for row in RESPONDER_CLASSES.rows))
    if missing := [name for name in needed if name not in found]:
        raise InputError([Problem(f"{ABOUT}, names", f"draws of {missing[0]}", "none")])
    return found


def read_draws(values: bytes, about: bytes) -> OutcomeDraws:
    """Draws from the bytes of both files.

    Raises:
        InputError: the two are damaged or do not belong together, or the tables are others by now.
    """
    try:
        known = json.loads(about)
        names = tuple(str(name) for name in known["names"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError([Problem(ABOUT, "fields and values in JSON", "something else")]) from None
    if known.get("schema") != SCHEMA:
        raise InputError([Problem(f"{ABOUT}, schema", SCHEMA, str(known.get("schema")))])
    if known.get("sha256") != sha256(values).hexdigest():
        raise InputError([Problem(VALUES, f"the file that {ABOUT} describes", "another one")])
    if known.get("tables") != table_hashes():
        again = "draws made from the tables as they are; run `punctum calibrate outcome`"
        raise InputError([Problem("outcome draws", again, "draws made from other tables")])
    try:
        table: NDArray[np.float32] = np.load(BytesIO(values), allow_pickle=False)
        shape = (known.get("draws"), len(set(names)))
        # A header may ask for more memory than there is.
        if table.dtype != np.float32 or table.shape != shape or not table.size or not np.all(np.isfinite(table)):
            raise ValueError
    except (ValueError, TypeError, EOFError, MemoryError):
        raise InputError([Problem(VALUES, "one number for each name and draw", "others")]) from None
    return OutcomeDraws(names, table.astype(np.float64))


def written_draws(draws: OutcomeDraws, about: dict[str, Any]) -> tuple[bytes, bytes]:
    """Both files as bytes: the values as 32-bit numbers, one draw a row; and the JSON beside them."""
    buffer = BytesIO()
    np.save(buffer, draws.values.astype(np.dtype("<f4")), allow_pickle=False)
    values = buffer.getvalue()
    known = {
        "schema": SCHEMA,
        "draws": len(draws),
        "names": list(draws.names),
        "sha256": sha256(values).hexdigest(),
        "tables": table_hashes(),
        **about,
    }
    return values, (json.dumps(known, indent=1, allow_nan=False) + "\n").encode()


def table_hashes() -> dict[str, str]:
    """SHA-256 of every table that the draws are made from."""
    return {table.name: table.sha256 for table in MADE_FROM}
