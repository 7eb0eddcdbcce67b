"""Chains on disk, so that an interrupted fit goes on: written whole or not at all, read only where they belong."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

import punctum
from punctum.calibration.kept import write_whole
from punctum.calibration.outcome.rows import Observation
from punctum.calibration.outcome.sampler import Chains, Run
from punctum.outcome.draws import table_hashes


@dataclass(frozen=True, slots=True)
class Keeper:
    """Chains kept in a folder.

    Arguments:
        folder: None keeps nothing. key: of the fit; what another one kept is not used.
        told: called with the name of chains and whether they had been kept.
    """

    folder: Path | None
    key: str
    told: Callable[[str, bool], None]

    def chains(self, name: str, numbers: Sequence[int], work: Callable[[], Chains]) -> Chains:
        """Chains as they were kept under a name, or run now and kept."""
        stem = f"{name}-{'-'.join(str(number) for number in numbers)}"
        path = None if self.folder is None else self.folder / f"{stem}.npz"
        found = None if path is None else _read(path, self.key)
        if found is None:
            found = work()
            if path is not None:
                _write(path, self.key, found)
            self.told(stem, False)
        else:
            self.told(stem, True)
        return found


def key_of(observations: Sequence[Observation], run: Run) -> str:
    """SHA-256 of everything that the chains of a fit depend on."""
    used = [asdict(run), rows_sha256(observations), table_hashes(), _code()]
    return sha256(json.dumps([*used, version("jax"), version("numpyro")]).encode()).hexdigest()


def rows_sha256(rows: Sequence[Any]) -> str:
    """SHA-256 of rows as they are fitted or left out."""
    return sha256("\n".join(repr(row) for row in rows).encode()).hexdigest()


@cache
def _code() -> str:
    """SHA-256 of the code that chains run on."""
    package = Path(punctum.__file__).parent
    mine = [package / "calibration" / "outcome" / f"{name}.py" for name in ("data", "fit", "model", "sampler")]
    return sha256(b"\0".join(path.read_bytes() for path in [*mine, package / "outcome" / "gain.py"])).hexdigest()


def _write(path: Path, key: str, chains: Chains) -> None:
    buffer = BytesIO()
    np.savez(buffer, z=chains.z, diverged=chains.diverged, key=np.array(key))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, buffer.getvalue())


def _read(path: Path, key: str) -> Chains | None:
    try:
        with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as file:
            return Chains(file["z"], file["diverged"]) if str(file["key"]) == key else None
    except Exception:  # Anything: half a file may raise what it likes.
        return None
