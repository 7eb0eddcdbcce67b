"""Modifiers: what the table holds, what follows from printed rows, and how factors are drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.evidence.parameters import PARAMETERS
from punctum.healing.kinetics import AT_HIGH
from punctum.healing.modifiers import MODIFIERS, Modifier, effects_of, modifiers_of, named_modifiers
from punctum.problems import InputError

FACTORED = [row for row in MODIFIERS.rows if row.acts_on != "none"]
LIFETIME = "micropore_lifetime_upper_arm_self_identified_"


def printed(name: str) -> float:
    value = PARAMETERS.by_id[name].value
    assert value is not None
    return value


def middle(name: str) -> float:
    value = MODIFIERS.by_id[name].factor_middle
    assert value is not None
    return value


def test_no_modifier_rests_on_a_row_that_is_kept_for_validation() -> None:
    used = {name for row in MODIFIERS.rows for name in row.rests_on}
    assert used
    assert {PARAMETERS.by_id[name].role for name in used} == {"calibration"}


@pytest.mark.parametrize("row", MODIFIERS.rows, ids=lambda row: row.id)
def test_a_row_has_three_factors_in_order_or_says_why_it_has_none(row: Modifier) -> None:
    factors = (row.factor_low, row.factor_middle, row.factor_high)
    if row.acts_on == "none":
        assert factors == (None, None, None)
        assert row.note.startswith("Not modelled: ")
    else:
        low, mid, high = (value for value in factors if value is not None)
        assert 0 < low <= mid <= high
    assert (row.given_by in ("sex", "phototype")) == bool(row.group)
    assert (row.given_by == "age") == (row.from_years is not None) == (row.to_years is not None)


def test_factors_follow_from_what_is_printed() -> None:
    study = "sex_collagen_deposited_in_test_wound_eptfe_10_d_premenopausal_n_"
    ratio = 1 + (printed(f"{study}37") + printed(f"{study}47")) / 2 / 100
    assert middle("sex_female") == pytest.approx(2 * ratio / (1 + ratio), abs=1e-3)
    assert middle("sex_male") == pytest.approx(2 / (1 + ratio), abs=1e-3)
    assert middle("smoking_synthesis") == printed("smoking_collagen_deposited_in_test_wound")
    assert MODIFIERS.by_id["potent_topical_steroid"].factor_high == 1 + printed("clobetasol_type_i_synthesis") / 100
    assert middle("systemic_steroid") == printed("systemic_prednisone_0_48_mg_kg_collagen_synthesis") / 100
    assert MODIFIERS.by_id["age_synthesis"].factor_low == printed("age_fibroblast_procollagen_i")
    old = printed("aged_skin_keratinocyte_g1_time") + printed("aged_skin_keratinocyte_s_time")
    assert middle("age_epithelium") == pytest.approx(13 / old, abs=0.005)


def test_pores_of_the_phototypes_follow_from_the_groups() -> None:
    people = {"asian": 32, "bi_multi_racial": 10, "black": 22, "latino": 23, "white": 23}
    assert all(f"n={count};" in PARAMETERS.by_id[LIFETIME + group].conditions for group, count in people.items())
    mean = sum(printed(LIFETIME + group) * count for group, count in people.items()) / sum(people.values())
    assert middle("lightness_light") == pytest.approx(mean / printed(LIFETIME + "white"), abs=0.005)
    assert middle("lightness_dark") == pytest.approx(mean / printed(LIFETIME + "black"), abs=0.005)
    low, high = MODIFIERS.by_id["lightness_middle"].factor_low, MODIFIERS.by_id["lightness_middle"].factor_high
    assert low == pytest.approx(mean / printed(LIFETIME + "latino"), abs=0.005)
    assert high == pytest.approx(mean / printed(LIFETIME + "asian"), abs=0.005)


@given(st.sampled_from(FACTORED), st.floats(-4, 4), st.floats(-4, 4), st.floats(0, 1))
def test_a_factor_runs_through_its_three_values_and_rises_with_the_score(
    row: Modifier, one: float, other: float, share: float
) -> None:
    assert float(row.factor(-AT_HIGH)) == pytest.approx(row.factor_low)
    assert float(row.factor(0.0)) == pytest.approx(row.factor_middle)
    assert float(row.factor(AT_HIGH)) == pytest.approx(row.factor_high)
    assert float(row.factor(one, 0.0)) == 1
    assert float(row.factor(one, share)) == pytest.approx(1 + share * (float(row.factor(one)) - 1))
    if one < other:
        assert float(row.factor(one)) <= float(row.factor(other))


def test_what_is_not_modelled_changes_nothing() -> None:
    assert MODIFIERS.by_id["diabetes"].factor([-1.0, 0.0, 1.0]).tolist() == [1, 1, 1]


@pytest.mark.parametrize(("age", "share"), [(None, 0), (18, 0), (25, 0), (52.5, 0.5), (80, 1), (95, 1)])
def test_age_grows_in_a_straight_line(age: float | None, share: float) -> None:
    assert MODIFIERS.by_id["age_synthesis"].share_at(age) == pytest.approx(share)
    assert MODIFIERS.by_id["smoking_mmp"].share_at(age) == 1


def test_effects_of_a_person_are_those_of_sex_phototype_age_and_names() -> None:
    found = {row.id for row, _ in effects_of("female", 40, "V", ["Smoking"])}
    assert found == {
        "age_synthesis", "age_epithelium", "age_closure", "sex_female", "lightness_dark", "smoking_synthesis",
        "smoking_mmp",
    }  # fmt: skip
    unknown = {row.id for row, _ in effects_of("unknown", None, None, [])}
    assert {"sex_unknown", "lightness_unknown"} < unknown


def test_every_phototype_and_sex_has_one_row() -> None:
    for phototype in ("I", "II", "III", "IV", "V", "VI", None):
        for sex in ("female", "male", "unknown"):
            given_by = [row.given_by for row, _ in effects_of(sex, None, phototype, [])]
            assert given_by.count("sex") == given_by.count("phototype") == 1


def test_names_are_found_by_id_or_name_and_count_once() -> None:
    assert named_modifiers(["potent topical steroid", "potent_topical_steroid"]) == ("potent_topical_steroid",)


def test_a_name_that_the_table_lacks_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        effects_of("female", 40, "VII", ["smokin", "age", "diabetes"])
    paths = [(problem.path, problem.hint) for problem in caught.value.problems]
    assert paths == [("modifiers", "smoking"), ("modifiers", ""), ("phototype", "")]


def test_a_history_names_modifiers() -> None:
    assert modifiers_of(["med_potent_topical_steroid", "cond_smoking_or_vaping"]) == (
        "smoking", "potent_topical_steroid",
    )  # fmt: skip
    assert modifiers_of(["cond_diabetes_type_2"]) == ("diabetes",)
    assert modifiers_of(["cond_melasma", "no such entry"]) == ()
    for row in MODIFIERS.rows:
        assert named_modifiers(modifiers_of(row.concepts)) == modifiers_of(row.concepts)
