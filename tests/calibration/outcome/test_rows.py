"""Which rows of the studies are fitted, how those that are doubtful are, and what their printed numbers become."""

from __future__ import annotations

from math import log
from pathlib import Path

import pytest

from punctum.calibration.outcome.rows import Observation, observations, observed
from punctum.calibration.outcome.tables import HANDLING
from punctum.evidence.studies import STUDIES

DOC = (Path(__file__).parents[3] / "docs" / "outcome.md").read_text(encoding="utf-8")
FITTED = {one.row: one for one in observations()[0]}
LEFT = {one.row: one.reason for one in observations()[1]}
DOUBTFUL = [arm.id for arm in STUDIES.rows if arm.doubtful and arm.role == "calibration"]
# What a reader of the papers would write down, row by row.
BY_HAND = {
    "dogra_2014_needling_goodman_baron_quantitative_w4": log(11.73 / 6.5),
    "zaky_2021_hydroquinone_cream_mmasi": log(6.604 / 3.032),
    "hq_txa_2026_needling_tranexamic_acid_half_masi": log(5.85 / 2.66),
    "asif_2016_needling_prp_goodman_baron_quantitative": -log(1 - 0.622),
    "mohamed_2024_needling_insulin_goodman_baron_quantitative_w13": -log(1 - 0.4918),
    "farshi_2020_needling_colour_meter": log(43.7 / 28.05),
    "minh_2019_needling_goodman_baron_qualitative_w9": log(3.29 / 1.77),
    "kumar_2018_needling_minoxidil_5_hairs_per_square_inch": 12.52 / 6.4516,
    "dhurat_2013_minoxidil_alone_hairs_per_cm2": 22.2,
    "lima_2017_needling_triple_cream_masi_w2": -log(1 - 0.7),
}  # fmt: skip


def test_nothing_that_is_kept_for_checks_or_was_not_read_is_fitted() -> None:
    for row in FITTED:
        arm = STUDIES.by_id[row]
        assert (arm.role, arm.basis, arm.duplicate_of) == ("calibration", "read", ""), row
    assert {*FITTED, *LEFT} == {arm.id for arm in STUDIES.rows}


@pytest.mark.parametrize("changed", [{"role": "validation"}, {"basis": "remembered"}, {"basis": "derived"}])
def test_any_row_drops_out_once_its_role_or_basis_says_so(changed: dict[str, str]) -> None:
    for row in FITTED:
        assert isinstance(observed(STUDIES.by_id[row].model_copy(update=changed)), str), row


@pytest.mark.parametrize("row", DOUBTFUL)
def test_a_doubtful_row_is_widened_or_stays_out_or_is_named_with_a_reason(row: str) -> None:
    handling = HANDLING.by_id.get(row)
    if row in LEFT:
        assert LEFT[row]
    elif not FITTED[row].doubtful:
        assert handling is not None
        assert handling.handling == "plain"
        assert handling.reason
    named = row in FITTED or handling is not None
    assert not named or f"`{row}`" in DOC, "each row that is doubted and fitted is named in docs/outcome.md"


def test_a_rating_that_is_read_as_percent_is_doubtful() -> None:
    read = [row.id for row in HANDLING.rows if row.handling == "as_percent"]
    assert read
    assert all(FITTED[row].doubtful for row in read)


def test_the_weakest_series_of_stretch_marks_is_not_left_out() -> None:
    one = FITTED["salve_2021_needling_response_category"]
    assert (one.people, one.design.measure.responder_class, one.doubtful) == ((2, 27), "quarter", True)


@pytest.mark.parametrize(("row", "expected"), BY_HAND.items())
def test_numbers_by_hand(row: str, expected: float) -> None:
    y = FITTED[row].y
    assert y == pytest.approx(expected, rel=1e-12)


def test_falls_in_points_are_gains() -> None:
    """Scores where less is better fall: what is printed below nought is a gain above it."""
    falls = {row: one.change for row, one in FITTED.items() if one.change is not None}
    assert falls["rana_2017_needling_ecca_w10"] == 29.58
    assert falls["peterson_liu_needling_salt"] == 9.6
    for row in falls:
        assert (STUDIES.by_id[row].change_mean or 0) < 0, row


def test_no_score_that_rises_is_read_as_one_that_falls() -> None:
    """A mean before and after gives ln(before/after) only where less is better; hairs are counted apart."""
    for row, one in FITTED.items():
        arm = STUDIES.by_id[row]
        if arm.baseline_mean is not None and arm.followup_mean is not None and one.y is not None:
            assert arm.higher_is_better is not True, row
        if one.design.measure.family == "count":
            assert arm.higher_is_better is True, row


def test_a_spread_that_is_doubtful_or_far_too_small_is_not_learned_from() -> None:
    assert FITTED["rana_2017_needling_ecca_w10"].person_sd is None
    gul: Observation = FITTED["gul_2023_needling_20_vitamin_c_mmasi_w4"]
    assert gul.doubtful
