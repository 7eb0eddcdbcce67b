"""Harms of a plan: from its risks, its settings and its healing, and the same for the same plan."""

from __future__ import annotations

import pytest

from punctum.healing.redness import REDNESS_CLASSES
from punctum.planning.harms import class_chances
from tests.report import plans


def test_each_harm_joins_a_risk_of_the_plan() -> None:
    for plan in plans.examples().values():
        assert {harm.event for harm in plan.harms} <= {risk.event for risk in plan.risks}
        assert plan.harms == plan.harms
        assert bool(plan.harms) == bool(plan.risks)


def test_redness_has_chances_where_healing_was_simulated() -> None:
    plan, healed = plans.examples()["chidi"], plans.healed("chidi")
    without, red = plan.harms[0], healed.harms[0]
    assert all(zone.percent == {} for zone in without.redness)
    assert {zone.zone for zone in red.redness} == set(healed.healing)
    for zone in red.redness:
        healing = healed.healing[zone.zone]
        assert sum(zone.percent.values()) == pytest.approx(100)
        assert all(chance > 0 for chance in zone.percent.values())
        assert zone.told == healing.told_class
        assert zone.days is not None
        assert zone.days[1] == pytest.approx(float(healing.redness_days.median))
    assert [harm for harm in healed.harms if harm.event != "AE01"] == [h for h in plan.harms if h.event != "AE01"]


def test_what_no_draw_does_stays_possible_and_less_so_with_more_draws() -> None:
    shares = {row.name: 0.0 for row in REDNESS_CLASSES.rows} | {"hours": 1.0}
    few, many = class_chances(shares, 50), class_chances(shares, 5000)
    assert few["longer"] == pytest.approx(100 * 0.5 / 52)
    assert many["longer"] < few["longer"]
    assert sum(few.values()) == pytest.approx(100)
