from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.healing.redness import REDNESS_CLASSES, redness_class
from punctum.patient import patient_of
from punctum.planning import planned_healing, with_healing
from punctum.planning.healing import LEFT_OUT, TISSUE, told_redness
from punctum.planning.repair import repair_modifiers
from punctum.planning.tables import REDNESS, constant
from punctum.problems import InputError, Problem
from punctum.report import plan_document
from tests.report import plans

PLAN = plans.examples()["chidi"]


def person(**changes: object) -> tuple[str, ...]:
    fields = {"id": "p", "birth_date": "1980-01-01", "sex": "male", "concerns": [
        {"indication": "atrophic acne scars", "zones": ["cheek", "temple"]}]}  # fmt: skip
    return repair_modifiers(patient_of(fields | changes), "cheek", plans.MADE_ON)


def test_every_treated_zone_heals_on_the_days_of_its_visits() -> None:
    made = plans.healed("chidi")
    assert replace(made, notes=PLAN.notes) == PLAN
    assert set(made.healing) == {zone.zone for zone in made.zones if zone.settings is not None}
    assert made.prescription is not None
    for zone, healing in made.healing.items():
        dates = [session.date for session in made.prescription.sessions if zone in session.zones]
        assert healing.session_days == tuple((each - dates[0]).days for each in dates)
        assert healing.days[0] == 0
        assert set(healing.session_days) <= set(healing.days)
        assert healing.after_visit_days[0] == 0
        assert healing.after_visit_days[-1] == constant("healing_window")
        assert healing.draws == constant("healing_draws")


def test_bands_lie_in_order_and_shares_add_up() -> None:
    for healing in plans.healed("chidi").healing.values():
        assert sum(healing.redness_shares.values()) == pytest.approx(1)
        for fan in (healing.redness_days, healing.erythema_au, *healing.tissue.values()):
            order = [fan.low[95], fan.low[80], fan.low[50], fan.median, fan.high[50], fan.high[80], fan.high[95]]
            assert np.all(np.diff(order, axis=0) >= 0)
        assert tuple(healing.tissue) == TISSUE
        assert healing.tissue["total_collagen"].median[0] == pytest.approx(1, abs=1e-6)
        assert healing.tissue["total_collagen"].high[80].max() > 1.01


def test_the_same_plan_heals_the_same() -> None:
    zone = next(zone for zone in PLAN.zones if zone.settings is not None)
    assert zone.settings is not None
    again, before = planned_healing(zone.settings, PLAN), plans.healed("chidi").healing[zone.zone]
    assert again is not None
    np.testing.assert_array_equal(again.redness_days.median, before.redness_days.median)
    np.testing.assert_array_equal(again.tissue["wound_collagen"].median, before.tissue["wound_collagen"].median)


def test_shorter_needles_in_the_first_visit_count() -> None:
    zone = next(zone for zone in PLAN.zones if zone.settings is not None)
    assert zone.settings is not None
    gentle = replace(zone.settings, needle_length_mm=1.5, first_needle_length_mm=0.25)
    both = replace(gentle, first_needle_length_mm=1.5)
    first, full = planned_healing(gentle, PLAN), planned_healing(both, PLAN)
    assert first is not None
    assert full is not None
    before_second = first.days < first.session_days[1]
    for name in TISSUE:
        gained, more = (each.tissue[name].high[80][before_second].max() for each in (first, full))
        assert gained < more


def test_a_plan_without_treatment_and_a_device_that_is_not_known_have_none() -> None:
    assert with_healing(plans.postponed()).healing == {}
    settings = next(zone.settings for zone in PLAN.zones if zone.settings is not None)
    assert planned_healing(replace(settings, device="no such device"), PLAN) is None


@given(st.sampled_from(REDNESS.rows), st.floats(0, 60))
def test_the_longer_of_class_and_model_is_told(row: object, longest: float) -> None:
    usual = next(each for each in REDNESS.rows if each == row)
    settings = plans.settings(
        "cheek", 1.0, 1.0, redness_class=usual.name, redness_days=(usual.days_low, usual.days_high)
    )
    told, (low, high) = told_redness(settings, longest)
    assert low == usual.days_low
    assert high >= max(usual.days_high, longest)
    names = [each.name for each in REDNESS_CLASSES.rows]
    assert names.index(told) >= names.index(usual.name)
    assert names.index(told) == max(
        names.index(usual.name), names.index(REDNESS_CLASSES.by_id[redness_class(longest)].name)
    )


def test_what_the_history_says_changes_repair() -> None:
    assert person() == ()
    assert person(smoker=True) == ("smoking",)
    assert person(smoker=False) == ()
    assert person(conditions=["smoking"]) == ("smoking",)
    assert person(medicines=["prednisolone"]) == ("systemic_steroid",)
    assert person(medicines=[{"name": "prednisolone", "stopped": "2026-06-01"}]) == ()
    assert person(notes="my brother takes prednisolone") == ()


def test_what_is_used_in_another_zone_does_not_count() -> None:
    cream = {"name": "clobetasol cream", "route": "topical"}
    assert person(medicines=[cream | {"zones": ["temple"]}]) == ()
    assert person(medicines=[cream | {"zones": ["cheek"]}]) == ("potent_topical_steroid",)
    assert person(medicines=[cream]) == ("potent_topical_steroid",)


def test_a_plan_stands_without_healing_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise InputError([Problem("draws.npy", "the file that draws.json describes", "another one")])

    monkeypatch.setattr("punctum.planning.healing.shipped", refuse)
    made = with_healing(PLAN)
    assert made.healing == {}
    assert made.notes[:-1] == PLAN.notes
    assert made.notes[-1] == f"{LEFT_OUT} draws.npy: expected the file that draws.json describes, found another one."
    assert made.notes[-1] in plan_document(made)["notes"]


def test_redness_beyond_what_was_asked_for_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert PLAN.prescription is not None
    first = PLAN.prescription.sessions[0].date
    wishes = PLAN.patient.preferences.model_copy(
        update={"max_redness_days": 3.0, "events": (first + timedelta(days=8), first + timedelta(days=30))}
    )
    asked = replace(PLAN, patient=PLAN.patient.model_copy(update={"preferences": wishes}))
    long = {
        zone: replace(each, agrees=False, told_class="more than 7 days", told_days=(1.0, 9.0))
        for zone, each in plans.healed("chidi").healing.items()
    }
    monkeypatch.setattr("punctum.planning.healing.planned_healing", lambda settings, _: long[settings.zone])
    notes = with_healing(asked).notes[len(PLAN.notes) :]
    assert len(notes) == 2 * len(long)
    assert "told as more than 7 days here" in notes[0]
    assert "The person accepts 3." in notes[0]
    assert notes[1].endswith(f"An event falls within that time: {(first + timedelta(days=8)).isoformat()}.")
    held = {zone: replace(each, agrees=True) for zone, each in long.items()}
    monkeypatch.setattr("punctum.planning.healing.planned_healing", lambda settings, _: held[settings.zone])
    assert with_healing(asked).notes == PLAN.notes
