"""Alternatives come from study rows; what no row carries is said not to be measured."""

from __future__ import annotations

import pytest

from punctum.evidence.indications import INDICATIONS
from punctum.evidence.studies import STUDIES
from punctum.outcome import alternatives
from punctum.outcome.certainty import grade_comparison
from tests.outcome.concerns import SCARS, concern


@pytest.mark.parametrize("indication", [row.id for row in INDICATIONS.rows])
def test_nothing_is_always_an_alternative(indication: str) -> None:
    found = alternatives(concern(indication))
    assert [other.kind for other in found].count("nothing") == 1
    assert len({other.name for other in found}) == len(found)
    for other in found:
        assert other.benefit
        assert other.downtime
        assert other.pigment_risk
        assert other.text


def test_acne_scars_are_weighed_against_everything_compared() -> None:
    found = {other.name: other for other in alternatives(concern())}
    assert {other.kind for other in found.values()} == {
        "nothing", "fewer_sessions", "topical", "peel", "injection", "laser", "subcision",
    }  # fmt: skip
    assert "−0.4 points in 26 weeks" in found["Doing nothing"].benefit
    assert "14 of 100" in found["Non-ablative laser"].pigment_risk
    assert "longer" in found["Non-ablative laser"].downtime
    assert found["Tazarotene gel every night"].downtime == "Not measured here."
    assert "3 of 14" in found["TCA on single scars"].pigment_risk
    assert "only together with needling" in found["Subcision together with needling"].benefit
    assert "−1.41 points with 2 sessions" in found["Fewer sessions"].benefit


def test_every_clean_comparator_is_an_alternative() -> None:
    for row in INDICATIONS.rows:
        shown = {result.study for other in alternatives(concern(row.id)) for result in other.shown}
        for arm in STUDIES.rows:
            if row.id in arm.indications and arm.arm_kind == "comparator" and arm.measure_kind != "tissue":
                assert arm.label in shown, arm.id


def test_nobody_measured_nothing_where_no_row_says_so() -> None:
    nothing = alternatives(concern("melasma"))[0]
    assert nothing.kind == "nothing"
    assert "Nobody measured" in nothing.benefit
    assert nothing.certainty == "very low"
    assert nothing.shown == ()


def test_a_lone_doubtful_comparison_is_very_uncertain() -> None:
    osman = tuple(row for row in STUDIES.rows if row.study == "osman_2017")
    assert grade_comparison(osman)[0] == "very low"
    assert grade_comparison(())[0] == "very low"
    larger = tuple(row.model_copy(update={"study": name, "participants": 100, "doubtful": False, "doubt": ""})
                   for row, name in zip(osman, ("one", "two"), strict=True))  # fmt: skip
    assert grade_comparison(larger)[0] == "moderate"


def test_scars_is_spelled_as_in_the_table() -> None:
    assert SCARS in INDICATIONS.by_id
