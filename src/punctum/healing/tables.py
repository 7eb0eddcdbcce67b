"""The tables of healing: its constants, its outputs, its grid."""

from __future__ import annotations

from typing import Any

from punctum.evidence.table import Table
from punctum.healing.accuracy import TIME_ERRORS
from punctum.healing.asking.settings import ASKING
from punctum.healing.course import OUTPUTS
from punctum.healing.experiment import EXPERIMENT_SETTINGS
from punctum.healing.kinetics import KINETICS
from punctum.healing.map import MAP_GRID
from punctum.healing.modifiers import MODIFIERS
from punctum.healing.observing.observables import OBSERVABLES
from punctum.healing.redness import REDNESS_CLASSES
from punctum.healing.sessions import COLUMN_GRID

TABLES: tuple[Table[Any], ...] = (
    KINETICS,
    OUTPUTS,
    COLUMN_GRID,
    TIME_ERRORS,
    MAP_GRID,
    MODIFIERS,
    REDNESS_CLASSES,
    EXPERIMENT_SETTINGS,
    OBSERVABLES,
    ASKING,
)
