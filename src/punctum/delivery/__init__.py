"""Delivery: where the needles go, how deep, and what that adds up to."""

from punctum.delivery.deliver import deliver
from punctum.delivery.difference import Difference, difference
from punctum.delivery.goals import (
    CoverageAtLeast,
    Goal,
    LargestGapAtMost,
    LayerShareAtLeast,
    NoHoleDeeper,
    default_goals,
)
from punctum.delivery.region import Region, rectangle, zone_region
from punctum.delivery.tables import TABLES
from punctum.delivery.typed import exposure_of
from punctum.delivery.values import Delivery, Density, Dwell, GoalResult, Passes, Punctures, Treatment

__all__ = [
    "TABLES",
    "CoverageAtLeast",
    "Delivery",
    "Density",
    "Difference",
    "Dwell",
    "Goal",
    "GoalResult",
    "LargestGapAtMost",
    "LayerShareAtLeast",
    "NoHoleDeeper",
    "Passes",
    "Punctures",
    "Region",
    "Treatment",
    "default_goals",
    "deliver",
    "difference",
    "exposure_of",
    "rectangle",
    "zone_region",
]
