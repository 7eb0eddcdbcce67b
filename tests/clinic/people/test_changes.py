"""What changed between two versions: nothing is lost, and it is said in words."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from punctum.patient import Patient
from punctum_clinic.consultation.models import Consultation
from punctum_clinic.people.actions import write_history
from punctum_clinic.people.changes import Change, Path, changes
from punctum_clinic.people.changes_words import differences
from punctum_clinic.people.models import History, Person
from punctum_clinic.people.overview import overview_of
from punctum_clinic.people.patient import KEPT_ELSEWHERE
from punctum_clinic.people.words import ABOUT, FIELDS, SUBJECTS
from punctum_clinic.staff.models import User

NAMES = st.sampled_from(["asthma", "Asthma", "psoriasis", "ibuprofen", "eczema"])
SINGLE = st.none() | st.booleans() | st.integers(-3, 3) | st.floats(-2, 2) | NAMES
ENTRY = NAMES | st.dictionaries(st.sampled_from(["name", "dose", "zones", "on"]), SINGLE | st.lists(NAMES, max_size=3))
VALUE = SINGLE | st.lists(ENTRY | SINGLE | st.lists(SINGLE, max_size=2), max_size=5) | st.dictionaries(NAMES, SINGLE)
DOCUMENT = st.dictionaries(st.sampled_from(["conditions", "medicines", "skin", "pregnant", "notes"]), VALUE)


def same(one: Any, other: Any) -> bool:
    """The same JSON: unlike ==, true is not 1, and 1 is not 1.0."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def apply(before: Mapping[str, Any], made: Sequence[Change]) -> dict[str, Any]:
    """The document after these changes: `apply(before, changes(before, after)) == after`."""
    result = _applied(dict(before), [(change.path, change) for change in made])
    if not isinstance(result, dict):
        raise TypeError(result)
    return result


def _applied(value: Any, made: list[tuple[Path, Change]]) -> Any:
    """A value after the changes under it; paths are relative to it."""
    own = [change for rest, change in made if not rest]
    if any(change.kind == "changed" for change in own):
        return own[0].new
    below: dict[str | int, list[tuple[Path, Change]]] = {}
    added: dict[str | int, Any] = {}
    removed: set[str | int] = set()
    for rest, change in made:
        if len(rest) == 1 and change.kind == "added":
            added[rest[0]] = change.new
        elif len(rest) == 1 and change.kind == "removed":
            removed.add(rest[0])
        elif rest:
            below.setdefault(rest[0], []).append((rest[1:], change))
    if isinstance(value, list):
        kept = [_applied(one, below.get(place, [])) for place, one in enumerate(value) if place not in removed]
        whole = [*kept, *(added[place] for place in added)]
        for change in own:
            whole = [one for _place, one in sorted(zip(change.new, whole, strict=True), key=lambda pair: pair[0])]
        return whole
    if isinstance(value, dict):
        left = {name: _applied(one, below.get(name, [])) for name, one in value.items() if name not in removed}
        return {**left, **added}
    return value


@given(DOCUMENT, DOCUMENT)
def test_changes_lead_from_one_to_the_other(before: dict[str, Any], after: dict[str, Any]) -> None:
    untouched = copy.deepcopy((before, after))
    made = changes(before, after)
    assert same(apply(before, made), after)
    assert bool(made) is not same(before, after)
    assert same((before, after), untouched)


@given(DOCUMENT, st.data())
def test_shuffled_lists_come_out_in_their_order(before: dict[str, Any], data: st.DataObject) -> None:
    after = {
        name: data.draw(st.permutations(value)) if isinstance(value, list) else value for name, value in before.items()
    }
    assert same(apply(before, changes(before, after)), after)


def test_one_taken_out_of_the_middle_is_one_change() -> None:
    before = {"medicines": [{"name": "a"}, {"name": "b"}, {"name": "c", "dose": "1"}]}
    after = {"medicines": [{"name": "a"}, {"name": "c", "dose": "2"}]}
    assert changes(before, after) == (
        Change(kind="removed", path=("medicines", 1), label="b", old={"name": "b"}),
        Change(kind="changed", path=("medicines", 2, "dose"), label="c", old="1", new="2"),
    )


def version(person: Person, by: User | None, **document: Any) -> History:
    origin = History.Origin.INTAKE if by is None else History.Origin.CONSULTATION
    return write_history(person=person, document=document, origin=origin, by=by, actor="system")


def test_changes_are_said_in_words_with_when_and_by_whom(person: Person, staff: dict[str, User]) -> None:
    first = version(person, staff["prescriber"], pregnant=None, medicines=[{"name": "ibuprofen", "dose": "200 mg"}])
    visit = Consultation.objects.create(
        person=person, on=date(2026, 9, 1), started_by=staff["owner"], history_after=first,
        closed_at=first.made_at, closed_by=staff["owner"],
    )  # fmt: skip
    version(person, staff["practitioner"], medicines=[{"name": "ibuprofen", "dose": "400 mg"}], conditions=[])
    version(
        person, None, pregnant=False, medicines=[{"name": "ibuprofen", "dose": "400 mg"}, {"name": "isotretinoin"}],
        conditions=[], phototype="III",
    )  # fmt: skip
    said = {
        (one.kind_words, one.subject, one.what, one.old, one.new, one.by) for one in overview_of(person)["differences"]
    }
    patient = "the patient, on their own phone"
    assert said == {
        ("changed", "Medicines", "ibuprofen, dose", "200 mg", "400 mg", "Practitioner Example"),
        ("added", "Medicines", "isotretinoin", "", "", patient),
        ("added", "Conditions", "", "", "asked, none told", "Practitioner Example"),
        ("changed", "About them", "pregnant", "not stated", "no", patient),
        ("added", "About them", "skin type (Fitzpatrick)", "", "III", patient),
    }
    assert overview_of(person)["visit"] == visit


def test_before_the_first_visit_nothing_is_said_to_have_changed(known_person: Person) -> None:
    seen = overview_of(known_person)
    assert seen["visit"] is None
    assert seen["differences"] == []
    assert differences([]) == []


def test_every_field_of_a_patient_file_has_words() -> None:
    fields = set(Patient.model_fields) - set(KEPT_ELSEWHERE)
    assert fields == {*SUBJECTS, *ABOUT} - {"about"}
    schema = Patient.model_json_schema()["$defs"]
    nested = {name for title, part in schema.items() if title != "Clearance" for name in part.get("properties", {})}
    assert nested - set(FIELDS) == set()
