"""Scores from answers: each scale reaches its ends, worked examples come out, and nothing missing gives a score."""

from __future__ import annotations

from math import atan2, degrees
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.evidence import SCALES, FormItem, Scale, result_scales_for, scales_for, score, score_form
from punctum.evidence.scale_items import SCALE_FORMULAS, SCALE_ITEMS, items_of
from punctum.problems import InputError

FORMS = {row.id: score_form(row.id) for row in SCALES.rows}
# Areas that together cannot exceed the body, quotients, and an angle have no ends in their items.
OPEN = {"t_vasi", "hair_density", "pore_density", "ita"}
SUMMED = {name for name, form in FORMS.items() if form.computable and name not in OPEN}


def values(item: FormItem) -> list[float]:
    if item.choices:
        return sorted(choice.points for choice in item.choices)
    low = 0.0 if item.minimum is None else item.minimum
    high = low + 1000 if item.maximum is None else item.maximum
    return [low, high]


def answers_of(scale: str, end: int) -> dict[str, float]:
    return {item.id: values(item)[end] for item in FORMS[scale].items}


def answered(scale: str) -> st.SearchStrategy[dict[str, float]]:
    return st.fixed_dictionaries({item.id: st.sampled_from(values(item)) for item in FORMS[scale].items})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


def test_every_scale_says_how_it_is_scored() -> None:
    assert set(SCALE_FORMULAS.by_id) == set(SCALES.by_id)
    for name, form in FORMS.items():
        assert form.computable == bool(form.items), name
        assert form.computable or form.why, name
        assert (form.formula == "number") == (form.computable and not items_of(name)), name
        assert len({item.id for item in form.items}) == len(form.items), name
    assert {name for name, form in FORMS.items() if not form.computable} == {
        "posas3_patient", "striae_de_freitas", "striae_ina", "bdd_screen",
    }  # fmt: skip


def test_words_that_may_not_be_shipped_are_not_there() -> None:
    for name, form in FORMS.items():
        if not form.scale.embeddable:
            assert all(item.kind == "number" and not item.choices for item in form.items), name
            assert form.licence_note, name
    assert FORMS["lemperle"].items[0].maximum == 5


@pytest.mark.parametrize("name", sorted(SUMMED))
@pytest.mark.parametrize("end", [0, -1])
def test_the_least_and_the_most_answers_reach_the_ends_exactly(name: str, end: int) -> None:
    scale = FORMS[name].scale
    got = score(name, answers_of(name, end))
    assert got.problems == ()
    assert got.value == (scale.range_min if end == 0 else scale.range_max)


def test_areas_of_a_body_reach_the_end_but_not_beyond() -> None:
    least = answers_of("t_vasi", 0)
    whole = least | {"t_vasi_trunk_area": 100, "t_vasi_trunk_loss": 1}
    assert score("t_vasi", whole).value == 100
    beyond = score("t_vasi", whole | {"t_vasi_legs_area": 1, "t_vasi_legs_loss": 1})
    assert beyond.value is None
    assert str(beyond.problems[0]).startswith("t_vasi: expected a number from 0 to 100")


@pytest.mark.parametrize(
    ("name", "answers", "value"),
    [
        ("goodman_baron_quantitative", {"gbq_flat_marks": 1, "gbq_punched_deep_normal": 2, "gbq_plaques": 6}, 13),
        ("ecca", {"ecca_v": 2, "ecca_u": 1, "ecca_m": 1}, 75),
        ("lemperle", {"lemperle_eye": 4, "lemperle_cheek": 1}, 2.5),
        ("fitzpatrick_goldman", {"fg_class": 4, "fg_degree": 1}, 5),
        ("msi", {"msi_left_area": 2, "msi_left_darkness": 3, "msi_nose_area": 1, "msi_nose_darkness": 1}, 7.4),
        ("f_vasi", {"f_vasi_area": 2, "f_vasi_loss": 0.75}, 1.5),
        ("salt", {"salt_crown": 50, "salt_back": 25}, 26),
        ("hair_density", {"hair_density_hairs": 150, "hair_density_area": 0.8}, 187.5),
        ("vss", {"vss_vessels": 2, "vss_pliability": 3, "vss_height": 1}, 6),
    ],
)
def test_examples_worked_by_hand(name: str, answers: dict[str, float], value: float) -> None:
    optional = {item.id for item in FORMS[name].items if item.optional}
    least = {item: answer for item, answer in answers_of(name, 0).items() if item not in optional}
    assert score(name, least | answers).value == value


def melasma(name: str) -> dict[str, float]:
    places = {"forehead": (2, 3, 2), "right_cheek": (4, 2, 1), "left_cheek": (3, 2, 2), "chin": (1, 1, 4)}
    looked = ("area", "darkness", "evenness") if name == "masi" else ("area", "darkness")
    return {f"masi_{place}_{what}": n[i] for place, n in places.items() for i, what in enumerate(looked)}


def test_melasma_is_scored_as_published() -> None:
    """0.3·2·(3+2) + 0.3·4·(2+1) + 0.3·3·(2+2) + 0.1·1·(1+4) = 3 + 3.6 + 3.6 + 0.5, and without evenness."""
    assert score("masi", melasma("masi")).value == 10.7
    assert score("mmasi", melasma("mmasi")).value == 6.1


def test_an_angle_is_in_degrees() -> None:
    assert score("ita", {"ita_l": 60, "ita_b": 17}).value == pytest.approx(degrees(atan2(10, 17)))


@given(data=st.data(), name=st.sampled_from(sorted(SUMMED)))
def test_more_is_never_less(data: st.DataObject, name: str) -> None:
    answers = data.draw(answered(name))
    item = data.draw(st.sampled_from(FORMS[name].items))
    higher = [value for value in values(item) if value > answers[item.id]]
    if higher:
        less, more = score(name, answers).value, score(name, answers | {item.id: higher[0]}).value
        assert less is not None
        assert more is not None
        assert more >= less


@given(data=st.data(), name=st.sampled_from(sorted(SUMMED)))
def test_the_shares_add_up(data: st.DataObject, name: str) -> None:
    got = score(name, data.draw(answered(name)))
    assert got.value == pytest.approx(sum(part.share for part in got.shares if part.share is not None))


@given(data=st.data(), name=st.sampled_from(sorted(SUMMED - {"lemperle"})))
def test_an_unfinished_form_gives_no_score(data: st.DataObject, name: str) -> None:
    answers: dict[str, Any] = data.draw(answered(name))
    left = data.draw(st.sampled_from(FORMS[name].items)).id
    for nothing in (None, "", "  "):
        got = score(name, answers | {left: nothing})
        assert got.value is None
        assert [problem.path for problem in got.problems] == [left]


@given(name=st.sampled_from(sorted(SCALES.by_id)), data=st.data())
def test_whatever_is_answered_gives_a_score_in_range_or_problems(name: str, data: st.DataObject) -> None:
    items = [item.id for item in FORMS[name].items] or ["x"]
    got = score(name, data.draw(st.dictionaries(st.sampled_from([*items, "other"]), json_values)))
    assert (got.value is None) == bool(got.problems)


@pytest.mark.parametrize("answer", [True, 1.5, 4, -1, "one", "1/2", "nan", "1e999", [1], {"a": 1}])
def test_what_is_no_answer_is_named(answer: object) -> None:
    (problem,) = score("melasma_severity", {"melasma_severity_grade": answer}).problems
    assert problem.path == "melasma_severity_grade"
    assert problem.expected == "one of 0, 1, 2, 3 (Severity now)"


@pytest.mark.parametrize(
    ("name", "item"), [("lemperle", "lemperle_eye"), ("pain_nrs", "pain_nrs_number"), ("norwood", "value")]
)
def test_grades_have_nothing_between_them(name: str, item: str) -> None:
    assert score(name, {item: 3}).value == 3
    (problem,) = score(name, {item: 2.5}).problems
    assert "in steps of 1" in problem.expected


def test_text_that_says_a_number_will_do_and_an_unknown_item_will_not() -> None:
    assert score("melasma_severity", {"melasma_severity_grade": " 2 "}).value == 2
    (problem,) = score("norwood", {"value": 3, "valu": 3}).problems
    assert (problem.path, problem.hint) == ("valu", "value")
    assert score("lemperle", {}).value is None
    assert score("hair_density", {"hair_density_hairs": 3, "hair_density_area": 0}).problems[0].expected == (
        "an area above 0"
    )
    with pytest.raises(InputError):
        score("no such scale", {})


def test_a_score_carries_the_smallest_change_and_what_its_points_rest_on() -> None:
    got = score("GB_QUANT", answers_of("goodman_baron_quantitative", 0))
    assert (got.scale.mcid, got.scale.mcid_basis, got.basis) == (4, "house", "remembered")
    vessels = next(item for item in FORMS["vss"].items if item.id == "vss_vessels")
    assert vessels.basis == "read"
    assert score("masi", melasma("masi")).basis == "read"


def test_remembered_points_say_so() -> None:
    for name in ("goodman_baron_quantitative", "ecca", "manchester", "striae_davey"):
        assert {item.basis for item in FORMS[name].items} == {"remembered"}, name


def test_patients_are_asked_in_words_for_patients() -> None:
    for row in SCALES.rows:
        if row.rater == "patient" and row.embeddable and FORMS[row.id].computable:
            assert all(item.patient_label for item in items_of(row.id)), row.id
    english, german = score_form("gais_patient"), score_form("gais_patient", "de")
    assert english.items[0].label.startswith("Look at the photo")
    assert german.items[0].choices[0].label == "So gut, wie es geht"
    assert [choice.points for choice in german.items[0].choices] == [1, 2, 3, 4, 5]


def test_every_item_belongs_to_a_scale_that_uses_it() -> None:
    for item in SCALE_ITEMS.rows:
        assert item.scales
        assert all(SCALE_FORMULAS.by_id[scale].formula not in ("number", "none") for scale in item.scales)


def test_a_grade_of_change_is_for_results() -> None:
    assert FORMS["gais_clinician"].for_results
    assert not FORMS["vss"].for_results
    assert {row.id for row in result_scales_for("acne scars")} == {"gais_clinician", "gais_patient", "satisfaction_7"}


@pytest.mark.parametrize(
    ("indication", "first"),
    [
        ("atrophic acne scars", ("goodman_baron_qualitative", "goodman_baron_quantitative", "ecca")),
        ("melasma", ("mmasi", "masi")),
        ("facial wrinkles", ("lemperle", "fitzpatrick_goldman")),
    ],
)
def test_the_scales_of_studies_come_first(indication: str, first: tuple[str, ...]) -> None:
    offered: tuple[Scale, ...] = scales_for(indication)
    assert tuple(row.id for row in offered)[: len(first)] == first
    assert all(indication in row.indications and not row.change for row in offered)
    assert "allergan_fine_lines" not in {row.id for row in offered}


def test_what_cannot_be_scored_is_not_offered() -> None:
    for row in SCALE_FORMULAS.rows:
        assert row.offered <= (row.formula != "none"), row.id
