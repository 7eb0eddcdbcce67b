"""Dark marks predicted for an arm: from studies that may be pooled, never from rows kept to check predictions."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import betaincinv

from punctum.care.tables import ADVERSE_EVENTS
from punctum.evidence.studies import STUDIES
from punctum.outcome import dark_marks_incidence
from punctum.outcome.harm.dark_marks import skin_types
from punctum.outcome.harm.studies import DARK_MARKS, harm_studies, harm_synthesis
from punctum.outcome.harm.tables import HARM_RESULTS, HARMS


def test_the_cited_interval_is_the_exact_one_of_its_two_series() -> None:
    """What the table of adverse events says is 5 of 69, taken as one study."""
    cited = [each for each in harm_studies(DARK_MARKS) if each.source in HARMS.by_id[DARK_MARKS].sources]
    counted = [each for each in cited if each.study in ("dogra_2014", "alqarqaz_dark_marks")]
    people, of = (sum(getattr(each, name) for each in counted) for name in ("people", "of"))
    low, high = betaincinv(people, of - people + 1, 0.025), betaincinv(people + 1, of - people, 0.975)
    assert (of, len(counted)) == (HARMS.by_id[DARK_MARKS].cited_people, HARMS.by_id[DARK_MARKS].cited_studies)
    assert (
        tuple(round(100 * share) for share in (low, people / of, high))
        == ADVERSE_EVENTS.by_id[DARK_MARKS].incidence_percent
    )


def test_the_synthesis_of_all_studies_overlaps_with_what_is_cited() -> None:
    synthesis, cited = harm_synthesis(DARK_MARKS), ADVERSE_EVENTS.by_id[DARK_MARKS].incidence_percent
    assert synthesis is not None
    assert cited is not None
    assert cited[0] < synthesis.average_percent[1] < cited[2]
    assert synthesis.average_percent[0] < cited[1] < synthesis.average_percent[2]
    assert (synthesis.studies, synthesis.people) == (7, 187)


def test_rows_kept_for_validation_never_count() -> None:
    kept = {arm.study for arm in STUDIES.rows if arm.role == "validation"}
    labels = {arm.label for arm in STUDIES.rows if arm.role == "validation"}
    for event in HARMS.by_id:
        for each in harm_studies(event):
            assert each.study not in kept
            assert each.label not in labels
    assert all(not row.arm or STUDIES.by_id[row.arm].role == "calibration" for row in HARM_RESULTS.rows)


def test_a_row_that_goes_to_validation_no_longer_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = ("dogra_2014", "striae_alba_2023")
    rows = tuple(row.model_copy(update={"role": "validation"}) if row.study in gone else row for row in STUDIES.rows)
    monkeypatch.setitem(STUDIES.__dict__, "rows", rows)
    monkeypatch.setitem(STUDIES.__dict__, "by_id", {row.id: row for row in rows})
    harm_studies.cache_clear()
    try:
        assert len([each for each in harm_studies(DARK_MARKS) if each.pooled]) == 5
        assert not [each for event in HARMS.by_id for each in harm_studies(event) if each.study in gone]
    finally:
        harm_studies.cache_clear()


def test_results_of_studies_say_what_the_study_rows_say() -> None:
    for row in HARM_RESULTS.rows:
        if row.arm:
            arm = STUDIES.by_id[row.arm]
            assert row.label == arm.label
            assert arm.source in row.sources
            assert row.phototypes == arm.phototypes


def test_each_study_stands_once_among_the_pooled() -> None:
    pooled = [each.study for each in harm_studies(DARK_MARKS) if each.pooled]
    assert len(pooled) == len(set(pooled))


def test_intervals_are_nested_and_hold_the_middle() -> None:
    found = dark_marks_incidence("III-V", 30)
    assert found is not None
    middle, half, most, nearly_all = found
    assert nearly_all[0] <= most[0] <= half[0] <= middle <= half[1] <= most[1] <= nearly_all[1] <= 100
    for end in (middle, *half, *most, *nearly_all):
        assert end * 30 / 100 == pytest.approx(round(end * 30 / 100)), "a share of thirty people"


def test_skin_type_moves_nothing_that_studies_cannot_tell_apart() -> None:
    assert dark_marks_incidence("IV-V", 30) == dark_marks_incidence("", 30) == dark_marks_incidence("I-II", 30)
    assert dark_marks_incidence("VI", 30) is None


def test_small_arms_have_wider_intervals() -> None:
    small, large = dark_marks_incidence("", 10), dark_marks_incidence("", 2000)
    assert small is not None
    assert large is not None
    assert small[3][1] - small[3][0] >= large[3][1] - large[3][0]


def test_unprinted_numbers_of_people_have_a_house_value() -> None:
    assert dark_marks_incidence("", None) == dark_marks_incidence("", 15)


def test_a_study_left_out_changes_the_prediction_and_most_left_out_leave_none() -> None:
    whole = dark_marks_incidence("", 1000)
    without = dark_marks_incidence("", 1000, without=frozenset({"striae_alba_2023"}))
    assert whole is not None
    assert without is not None
    assert without[2][1] < whole[2][1]
    studies = frozenset(each.study for each in harm_studies(DARK_MARKS) if each.pooled)
    assert dark_marks_incidence("", 1000, without=frozenset(sorted(studies)[:5])) is None


def test_each_study_left_out_lies_in_the_interval_that_the_others_give() -> None:
    """Leave one study out: of seven, the 95 % interval may miss one at most."""
    counts = [each for each in harm_studies(DARK_MARKS) if each.pooled]
    held = []
    for each in counts:
        found = dark_marks_incidence(each.phototypes, each.of, without=frozenset({each.study}))
        assert found is not None
        assert each.people is not None
        assert each.of
        low, high = found[3]
        held.append(low - 1e-9 <= 100 * each.people / each.of <= high + 1e-9)
    assert np.sum(held) >= len(held) - 1


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("III-V", "III IV V"),
        ("types I to II", "I II"),
        ("IV", "IV"),
        ("I, III", "I III"),
        ("II–IV", "II III IV"),
        ("I and VI", "I VI"),
        ("", ""),
        ("dark", ""),
    ],
)
def test_skin_types_are_read(text: str, types: str) -> None:
    assert skin_types(text) == frozenset(types.split())
