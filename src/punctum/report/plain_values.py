"""Values as JSON holds them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

DECIMALS = 4


def plain_values(value: Any) -> Any:
    """A value as JSON holds it: lists, dates as text, numbers with four decimals."""
    if isinstance(value, dict):
        return {key: plain_values(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [plain_values(member) for member in value]
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, DECIMALS) + 0.0  # + 0.0 turns −0.0 into 0.0
    return value
