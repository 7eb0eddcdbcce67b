"""Planning: from a patient to a treatment plan."""

from punctum.planning.planner import plan, table_versions
from punctum.planning.values import SCHEMA, Outline, Review, Step, TreatmentPlan, ZonePlan

__all__ = ["SCHEMA", "Outline", "Review", "Step", "TreatmentPlan", "ZonePlan", "plan", "table_versions"]
