from __future__ import annotations

from dataclasses import replace

import pytest

from punctum.planning import planned_delivery, with_deliveries
from punctum.planning.tables import ceiling_for
from tests.report import plans

PLAN = plans.examples()["chidi"]


def test_every_treated_zone_is_simulated_as_it_is_set() -> None:
    made = plans.simulated("chidi")
    treated = {zone.zone: zone.settings for zone in made.zones if zone.settings is not None}
    assert set(made.deliveries) == set(treated)
    for zone, delivery in made.deliveries.items():
        settings = treated[zone]
        assert delivery.treatment.zone == zone
        assert delivery.needle_length_mm == settings.needle_length_mm
        assert delivery.density_per_cm2 == pytest.approx(settings.density_per_cm2, rel=1e-3)
        assert delivery.passes == settings.passes
        assert delivery.bands == {}
        assert delivery.goals


def test_simulating_changes_nothing_else_and_says_the_same_each_time() -> None:
    made = plans.simulated("chidi")
    assert made == PLAN
    again = with_deliveries(PLAN)
    for zone, delivery in made.deliveries.items():
        same = again.deliveries[zone]
        assert (same.coverage, same.goals, same.bands) == (delivery.coverage, delivery.goals, delivery.bands)


def test_a_plan_without_treatment_has_none() -> None:
    assert with_deliveries(plans.postponed()).deliveries == {}


def test_a_device_that_cannot_be_simulated_gives_none() -> None:
    settings = next(zone.settings for zone in PLAN.zones if zone.settings is not None)
    assert planned_delivery(replace(settings, needle_length_mm=40.0), PLAN.patient, 30.0) is None
    assert planned_delivery(replace(settings, zone="nowhere"), PLAN.patient, 30.0) is None


def test_no_channel_is_deeper_than_the_longest_needle_of_the_zone() -> None:
    for zone, delivery in plans.simulated("chidi").deliveries.items():
        goal = next(goal for goal in delivery.goals if goal.id == "ceiling")
        ceiling = ceiling_for(zone)
        assert ceiling is not None
        assert goal.limit == ceiling.ceiling_mm
        assert goal.met
        assert goal.sources == ceiling.sources
