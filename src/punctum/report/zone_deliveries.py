"""The simulated deliveries of a plan as the page shows them: dose and time, goals, map and depths of each zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from punctum.delivery.depth import mean_band
from punctum.evidence.language import NBSP
from punctum.evidence.table import Basis, weakest
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
    """One goal over all zones: what was found and whether it is met, None in a zone that does not have this goal."""

    text: str
    found: tuple[tuple[str, str] | None, ...]
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class ZoneDelivery:
    """What the page says of one zone. `map` and `depths` are SVG text."""

    zone: str
    dose: str
    dwell: str
    met: str
    depth: str
    map: str
    depths: str
    notes: tuple[str, ...]
    sources: tuple[str, ...]


def zone_deliveries(plan: TreatmentPlan) -> dict[str, ZoneDelivery]:
    """What is shown of each simulated zone, by zone."""
    return {zone: _shown(zone, delivery) for zone, delivery in plan.deliveries.items()}


def goal_lines(plan: TreatmentPlan) -> tuple[GoalLine, ...]:
    """Every goal of the simulated deliveries, with what was found zone by zone in their order."""
    by_zone = [{goal.text: goal for goal in delivery.goals} for delivery in plan.deliveries.values()]
    texts = dict.fromkeys(text for goals in by_zone for text in goals)
    return tuple(_goal(text, [goals.get(text) for goals in by_zone]) for text in texts)


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
    """How many channels pass the dermis."""
    tips = round(100 * delivery.layers[-1].tips)
    return f" Of 100 channels {tips} pass below the dermis as thick as it is here on average." if tips else ""


def dermis_told(plan: TreatmentPlan) -> tuple[str, ...]:
    """How differently the end of the dermis is measured where channels pass it, once for all zones."""
    passed = [delivery.treatment for delivery in plan.deliveries.values() if _below(delivery)]
    told = (dermis(where.zone, where.sex, where.age_years).disagreement for where in passed)
    return tuple(dict.fromkeys(text for text in told if text))


def _goal(text: str, by_zone: list[GoalResult | None]) -> GoalLine:
    goals = [goal for goal in by_zone if goal is not None]
    return GoalLine(
        text=text,
        found=tuple(None if goal is None else (goal_value(goal.value, goal), _verdict(goal)) for goal in by_zone),
        sources=tuple(dict.fromkeys(source for goal in goals for source in goal.sources)),
        basis=weakest(goal.basis for goal in goals),
    )


def _verdict(goal: GoalResult) -> str:
    return "Met" if goal.met else f"Missed by {goal_value(abs(goal.margin), goal)}"
