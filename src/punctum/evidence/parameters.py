"""Quantities of skin, mechanics and healing as studies print them, for the models to come."""

from __future__ import annotations

from typing import Literal

from punctum.evidence.table import SourcedRow, Table


class Parameter(SourcedRow):
    """One printed quantity: a number, a range or words, with its unit, spread and conditions."""

    group: str
    quantity: str
    symbol: str = ""
    value: float | None = None
    value_low: float | None = None
    value_high: float | None = None
    value_text: str = ""
    unit: str = ""
    spread: str = ""
    conditions: str = ""
    role: Literal["calibration", "validation"]
    note: str = ""


PARAMETERS = Table("punctum.evidence", "parameters", Parameter)
