"""The tables of healing: its constants, its outputs, its grid."""

from __future__ import annotations

from typing import Any

from punctum.evidence.table import Table
from punctum.healing.course import OUTPUTS
from punctum.healing.kinetics import KINETICS
from punctum.healing.sessions import COLUMN_GRID

TABLES: tuple[Table[Any], ...] = (KINETICS, OUTPUTS, COLUMN_GRID)
