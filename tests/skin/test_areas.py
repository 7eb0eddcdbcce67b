"""Areas of zones: one convention in use for each sex, equal to what planning counts with, the others beside it."""

from __future__ import annotations

from collections import Counter

import pytest

from punctum.problems import InputError
from punctum.skin.anthropometry import Sex, measure
from punctum.skin.areas import AREAS, AreaRow, zone_area
from punctum.skin.atlas import views_of, zone_polygons
from punctum.skin.zones import ZONES

SEXES: tuple[Sex, ...] = ("female", "male", "unknown")
ZONE_IDS = [zone.id for zone in ZONES.rows]
NEVER = {zone.id for zone in ZONES.rows if "never" in zone.flags}
FACE = [zone.id for zone in ZONES.rows if zone.region == "face" and zone.id not in NEVER | {"malar"}]


@pytest.mark.parametrize("zone", sorted(set(ZONE_IDS) - {"eyelid"}))
def test_planning_counts_with_the_area_in_use(zone: str) -> None:
    assert ZONES.by_id[zone].area_cm2 == zone_area(zone, "unknown").area_cm2


@pytest.mark.parametrize("zone", ZONE_IDS)
def test_one_convention_is_in_use_for_each_sex(zone: str) -> None:
    used = [row for row in AREAS.rows if row.zone == zone and row.used]
    assert Counter(row.sex for row in used).most_common(1)[0][1] == 1
    assert {row.sex for row in used} in ({"both"}, {"female", "male"}, {"female", "male", "both"})
    assert len({row.convention for row in used}) == 1


@pytest.mark.parametrize("row", AREAS.rows, ids=lambda row: row.id)
def test_a_row_says_what_it_counts_and_lies_in_its_range(row: AreaRow) -> None:
    assert row.id == f"{row.zone}_{row.sex}_{row.convention}"
    assert row.extent
    assert row.note
    if row.area_cm2 is None:
        assert row.used
        assert row.zone in {"malar", "breast", "areola"}
    else:
        assert (row.area_low_cm2 or row.area_cm2) <= row.area_cm2 <= (row.area_high_cm2 or row.area_cm2)


@pytest.mark.parametrize("zone", sorted(set(ZONE_IDS) - NEVER))
@pytest.mark.parametrize("sex", SEXES)
def test_tracing_comes_first_everywhere(zone: str, sex: Sex) -> None:
    assert "Trace the " in zone_area(zone, sex).note


@pytest.mark.parametrize("zone", FACE)
@pytest.mark.parametrize("sex", ["female", "male"])
def test_a_share_of_body_surface_nearly_doubles_the_face(zone: str, sex: Sex) -> None:
    found = zone_area(zone, sex)
    assert found.area_cm2 is not None
    assert "nearly twice" in found.disagreement
    (share,) = found.others
    assert share.area_cm2 is not None
    assert 1.8 < share.area_cm2 / found.area_cm2 < 2
    assert f"{share.area_cm2:g} cm²" in found.disagreement


def test_the_parts_of_the_face_follow_the_height_of_the_face() -> None:
    mesh_mm = measure("sellion_gnathion_mesh", "unknown").value
    for zone in FACE:
        neutral = zone_area(zone, "unknown").area_cm2
        assert neutral is not None
        for sex in SEXES[:2]:
            scale = (measure("menton_sellion_length", sex).value / mesh_mm) ** 2
            assert zone_area(zone, sex).area_cm2 == pytest.approx(neutral * scale, abs=0.06)


def test_a_share_of_body_surface_is_that_share() -> None:
    for sex in SEXES[:2]:
        surface = measure("body_surface_area", sex).value
        for zone, name, pieces in (
            ("back", "share_trunk_back", 1),
            ("upper_arm", "share_upper_arm", 2),
            ("hip", "share_buttock", 2),
            ("lower_leg", "share_lower_leg", 2),
        ):
            share = measure(name, sex).value / 100
            assert zone_area(zone, sex).area_cm2 == pytest.approx(surface * share * pieces, rel=2e-3)


def test_the_arms_add_up_to_what_another_source_says() -> None:
    for sex in SEXES[:2]:
        parts = [zone_area(zone, sex).area_cm2 or 0 for zone in ("upper_arm", "forearm")]
        whole = measure("share_arms", sex).value / 100 * measure("body_surface_area", sex).value
        assert sum(parts) == pytest.approx(whole, rel=0.02)


@pytest.mark.parametrize("zone", ["neck", "decolletage", "abdomen", "back", "hip", "thigh", "lower_leg", "hand"])
@pytest.mark.parametrize("sex", ["female", "male"])
def test_a_drawing_is_never_larger_than_the_skin_it_shows(zone: str, sex: Sex) -> None:
    assert views_of(zone)
    drawn_cm2 = sum(piece.area_mm2 for piece in zone_polygons(zone, sex)) / 100
    area_cm2 = zone_area(zone, sex).area_cm2
    assert area_cm2 is not None
    assert area_cm2 / 5 < drawn_cm2 < area_cm2


def test_a_typo_is_told_with_the_nearest_zone() -> None:
    with pytest.raises(InputError, match="did you mean 'scalp'"):
        zone_area("skalp", "female")
