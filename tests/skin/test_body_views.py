"""The views of neck, chest, body and hands: the size of a person, symmetric, zones that neither overlap nor stray."""

from __future__ import annotations

from math import dist, pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.skin.anthropometry import Sex, mean_mm
from punctum.skin.atlas import Outline, inside, view, views_of
from punctum.skin.paths import Polygon
from punctum.skin.zones import ZONES

VIEW_IDS = ("neck_chest", "body_front", "body_back", "hand")
BODIES = ("body_front", "body_back")
SEXES: tuple[Sex, ...] = ("female", "male", "unknown")


def lines(view_id: str, sex: Sex = "unknown") -> dict[str, Outline]:
    return {line.id: line for line in view(view_id, sex).outlines}


def place(view_id: str, name: str, sex: Sex = "unknown") -> tuple[float, float]:
    return lines(view_id, sex)[name].polygon_mm[0]


def crossings(polygon: Polygon, y: float) -> list[float]:
    """Where a level line crosses a polygon, from left to right."""
    edges = zip(polygon, (*polygon[1:], polygon[0]), strict=True)
    return sorted(ax + (y - ay) * (bx - ax) / (by - ay) for (ax, ay), (bx, by) in edges if (ay > y) != (by > y))


def test_every_zone_below_the_face_is_drawn() -> None:
    below = {zone.id for zone in ZONES.rows if zone.region not in ("face", "scalp")}
    assert {line.zone for name in VIEW_IDS for line in view(name, "unknown").outlines if line.zone} == below
    assert all(views_of(zone) for zone in below)
    assert (views_of("neck")[0], views_of("hand")[0], views_of("back")) == ("neck_chest", "hand", ("body_back",))


def test_only_the_areola_is_never_needled() -> None:
    never = {line.zone for name in VIEW_IDS for line in view(name, "unknown").outlines if line.kind == "never"}
    assert never == {"areola"} == {zone.id for zone in ZONES.rows if zone.region == "trunk" and "never" in zone.flags}


@pytest.mark.parametrize("name", VIEW_IDS)
@pytest.mark.parametrize("sex", SEXES)
@given(across=st.floats(0, 1), down=st.floats(0, 1))
def test_no_place_lies_in_two_zones_or_outside_the_figure(name: str, sex: Sex, across: float, down: float) -> None:
    shown = view(name, sex)
    point = (shown.left_mm + across * shown.width_mm, shown.top_mm + down * shown.height_mm)
    zones = [line.id for line in shown.outlines if line.kind == "zone" and inside(point, line.polygon_mm)]
    assert len(zones) <= 1
    if zones and name in BODIES:
        assert inside(point, lines(name, sex)["figure"].polygon_mm)


@pytest.mark.parametrize("name", VIEW_IDS)
@pytest.mark.parametrize("sex", SEXES)
def test_what_is_on_the_left_is_on_the_right(name: str, sex: Sex) -> None:
    drawn = lines(name, sex)
    left = [line for line in drawn.values() if line.side == "left"]
    assert left
    for line in left:
        twin = drawn[line.id.removesuffix("_left") + "_right"]
        assert twin.polygon_mm == tuple((-x, y) for x, y in line.polygon_mm)
        assert twin.area_mm2 == pytest.approx(line.area_mm2)
    front = name != "body_back"
    assert all((line.label_mm[0] > 0) == front for line in left if line.kind in ("zone", "never"))


@pytest.mark.parametrize("name", VIEW_IDS)
@pytest.mark.parametrize("sex", SEXES)
def test_closed_outlines_hold_their_label_and_an_areola_lies_in_the_breast(name: str, sex: Sex) -> None:
    drawn = view(name, sex).outlines
    for line in drawn:
        if line.kind in ("zone", "never"):
            assert line.area_mm2 > 0
            assert inside(line.label_mm, line.polygon_mm)
        if line.kind == "never":
            (around,) = [
                zone
                for zone in drawn
                if zone.kind == "zone" and all(inside(point, zone.polygon_mm) for point in line.polygon_mm)
            ]
            assert (around.zone, around.side) == ("breast", line.side)


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("sex", SEXES)
def test_the_body_has_the_size_of_a_person(name: str, sex: Sex) -> None:
    shown = view(name, sex)
    assert shown.height_mm == pytest.approx(mean_mm("stature", sex), abs=0.5)
    left, right = (place(name, f"acromion_{side}", sex) for side in ("left", "right"))
    assert dist(left, right) == pytest.approx(mean_mm("biacromial_breadth", sex), abs=0.2)
    floor = shown.top_mm + shown.height_mm
    heights = {"acromion_left": "acromial_height", "trochanterion_left": "trochanterion_height"}
    if name == "body_front":
        heights |= {
            "suprasternal_notch": "suprasternale_height",
            "umbilicus": "omphalion_height",
            "patella_left": "knee_height_midpatella",
        }
    else:
        heights |= {"cervicale": "cervicale_height"}
    for landmark, measure in heights.items():
        drawn = next(line for line in shown.outlines if line.id == landmark).polygon_mm[0][1]
        assert floor - drawn == pytest.approx(mean_mm(measure, sex), rel=0.02), landmark


@pytest.mark.parametrize("sex", SEXES)
def test_the_arm_has_the_length_of_an_arm(sex: Sex) -> None:
    acromion, radiale, stylion = (
        place("body_front", f"{name}_left", sex) for name in ("acromion", "radiale", "stylion")
    )
    assert dist(acromion, radiale) == pytest.approx(mean_mm("acromion_radiale_length", sex), rel=0.03)
    assert dist(radiale, stylion) == pytest.approx(mean_mm("radiale_stylion_length", sex), rel=0.03)


@pytest.mark.parametrize("sex", SEXES)
def test_the_hand_has_the_size_of_a_hand(sex: Sex) -> None:
    second, fifth, tip = (
        place("hand", f"{name}_left", sex) for name in ("metacarpale_ii", "metacarpale_v", "dactylion")
    )
    assert abs(second[0] - fifth[0]) == pytest.approx(mean_mm("hand_breadth", sex), abs=0.2)
    assert tip[1] == pytest.approx(mean_mm("hand_length", sex), abs=0.2)


def test_breadths_follow_from_the_girths() -> None:
    figure = lines("body_front")["figure"].polygon_mm
    neck = crossings(figure, (place("body_front", "suprasternal_notch")[1] + 222) / 2 - 40)
    assert neck[-1] - neck[0] == pytest.approx(mean_mm("neck_circumference", "unknown") / pi, rel=0.05)
    hip = lines("body_front")["hip_left"].polygon_mm
    assert 2 * max(x for x, _ in hip) == pytest.approx(mean_mm("hip_breadth", "unknown"), rel=0.02)
    shin = lines("body_front")["lower_leg_left"].polygon_mm
    tops, bottoms = min(y for _, y in shin), max(y for _, y in shin)
    knee, ankle = (crossings(shin, y) for y in (tops + 10, bottoms - 12))
    calf = max(b - a for a, b in (crossings(shin, tops + 0.4 * (bottoms - tops)),))
    for drawn, girth in (
        (knee[1] - knee[0], "lower_thigh_circumference"),
        (calf, "calf_circumference"),
        (ankle[1] - ankle[0], "ankle_circumference"),
    ):
        assert 0.88 < drawn / (mean_mm(girth, "unknown") / pi) <= 1, girth
