"""What the studies say: every row once, pooled only what may be, each interval against its formula."""

from __future__ import annotations

from math import exp, log, sqrt

import pytest

from punctum.evidence.indications import INDICATIONS
from punctum.evidence.studies import STUDIES, may_be_pooled
from punctum.outcome import alternatives, pooled_responders, pooled_scores
from punctum.outcome.distributions import student_quantile
from punctum.outcome.evidence import all_evidence, evidence
from punctum.outcome.evidence_rows import EvidenceRow
from punctum.outcome.evidence_values import Evidence, ScaleEvidence
from punctum.problems import InputError
from tests.outcome.concerns import QUANTITATIVE, SCARS, concern

QUALITATIVE = "goodman_baron_qualitative"
EVERY = {found.indication: found for found in all_evidence()}


def scale(found: Evidence, name: str) -> ScaleEvidence:
    return next(scale for scale in found.scales if scale.scale == name)


def row(found: ScaleEvidence, start: str) -> EvidenceRow:
    return next(row for row in found.rows if row.id.startswith(start))


@pytest.mark.parametrize("indication", EVERY)
def test_every_row_stands_once(indication: str) -> None:
    there = sorted(arm.id for arm in STUDIES.rows if indication in arm.indications)
    assert sorted(row.id for row in EVERY[indication].rows) == there


def test_every_indication_is_answered_in_its_own_words() -> None:
    assert [(found.indication, found.answer) for found in EVERY.values()] == [
        (row.id, row.answer) for row in INDICATIONS.rows
    ]


def test_only_the_pool_is_pooled_and_all_others_say_why() -> None:
    for found in EVERY.values():
        for part in found.scales:
            pool = pooled_scores(found.indication, part.scale) or pooled_responders(found.indication, part.scale)
            inside = [row.id for row in part.rows if row.standing == "pooled"]
            assert sorted(inside) == sorted(arm.id for arm in pool.arms) if pool else inside == []
            assert (part.figure is None) == (pool is None)
        assert all(bool(row.why) == (row.standing != "pooled") for row in found.rows)


def test_what_is_kept_for_scoring_or_is_doubtful_is_never_pooled() -> None:
    scored = 0
    for found in EVERY.values():
        for row in found.rows:
            arm = STUDIES.by_id[row.id]
            assert row.standing != "pooled" or may_be_pooled(arm)
            if arm.role == "validation":
                scored += 1
                assert row.standing == "scored"
                assert "never pooled" in row.why
            if arm.doubtful:
                assert row.standing != "shown"
                assert row.doubts[0].kind == "doubtful"
                assert row.doubts[0].text == arm.doubt
    assert scored > 5


def test_a_figure_is_the_pool_of_its_scale() -> None:
    pool, figure = pooled_scores(SCARS, QUANTITATIVE), scale(EVERY[SCARS], QUANTITATIVE).figure
    assert pool is not None
    assert figure is not None
    assert (figure.mean, figure.interval_95) == (pool.pool.mean, pool.pool.confidence_interval())
    assert figure.new_study_95 == pool.pool.new_study().interval(0.95)
    assert (figure.tau, figure.i_squared, figure.studies) == (pool.pool.tau, pool.pool.i_squared, pool.pool.studies)
    assert EVERY[SCARS].certainty == figure.certainty == "low"


def test_the_share_of_people_is_in_percent() -> None:
    part = scale(EVERY[SCARS], QUALITATIVE)
    pool = pooled_responders(SCARS, QUALITATIVE)
    assert pool is not None
    assert part.figure is not None
    assert part.definition == pool.definition
    assert part.figure.mean == pytest.approx(100 / (1 + exp(-pool.pool.mean)))
    low, high = part.figure.interval_95
    assert 0 < low < part.figure.mean < high < 100


def test_the_interval_of_a_fall_has_its_formula() -> None:
    asif = row(scale(EVERY[SCARS], QUANTITATIVE), "asif_2016_needling_distilled_water")
    half = student_quantile(0.975, 49) * 13.22 / sqrt(50)
    assert asif.value == pytest.approx(45.84)
    assert asif.interval_95 == pytest.approx((45.84 - half, 45.84 + half))
    assert [doubt.kind for doubt in asif.doubts] == ["spread_assumed", "note"]


def test_the_interval_of_a_share_has_its_formula() -> None:
    majid = row(scale(EVERY[SCARS], QUALITATIVE), "majid_2009")
    middle, error = log(34 / 2), sqrt(1 / 34 + 1 / 2)
    expected = [100 / (1 + exp(-(middle + z * error))) for z in (0, -1.959964, 1.959964)]
    assert majid.value == pytest.approx(expected[0])
    assert majid.interval_95 == pytest.approx(tuple(expected[1:]))


def test_no_fall_is_more_than_all_of_it() -> None:
    values = [row for found in EVERY.values() for row in found.rows if row.interval_95 and row.value is not None]
    assert len(values) > 20
    assert all(row.interval_95[0] <= row.value <= row.interval_95[1] <= 100 for row in values)  # type: ignore[index,operator]


def test_shares_of_another_kind_carry_no_value() -> None:
    asif = row(scale(EVERY[SCARS], QUALITATIVE), "asif_2016_needling_distilled_water")
    assert STUDIES.by_id[asif.id].responders is not None
    assert (asif.value, asif.why) == (None, "counts another kind of change")


def test_scales_with_a_figure_come_first() -> None:
    for found in EVERY.values():
        figures = [part.figure is not None for part in found.scales]
        assert figures == sorted(figures, reverse=True)
    assert [part.scale for part in EVERY[SCARS].scales][:2] == [QUANTITATIVE, QUALITATIVE]


def test_nothing_studied_says_so() -> None:
    found = EVERY["sun spots"]
    assert (found.scales, found.others, found.studies, found.people) == ((), (), 0, 0)
    assert found.certainty == "very low"


def test_people_are_counted_once_a_study() -> None:
    # Two treated halves of the same 27 faces, and two groups of which the larger one counts.
    found = EVERY["vitiligo"]
    assert {row.participants for row in found.rows} == {25, 27}
    assert (found.studies, found.people) == (2, 52)


def test_other_ways_are_those_of_the_plan() -> None:
    assert EVERY[SCARS].alternatives == alternatives(concern())


def test_any_name_will_do_and_a_wrong_one_is_a_problem() -> None:
    assert evidence("Acne Scars") == EVERY[SCARS]
    with pytest.raises(InputError, match="indication: expected an indication, found 'acne scarz'; did you mean"):
        evidence("acne scarz")
