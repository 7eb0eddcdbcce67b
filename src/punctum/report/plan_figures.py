"""The pictures and sentences of a plan that its page shows, one by one, for an application with pages of its own."""

from __future__ import annotations

from dataclasses import dataclass

from punctum.planning.values import TreatmentPlan
from punctum.report.figures.people import person_patterns
from punctum.report.page_figures import redness, timeline
from punctum.report.page_forecasts import ForecastPage, forecast_page
from punctum.report.zone_charts import one_side_stands_for_both, zone_charts, zone_numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFigures:
    """What a page shows of a plan beside the fields of its document.

    Pictures are SVG text without style attributes, coloured by the classes of `page.css`; their ids are unique within
    one plan. An empty text: there is no such picture.

    Arguments:
        charts: one drawing a view. zone_numbers: zone → its number on them.
        one_side: whether one side stands for both.
        redness: how long redness lasts. timeline: the visits and looks at the result.
        people: patterns that the pictures of people draw from; a page holds them once, in an `svg`.
        forecasts: what is said and drawn of each forecast, in their order.
    """

    charts: tuple[str, ...]
    zone_numbers: dict[str, str]
    one_side: bool
    redness: str
    timeline: str
    people: str
    forecasts: tuple[ForecastPage, ...]


def plan_figures(plan: TreatmentPlan) -> PlanFigures:
    """The pictures and sentences of a plan, as its page shows them."""
    forecasts = tuple(forecast_page(index, forecast) for index, forecast in enumerate(plan.forecasts))
    return PlanFigures(
        charts=zone_charts(plan),
        zone_numbers=zone_numbers(plan.zones),
        one_side=one_side_stands_for_both([zone.zone for zone in plan.zones], plan.patient.sex),
        redness=redness(plan),
        timeline=timeline(plan),
        people=person_patterns() if any(each.icons for each in forecasts) else "",
        forecasts=forecasts,
    )
