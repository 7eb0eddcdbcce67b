"""The charts of a plan: every zone asked for stands on one, with its number."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.patient import read_patient
from punctum.planning import plan
from punctum.report.zone_charts import chart_views, zone_charts, zone_numbers
from punctum.skin import ZONES, views_of

EXAMPLES = sorted((Path(__file__).parents[2] / "examples/patients").glob("*.*"))
DRAWN = [zone.id for zone in ZONES.rows if views_of(zone.id)]


def test_every_zone_is_drawn_somewhere() -> None:
    assert set(DRAWN) == set(ZONES.by_id)


@given(st.sets(st.sampled_from(DRAWN)))
def test_the_views_show_every_zone_and_none_is_there_for_nothing(zones: set[str]) -> None:
    views = chart_views(sorted(zones))
    for zone in zones:
        assert set(views_of(zone)) & set(views), zone
    for index, name in enumerate(views):
        earlier = set(views[:index])
        assert any(name in views_of(zone) and not earlier & set(views_of(zone)) for zone in zones)


def test_cheek_and_temple_are_shown_from_the_side_and_the_nose_from_the_front() -> None:
    assert chart_views(["cheek", "temple"]) == ("face_three_quarter",)
    assert chart_views(["nose"]) == ("face_front",)
    assert chart_views(["cheek", "scalp"]) == ("face_three_quarter", "scalp")
    assert chart_views([]) == ()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_zone_of_an_example_carries_its_number(path: Path) -> None:
    made = plan(read_patient(path), on=date(2026, 11, 20))
    drawn = "".join(zone_charts(made))
    numbers = zone_numbers(made.zones)
    assert sorted(numbers.values(), key=int) == [str(index + 1) for index in range(len(made.zones))]
    shown = re.findall(r'class="num">(\d+)<', drawn)
    never = {zone.id for zone in ZONES.rows if "never" in zone.flags}
    assert set(shown) >= {number for zone, number in numbers.items() if zone not in never}
    described = " ".join(re.findall(r"<desc[^>]*>(.*?)</desc>", drawn))
    for zone in made.zones:
        state = r"\bTreated: " if zone.settings is not None else "Not treated: "
        assert re.search(rf"{state}.*?\b{numbers[zone.zone]} {re.escape(zone.name)}", described), zone.zone
