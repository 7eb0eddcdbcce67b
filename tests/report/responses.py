"""Courses of healing that several tests look at, each simulated once."""

from __future__ import annotations

from functools import cache
from typing import Any

from punctum.healing.asking.request import Asked, Options, request
from punctum.healing.asking.respond import Response, respond


def asked(**options: Any) -> Asked:
    """Two sessions on a cheek, in a few draws; any option may be another."""
    usual = {
        "zone": "cheek", "sex": "female", "age": "45", "needle_length": "1.0", "density": "250", "sessions": "2",
        "interval_weeks": "4", "draws": "8", "days": "150",
    }  # fmt: skip
    return request(Options(**{**usual, **options}))


@cache
def responded() -> Response:
    return respond(asked())
