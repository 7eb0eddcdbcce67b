"""The patient file: what is read, what is refused, and that nothing ever ends in a traceback."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.documents import DEEPEST, LARGEST_BYTES, parse_document
from punctum.patient import Patient, age_years, parse_patient, patient_of, read_patient
from punctum.problems import InputError
from punctum.screening import screen

EXAMPLES = sorted(Path("examples/patients").iterdir())
SMALLEST: dict[str, Any] = {
    "id": "p",
    "birth_date": "1990-01-01",
    "concerns": [{"indication": "skin rejuvenation", "zones": ["cheek"]}],
}


def with_fields(**fields: Any) -> dict[str, Any]:
    return {**SMALLEST, **fields}


def lines(fields: dict[str, Any]) -> list[str]:
    with pytest.raises(InputError) as error:
        patient_of(fields)
    return str(error.value).splitlines()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_read(path: Path) -> None:
    assert read_patient(path).concerns


def test_only_three_fields_are_mandatory_and_the_rest_stays_unstated() -> None:
    patient = patient_of(SMALLEST)
    assert (patient.sex, patient.phototype, patient.pregnant, patient.smoker) == ("unknown", None, None, None)
    assert patient.zones == ("cheek",)


def test_the_mandatory_fields_are_asked_for() -> None:
    assert lines({}) == [
        "id: expected this field, found nothing",
        "birth_date: expected this field, found nothing",
        "concerns: expected this field, found nothing",
    ]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"smokr": True}, "smokr: expected a known field, found an unknown one; did you mean 'smoker'?"),
        (
            {"medicines": [{"nme": "aspirin", "name": "x"}]},
            "medicines[0].nme: expected a known field, found an unknown one; did you mean 'name'?",
        ),
        ({"sex": "femal"}, "sex: expected female, male or unknown, found 'femal'"),
        ({"phototype": "VII"}, "phototype: expected I, II, III, IV, V, VI or unknown, found 'VII'"),
        ({"birth_date": "1990-02-30"}, "birth_date: expected a date that exists, found '1990-02-30'"),
        ({"birth_date": 19900101}, "birth_date: expected a date as YYYY-MM-DD, found 19900101"),
        ({"pregnant": "perhaps"}, "pregnant: expected true or false, found 'perhaps'"),
        ({"weight_kg": 3}, "weight_kg: expected 25 to 350 kg, found 3"),
        ({"weight_kg": "5000"}, "weight_kg: expected 25 to 350 kg, found '5000'"),
        ({"weight_kg": True}, "weight_kg: expected a number, found true"),
        ({"preferences": {"max_visits": "900"}}, "preferences.max_visits: expected 1 to 60 visits, found '900'"),
        ({"conditions": [{"name": 7}]}, "conditions[0].name: expected text, found 7"),
        ({"concerns": []}, "concerns: expected at least one entry, found []"),
        (
            {"medicines": [{"name": "x", "stopped": "1980-01-01"}]},
            "medicines[0].stopped: expected a date after the birth date (1990-01-01), found 1980-01-01",
        ),
        (
            {"medicines": [{"name": "x", "started": "2020-01-02", "stopped": "2020-01-01"}]},
            "medicines[0].stopped: expected a date not before `started` (2020-01-02), found 2020-01-01",
        ),
    ],
)
def test_a_problem_names_the_field_the_expectation_and_the_find(fields: dict[str, Any], line: str) -> None:
    assert line in lines(with_fields(**fields))


@pytest.mark.parametrize(
    ("concern", "line"),
    [
        (
            {"indication": "acne scras", "zones": ["cheek"]},
            "concerns[0].indication: expected an indication, found 'acne scras'; did you mean 'acne scars'?",
        ),
        (
            {"indication": "melasma", "zones": ["cheeck"]},
            "concerns[0].zones: expected a zone of the body, found 'cheeck'; did you mean 'cheek'?",
        ),
        (
            {
                "indication": "atrophic acne scars",
                "zones": ["cheek"],
                "scale": "goodman_baron_quantitative",
                "baseline": 85,
            },
            "concerns[0].baseline: expected 0 to 84, found 85",
        ),
        (
            {
                "indication": "atrophic acne scars",
                "zones": ["cheek"],
                "scale": "goodman_baron_quantitative",
                "baseline": 10,
                "goal": 15,
            },
            "concerns[0].goal: expected a score not above the baseline 10, found 15",
        ),
    ],
)
def test_a_concern_is_checked_against_the_vocabulary_and_its_scale(concern: dict[str, Any], line: str) -> None:
    found = lines(with_fields(concerns=[concern]))
    assert any(entry.startswith(line.split(", found")[0].split(" 0 to")[0]) for entry in found), found
    if "did you mean" in line:
        assert line in found


def test_every_problem_is_told_at_once() -> None:
    assert len(lines(with_fields(sex="x", phototype="x", weight_kg=1, medicines=[{"name": 1}, {"nam": "y"}]))) >= 6


@pytest.mark.parametrize("empty", [None, "none", "None.", "n/a", "-", [], ["none"], [{"name": "-"}]])
def test_empty_words_are_empty(empty: Any) -> None:
    assert patient_of(with_fields(allergies=empty)).allergies == ()


def test_a_bare_name_is_an_entry() -> None:
    assert patient_of(with_fields(medicines=["warfarin"])).medicines[0].name == "warfarin"


def test_dates_stay_text_until_their_field_reads_them() -> None:
    patient = parse_patient(
        b"id: p\nbirth_date: 1990-01-01\nconcerns: [{indication: melasma, zones: [face]}]\nnotes: 2020-01-01\n"
    )
    assert patient.birth_date == date(1990, 1, 1)
    assert patient.notes == "2020-01-01"


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff\xfe\x00",
        b"a: &x [1]\nb: *x\n",
        b"id: 1\nid: 2\n",
        b"- a\n- b\n",
        b"just text",
        b"a: !!python/object/apply:os.system ['true']\n",
        b"[" * (DEEPEST + 5),
        b"{a: " * 5000,
        b"x" * (LARGEST_BYTES + 1),
        b"? {a: b}\n: c\n",
        b"2020-99-99: x\n",
        b"\x00",
        b"",
        b"%YAML 9.9\n---\na: b\n",
        b"a: .inf\n",
    ],
)
def test_files_that_are_no_patient_are_refused(raw: bytes, tmp_path: Path) -> None:
    for suffix in (".yaml", ".json"):
        path = tmp_path / f"file{suffix}"
        path.write_bytes(raw)
        with pytest.raises(InputError):
            read_patient(path)


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected a file that can be read"):
        read_patient(tmp_path / "none.yaml")


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["none", "cheek", "IV"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.dictionaries(st.sampled_from([*Patient.model_fields, "other"]), VALUES, max_size=8)


@given(FIELDS)
def test_random_fields_are_read_or_refused(fields: dict[str, Any]) -> None:
    for candidate in (fields, {**SMALLEST, **fields}):
        try:
            patient_of(candidate)
        except InputError as error:
            assert error.problems
            assert all("\n" not in str(problem) for problem in error.problems)


@given(st.binary(max_size=400))
def test_random_bytes_are_refused(raw: bytes) -> None:
    for as_json in (False, True):
        with pytest.raises(InputError):
            parse_patient(raw, as_json=as_json)


@given(FIELDS)
def test_yaml_and_json_say_the_same(fields: dict[str, Any]) -> None:
    raw = json.dumps({**SMALLEST, **fields}, allow_nan=False, default=str) if _plain(fields) else "{}"
    outcomes = []
    for as_json in (False, True):
        try:
            outcomes.append(parse_patient(raw.encode(), as_json=as_json).model_dump_json())
        except InputError:
            outcomes.append("refused")
    assert outcomes[0] == outcomes[1] or "refused" in outcomes


@pytest.mark.parametrize("as_json", [False, True])
def test_a_character_escaped_in_two_halves_is_one_character(as_json: bool) -> None:
    raw = json.dumps({**SMALLEST, "notes": "\U0001f600"}).encode()
    assert b"\\ud83d\\ude00" in raw
    assert parse_patient(raw, as_json=as_json).notes == "\U0001f600"


@pytest.mark.parametrize("as_json", [False, True])
def test_half_a_character_is_refused(as_json: bool) -> None:
    raw = json.dumps({**SMALLEST, "notes": "\ud83d"}).encode()
    with pytest.raises(InputError, match="whole characters"):
        parse_patient(raw, as_json=as_json)


def _plain(fields: dict[str, Any]) -> bool:
    try:
        json.dumps(fields, allow_nan=False)
    except ValueError:
        return False
    return True


def test_age_counts_full_years() -> None:
    birth = date(2000, 2, 29)
    assert [age_years(birth, date(2018, 2, 28)), age_years(birth, date(2018, 3, 1))] == [17, 18]


def test_on_and_no_stay_words_until_their_field_reads_them() -> None:
    patient = parse_patient(
        b"id: p\nbirth_date: 1990-01-01\nsmoker: no\npregnant: yes\nallergies: [no]\n"
        b"procedures: [{name: peel, on: 2026-10-30}]\nconcerns: [{indication: melasma, zones: [face]}]\n"
    )
    assert (patient.smoker, patient.pregnant, patient.allergies) == (False, True, ())
    assert patient.procedures[0].on == date(2026, 10, 30)


def test_a_questionnaire_gives_the_darkest_phototype_its_answers_allow() -> None:
    form = {"scale": "fitzpatrick_questionnaire_10", "answers": [1] * 10}
    assert patient_of(with_fields(fitzpatrick=form)).phototype == "II"
    assert patient_of(with_fields(fitzpatrick={**form, "answers": [4] * 10})).phototype == "VI"
    assert patient_of(with_fields(fitzpatrick=form, phototype="IV")).phototype == "IV"
    assert lines(with_fields(fitzpatrick={**form, "answers": [9] * 10}))[0].startswith(
        "fitzpatrick.answers[0]: expected"
    )


def test_a_history_in_the_lips_counts_for_the_skin_around_the_mouth() -> None:
    patient = patient_of(with_fields(procedures=[{"name": "filler", "zones": ["lips"]}]))
    assert patient.procedures[0].zones == ("lip_vermilion", "perioral")


def test_the_file_in_the_documents_shows_every_field_and_is_not_treated_yet() -> None:
    text = Path("docs/patient_file.md").read_text("utf-8").split("```yaml\n")[1].split("```")[0]
    fields = parse_document(text.encode(), "docs")
    assert set(fields) == set(Patient.model_fields)
    assert screen(patient_of(fields), on=date(2026, 11, 20)).verdict in ("postpone", "refer")


def test_a_problem_stays_on_one_line_whatever_the_file_holds() -> None:
    assert len(lines(with_fields(fitzpatrick={"\n": None, "a\u2028b": 1}))) == len(
        patient_problems(with_fields(fitzpatrick={"\n": None, "a\u2028b": 1}))
    )


def patient_problems(fields: dict[str, Any]) -> tuple[Any, ...]:
    with pytest.raises(InputError) as error:
        patient_of(fields)
    return error.value.problems
