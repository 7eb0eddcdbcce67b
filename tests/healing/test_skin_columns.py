"""Columns of a person's skin."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punctum.delivery.layer_dose import layer_doses
from punctum.healing.columns import THICKNESSES, Columns
from punctum.healing.modifiers import MODIFIERS
from punctum.healing.skin_columns import columns_of
from punctum.problems import InputError
from punctum.skin import layers

ZONES = st.sampled_from(["cheek", "forehead", "scalp", "back", "neck"])


def bytes_of(columns: Columns) -> list[bytes]:
    return [getattr(columns, field.name).tobytes() for field in fields(columns)]


def test_draw_0_is_the_usual_skin() -> None:
    columns = columns_of("cheek", "female", 60, draws=3)
    of = {layer.name: layer.mean_um for layer in layers("cheek", "female", 60)}
    for name in THICKNESSES:
        assert getattr(columns, name)[0] == of[name.removesuffix("_um")]  # type: ignore[index]
    share = (60 - 25) / (80 - 25)
    age, sex = MODIFIERS.by_id["age_synthesis"].factor_middle, MODIFIERS.by_id["sex_female"].factor_middle
    assert age is not None
    assert sex is not None
    assert columns.synthesis_factor[0] == pytest.approx((1 + share * (age - 1)) * sex)
    assert columns.mmp_factor.tolist() == [1, 1, 1]
    assert columns.covered.tolist() == [0, 0, 0]


@settings(max_examples=20)
@given(ZONES, st.sampled_from(["female", "male", "unknown"]), st.integers(0, 5), st.integers(1, 6))
def test_a_draw_is_the_same_whatever_their_number(zone: str, sex: str, seed: int, draws: int) -> None:
    some = columns_of(zone, sex, 50, ["smoking"], phototype="IV", draws=draws, seed=seed)  # type: ignore[arg-type]
    more = columns_of(zone, sex, 50, ["smoking"], phototype="IV", draws=8, seed=seed)  # type: ignore[arg-type]
    assert bytes_of(some) == bytes_of(more.take(range(draws)))


def test_a_draw_has_the_layers_that_a_delivery_has() -> None:
    columns = columns_of("forehead", "female", 40, draws=5, seed=7)
    stack = layers("forehead", "female", 40)
    depths = np.linspace(0.1, 1.5, 50, dtype=np.float32)
    for draw in range(5):
        bottoms = [dose.bottom_um for dose in layer_doses(depths, stack, 7, draw)[:4]]
        assert np.cumsum([getattr(columns, name)[draw] for name in THICKNESSES]) == pytest.approx(bottoms)


def test_draws_spread_as_the_table_says() -> None:
    columns = columns_of("cheek", "unknown", None, ["smoking"], draws=2000, seed=1)
    smoking = MODIFIERS.by_id["smoking_mmp"]
    assert smoking.factor_low is not None
    assert smoking.factor_high is not None
    below, above = np.mean(columns.mmp_factor < smoking.factor_low), np.mean(columns.mmp_factor > smoking.factor_high)
    assert below == pytest.approx(0.05, abs=0.02)
    assert above == pytest.approx(0.05, abs=0.02)
    assert columns.viable_epidermis_um.mean() == pytest.approx(columns.viable_epidermis_um[0], rel=0.03)
    assert columns.reticular_dermis_um.std() > 0.1 * columns.reticular_dermis_um[0]
    epidermis = columns.viable_epidermis_um / columns.stratum_corneum_um
    assert np.ptp(epidermis) == pytest.approx(0, abs=1e-9), "the epidermis is thicker or thinner as a whole"


def test_smoking_and_a_steroid_multiply_and_darker_skin_closes_slower() -> None:
    plain = columns_of("cheek", "female", 30)
    both = columns_of("cheek", "female", 30, ["smoking", "potent_topical_steroid"])
    assert both.synthesis_factor / plain.synthesis_factor == pytest.approx(0.56 * 0.14)
    assert both.closure_factor.tolist() == plain.closure_factor.tolist()
    speeds = [columns_of("cheek", "female", 30, phototype=kind).closure_factor[0] for kind in ("I", "III", "VI")]
    assert speeds[0] > speeds[1] > speeds[2]
    assert columns_of("cheek", "female", 80).epithelial_factor[0] < plain.epithelial_factor[0] < 1


def test_a_cover_is_kept() -> None:
    assert columns_of("cheek", "male", None, covered=True, draws=2).covered.tolist() == [1, 1]


def test_another_seed_gives_other_people() -> None:
    one, other = (columns_of("cheek", "male", None, draws=2, seed=seed) for seed in (1, 2))
    for name in ("viable_epidermis_um", "reticular_dermis_um", "synthesis_factor", "closure_factor"):
        assert getattr(one, name)[0] == getattr(other, name)[0]
        assert getattr(one, name)[1] != getattr(other, name)[1]


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(InputError) as caught:
        columns_of("chek", "female", 40, ["smokin"], phototype="0", draws=0, seed=-1)
    assert [problem.path for problem in caught.value.problems] == ["zone", "modifiers", "phototype", "draws", "seed"]
    assert caught.value.problems[0].hint == "cheek"
    with pytest.raises(InputError, match="age: expected"):
        columns_of("cheek", "female", 400)
