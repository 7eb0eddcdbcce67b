"""Which zones a plan treats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def is_treated(zone: Mapping[str, Any]) -> bool:
    """Whether a zone of a plan document is treated: only then it has a needle length."""
    return zone["needle_length_mm"] is not None
