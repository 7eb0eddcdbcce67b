"""Planning: from a patient to a treatment plan."""

from punctum.planning.delivering import planned_delivery, with_deliveries
from punctum.planning.healing import planned_healing, with_healing
from punctum.planning.healing_values import ZoneHealing
from punctum.planning.planner import plan, table_versions
from punctum.planning.values import SCHEMA, Outline, Review, Step, TreatmentPlan, ZonePlan

__all__ = [
    "SCHEMA",
    "Outline",
    "Review",
    "Step",
    "TreatmentPlan",
    "ZoneHealing",
    "ZonePlan",
    "plan",
    "planned_delivery",
    "planned_healing",
    "table_versions",
    "with_deliveries",
    "with_healing",
]
