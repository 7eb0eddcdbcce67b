from __future__ import annotations

import json
import re
from dataclasses import replace

import jsonschema
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.evidence.language import NBSP
from punctum.healing.asking.bands import LEVELS, Bands, bands
from punctum.planning.values import TreatmentPlan
from punctum.report import dump, page, patient_pdf
from punctum.report.figures.small_healing import fan_over_time
from punctum.report.handout.handout import handout
from punctum.report.schemas import schema_of
from punctum.report.zone_healing import at_longest, lasting, plan_healing
from tests.report import plans
from tests.report.svgs import described, parsed
from tests.report.test_page import Outline

VALIDATOR = jsonschema.Draft202012Validator(schema_of("plan"))


def longer(plan: TreatmentPlan, days: float, told: str) -> TreatmentPlan:
    """The plan as if the model's redness lasted so long in its first zone."""
    zone, healing = next(iter(plan.healing.items()))
    moved = replace(healing, agrees=False, told_class=told, told_days=(1.0, days))
    return replace(plan, healing={**plan.healing, zone: moved})


def test_the_page_says_redness_tissue_response_and_what_nobody_knows() -> None:
    plan = plans.healed("ana")
    words = Outline(page(plan)).text
    assert "Tissue response" in words
    assert "what tissue does, not what you will see" in words
    for healing in plan.healing.values():
        middle = lasting(float(healing.redness_days.median))
        assert f"middle {middle}".replace(NBSP, " ") in words
        for item in healing.not_known:
            assert item.text in words
    assert "improve" not in words[words.index("A model of healing") : words.index("Risks, and when to call")]
    assert "A model of healing" not in Outline(page(plans.simulated("ana"))).text


def test_the_longer_of_class_and_model_is_told_everywhere() -> None:
    plan = plans.healed("ana")
    moved = longer(plan, 12.0, "more than 7 days")
    words = Outline(page(moved)).text
    zone = next(iter(plan.healing))
    assert "Longer: we tell more than 7 days" in words
    assert re.search(rf"goes on longer than the class of needle length and endpoint \([^)]*{zone}", words)
    assert "Usually 1 to 12 days after each visit." in page(moved)
    told = str(handout(moved, "en"))
    assert "Redness can last more than seven days." in told
    assert "Redness can last up to seven days." not in told
    assert "länger als sieben Tage" in str(handout(moved, "de"))
    agreed = replace(plan, healing={name: replace(each, agrees=True) for name, each in plan.healing.items()})
    assert "goes on longer" not in page(agreed)


def test_a_longer_class_reaches_the_patient_from_the_shorter_one() -> None:
    plan = plans.healed("chidi")
    short = {
        zone: replace(each, agrees=True, told_class="1 to 3 days", told_days=(1.0, 3.0))
        for zone, each in plan.healing.items()
    }
    said = str(handout(replace(plan, healing=short), "en"))
    assert "Redness usually goes within three days." in said
    assert "up to seven days" in str(handout(longer(replace(plan, healing=short), 7.0, "up to 7 days"), "en"))
    assert patient_pdf(longer(plan, 12.0, "more than 7 days"), "de").tagged


@pytest.mark.parametrize("name", ["ana", "chidi"])
def test_healing_keeps_to_the_schema(name: str) -> None:
    plan = plans.healed(name)
    document = json.loads(dump(plan))
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []
    for zone in document["zones"]:
        assert (zone["healing"] is None) == (zone["zone"] not in plan.healing)
        if zone["healing"] is not None:
            response = zone["healing"]["tissue_response"]
            assert len(response["days"]) == len(response["total_collagen"]["low_95"])
            assert set(zone["healing"]["redness_days"]) == {
                "median", *(f"{end}_{level}" for end in ("low", "high") for level in LEVELS)
            }  # fmt: skip
            assert abs(sum(zone["healing"]["redness_shares"].values()) - 1) < 1e-3
    del next(zone for zone in document["zones"] if zone["healing"])["healing"]["agrees"]
    assert list(VALIDATOR.iter_errors(document)) != []


def test_zones_stand_in_the_order_of_the_plan_and_the_longest_is_drawn() -> None:
    plan = plans.healed("ana")
    shown = plan_healing(plan)
    assert shown is not None
    assert [line.zones.casefold() for line in shown.lines] == list(plan.healing)
    longest = max(plan.healing.values(), key=lambda each: float(each.redness_days.high[80]))
    assert shown.zone == longest.zone
    assert plan_healing(plans.postponed()) is None


def fan() -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], Bands]:
    days = np.linspace(0, 10, 11)
    return days, bands(np.random.default_rng(0).normal(1, 0.3, (200, 1)) * days / 5)


def test_bands_are_nested_and_said() -> None:
    days, made = fan()
    svg = fan_over_time(
        "f", days, made, title="What & when", description="In words.", rest=0, levels={1: "one"}, times={0: "begin"}
    )
    assert described(svg) == ("What & when", "In words.")
    tops = [
        min(float(y) for y in np.cumsum([float(part) for part in re.findall(r"-?[\d.]+", path)][1::2]))
        for path in (part.get("d") or "" for part in parsed(svg).iter() if "band" in (part.get("class") or ""))
    ]
    assert tops == sorted(tops)
    assert len(set(tops)) == 3
    assert {part.text for part in parsed(svg).iter() if part.tag.endswith("text")} == {"one", "begin"}


def test_short_times_are_hours() -> None:
    assert lasting(0) == f"0{NBSP}h"
    assert lasting(0.25) == f"6{NBSP}h"
    assert lasting(5.14) == f"5.1{NBSP}days"


@given(st.floats(0, 30))
def test_the_longest_time_is_never_rounded_down(days: float) -> None:
    many, unit = at_longest(days).split(NBSP)
    told = float(many) / 24 if unit == "h" else float(many)
    assert days - 1e-9 <= told < days + 0.11
