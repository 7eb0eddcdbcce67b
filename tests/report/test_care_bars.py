"""The picture of what to leave out around a visit."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.care.tables import ITEMS, TOPICS
from punctum.patient import read_patient
from punctum.planning import TreatmentPlan, plan
from punctum.report.care_spans import care_spans
from punctum.report.figures import Span, care_bars

EXAMPLES = Path(__file__).parents[2] / "examples/patients"
SPANS = st.builds(
    lambda first, more: Span("Sun", first, first + more), st.integers(-30, 5), st.integers(min_value=0, max_value=40)
)


@cache
def planned(name: str) -> TreatmentPlan:
    return plan(read_patient(EXAMPLES / f"{name}.yaml"), on=date(2026, 11, 20))


def bars(svg: str) -> list[tuple[float, float]]:
    path = re.findall(r'<path d="([^"]*)" class="bars"', svg)[0]
    return [(float(left), float(right)) for left, right in re.findall(r"M([\d.]+) \d+H([\d.]+)", path)]


def test_everything_left_out_has_a_name() -> None:
    topics = {row.topic for row in ITEMS.rows if row.polarity == "avoid" and row.audience == "patient"}
    assert topics == set(TOPICS.by_id)


def test_a_treatable_person_leaves_out_the_sun_the_longest() -> None:
    made = planned("ana")
    assert made.prescription is not None
    spans = care_spans(made.care, made.prescription.sessions)
    by_text = {span.text: span for span in spans}
    assert by_text["Direct sun"] == Span("Direct sun", -14, 28)
    assert by_text["Vitamin A creams"] == Span("Vitamin A creams", -3, 14)
    assert [span.last_day for span in spans] == sorted((span.last_day for span in spans), reverse=True)


@given(st.lists(SPANS, min_size=1, max_size=8))
def test_bars_lie_inside_the_drawing_and_keep_their_order(spans: list[Span]) -> None:
    drawn = bars(care_bars("k", tuple(spans), title="What to leave out"))
    assert len(drawn) == len(spans)
    assert all(0 <= left < right <= 100 for left, right in drawn)
    starts = sorted(zip((span.first_day for span in spans), (left for left, _ in drawn), strict=True))
    assert [left for _, left in starts] == sorted(left for _, left in starts)


def test_the_description_says_every_span() -> None:
    svg = care_bars(
        "k", (Span("Sun", -14, 28), Span("Make-up", 0, 1), Span("Sauna", 0, 1), Span("Cream", -1, 0)), title="What"
    )
    text = svg.replace("\u00a0", " ")
    assert "14 days before to 28 days after: Sun; The visit to 1 day after: Make-up, Sauna; " in text
    assert "1 day before to the visit: Cream." in text


def test_nothing_to_leave_out_draws_nothing() -> None:
    assert care_bars("k", (), title="What") == ""


@pytest.mark.parametrize("name", ["ana", "hugo"])
def test_no_span_without_a_visit(name: str) -> None:
    assert care_spans(planned(name).care, ()) == ()
