"""Healing: a year of skin in a column."""

from punctum.healing.columns import Columns, plain_columns
from punctum.healing.course import Course
from punctum.healing.draws import shipped_draws
from punctum.healing.heal import heal
from punctum.healing.kinetics import Parameters, loop_gain, prior_draws, usual_parameters
from punctum.healing.map import HealingMap, heal_map
from punctum.healing.sessions import Sessions, sessions_of, side_by_side
from punctum.healing.tables import TABLES

__all__ = [
    "TABLES",
    "Columns",
    "Course",
    "HealingMap",
    "Parameters",
    "Sessions",
    "heal",
    "heal_map",
    "loop_gain",
    "plain_columns",
    "prior_draws",
    "sessions_of",
    "shipped_draws",
    "side_by_side",
    "usual_parameters",
]
