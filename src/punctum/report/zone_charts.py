"""The charts of a plan: the fewest views that show every zone asked for, with a number each."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from punctum.planning.values import TreatmentPlan, ZonePlan
from punctum.report.figures import ZoneMark, zone_chart
from punctum.report.figures.chart import shows_one_side
from punctum.report.words import length
from punctum.skin import VIEWS, view, views_of
from punctum.skin.anthropometry import Sex


def zone_numbers(zones: Iterable[ZonePlan]) -> dict[str, str]:
    """The number of each zone on the charts and in the lists beside them, from 1 in the order asked for."""
    return {zone.zone: str(number) for number, zone in enumerate(zones, 1)}


def zone_charts(plan: TreatmentPlan) -> tuple[str, ...]:
    """One drawing a view, as SVG text; none when no zone can be drawn."""
    numbers = zone_numbers(plan.zones)
    marks = {zone.zone: _mark(numbers[zone.zone], zone) for zone in plan.zones}
    return tuple(
        zone_chart(
            f"v{index}",
            view(name, plan.patient.sex),
            marks,
            title=f"The zones of this plan: {VIEWS.by_id[name].name}",
            others=False,
        )
        for index, name in enumerate(chart_views(marks))
    )


def one_side_stands_for_both(zones: Collection[str], sex: Sex) -> bool:
    """Whether a chart of the zones shows one side of a zone that the body has twice."""
    return any(shows_one_side(view(name, sex), zones) for name in chart_views(zones))


def chart_views(zones: Iterable[str]) -> tuple[str, ...]:
    """Views that together show the zones: always the one that shows most of those left, the better view on a tie."""
    left = {zone: ids for zone in zones if (ids := views_of(zone))}
    chosen: list[str] = []
    while left:
        ranks = {
            name: [ids.index(name) for ids in left.values() if name in ids] for ids in left.values() for name in ids
        }
        best = min(ranks, key=lambda name: (-len(ranks[name]), sum(ranks[name])))
        chosen.append(best)
        left = {zone: ids for zone, ids in left.items() if best not in ids}
    return tuple(chosen)


def _mark(number: str, zone: ZonePlan) -> ZoneMark:
    if zone.settings is None:
        return ZoneMark(number, "not_treated")
    return ZoneMark(number, "treated", length(zone.settings.needle_length_mm))
