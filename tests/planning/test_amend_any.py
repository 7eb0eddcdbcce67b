"""Any change to any plan: within the limits nothing is told, over one that one is told, and nothing slips through."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from punctum.device import find_device, settable_lengths_mm
from punctum.patient import read_patient
from punctum.planning import FieldLimits, PlanLimits, TreatmentPlan, amended, amendment_of, limits_for, plan
from punctum.planning.bounds import goes_over
from punctum.planning.schedule import interval_floor
from punctum.planning.tables import ENDPOINTS
from punctum.problems import InputError
from punctum.screening import TREATABLE

ON = date(2026, 11, 20)
NAMES = ("ana", "ben", "chidi", "dalia", "eva", "finn", "greta", "ines", "jo", "nora", "otto")
LENGTHS = ("needle_length_mm", "first_needle_length_mm")


@cache
def made(name: str) -> tuple[TreatmentPlan, PlanLimits]:
    one = plan(read_patient(Path(f"examples/patients/{name}.yaml")), on=ON)
    return one, limits_for(one)


TREATED = [name for name in NAMES if made(name)[0].prescription is not None]
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "needle_length_mm": st.sampled_from([0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 2.5, 1.3, 3.0]),
    "first_needle_length_mm": st.sampled_from([0.25, 0.5, 0.75, 1.0, 1.5, 2.0]),
    "density_per_cm2": st.floats(1, 600),
    "passes": st.integers(1, 12),
    "endpoint": st.sampled_from([row.id for row in ENDPOINTS.rows]),
    "sessions": st.integers(1, 14),
    "interval_weeks": st.floats(0.5, 20).map(lambda weeks: round(weeks, 1)),
    "first_session_date": st.integers(-3, 60).map(lambda days: (ON + timedelta(days=days)).isoformat()),
    "anaesthetic": st.booleans(),
    "adjuncts": st.sampled_from([[], ["PRP"], ["moon dust"]]),
}


def some(fields: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={name: VALUES[name] for name in fields})


def allowed(field: FieldLimits, values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Values on the right side of every limit of a field."""
    steps = st.sampled_from(field.steps) if field.steps else values
    inside = steps.filter(lambda value: not any(goes_over(value, bound) for bound in field.bounds))
    return inside | st.just(field.value)


@st.composite
def any_change(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    name = draw(st.sampled_from(TREATED))
    fields = ["needle_length_mm", "first_needle_length_mm", "density_per_cm2", "passes", "endpoint"]
    zones = []
    for zone in made(name)[0].patient.zones:
        kind = draw(st.sampled_from(["same", "changed", "left out"]))
        if kind == "changed":
            zones.append({"zone": zone, **draw(some(fields))})
        elif kind == "left out":
            zones.append({"zone": zone, "leave_out": True})
    course = draw(some(["sessions", "interval_weeks", "first_session_date", "anaesthetic", "adjuncts"]))
    return name, {"zones": zones, **course}


@st.composite
def change_within(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    name = draw(st.sampled_from(TREATED))
    limits, zones = made(name)[1], []
    for zone in limits.zones:
        chosen = [field for field in zone.fields if draw(st.booleans())]
        change = {field.field: draw(allowed(field, VALUES[field.field])) for field in chosen}
        if "needle_length_mm" in change:
            change.pop("first_needle_length_mm", None)
        zones.append({"zone": zone.zone, **change})
    fields = [field for field in limits.course if field.field in ("sessions", "interval_weeks") and draw(st.booleans())]
    return name, {"zones": zones, **{each.field: draw(allowed(each, VALUES[each.field])) for each in fields}}


@settings(max_examples=150, deadline=None)
@given(change_within())
def test_within_the_limits_nothing_is_told(change: tuple[str, dict[str, Any]]) -> None:
    name, fields = change
    assert amended(made(name)[0], amendment_of(fields)).exceeded == ()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_over_a_limit_that_limit_is_told(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(TREATED))
    one, limits = made(name)
    zone = data.draw(st.sampled_from([zone for zone in limits.zones if zone.fields]))
    field = data.draw(st.sampled_from([*zone.fields, *limits.course[:2]]))
    over = VALUES[field.field].filter(lambda value: any(goes_over(value, bound) for bound in field.bounds))
    value = data.draw(over)
    in_zone = field in zone.fields
    fields = {"zones": [{"zone": zone.zone, field.field: value}]} if in_zone else {field.field: value}
    path = f"zones[0].{field.field}" if in_zone else field.field
    gone_over = [bound for bound in field.bounds if goes_over(value, bound)]
    lengths = settable_lengths_mm(find_device(one.prescription.device)) if one.prescription else ()
    try:
        result = amended(one, amendment_of(fields))
    except InputError as error:
        assert {problem.path for problem in error.problems} == {path}
        assert any(bound.never for bound in gone_over) or (field.field in LENGTHS and value not in lengths)
        return
    assert not any(bound.never for bound in gone_over)
    told = [each.bound for each in result.exceeded if each.path == path]
    assert all(bound in told for bound in gone_over)


@settings(max_examples=200, deadline=None)
@given(any_change())
def test_nothing_slips_through(change: tuple[str, dict[str, Any]]) -> None:
    name, fields = change
    one = made(name)[0]
    amendment = amendment_of(fields)
    try:
        result = amended(one, amendment)
    except InputError as error:
        assert error.problems
        assert all("\n" not in str(problem) for problem in error.problems)
        return
    assert result == amended(one, amendment)
    assert amended(result.plan, amendment_of({})).plan == one
    prescription = result.plan.prescription
    if prescription is None:
        assert all(zone.settings is None for zone in result.plan.zones)
        return
    told = {each.bound.field for each in result.exceeded}
    gaps = [(b.date - a.date).days / 7 for a, b in pairwise(prescription.sessions)]
    floor = max(interval_floor(each).weeks for each in prescription.settings)
    assert all(gap >= floor for gap in gaps) or "interval_weeks" in told
    closed = {zone for zone, each in one.screening.zones.items() if each.verdict not in TREATABLE}
    for each in prescription.settings:
        adjusted = [finding.adjustment for finding in one.screening.in_zone(each.zone)]
        assert each.zone not in closed
        assert each.needle_length_mm in settable_lengths_mm(find_device(each.device))
        assert each.first_needle_length_mm <= each.needle_length_mm
        assert all(each.needle_length_mm <= (adjustment.needle_length_max_mm or 9) for adjustment in adjusted)
        assert all(each.passes <= (adjustment.passes_max or 99) for adjustment in adjusted)
        assert all(prescription.interval_weeks >= (adjustment.interval_min_weeks or 0) for adjustment in adjusted)
        assert each.needle_length_mm <= each.limits[0].value_mm or told & {"needle_length_mm", "endpoint"}
