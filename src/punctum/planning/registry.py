"""Every table of the package, for checking and for the versions that a plan carries."""

from __future__ import annotations

from typing import Any

from punctum import care, device, evidence, outcome, screening, skin
from punctum.delivery.tables import TABLES as DELIVERY
from punctum.evidence.table import Table
from punctum.healing.tables import TABLES as HEALING
from punctum.intake.tables import TABLES as INTAKE
from punctum.planning.tables import TABLES

ALL_TABLES: tuple[Table[Any], ...] = (
    *evidence.TABLES,
    *skin.TABLES,
    *device.TABLES,
    *DELIVERY,
    *HEALING,
    *screening.TABLES,
    *care.TABLES,
    *INTAKE,
    *outcome.TABLES,
    *TABLES,
)
