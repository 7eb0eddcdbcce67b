"""Settings: the shortest of all limits, rounded down to the device; never past a ceiling or a label."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punctum.device import DEVICES, find_device, settable_lengths_mm
from punctum.patient import patient_of
from punctum.planning import TreatmentPlan, ZonePlan, plan
from punctum.planning.tables import CEILINGS, COURSES
from punctum.skin import ZONES

ON = date(2026, 11, 20)
CLEAR: dict[str, Any] = {
    "id": "p",
    "birth_date": "1990-01-01",
    "sex": "male",
    "phototype": "II",
    "smoker": False,
    "weight_kg": 70,
}


def planned(indication: str, zone: str, **fields: Any) -> TreatmentPlan:
    concern = {"indication": indication, "zones": [zone], **fields.pop("concern", {})}
    return plan(patient_of({**CLEAR, "concerns": [concern], **fields}), on=ON)


def zone_of(indication: str, zone: str, **fields: Any) -> ZonePlan:
    return planned(indication, zone, **fields).zones[0]


def length(indication: str, zone: str, **fields: Any) -> float | None:
    settings = zone_of(indication, zone, **fields).settings
    return settings.needle_length_mm if settings else None


def test_the_zone_ceilings_are_those_decided() -> None:
    decided = {
        "forehead": 1.0, "glabella": 1.0, "temple": 0.75, "periorbital": 0.5, "nose": 0.5, "malar": 1.0, "cheek": 1.5,
        "perioral": 0.75, "chin": 1.5, "jawline": 1.0, "neck": 1.0, "decolletage": 1.0, "hand": 1.0, "upper_arm": 1.5,
        "forearm": 1.5, "back": 1.5, "abdomen": 2.0, "thigh": 2.0, "hip": 2.0, "scalp": 1.5,
    }  # fmt: skip
    assert {zone: row.ceiling_mm for row in CEILINGS.rows for zone in row.zones} == decided


@pytest.mark.parametrize(
    ("indication", "zone", "fields", "expected"),
    [
        ("atrophic acne scars", "cheek", {}, 1.5),
        ("atrophic acne scars", "temple", {}, 0.75),
        ("atrophic acne scars", "cheek", {"phototype": "IV"}, 1.0),
        ("atrophic acne scars", "cheek", {"phototype": "unknown"}, 1.0),
        ("atrophic acne scars", "cheek", {"requests": {"needle_length_mm": 0.6}}, 0.5),
        ("atrophic acne scars", "cheek", {"preferences": {"max_redness_days": 3}}, 1.0),
        ("facial wrinkles", "periorbital", {}, 0.5),
        ("androgenetic alopecia", "scalp", {}, 0.5),
        ("striae distensae", "thigh", {"concern": {"subtype": "alba", "since": "2019-01-01"}}, 1.5),
        ("enlarged pores", "nose", {}, None),
        ("atrophic acne scars", "lower leg", {}, None),
        ("atrophic acne scars", "cheek", {"preferences": {"max_redness_days": 0}}, None),
    ],
)
def test_lengths_worked_out_by_hand(indication: str, zone: str, fields: dict[str, Any], expected: float | None) -> None:
    assert length(indication, zone, **fields) == expected


def test_acne_scars_on_the_temple_lie_below_the_studied_range_and_get_no_figure() -> None:
    made = planned("atrophic acne scars", "temple", concern={"scale": "goodman_baron_quantitative", "baseline": 14})
    assert made.zones[0].settings is not None
    assert made.zones[0].settings.below_studied
    assert made.forecasts[0].mean is None


def test_phototype_v_and_vi_stop_at_the_planned_dose() -> None:
    for phototype, endpoint in (
        ("II", "pinpoint_bleeding"),
        ("V", "planned_dose_warmth"),
        ("VI", "planned_dose_warmth"),
    ):
        settings = zone_of("atrophic acne scars", "cheek", phototype=phototype).settings
        assert settings is not None
        assert settings.endpoint == endpoint


def test_dark_skin_gets_fewer_passes_and_a_longer_interval() -> None:
    made = planned("atrophic acne scars", "cheek", phototype="V")
    assert made.prescription is not None
    assert made.prescription.interval_weeks == 6
    assert made.prescription.settings[0].passes == 4


def test_a_gentle_first_session_is_half_a_millimetre_shorter() -> None:
    settings = zone_of("atrophic acne scars", "cheek", skin={"sensitive": True}).settings
    assert settings is not None
    assert (settings.first_needle_length_mm, settings.needle_length_mm) == (1.0, 1.5)


def test_why_not_deeper_lists_every_limit_tightest_first() -> None:
    settings = zone_of("atrophic acne scars", "temple", phototype="IV").settings
    assert settings is not None
    values = [limit.value_mm for limit in settings.limits]
    assert values == sorted(values)
    assert settings.limits[0].what == "longest in this zone"
    assert any(limit.what.startswith("S120") for limit in settings.limits)
    assert any("label" in limit.what for limit in settings.limits)


@settings(max_examples=150)
@given(
    indication=st.sampled_from([row.indication for row in COURSES.rows]),
    zone=st.sampled_from([zone.id for zone in ZONES.rows]),
    phototype=st.sampled_from(["I", "III", "V", "unknown"]),
    device=st.sampled_from([device.id for device in DEVICES.rows]),
    wished=st.none() | st.sampled_from([0.25, 0.8, 1.2, 3.0]),
    redness=st.none() | st.integers(0, 10),
)
def test_no_plan_exceeds_a_ceiling_a_label_or_a_setting(
    indication: str, zone: str, phototype: str, device: str, wished: float | None, redness: int | None
) -> None:
    made = planned(
        indication,
        zone,
        phototype=phototype,
        requests={"needle_length_mm": wished} if wished else {},
        preferences={"device": device, **({"max_redness_days": redness} if redness is not None else {})},
    )
    for settings_ in (zone_plan.settings for zone_plan in made.zones):
        if settings_ is None:
            continue
        tool = find_device(settings_.device)
        ceiling = next(row for row in CEILINGS.rows if settings_.zone in row.zones)
        course = next(row for row in COURSES.rows if row.indication == indication)
        assert settings_.needle_length_mm <= min(ceiling.ceiling_mm, course.needle_length_mm or 0)
        assert settings_.needle_length_mm <= (tool.label_length_max_mm or 9)
        assert settings_.needle_length_mm <= (wished or 9)
        assert settings_.first_needle_length_mm <= settings_.needle_length_mm
        assert settings_.needle_length_mm in settable_lengths_mm(tool)
        assert settings_.passes <= ceiling.passes_max
        assert redness is None or settings_.redness_days[1] <= redness
        assert tool.plannable
        assert "never" not in ZONES.by_id[zone].flags
