"""Particles on disk: written whole or not at all, read only where they belong."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from io import BytesIO
from pathlib import Path

import numpy as np

from punctum.calibration.smc import Particles, Rung


def write(path: Path, key: str, state: Particles) -> None:
    """Keep particles, in place of what was kept before; a reader sees the old ones or the new ones.

    Raises:
        OSError: the place cannot be written.
    """
    about = {"key": key, "step": state.step, "rungs": [asdict(rung) for rung in state.rungs]}
    buffer = BytesIO()
    np.savez(buffer, z=state.z, log_likelihood=state.log_likelihood, about=np.array(json.dumps(about)))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, buffer.getvalue())


def write_whole(path: Path, content: bytes) -> None:
    """A file that is there with all of its content, or as it was before.

    Raises:
        OSError: the place cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def read(path: Path, key: str) -> Particles | None:
    """What was kept under this key; None where nothing was, or it is damaged or belongs to another fit."""
    try:
        with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as file:
            about = json.loads(str(file["about"]))
            if about["key"] != key:
                return None
            rungs = tuple(Rung(**rung) for rung in about["rungs"])
            return Particles(file["z"], file["log_likelihood"], about["step"], rungs)
    except Exception:  # Anything: half a file may raise what it likes.
        return None
