"""A plan that a clinician changes: everything follows, every limit gone over is told, and some are never gone over."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import punctum
from punctum.patient import patient_of, read_patient
from punctum.planning import AmendedPlan, Exceeded, TreatmentPlan, amended, amendment_of, limits_for, plan, zone_bounds
from punctum.planning.tables import REDNESS
from punctum.problems import InputError

ON = date(2026, 11, 20)
PATIENTS = sorted(Path("examples/patients").iterdir())
CLEAR: dict[str, Any] = {
    "id": "p", "birth_date": "1990-01-01", "sex": "male", "phototype": "II", "smoker": False, "weight_kg": 70,
    "concerns": [{"indication": "atrophic acne scars", "zones": ["cheek", "temple"]}],
}  # fmt: skip
CLEARED_PRP = {"rule": "S140", "by": "Dr. L", "role": "physician", "on": "2026-11-01"}


def planned(**fields: Any) -> TreatmentPlan:
    return plan(patient_of({**CLEAR, **fields}), on=ON)


def changed(made: TreatmentPlan, **fields: Any) -> AmendedPlan:
    return amended(made, amendment_of(fields))


def cheek(made: TreatmentPlan, **fields: Any) -> AmendedPlan:
    return changed(made, zones=[{"zone": "cheek", **fields}])


def over(result: AmendedPlan) -> list[tuple[str, str]]:
    return [(each.path, each.bound.what) for each in result.exceeded]


def refusals(made: TreatmentPlan, **fields: Any) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        changed(made, **fields)
    return [(problem.path, problem.expected) for problem in caught.value.problems]


def dates(result: AmendedPlan) -> list[date]:
    assert result.plan.prescription is not None
    return [session.date for session in result.plan.prescription.sessions]


@pytest.mark.parametrize("path", PATIENTS, ids=lambda path: path.stem)
def test_nothing_changed_is_the_plan(path: Path) -> None:
    made = plan(read_patient(path), on=ON)
    result = changed(made)
    assert result.plan == made
    assert result.exceeded == ()


@pytest.mark.parametrize("path", PATIENTS, ids=lambda path: path.stem)
def test_what_is_planned_can_be_written_down_and_stays_the_plan(path: Path) -> None:
    made = plan(read_patient(path), on=ON)
    limits = limits_for(made)
    zones = [{"zone": zone.zone, **{field.field: field.value for field in zone.fields}} for zone in limits.zones]
    result = changed(made, zones=zones, **{field.field: field.value for field in limits.course})
    assert result.exceeded == ()
    assert result.plan == made


def test_everything_follows_a_longer_needle() -> None:
    made = planned(preferences={"max_redness_days": 3})
    result = cheek(made, needle_length_mm=1.75)
    before, after = made.zones[0].settings, result.plan.zones[0].settings
    assert before is not None
    assert after is not None
    assert (before.needle_length_mm, after.needle_length_mm, after.first_needle_length_mm) == (1.0, 1.75, 1.75)
    assert (before.redness_class, after.redness_class) == ("1 to 3 days", "up to 7 days")
    assert any("1.75 mm" in reason for reason in after.off_label)
    assert after.why["needle_length_mm"].why.startswith("Chosen by a clinician")
    assert after.why["needle_length_mm"].basis == "house"
    assert result.plan.prescription is not None
    assert result.plan.prescription.settings[0] == after
    assert result.plan.forecasts != made.forecasts
    assert result.plan.harms != made.harms
    assert over(result) == [
        ("zones[0].needle_length_mm", "studied or planned for atrophic acne scars"),
        ("zones[0].needle_length_mm", "longest in this zone"),
        ("zones[0].needle_length_mm", "label of SkinPen Precision"),
        ("zones[0].needle_length_mm", "redness of at most 3 days, as the person asked"),
    ]
    assert all(any(each.text in note for note in result.plan.notes) for each in result.exceeded)


def test_a_shorter_needle_than_studied_gets_no_figure() -> None:
    made = planned(concerns=[{**CLEAR["concerns"][0], "zones": ["cheek"], "scale": "goodman_baron_quantitative",
                              "baseline": 14}])  # fmt: skip
    result = cheek(made, needle_length_mm=0.75)
    settings = result.plan.zones[0].settings
    assert settings is not None
    assert settings.below_studied
    assert result.exceeded == ()
    assert made.forecasts[0].mean is not None
    assert result.plan.forecasts[0].mean is None


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"passes": 7}, "most passes in this zone"),
        ({"density_per_cm2": 250.5}, "most holes of a session as printed for devices"),
    ],
)
def test_passes_and_density_are_held_to_their_tables(fields: dict[str, Any], what: str) -> None:
    result = cheek(planned(), **fields)
    assert over(result) == [(f"zones[0].{next(iter(fields))}", what)]
    assert result.exceeded[0].bound.sources


def test_an_endpoint_is_held_to_what_asks_for_it() -> None:
    made = planned(phototype="V")
    result = cheek(made, endpoint="erythema")
    assert over(result) == [("zones[0].endpoint", "phototype V or VI, or not known")]
    settings = cheek(planned(), endpoint="erythema", needle_length_mm=0.25).plan.zones[0].settings
    assert settings is not None
    assert (settings.endpoint_text, settings.redness_class) == ("Stop at even redness. No bleeding.", "hours")


def test_an_endpoint_may_redden_longer_than_the_person_accepts() -> None:
    made = planned(
        concerns=[{"indication": "facial wrinkles", "zones": ["periorbital"]}], preferences={"max_redness_days": 1}
    )
    result = changed(made, zones=[{"zone": "periorbital", "endpoint": "pinpoint_bleeding"}])
    assert over(result) == [
        ("zones[0].endpoint", "this zone"),
        ("zones[0].endpoint", "redness of at most 1 day, as the person asked"),
    ]


def test_another_endpoint_may_make_the_same_needle_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    hours, days, week = REDNESS.rows
    rows = (
        hours.model_copy(update={"endpoints": (), "length_max_mm": 0.3}),
        hours.model_copy(update={"endpoints": ("erythema",), "length_max_mm": 0.6}),
        days,
        week,
    )
    monkeypatch.setattr(zone_bounds, "REDNESS", SimpleNamespace(rows=rows))
    made = planned(
        concerns=[{"indication": "facial wrinkles", "zones": ["periorbital"]}], preferences={"max_redness_days": 1}
    )
    settings = made.zones[0].settings
    assert settings is not None
    assert (settings.needle_length_mm, settings.endpoint) == (0.5, "erythema")
    result = changed(made, zones=[{"zone": "periorbital", "endpoint": "pinpoint_bleeding"}])
    assert ("zones[0].endpoint", "redness of at most 1 day, as the person asked") in over(result)


def test_sessions_and_interval_are_held_to_what_was_studied_and_to_the_floor() -> None:
    made = planned(preferences={"max_visits": 5})
    result = changed(made, sessions=13, interval_weeks=3)
    assert over(result) == [
        ("interval_weeks", "Needling into the dermis: at least four weeks"),
        ("sessions", "studied for atrophic acne scars"),
        ("sessions", "visits that the person can make"),
    ]
    assert [(b - a).days for a, b in pairwise(dates(result))] == [21] * 12
    assert result.plan.outlines[0].sessions == 13
    assert result.plan.reviews[0].on == dates(result)[-1] + timedelta(weeks=result.plan.reviews[0].weeks_after_last)
    assert over(changed(made, interval_weeks=9)) == [("interval_weeks", "studied for atrophic acne scars")]
    assert over(changed(made, sessions=5, interval_weeks=8)) == []


def test_fewer_sessions_end_every_course_and_more_lengthen_the_longest() -> None:
    made = planned(
        concerns=[
            {"indication": "atrophic acne scars", "zones": ["cheek"]},
            {"indication": "facial wrinkles", "zones": ["forehead"]},
        ]
    )

    def counts(**fields: Any) -> dict[str, int | None]:
        return {outline.indication: outline.sessions for outline in changed(made, **fields).plan.outlines}

    assert counts() == {"atrophic acne scars": 3, "facial wrinkles": 4}
    assert counts(sessions=5) == {"atrophic acne scars": 3, "facial wrinkles": 5}
    assert counts(sessions=2) == {"atrophic acne scars": 2, "facial wrinkles": 2}
    assert over(changed(made, sessions=5)) == [("sessions", "studied for facial wrinkles")]
    assert over(changed(made, sessions=1)) == [("sessions", "studied for facial wrinkles")]


def test_a_longer_needle_asks_for_a_longer_interval_by_itself() -> None:
    made = planned(concerns=[{"indication": "facial wrinkles", "zones": ["periorbital"]}], phototype="II")
    short = changed(made, zones=[{"zone": "periorbital", "endpoint": "erythema"}], interval_weeks=4)
    assert short.exceeded == ()
    hair = planned(concerns=[{"indication": "androgenetic alopecia", "zones": ["scalp"]}])
    weekly = changed(hair, interval_weeks=1)
    assert weekly.exceeded == ()
    deeper = changed(hair, zones=[{"zone": "scalp", "needle_length_mm": 0.75}], interval_weeks=1)
    assert ("interval_weeks", "Scalp, deeper than 0.6 mm: at least two weeks") in over(deeper)


def test_a_chosen_first_day_moves_the_course() -> None:
    result = changed(planned(), first_session_date="2026-12-24")
    assert dates(result) == [date(2026, 12, 24), date(2027, 1, 21), date(2027, 2, 18)]
    assert result.exceeded == ()


def test_a_first_day_before_an_event_needs_a_reason() -> None:
    made = planned(preferences={"events": ["2026-11-24"]})
    result = changed(made, first_session_date="2026-11-21")
    assert dates(result)[0] == date(2026, 11, 21)
    assert over(result) == [("first_session_date", "7 clear days before the event of 2026-11-24")]


def test_a_first_day_within_a_window_is_refused() -> None:
    made = planned(products=[{"name": "retinol serum"}])
    assert refusals(made, first_session_date="2026-11-21")[0][0] == "first_session_date"
    assert refusals(planned(), first_session_date="2026-11-19")[0][1].startswith("a day from 2026-11-20")


def test_a_zone_is_left_out() -> None:
    result = changed(planned(), zones=[{"zone": "temple", "leave_out": True}])
    assert [zone.settings is None for zone in result.plan.zones] == [False, True]
    assert result.plan.zones[1].no_settings == "Left out by a clinician."
    assert result.plan.prescription is not None
    assert {zone for session in result.plan.prescription.sessions for zone in session.zones} == {"cheek"}
    alone = changed(planned(), zones=[{"zone": zone, "leave_out": True} for zone in ("cheek", "temple")])
    assert alone.plan.prescription is None
    assert refusals(planned(), sessions=2, zones=[{"zone": z, "leave_out": True} for z in ("cheek", "temple")]) == [
        ("sessions", "nothing where no zone is treated")
    ]


def test_the_anaesthetic_is_left_away_and_never_forced() -> None:
    result = changed(planned(), anaesthetic=False)
    assert result.plan.prescription is not None
    assert result.plan.prescription.anaesthetic is None
    assert "a clinician chose so" in result.plan.prescription.anaesthetic_note
    assert refusals(planned(weight_kg=None), anaesthetic=True)[0][0] == "anaesthetic"


def test_an_adjunct_is_screened_first() -> None:
    for name, rule in (("exosomes", "S140"), ("moon dust", "S146"), ("vitamin C serum", "S140"), ("PRP", "S140")):
        ((path, expected),) = refusals(planned(), adjuncts=[name])
        assert path == "adjuncts[0]"
        assert rule in expected
    result = changed(planned(clearances=[CLEARED_PRP]), adjuncts=["PRP"])
    assert result.plan.prescription is not None
    assert result.plan.prescription.adjuncts == ("PRP",)
    assert result.plan.patient.requests.adjuncts == ()
    assert any("closed kit" in note for note in result.plan.notes)
    assert result.plan.forecasts != planned(clearances=[CLEARED_PRP]).forecasts


def test_a_clearance_for_an_adjunct_that_ends_ends_the_course() -> None:
    made = planned(clearances=[{**CLEARED_PRP, "valid_until": "2026-12-01"}])
    assert len(dates(changed(made))) == 3
    assert len(dates(changed(made, adjuncts=["PRP"]))) == 1


def test_findings_are_never_gone_over() -> None:
    made = planned(phototype="V", skin={"sensitive": True})
    settings = made.zones[0].settings
    assert settings is not None
    found = refusals(made, zones=[{"zone": "cheek", "needle_length_mm": 1.25, "passes": 5}], interval_weeks=5)
    assert [path for path, _ in found] == ["zones[0].needle_length_mm", "zones[0].passes", "interval_weeks"]
    assert all("S120" in expected for _, expected in found)
    first = refusals(made, zones=[{"zone": "cheek", "first_needle_length_mm": 1.0}])
    assert [path for path, _ in first] == ["zones[0].first_needle_length_mm"]
    endpoint = refusals(made, zones=[{"zone": "cheek", "endpoint": "pinpoint_bleeding"}])
    assert [path for path, _ in endpoint] == ["zones[0].endpoint"]


@pytest.mark.parametrize(
    ("fields", "zone", "words"),
    [
        ({"pregnant": True, "sex": "female"}, "cheek", "This zone is not treated. S062"),
        ({"medicines": [{"name": "warfarin"}]}, "cheek", "None until the referral is cleared. S043"),
        ({"concerns": [{"indication": "enlarged pores", "zones": ["nose"]}]}, "nose", "A clinician decides"),
        ({"concerns": [{"indication": "atrophic acne scars", "zones": ["lower leg"]}]}, "lower leg", "lower leg"),
    ],
)
def test_a_closed_zone_stays_closed(fields: dict[str, Any], zone: str, words: str) -> None:
    made = planned(**fields)
    assert made.zones[0].settings is None
    ((path, expected),) = refusals(made, zones=[{"zone": zone, "needle_length_mm": 0.25}])
    assert path == "zones[0].needle_length_mm"
    assert words in expected
    assert changed(made, zones=[{"zone": zone, "leave_out": True}]).plan == made


def test_a_length_that_the_device_does_not_have_is_refused() -> None:
    for field in ("needle_length_mm", "first_needle_length_mm"):
        ((path, expected),) = refusals(planned(), zones=[{"zone": "cheek", field: 1.3}])
        assert path == f"zones[0].{field}"
        assert "SkinPen Precision can be set to" in expected
    assert refusals(planned(), zones=[{"zone": "cheek", "needle_length_mm": 3.0}])


def test_the_first_session_is_never_deeper_than_the_later_ones() -> None:
    found = refusals(planned(), zones=[{"zone": "cheek", "needle_length_mm": 1.0, "first_needle_length_mm": 1.5}])
    assert [path for path, _ in found] == ["zones[0].first_needle_length_mm"]


def test_every_bad_field_is_told_with_its_path() -> None:
    with pytest.raises(InputError) as caught:
        amendment_of(
            {
                "zones": [
                    {"zone": "cheek", "needle_length": 1.0},
                    {"zone": "chek", "passes": "many", "endpoint": "blood"},
                    {"zone": "temple", "leave_out": True, "passes": 2},
                    {"zone": "face"},
                ],
                "interval_weeks": 0,
                "sessions": 2.5,
                "first_session_date": "soon",
            }
        )
    found = {problem.path: problem for problem in caught.value.problems}
    assert set(found) == {
        "zones[0].needle_length", "zones[1].zone", "zones[1].passes", "zones[1].endpoint", "zones[2].passes",
        "zones[3].zone", "interval_weeks", "sessions", "first_session_date",
    }  # fmt: skip
    assert found["zones[0].needle_length"].hint == "needle_length_mm"
    assert found["zones[1].zone"].hint == "cheek"
    with pytest.raises(InputError, match=r"zones\[1\].zone: expected each zone once"):
        amendment_of({"zones": [{"zone": "cheek"}, {"zone": "Cheeks"}]})


def test_a_zone_of_another_plan_is_named() -> None:
    assert refusals(planned(), zones=[{"zone": "nose", "passes": 2}]) == [
        ("zones[0].zone", "a zone of this plan (cheek, temple)")
    ]


def test_an_amendment_takes_the_place_of_an_earlier_one() -> None:
    made = planned()
    first = cheek(made, passes=2)
    assert changed(first.plan).plan == made
    assert changed(first.plan, sessions=2) == changed(made, sessions=2)


def test_values_go_through_json_unchanged() -> None:
    result = changed(planned(clearances=[CLEARED_PRP]), zones=[{"zone": "cheek", "needle_length_mm": 2, "passes": 8}],
                     sessions=2, interval_weeks=3, first_session_date="2026-12-01", adjuncts=["PRP"],
                     anaesthetic=False)  # fmt: skip
    again = json.loads(json.dumps(result.amendment.model_dump(mode="json")))
    assert amendment_of(again) == result.amendment
    assert result.exceeded
    for each in result.exceeded:
        assert Exceeded.model_validate_json(each.model_dump_json()) == each
    limits = limits_for(result.plan)
    assert type(limits).model_validate_json(limits.model_dump_json()) == limits


def test_limits_tell_what_a_form_needs() -> None:
    limits = limits_for(planned(phototype="IV"))
    fields = {field.field: field for field in limits.zones[0].fields}
    length = fields["needle_length_mm"]
    assert (length.value, length.unit, length.steps) == (1.0, "mm", (0.25, 0.5, 0.75, 1.0))
    assert length.most is not None
    assert length.most == length.never_above
    assert length.most.value == 1.0
    assert fields["passes"].never_above is not None
    course = {field.field: field for field in limits.course}
    assert course["interval_weeks"].never_below is not None
    assert course["interval_weeks"].never_below.value == 6
    assert course["sessions"].most is not None
    assert (course["sessions"].value, course["sessions"].most.value) == (3, 12)
    assert course["anaesthetic"].value is True
    assert course["anaesthetic"].steps == (False, True)
    assert course["anaesthetic"].model_dump(mode="json")["steps"] == [False, True]
    closed = limits_for(planned(medicines=[{"name": "warfarin"}]))
    assert closed.zones[0].why_none
    assert closed.course == ()


def test_nothing_is_mutated() -> None:
    made = planned()
    before, fields = deepcopy(made), {"zones": [{"zone": "cheek", "needle_length_mm": 2.0}], "adjuncts": []}
    kept = deepcopy(fields)
    changed(made, **fields)
    limits_for(made)
    assert made == before
    assert fields == kept


def test_the_front_door_offers_it() -> None:
    names = {
        "AmendedPlan",
        "Amendment",
        "Exceeded",
        "PlanLimits",
        "ZoneAmendment",
        "amended",
        "amendment_of",
        "limits_for",
    }
    assert names <= set(punctum.__all__)
    assert all(getattr(punctum, name) is getattr(punctum.planning, name) for name in names)
