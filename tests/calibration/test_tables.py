"""The data of the fit: only rows for calibration, every value from its row, and nothing left out without a reason."""

from __future__ import annotations

from math import inf

import pytest

from punctum.calibration.predict import OF
from punctum.calibration.tables import (
    EXPERIMENTS,
    OBSERVATIONS,
    PREDICTIONS,
    TABLES,
    UNUSED,
    VARIANTS,
    Observation,
)
from punctum.evidence.check import check_tables
from punctum.evidence.parameters import PARAMETERS
from punctum.planning.registry import ALL_TABLES

GROUPS = {"healing_kinetics", "acute_response"}
SAME_UNIT = {("h", "days"), ("weeks", "days"), ("% (max)", "%")}


def test_the_tables_fit_together() -> None:
    assert check_tables((*ALL_TABLES, *TABLES)) == []


@pytest.mark.parametrize("row", OBSERVATIONS.rows, ids=lambda row: row.id)
def test_a_datum_rests_on_a_row_for_calibration(row: Observation) -> None:
    assert row.printed.role == "calibration"


def test_what_is_kept_for_validation_is_not_even_listed_as_unused() -> None:
    listed = {name for row in UNUSED.rows for name in row.rests_on}
    assert {PARAMETERS.by_id[name].role for name in listed} == {"calibration"}


def test_every_row_on_healing_is_used_or_left_out_for_a_reason() -> None:
    rows = {row.id for row in PARAMETERS.rows if row.role == "calibration" and row.group in GROUPS}
    used = {row.rests_on for row in OBSERVATIONS.rows}
    listed = [name for row in UNUSED.rows for name in row.rests_on]
    assert rows - used - set(listed) == set()
    assert used & set(listed) == set()
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("row", OBSERVATIONS.rows, ids=lambda row: row.id)
def test_a_datum_has_a_value_an_error_and_the_unit_of_its_prediction(row: Observation) -> None:
    low, high = row.bounds()
    assert low <= high
    assert (low, high) != (-inf, inf)
    assert (low == high) == (row.kind == "value")
    assert row.spread() > 0
    unit = PREDICTIONS.by_id[row.prediction].unit
    if row.kind not in ("rise", "fall"):
        assert row.printed.unit == unit or (row.printed.unit, unit) in SAME_UNIT
    if row.scale == "log":
        assert high == inf or high > 0
        assert row.kind not in ("rise", "fall")


def test_hours_and_weeks_become_days() -> None:
    assert OBSERVATIONS.by_id["macrophages_maximum_in_periphery"].bounds() == (2, 2)
    assert OBSERVATIONS.by_id["tgf_b3_expression_after_needling"].bounds() == (14, inf)
    assert OBSERVATIONS.by_id["barrier_resealing_no_occlusion"].bounds()[1] == pytest.approx(2 / 24)
    assert OBSERVATIONS.by_id["micropore_closure_half_life_volar_forearm"].spread() == pytest.approx(11.99 / 24)


def test_a_printed_deviation_is_read_and_inflated() -> None:
    row = OBSERVATIONS.by_id["pepsin_extractable_collagen_6_months"]
    assert row.spread() == pytest.approx(8.9 * row.inflation)
    with pytest.raises(ValueError, match="expected an error, or a standard deviation"):
        OBSERVATIONS.by_id["polymorphs_and_fibrin_at_maximum"].model_copy(update={"error": None}).spread()


def test_animals_and_doubtful_rows_weigh_less() -> None:
    for row in OBSERVATIONS.rows:
        if EXPERIMENTS.by_id[row.experiment].species == "animal":
            assert row.inflation >= 2, row.id


def test_every_prediction_is_made_and_used() -> None:
    assert set(OF) == set(PREDICTIONS.by_id) == {row.prediction for row in OBSERVATIONS.rows}


def test_days_lie_within_the_course() -> None:
    for row in OBSERVATIONS.rows:
        done = EXPERIMENTS.by_id[row.experiment]
        assert all(0 < day <= done.until_days for day in row.days), row.id


def test_variants_hold_a_constant_or_none() -> None:
    assert [row.held for row in VARIANTS.rows] == [{"wound_collagen_loss_ratio": 1.0}, {}]
