from __future__ import annotations

from math import inf, nan, nextafter
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.evidence.indications import INDICATIONS
from punctum.evidence.scales import (
    QUESTIONNAIRE_BANDS,
    SCALES,
    Phototype,
    Scale,
    check_score,
    find_scale,
    phototype_from_questionnaire,
)
from punctum.evidence.sources import SOURCES
from punctum.problems import InputError

TEN = find_scale("fitzpatrick_questionnaire_10")
EIGHT = find_scale("fitzpatrick_questionnaire_8")
scales = st.sampled_from(SCALES.rows)
answers = st.integers(min_value=0, max_value=4)


def sums_to(total: int, items: int) -> tuple[int, ...]:
    full, rest = divmod(total, 4)
    points = [4] * full + ([rest] if rest else [])
    return tuple(points + [0] * (items - len(points)))


@pytest.mark.parametrize(
    ("typed", "scale"),
    [
        ("goodman_baron_quantitative", "goodman_baron_quantitative"),
        ("GB_QUANT", "goodman_baron_quantitative"),
        ("Goodman & Baron quantitative", "goodman_baron_quantitative"),
        ("mMASI", "mmasi"),
        ("MASI", "masi"),
        ("posas 2.0 observer scale", "posas2_observer"),
        ("Vancouver Scar Scale", "vss"),
    ],
)
def test_a_scale_is_found_by_id_name_and_alias(typed: str, scale: str) -> None:
    assert find_scale(typed).id == scale


def test_an_unknown_scale_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(InputError) as error:
        find_scale("goodman baron quantitativ", "concerns[0].scale")
    (problem,) = error.value.problems
    assert (problem.path, problem.hint) == ("concerns[0].scale", "goodman_baron_quantitative")


def test_no_two_scales_share_a_name() -> None:
    for scale in SCALES.rows:
        for name in (scale.id, scale.name, *scale.aliases):
            assert find_scale(name) is scale, name


def test_all_scales_are_there_with_known_indications_and_sources() -> None:
    assert len(SCALES.by_id) == len(SCALES.rows) == 52
    for scale in SCALES.rows:
        assert set(scale.indications) <= set(INDICATIONS.by_id), scale.id
        assert scale.sources, scale.id
        assert set(scale.sources) <= set(SOURCES.by_id), scale.id
        if scale.range_min is not None and scale.range_max is not None:
            assert scale.range_min < scale.range_max, scale.id


@given(scale=scales)
def test_the_ends_of_a_range_are_accepted_and_just_outside_is_refused(scale: Scale) -> None:
    for end, outwards in ((scale.range_min, -inf), (scale.range_max, inf)):
        if end is not None:
            assert check_score(scale, end) is None
            assert check_score(scale, nextafter(end, outwards)) is not None


@given(scale=scales, value=st.floats(allow_nan=False, allow_infinity=False))
def test_a_score_is_accepted_exactly_when_it_lies_in_the_range(scale: Scale, value: float) -> None:
    low = -inf if scale.range_min is None else scale.range_min
    high = inf if scale.range_max is None else scale.range_max
    assert (check_score(scale, value) is None) == (low <= value <= high)


@given(scale=scales, value=st.sampled_from([inf, -inf, nan]))
def test_what_is_no_number_is_refused_on_every_scale(scale: Scale, value: float) -> None:
    assert check_score(scale, value) is not None


def test_the_problem_says_what_is_expected() -> None:
    problem = check_score(find_scale("GB_QUANT"), 85, "concerns[0].baseline")
    assert str(problem) == (
        "concerns[0].baseline: expected a number from 0 to 84 "
        "(Goodman and Baron quantitative score of acne scars), found 85"
    )
    open_end = check_score(find_scale("hair_density"), -1)
    assert open_end is not None
    assert open_end.expected == "a number from 0 (Hair density)"


def test_more_hair_is_better_and_more_disease_is_worse() -> None:
    assert {scale.id for scale in SCALES.rows if scale.higher_is_better} == {
        "hair_density",
        "hair_global_photo_7",
    }
    undirected = {scale.id for scale in SCALES.rows if scale.higher_is_better is None}
    assert undirected == {"scar_vas", TEN.id, EIGHT.id, "monk", "ita", "bdd_screen"}
    assert find_scale("GAIS").higher_is_better is False
    assert "opposite directions" in find_scale("GAIS").disagreement


@pytest.mark.parametrize("scale", ["bdd_screen", "ves", "posas3_patient", "dlqi", "lemperle", "cea", "posas2_patient"])
def test_copyright_material_is_marked(scale: str) -> None:
    assert not find_scale(scale).embeddable


@pytest.mark.parametrize("scale", ["goodman_baron_quantitative", "ecca", "vss", "manchester", "striae_manchester"])
def test_remembered_point_tables_say_so(scale: str) -> None:
    assert find_scale(scale).basis == "remembered"
    assert "remembered" in find_scale(scale).note


def test_no_smallest_change_is_claimed_as_published_where_none_is() -> None:
    silent = {"atrophic acne scars", "melasma", "striae distensae"}
    for scale in SCALES.rows:
        if scale.mcid_basis == "read":
            assert not silent & set(scale.indications) or scale.id == "scar_vas", scale.id
    assert find_scale("GB_QUANT").mcid_basis == "house"
    assert find_scale("posas2_observer").mcid is None


def test_a_smallest_change_fits_into_its_scale() -> None:
    for scale in SCALES.rows:
        if scale.mcid_unit == "points" and scale.mcid is not None:
            assert scale.range_min is not None
            assert scale.range_max is not None
            assert 0 < scale.mcid < scale.range_max - scale.range_min, scale.id


def test_a_smallest_change_without_a_basis_is_refused() -> None:
    cells = {"id": "x", "name": "X", "kind": "sum", "change": "false", "rater": "patient", "scoring": "s"}
    cells |= {"anchors": "a", "mcid_reason": "r", "embeddable": "true", "licence_note": "l", "sources": "x"}
    assert Scale.model_validate(cells | {"basis": "read"}).mcid is None
    with pytest.raises(ValueError, match="together or not at all"):
        Scale.model_validate(cells | {"basis": "read", "mcid": "1", "mcid_unit": "points"})


@pytest.mark.parametrize(
    ("total", "phototypes"),
    [
        (0, ("I",)), (7, ("I",)), (8, ("II",)), (16, ("II",)), (17, ("III",)), (25, ("III",)),
        (26, ("IV",)), (30, ("IV",)), (31, ("V", "VI")), (40, ("V", "VI")),
    ],
)  # fmt: skip
def test_the_form_with_ten_questions_is_banded(total: int, phototypes: tuple[Phototype, ...]) -> None:
    assert phototype_from_questionnaire(TEN, sums_to(total, 10)) == phototypes


@given(given_answers=st.lists(answers, min_size=8, max_size=8))
def test_the_form_with_eight_questions_is_the_longer_one_with_two_unanswered(
    given_answers: list[int],
) -> None:
    longer = phototype_from_questionnaire(TEN, [*given_answers, None, None])
    assert phototype_from_questionnaire(EIGHT, given_answers) == longer


@given(given_answers=st.lists(answers, min_size=10, max_size=10), left_out=st.sets(st.integers(0, 9)))
def test_leaving_an_answer_out_never_excludes_a_type(given_answers: list[int], left_out: set[int]) -> None:
    partial = [None if index in left_out else answer for index, answer in enumerate(given_answers)]
    complete = phototype_from_questionnaire(TEN, given_answers)
    assert set(complete) <= set(phototype_from_questionnaire(TEN, partial))


def test_nothing_answered_excludes_nothing() -> None:
    assert phototype_from_questionnaire(TEN, [None] * 10) == get_args(Phototype)


@pytest.mark.parametrize("scale", [TEN, EIGHT])
def test_every_sum_has_a_type(scale: Scale) -> None:
    assert scale.items is not None
    assert scale.range_max is not None
    for total in range(int(scale.range_max) + 1):
        assert phototype_from_questionnaire(scale, sums_to(total, scale.items))
    assert all(check_score(scale, end) is None for band in _bands(scale) for end in band)


def _bands(scale: Scale) -> list[tuple[float, float]]:
    return [(band.score_min, band.score_max) for band in QUESTIONNAIRE_BANDS.rows if band.scale == scale.id]


def test_answers_that_do_not_fit_are_named() -> None:
    with pytest.raises(InputError, match=r"answers: expected 10 answers, found 8"):
        phototype_from_questionnaire(TEN, [0] * 8)
    with pytest.raises(InputError) as error:
        phototype_from_questionnaire(EIGHT, [0, 5, 0, 0, -1, 0, 0, 4])
    assert [problem.path for problem in error.value.problems] == ["answers[1]", "answers[4]"]
    with pytest.raises(InputError, match="a skin type questionnaire"):
        phototype_from_questionnaire(find_scale("monk"), [3])
