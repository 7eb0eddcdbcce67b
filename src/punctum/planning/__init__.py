"""Planning: from a patient to a treatment plan."""

from punctum.planning.amend import AmendedPlan, amended
from punctum.planning.amendments import Amendment, ZoneAmendment, amendment_of
from punctum.planning.bounds import Bound, Exceeded
from punctum.planning.changeable import FieldLimits, PlanLimits, ZoneLimits, limits_for
from punctum.planning.delivering import planned_delivery, with_deliveries
from punctum.planning.healing import planned_healing, with_healing
from punctum.planning.healing_values import ZoneHealing
from punctum.planning.planner import plan, table_versions
from punctum.planning.registry import ALL_TABLES
from punctum.planning.values import SCHEMA, Outline, Review, Step, TreatmentPlan, ZonePlan

__all__ = [
    "ALL_TABLES",
    "SCHEMA",
    "AmendedPlan",
    "Amendment",
    "Bound",
    "Exceeded",
    "FieldLimits",
    "Outline",
    "PlanLimits",
    "Review",
    "Step",
    "TreatmentPlan",
    "ZoneAmendment",
    "ZoneHealing",
    "ZoneLimits",
    "ZonePlan",
    "amended",
    "amendment_of",
    "limits_for",
    "plan",
    "planned_delivery",
    "planned_healing",
    "table_versions",
    "with_deliveries",
    "with_healing",
]
