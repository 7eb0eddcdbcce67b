"""Measures of the body: one in use for each sex, ranges that hold their value, plain errors."""

from __future__ import annotations

from collections import Counter

import pytest

from punctum.evidence.sources import SOURCES
from punctum.evidence.units import UNITS
from punctum.problems import InputError
from punctum.skin.anthropometry import ANTHROPOMETRY, MeasurementRow, mean_mm, measure

ROWS = ANTHROPOMETRY.rows


def test_the_measure_of_the_survey_is_found_with_its_spread_and_sources() -> None:
    found = measure("bizygomatic_breadth", "female")
    assert (found.value, found.sd, found.unit, found.sources) == (133.8, 5.6, "mm", ("ansur_ii_2012",))
    assert {row.id for row in found.others} == {"bizygomatic_breadth_female_mprs", "bizygomatic_breadth_female_farkas"}


def test_an_unknown_sex_takes_the_mean_of_women_and_men() -> None:
    found = measure("stature", "unknown")
    assert found.value == pytest.approx((1628.5 + 1756.2) / 2)
    assert (found.basis, found.sd, len(found.rows)) == ("derived", None, 2)


def test_a_measure_of_both_sexes_serves_everyone() -> None:
    assert {measure("area_scalp", sex).value for sex in ("female", "male", "unknown")} == {500}


@pytest.mark.parametrize("name", sorted({row.measure for row in ROWS}))
def test_one_row_of_a_measure_is_used_for_each_sex(name: str) -> None:
    rows = [row for row in ROWS if row.measure == name]
    valued = {row.sex for row in rows if row.value is not None}
    assert Counter(row.sex for row in rows if row.used) == dict.fromkeys(valued, 1)
    assert len({row.unit for row in rows}) == 1


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_is_within_its_range_and_named_after_its_measure(row: MeasurementRow) -> None:
    low, high = row.value_low, row.value_high
    assert row.id.startswith(f"{row.measure}_{row.sex}")
    assert row.value is not None or (low is not None and high is not None and not row.used)
    known = [value for value in (low, row.value, high) if value is not None]
    assert known == sorted(known)
    assert known[0] > 0
    assert row.sd is None or (row.value is not None and row.sd < row.value / 2)
    assert row.unit in UNITS.by_id
    assert set(row.sources) <= set(SOURCES.by_id)


def test_women_and_men_of_the_survey_are_not_mixed_up() -> None:
    for name in ("stature", "biacromial_breadth", "hand_length", "neck_circumference", "body_surface_area"):
        assert measure(name, "female").value < measure(name, "unknown").value < measure(name, "male").value


def test_a_typo_is_told_with_the_nearest_name() -> None:
    with pytest.raises(InputError, match="did you mean 'stature'"):
        measure("statur", "male")


def test_a_sex_without_a_measure_is_told() -> None:
    with pytest.raises(InputError, match="area_face_half_head of male sex, found only female"):
        measure("area_face_half_head", "male")
    with pytest.raises(InputError, match="range without a middle"):
        measure("area_face_self_measured", "unknown")


def test_a_length_must_be_a_length() -> None:
    assert mean_mm("hand_breadth", "male") == 88.3
    with pytest.raises(InputError, match="a length in mm, found weight in kg"):
        mean_mm("weight", "female")
