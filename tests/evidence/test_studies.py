"""The table of studies: whole, typed, and nothing kept for validation is ever pooled."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from punctum.evidence.indications import INDICATIONS
from punctum.evidence.scales import SCALES
from punctum.evidence.sources import SOURCES
from punctum.evidence.studies import STUDIES, StudyArm, arms_of, is_controlled, may_be_pooled, result_in_words


def test_the_table_is_whole() -> None:
    assert len(STUDIES.rows) == 168
    assert len(STUDIES.by_id) == 168
    assert {row.study for row in STUDIES.rows if row.role == "validation"} == {
        "alam_2014", "von_dalwig_nolda_2020", "arora_2022", "sridhar_2022", "dguv_2019",
    }  # fmt: skip
    assert sum(row.basis == "remembered" for row in STUDIES.rows) == 7


def test_every_reference_is_known() -> None:
    for row in STUDIES.rows:
        assert row.source in SOURCES.by_id, row.id
        assert set(row.indications) <= set(INDICATIONS.by_id), row.id
        assert row.scale == "" or row.scale in SCALES.by_id, row.id
        assert row.duplicate_of == "" or row.duplicate_of in STUDIES.by_id, row.id


def test_a_study_has_one_source_and_one_name() -> None:
    for what in ("source", "label"):
        pairs = {(row.study, getattr(row, what)) for row in STUDIES.rows}
        assert len(pairs) == len({study for study, _ in pairs})


def test_values_lie_on_their_scale() -> None:
    for row in STUDIES.rows:
        if row.scale and row.percent_of != "other":
            scale = SCALES.by_id[row.scale]
            for value in (row.baseline_mean, row.followup_mean):
                if value is not None and scale.range_min is not None and scale.range_max is not None:
                    assert scale.range_min <= value <= scale.range_max, row.id


def test_signs_agree() -> None:
    """Change is follow-up minus baseline; improvement is positive for benefit."""
    compared = 0
    for row in STUDIES.rows:
        if row.baseline_mean is not None and row.followup_mean is not None and row.change_mean is not None:
            compared += 1
            assert row.change_mean == pytest.approx(row.followup_mean - row.baseline_mean, abs=0.02), row.id
        if row.change_mean is not None and row.percent_improvement is not None:
            compared += 1
            assert row.higher_is_better is not None
            assert (row.change_mean > 0) == row.higher_is_better == (row.percent_improvement < 0) or (
                row.change_mean < 0 and not row.higher_is_better and row.percent_improvement > 0
            ), row.id
        if row.change_mean is not None and row.change_ci_low is not None and row.change_ci_high is not None:
            assert row.change_ci_low <= row.change_mean <= row.change_ci_high, row.id
    assert compared > 20


def test_what_may_not_be_pooled() -> None:
    for row in STUDIES.rows:
        if row.role == "validation" or row.basis != "read" or row.doubtful or row.duplicate_of:
            assert not may_be_pooled(row)
    doubtful = {row.study for row in STUDIES.rows if row.doubtful}
    assert {
        "osman_2017", "afra_2019", "rana_2017", "salve_2021", "zaky_2021", "gul_2023", "dhurat_2013", "kumar_2018",
        "north_india_2025", "indonesia_minoxidil", "alster_li_2020_scars", "garg_chaudhary",
    } <= doubtful  # fmt: skip
    assert all(row.doubtful for row in STUDIES.rows if row.basis == "remembered")


def test_repeats_are_left_out() -> None:
    repeats = [row for row in STUDIES.rows if row.duplicate_of]
    assert len(repeats) == 3
    for row in repeats:
        assert STUDIES.by_id[row.duplicate_of].study == row.study
        assert all(row not in arms_of(indication) for indication in row.indications)


def test_only_an_untreated_side_is_a_control() -> None:
    assert {row.study for row in STUDIES.rows if is_controlled(row)} == {"alam_2014", "park_2016"}


def test_every_row_says_something() -> None:
    for row in STUDIES.rows:
        text = result_in_words(row)
        assert text.startswith(row.measure)
        assert "None" not in text
        assert "nan" not in text
    tissue = [row for row in STUDIES.rows if row.measure_kind == "tissue"]
    assert tissue
    assert all("90" not in result_in_words(row) for row in tissue)


def test_results_in_words() -> None:
    by_id = STUDIES.by_id
    alam = result_in_words(by_id["alam_2014_needling_goodman_baron_quantitative_w26"])
    assert alam == "Goodman–Baron quantitative score: mean change −3.4 (95 % interval −6.5 to −0.2)"
    majid = result_in_words(by_id["majid_2009_needling_goodman_baron_qualitative_w8"])
    assert majid == "Goodman–Baron grade: 34 of 36 people: one grade better or more"


@pytest.mark.parametrize(
    "wrong",
    [
        {"responders": 5, "responders_of": 4},
        {"change_ci_low": 2.0, "change_ci_high": 1.0},
        {"change_ci_low": 2.0, "change_ci_high": None},
        {"baseline_sd": -1.0},
        {"doubtful": True, "doubt": ""},
        {"doubtful": False, "doubt": "why"},
        {"design": "hearsay"},
    ],
)
def test_values_that_do_not_fit_are_refused(wrong: dict[str, object]) -> None:
    filled = STUDIES.by_id["majid_2009_needling_goodman_baron_qualitative_w8"].model_dump()
    row = {name: ";".join(value) if isinstance(value, tuple) else value for name, value in filled.items()}
    StudyArm.model_validate(row)
    with pytest.raises(ValidationError):
        StudyArm.model_validate(row | wrong)
