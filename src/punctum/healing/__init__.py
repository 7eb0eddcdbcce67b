"""Healing: a year of skin in a column."""

from punctum.healing.columns import Columns, plain_columns
from punctum.healing.course import Course
from punctum.healing.dataset import course_dataset, save_course
from punctum.healing.draws import shipped_draws
from punctum.healing.experiment import Experiment
from punctum.healing.heal import heal
from punctum.healing.kinetics import Parameters, loop_gain, prior_draws, usual_parameters
from punctum.healing.map import HealingMap, heal_map
from punctum.healing.needling import needle_sessions
from punctum.healing.observing.observe import observe, observe_days
from punctum.healing.redness import redness_class, redness_days, redness_save_days
from punctum.healing.sessions import Sessions, sessions_of, side_by_side
from punctum.healing.skin_columns import columns_of
from punctum.healing.tables import TABLES

__all__ = [
    "TABLES",
    "Columns",
    "Course",
    "Experiment",
    "HealingMap",
    "Parameters",
    "Sessions",
    "columns_of",
    "course_dataset",
    "heal",
    "heal_map",
    "loop_gain",
    "needle_sessions",
    "observe",
    "observe_days",
    "plain_columns",
    "prior_draws",
    "redness_class",
    "redness_days",
    "redness_save_days",
    "save_course",
    "sessions_of",
    "shipped_draws",
    "side_by_side",
    "usual_parameters",
]
