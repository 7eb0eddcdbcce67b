"""Planning: from a patient to a treatment plan."""

from punctum.planning.delivering import planned_delivery, with_deliveries
from punctum.planning.planner import plan, table_versions
from punctum.planning.values import SCHEMA, Outline, Review, Step, TreatmentPlan, ZonePlan

__all__ = [
    "SCHEMA",
    "Outline",
    "Review",
    "Step",
    "TreatmentPlan",
    "ZonePlan",
    "plan",
    "planned_delivery",
    "table_versions",
    "with_deliveries",
]
