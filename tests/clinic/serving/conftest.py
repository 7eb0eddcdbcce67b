"""Clinics that a test opens, ended after it whatever happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.clinic.kill.clinic import Clinic


@pytest.fixture
def clinic_of(tmp_path: Path) -> Iterator[Callable[..., Clinic]]:
    """A clinic on SQLite with further variables of the environment."""
    made: list[Clinic] = []

    def make(**more: str) -> Clinic:
        made.append(Clinic(tmp_path / "clinic", more=more))
        return made[-1]

    yield make
    for clinic in made:
        if clinic.process is not None and clinic.process.poll() is None:
            clinic.kill("everything")
