"""A clinic to be killed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.clinic.kill.clinic import Clinic
from tests.postgresql import SAFE, Server


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    """A clinic with an owner, on the kind of database that this run is about."""
    server = Server(SAFE) if settings.ENVIRONMENT.database["ENGINE"].endswith("postgresql") else None
    opened = Clinic(tmp_path / "clinic", server.start() if server else "")
    try:
        opened.make_owner()
        yield opened
    finally:
        if opened.process is not None and opened.process.poll() is None:
            opened.kill("everything")
        if server:
            server.stop()
