"""Layers by zone, sex and age: every number is the printed one or follows from printed ones, and says so."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from itertools import pairwise
from math import exp, log, log1p, sqrt
from statistics import mean
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.evidence import PARAMETERS, SOURCES
from punctum.evidence.check import check_tables
from punctum.evidence.table import Table
from punctum.evidence.units import UNITS
from punctum.problems import InputError
from punctum.skin.ages import NOT_GIVEN, UNKNOWN
from punctum.skin.anthropometry import Sex
from punctum.skin.layer_tables import LAYER_AGES, LAYER_SHARES, LAYERS, Thickness
from punctum.skin.layers import HALF_WAY, LESS_EPIDERMIS, LESS_HORN, SEXES, TAKEN_OFF, Layer, dermis, layers
from punctum.skin.thickness import Estimate, mixed, scaled, without
from punctum.skin.zones import ZONES, find_zones

NEEDLED = [zone.id for zone in ZONES.rows if "never" not in zone.flags]
NEVER = [zone.id for zone in ZONES.rows if "never" in zone.flags]
STACK = ["stratum_corneum", "viable_epidermis", "papillary_dermis", "reticular_dermis"]
RATIOS = [row for row in LAYERS.rows if row.ratio is not None]
PRINTED = [row for row in LAYERS.rows if row.mean_um is not None and len(row.parameters) == 1]


def printed_um(parameter: str) -> float:
    row = PARAMETERS.by_id[parameter]
    assert row.value is not None
    return row.value * {"mm": 1000, "um": 1}[row.unit]


def one(zone: str, name: str, sex: Sex = "female", age_years: float | None = None) -> Layer:
    return next(layer for layer in layers(zone, sex, age_years) if layer.name == name)


def test_the_tables_are_sound() -> None:
    tables: list[Table[Any]] = [LAYERS, LAYER_SHARES, LAYER_AGES, ZONES, PARAMETERS, SOURCES, UNITS]
    assert check_tables(tables) == []


@pytest.mark.parametrize("row", PRINTED, ids=lambda row: row.id)
def test_a_measured_thickness_is_the_printed_one(row: Thickness) -> None:
    (parameter,) = (PARAMETERS.by_id[name] for name in row.parameters)
    to_um = {"mm": 1000, "um": 1}[parameter.unit]
    printed = [parameter.value, parameter.value_low, parameter.value_high]
    assert row.mean_um in [pytest.approx(number * to_um) for number in printed if number is not None]
    assert set(parameter.sources) <= set(row.sources)
    if row.sd_um is not None and row.sd_basis == "read":
        spread = [float(part) for part in parameter.spread.removeprefix("sd ").split("-")]
        assert row.sd_um in [pytest.approx(number * to_um, rel=0.01) for number in spread]


@pytest.mark.parametrize("row", RATIOS, ids=lambda row: row.id)
def test_a_ratio_is_that_of_printed_values(row: Thickness) -> None:
    over, under = row.parameters[::2], row.parameters[1::2]
    ratios = [printed_um(top) / printed_um(bottom) for top, bottom in zip(over, under, strict=True)]
    assert row.ratio == pytest.approx(mean(ratios), rel=1e-3)
    assert row.basis == "derived"


def test_every_row_has_either_a_mean_or_a_row_that_stands_in() -> None:
    assert [row.id for row in LAYERS.rows if (row.mean_um is None) == (row.of is None)] == []
    assert [row.id for row in LAYERS.rows if row.of is not None and row.basis == "read"] == []
    assert [row.id for row in LAYERS.rows if row.of is not None and not row.note] == []
    assert [row.id for row in LAYERS.rows if (row.sd_um is None) != (row.sd_basis is None)] == []


def test_ultrasound_of_the_epidermis_is_only_a_ratio() -> None:
    rows = [row for row in LAYERS.rows if row.layer in ("stratum_corneum", "viable_epidermis", "epidermis")]
    assert "ultrasound" not in {row.method for row in rows}
    by_ratio = [row for row in rows if row.ratio is not None]
    assert by_ratio
    assert all("Ultrasound overstates the epidermis" in row.note for row in by_ratio)
    echo_um = printed_um("epidermis_thickness_forehead_female")
    assert one("forehead", "viable_epidermis").bottom_um < echo_um / 2


def test_slopes_and_shares_are_the_printed_ones() -> None:
    slopes = [row for row in LAYER_AGES.rows if row.percent_per_year is not None]
    assert {row.zones for row in slopes} == {("upper_arm",)}
    for row in slopes:
        (parameter,) = (PARAMETERS.by_id[name] for name in row.parameters)
        assert parameter.unit == "%/decade"
        assert row.percent_per_year == pytest.approx(-(parameter.value or 0) / 10)
    (share,) = LAYER_SHARES.rows
    assert share.share * 100 == PARAMETERS.by_id[share.parameters[0]].value


@pytest.mark.parametrize("zone", NEEDLED)
@given(sex=st.sampled_from(SEXES), age=st.none() | st.floats(0, 120))
def test_layers_are_positive_and_lie_one_under_the_other(zone: str, sex: Sex, age: float | None) -> None:
    stack = layers(zone, sex, age)
    assert [layer.name for layer in stack][:4] == STACK
    assert [layer.name for layer in stack][4:] in ([], ["subcutis"])
    assert stack[0].top_um == 0
    assert all(above.bottom_um == below.top_um for above, below in pairwise(stack))
    for layer in stack:
        assert layer.mean_um > 0
        assert layer.sd_um is None or layer.sd_um > 0
        assert layer.sources
        assert set(layer.sources) | set(layer.disagreement_sources) <= set(SOURCES.by_id)
        assert bool(layer.disagreement) == bool(layer.disagreement_sources)
        assert layer.age_note
        if layer.interval_um is not None:
            low, high = layer.interval_um
            assert 0 <= low < layer.mean_um < high


@pytest.mark.parametrize("zone", NEEDLED)
@pytest.mark.parametrize("sex", SEXES)
def test_the_dermis_is_its_two_halves(zone: str, sex: Sex) -> None:
    stack, whole = layers(zone, sex, 60), dermis(zone, sex, 60)
    assert whole.top_um == stack[2].top_um
    assert whole.bottom_um == pytest.approx(stack[3].bottom_um)
    assert stack[2].mean_um == pytest.approx(whole.mean_um * LAYER_SHARES.by_id["papillary_dermis"].share)
    assert stack[2].basis != "read"


def test_a_measured_zone_shows_the_printed_value_and_its_source() -> None:
    layer = dermis("forehead", "male")
    assert (layer.mean_um, layer.sd_um, layer.method, layer.basis) == (1170, 280, "ultrasound", "read")
    assert layer.sources == ("meng_2022_facial_ultrasound",)
    corneum = one("forearm", "stratum_corneum")
    assert (corneum.mean_um, corneum.sd_um, corneum.method, corneum.basis) == (18.3, 4.9, "histology", "read")


def test_a_zone_that_nobody_measured_says_so() -> None:
    layer = dermis("decolletage", "female")
    assert layer.basis == "house"
    assert "No thickness was found" in layer.note
    assert "house_default" in layer.sources
    assert layer.mean_um == dermis("neck", "female").mean_um


def test_what_was_taken_off_the_whole_skin_is_said() -> None:
    abdomen, lower_leg = dermis("abdomen", "female"), dermis("lower_leg", "female")
    assert (abdomen.basis, lower_leg.basis) == ("derived", "house")
    assert LESS_EPIDERMIS in abdomen.note
    assert TAKEN_OFF in abdomen.note
    assert TAKEN_OFF not in dermis("upper_arm", "female").note
    assert LESS_HORN in one("cheek", "viable_epidermis").note
    whole_um = printed_um("full_skin_thickness_waist_342_adults")
    assert abdomen.bottom_um == pytest.approx(whole_um)


def test_unknown_sex_lies_half_way_and_spreads_wider() -> None:
    female, male, unknown = (dermis("forehead", sex) for sex in SEXES)
    assert unknown.mean_um == (female.mean_um + male.mean_um) / 2
    assert unknown.sd_um is not None
    assert female.sd_um is not None
    assert male.sd_um is not None
    assert unknown.sd_um > sqrt((female.sd_um**2 + male.sd_um**2) / 2)
    assert HALF_WAY in unknown.note
    assert unknown.basis == "derived"
    assert HALF_WAY not in dermis("upper_arm", "unknown").note


@pytest.mark.parametrize("zone", NEEDLED)
@pytest.mark.parametrize("sex", SEXES)
def test_age_changes_only_what_a_study_gives_a_slope_for(zone: str, sex: Sex) -> None:
    young, old, unstated = (layers(zone, sex, age) for age in (25, 75, None))
    for one_young, one_old, one_unstated in zip(young, old, unstated, strict=True):
        if zone == "upper_arm" and one_old.name in STACK[1:]:
            assert one_old.mean_um < one_unstated.mean_um < one_young.mean_um
            assert "branchet_1990_age_thickness" in one_old.sources
            assert one_old.basis != "read"
        else:
            assert one_old.mean_um == one_unstated.mean_um == one_young.mean_um
            assert "Age changes nothing" in one_old.age_note
        assert one_unstated.age_note.endswith((NOT_GIVEN, UNKNOWN))


@given(ages=st.tuples(st.floats(0, 120), st.floats(0, 120)), sex=st.sampled_from(SEXES))
def test_older_is_never_thicker(ages: tuple[float, float], sex: Sex) -> None:
    younger, older = (layers("upper_arm", sex, age) for age in sorted(ages))
    assert all(now.mean_um <= before.mean_um for before, now in zip(younger, older, strict=True))


def test_a_decade_takes_what_the_study_prints() -> None:
    at = {age: dermis("upper_arm", "female", age).mean_um for age in (34, 44, 54, 80, 100)}
    assert at[44] == dermis("upper_arm", "female").mean_um
    assert at[54] / at[44] == pytest.approx(0.94)
    assert at[34] / at[44] == pytest.approx(1.06)
    assert at[80] == at[100]


@pytest.mark.parametrize("name", ["cheekbone", "Cheek Bone", "upper lip", "hands"])
def test_a_zone_has_many_names(name: str) -> None:
    assert layers(name, "female") == layers(find_zones(name)[0], "female")


@pytest.mark.parametrize(
    ("zone", "sex", "age", "message"),
    [
        ("foreheda", "female", 40, "zone: expected a zone of the body, found 'foreheda'; did you mean 'forehead'?"),
        ("face", "female", 40, "zone: expected one of forehead, "),
        ("cheek", "woman", 40, "sex: expected female or male or unknown, found 'woman'"),
        ("cheek", "female", -1, "age: expected 0 to 120 years, found -1"),
        ("cheek", "female", 121, "age: expected 0 to 120 years, found 121"),
        ("cheek", "female", float("nan"), "age: expected 0 to 120 years, found nan"),
    ],
)
def test_bad_input_is_one_clear_line(zone: str, sex: Sex, age: float, message: str) -> None:
    for ask in (layers, dermis):
        with pytest.raises(InputError) as error:
            ask(zone, sex, age)
        assert str(error.value).startswith(message)


@pytest.mark.parametrize("zone", NEVER)
def test_a_zone_that_is_never_needled_has_no_layers(zone: str) -> None:
    with pytest.raises(InputError, match="zone: expected a zone that may be needled"):
        layers(zone, "female")


def test_layers_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        layers("cheek", "female")[0].mean_um = 1  # type: ignore[misc]


def test_the_interval_is_log_normal() -> None:
    estimate = Estimate(100, 50, None, "histology", "", ("x",), "read")
    assert estimate.interval_um is not None
    low, high = estimate.interval_um
    spread = sqrt(log1p(0.25))
    assert log(high / low) == pytest.approx(4 * spread)
    assert sqrt(low * high) * exp(spread**2 / 2) == pytest.approx(100)


def test_the_printed_range_stands_in_for_a_missing_spread() -> None:
    assert Estimate(5, None, (2, 9), "histology", "", ("x",), "read").interval_um == (2, 9)
    assert Estimate(5, None, None, "histology", "", ("x",), "read").interval_um is None


def test_scaling_and_taking_away() -> None:
    whole = Estimate(100, 10, (80, 120), "histology", "here", ("x",), "read")
    assert scaled(whole, 2).range_um == (160, 240)
    rest = without(whole, scaled(whole, 0.25))
    assert (rest.mean_um, rest.sd_um, rest.range_um, rest.method, rest.basis) == (
        75,
        10,
        (55, 95),
        "derived",
        "derived",
    )
    with pytest.raises(ValueError, match="expected less than"):
        without(whole, whole)


def test_a_mixture_has_the_spread_of_both_groups_and_of_their_distance() -> None:
    low, high = (Estimate(mean_um, 1, None, "histology", "", ("x",), "read") for mean_um in (10, 20))
    both = mixed(low, high, "half")
    assert both.mean_um == 15
    assert both.sd_um == pytest.approx(sqrt(1 + 25))
