"""The simulated deliveries of a plan as the page shows them: dose and time, goals, map and depths of each zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from punctum.delivery.depth import mean_band
from punctum.evidence.language import NBSP
from punctum.planning.values import TreatmentPlan
from punctum.report.citations import delivery_sources
from punctum.report.delivery_words import depth_text, dose_text, dwell_text, goal_value
from punctum.report.page_figures import safe
from punctum.report.words import count, number
from punctum.skin import dermis

if TYPE_CHECKING:
    from punctum.delivery import Delivery, GoalResult
    from punctum.device import Assumption

MAP_WIDE = 300


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One goal: what was asked and found, whether it is met, and where it comes from."""

    goal: GoalResult
    found: str
    verdict: str


@dataclass(frozen=True, slots=True)
class ZoneDelivery:
    """What the page says of one zone. `map` and `depths` are SVG text."""

    zone: str
    dose: str
    dwell: str
    met: str
    depth: str
    goals: tuple[GoalLine, ...]
    map: str
    depths: str
    notes: tuple[str, ...]
    sources: tuple[str, ...]


def zone_deliveries(plan: TreatmentPlan) -> dict[str, ZoneDelivery]:
    """What is shown of each simulated zone, by zone."""
    return {zone: _shown(zone, delivery) for zone, delivery in plan.deliveries.items()}


def assumed(plan: TreatmentPlan) -> tuple[Assumption, ...]:
    """What stands in for unknown figures of the device, once for all zones."""
    pens = (delivery.treatment.hand_piece for delivery in plan.deliveries.values())
    return tuple(dict.fromkeys(item for pen in pens for item in pen.assumed))


def _shown(zone: str, delivery: Delivery) -> ZoneDelivery:
    from punctum.report.figures.small_delivery import depth_svg, zone_map_svg

    met = sum(goal.met for goal in delivery.goals)
    return ZoneDelivery(
        zone=zone,
        dose=dose_text(delivery),
        dwell=dwell_text(delivery),
        met=f"{met} of {count(len(delivery.goals), 'house goal')} met{_most_below(delivery)}",
        depth=depth_text(delivery) + _mean(delivery) + _below(delivery),
        goals=tuple(map(_goal, delivery.goals)),
        map=safe(zone_map_svg(delivery, MAP_WIDE, key=f"map-{zone}")),
        depths=safe(depth_svg(delivery, key=f"depths-{zone}")),
        notes=delivery.notes,
        sources=_sources(delivery),
    )


def _sources(delivery: Delivery) -> tuple[str, ...]:
    # The page shows neither vessels nor pain here, and what is assumed once for all zones.
    vessels = (source for reach in delivery.bleeding for source in reach.sources)
    once = (source for item in delivery.assumed for source in item.sources)
    unseen = {*delivery.pain.sources, *vessels, *once}
    return tuple(source for source in delivery_sources(delivery) if source not in unseen)


def _mean(delivery: Delivery) -> str:
    low, high = (share * delivery.needle_length_mm for share in mean_band(delivery.treatment.hand_piece.kind))
    return (
        f" Their average, {number(delivery.depth_mm.mean, 2)}{NBSP}mm, is little known: it may be "
        f"{number(low, 2)} to {number(high, 2)}{NBSP}mm."
    )


def _most_below(delivery: Delivery) -> str:
    # Met goals alone would read as if the depth were beyond doubt.
    return "; most holes end below the dermis" if 2 * delivery.layers[-1].tips > 1 else ""


def _below(delivery: Delivery) -> str:
    """How many channels pass the dermis, and how differently its end is measured."""
    tips = delivery.layers[-1].tips
    if round(100 * tips) == 0:
        return ""
    where = delivery.treatment
    told = dermis(where.zone, where.sex, where.age_years).disagreement
    return (
        f" Of 100 channels {round(100 * tips)} pass below the dermis as thick as it is here on average. {told}".rstrip()
    )


def _goal(goal: GoalResult) -> GoalLine:
    verdict = "Met" if goal.met else f"Missed by {goal_value(abs(goal.margin), goal)}"
    return GoalLine(goal=goal, found=goal_value(goal.value, goal), verdict=verdict)
