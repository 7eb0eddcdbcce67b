"""The pictures of the handout: where we treat, and what is normal on which day."""

from __future__ import annotations

from collections.abc import Iterator

from punctum.care import ADVERSE_EVENTS, Risk
from punctum.planning.values import TreatmentPlan
from punctum.report.figures.chart import ZoneMark, description, seen_in
from punctum.report.figures.printed import printed_chart, printed_days
from punctum.report.handout.values import Drawing, Line
from punctum.report.handout.voice import Voice, joined
from punctum.report.zone_charts import chart_views, one_side_stands_for_both
from punctum.skin import view


def where(plan: TreatmentPlan, voice: Voice) -> Iterator[Drawing]:
    """The zones that are treated, on the fewest views."""
    marks = {zone.zone: ZoneMark("", "treated") for zone in plan.zones if zone.settings is not None}
    for name in chart_views(marks):
        shown = view(name, plan.patient.sex)
        seen = seen_in(shown, marks)
        yield Drawing(printed_chart(shown, seen), description(shown, seen, voice.language))


def chart_key(plan: TreatmentPlan, voice: Voice) -> Iterator[Line]:
    """How to read the chart."""
    treated = [zone.zone for zone in plan.zones if zone.settings is not None]
    key = voice.sentence("chart_key")
    one_side = one_side_stands_for_both(treated, plan.patient.sex)
    yield joined((key, voice.sentence("chart_side"))) if one_side else key


def days(risks: tuple[Risk, ...], voice: Voice) -> Iterator[Drawing]:
    """One bar for each reaction that is expected; they share one line of days."""
    rows = [ADVERSE_EVENTS.by_id[risk.event] for risk in risks]
    for risk, row in zip(risks, rows, strict=True):
        bar = printed_days(row.first_day or 0, row.usual_days or 0, row.longest_days or 0)
        yield Drawing(bar, voice.table(risk.onset, f"adverse_events.{row.id}").text)
