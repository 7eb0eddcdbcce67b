"""The items: complete, shown only to whom they concern, and true to what was decided."""

from __future__ import annotations

import re
from datetime import time, timedelta

import pytest

from punctum.care import FLAGS, ITEMS, CareItem, Instruction, care_flags, timeline
from punctum.care.tables import CareFlag
from punctum.evidence.concepts import CONCEPTS
from punctum.patient import Patient
from punctum.prescription import Prescription
from tests.care.people import TEN, course, numbed_with, person

NOBODY: frozenset[CareFlag] = frozenset()
LMX4 = numbed_with("LMX4 (lidocaine 4 % cream)", "lidocaine")
EMLA = numbed_with("EMLA (lidocaine 2.5 % and prilocaine 2.5 % cream)", "lidocaine", "prilocaine")
HOURS = {item.id: (item.begins_hours, item.ends_hours) for item in ITEMS.rows}


def shown(patient: Patient, prescription: Prescription, flags: frozenset[str] = frozenset()) -> set[str]:
    return {found.item for found in timeline(prescription, patient, flags=flags, session_time=TEN)}


def test_every_item_of_the_evidence_is_there() -> None:
    wanted = [f"{letter}{n:02d}" for letter, last in (("B", 19), ("D", 16), ("A", 29)) for n in range(1, last + 1)]
    assert set(wanted) <= set(ITEMS.by_id)


def test_an_items_id_says_its_phase() -> None:
    phases = {"B": "before", "D": "during", "A": "after"}
    assert [item.id for item in ITEMS.rows if phases[item.id[0]] != item.phase] == []


CASES: dict[CareFlag, tuple[Patient, Prescription]] = {
    "all": (person(), course()),
    "first_session": (person(), course()),
    "later_session": (person(), course(28)),
    "course_continues": (person(), course(28)),
    "last_session": (person(), course()),
    "face": (person(), course()),
    "not_scalp": (person(), course()),
    "scalp": (person(), course(zones=("scalp",))),
    "phototype_dark": (person(phototype="V"), course()),
    "phototype_light": (person(phototype="II"), course()),
    "retinoid_user": (person(products=["retinol serum"]), course()),
    "retinoid_prescribed": (person(medicines=["tretinoin"]), course()),
    "exfoliant_user": (person(products=["glycolic acid"]), course()),
    "exfoliant_prescribed": (person(medicines=["benzoyl peroxide"]), course()),
    "vitamin_c_user": (person(products=["vitamin c serum"]), course()),
    "home_device_user": (person(products=["led mask"]), course()),
    "minoxidil_user": (person(medicines=[{"name": "minoxidil", "prescribed": False}]), course(zones=("scalp",))),
    "minoxidil_prescribed": (person(medicines=["minoxidil"]), course(zones=("scalp",))),
    "antithrombotic": (person(medicines=["eliquis"]), course()),
    "nsaid_prescribed": (person(medicines=["naproxen"]), course()),
    "nsaid_unprescribed": (person(), course()),
    "anaesthetic": (person(), course(anaesthetic=LMX4)),
    "anaesthetic_lmx4": (person(), course(anaesthetic=LMX4)),
    "anaesthetic_emla": (person(), course(anaesthetic=EMLA)),
    "adjunct_requested": (person(requests={"adjuncts": ["vitamin C"]}), course()),
    "swims": (person(lifestyle={"swimming": True}), course()),
    "outdoor_sun": (person(lifestyle={"outdoor_work": True}), course()),
    "hsv_undecided": (person(conditions=["cold sores"]), course()),
    "vasovagal": (person(conditions=["fainting"]), course()),
    "beard_or_scalp_hair": (person(), course(zones=("scalp",))),
}
PASSED_IN: frozenset[CareFlag] = frozenset({"hsv_plan", "vitamin_a_option"})


def test_every_flag_that_an_item_needs_has_a_case() -> None:
    assert {flag for item in ITEMS.rows for flag in item.applies} == CASES.keys() | PASSED_IN


@pytest.mark.parametrize("flag", CASES)
def test_items_appear_when_all_their_flags_are_true(flag: CareFlag) -> None:
    patient, prescription = CASES[flag]
    alone = {item.id for item in ITEMS.rows if item.applies == (flag,)} - {"A21"}
    assert alone <= shown(patient, prescription)
    assert {item.id for item in ITEMS.rows if flag in item.applies} & shown(patient, prescription)


@pytest.mark.parametrize("flag", sorted(PASSED_IN))
def test_some_flags_come_from_the_planner_only(flag: CareFlag) -> None:
    needing = {item.id for item in ITEMS.rows if flag in item.applies}
    assert needing.isdisjoint(shown(person(conditions=["cold sores"], products=["retinol"]), course(28)))
    assert needing <= shown(person(), course(), frozenset({flag}))


PLAIN = {"all", "first_session", "last_session", "face", "not_scalp", "phototype_light", "nsaid_unprescribed"}


@pytest.mark.parametrize("item", ITEMS.rows, ids=lambda item: item.id)
def test_a_plain_person_gets_only_what_concerns_everybody(item: CareItem) -> None:
    assert (item.id in shown(person(), course())) == (set(item.applies) <= PLAIN)


def test_the_patient_never_sees_vitamin_a_preparation() -> None:
    found = timeline(course(), person(), flags=frozenset({"vitamin_a_option"}), session_time=TEN)
    assert {i.audience for i in found if i.item == "B16"} == {"clinician"}


def test_a_finding_can_add_an_item_by_its_id() -> None:
    assert "B14V" not in shown(person(), course())
    assert "B14V" in shown(person(), course(), frozenset({"B14V"}))
    with pytest.raises(ValueError, match="vasovagall"):
        shown(person(), course(), frozenset({"vasovagall"}))


def test_zones_of_each_visit_decide() -> None:
    both = course(28, zones=("scalp",))
    face = course(28).sessions[1]
    mixed = Prescription(
        device=both.device, settings=both.settings, sessions=(both.sessions[0], face), interval_weeks=4,
        anaesthetic=None, anaesthetic_note="",
    )  # fmt: skip
    found = timeline(mixed, person(), flags=NOBODY, session_time=TEN)
    assert {i.session for i in found if i.item == "A27"} == {1}
    assert {i.session for i in found if i.item == "A02"} == {2}


# What was decided


def dates(found: tuple[Instruction, ...], item: str) -> tuple[float, float]:
    (one,) = [i for i in found if i.item == item]
    start = course().sessions[0].date
    hours = [(moment - timedelta(hours=10)) for moment in (one.begins, one.ends)]
    return tuple((moment.date() - start).days for moment in hours)  # type: ignore[return-value]


def test_normal_skincare_from_day_7_and_actives_from_day_14() -> None:
    patient = person(products=["retinol serum", "glycolic acid", "vitamin c serum"])
    found = timeline(course(), patient, flags=NOBODY, session_time=TEN)
    assert dates(found, "A03") == (0, 7)
    assert dates(found, "A19")[0] == 7
    for avoided, again in (("A12", "A19R"), ("A11", "A19E")):
        assert dates(found, avoided) == (0, 14)
        assert dates(found, again)[0] == 14


@pytest.mark.parametrize(("phototype", "days"), [("I", 14), ("III", 14), ("IV", 28), ("VI", 28), ("unknown", 28)])
def test_sunscreen_runs_as_long_as_sun_avoidance(phototype: str, days: int) -> None:
    found = timeline(course(), person(phototype=phototype), flags=NOBODY, session_time=TEN)
    after = [i for i in found if i.phase == "after" and i.topic in ("sun", "spf") and i.polarity in ("avoid", "do")]
    assert {i.topic for i in after} == {"sun", "spf"}
    until = {i.item: (i.ends.date() - course().sessions[0].date).days for i in after}
    assert until.pop("A07N") == 1
    assert set(until.values()) == {days}


def test_dark_marks_count_like_darker_skin() -> None:
    assert "A06D" in shown(person(phototype="I", conditions=["post inflammatory hyperpigmentation"]), course())
    assert "A06D" in shown(person(phototype="I"), course(), frozenset({"pih_history"}))
    assert "A06" not in shown(person(phototype="I"), course(), frozenset({"pih_history"}))


STOPS = re.compile(
    r"\b(stop|pause|skip|leave (off|out)|hold|come off|cease|quit)\b[^.]*"
    r"\b(medicines?|tablets?|pills?|blood thinners?|prescri\w+|minoxidil|anticoagulants?)",
    re.IGNORECASE,
)
PRESCRIBED_SAFE = re.compile(r"prescri", re.IGNORECASE)


def test_the_search_for_stopped_medicines_finds_some() -> None:
    assert STOPS.search("Stop your blood thinner for five days.")
    assert STOPS.search("Please pause all tablets.")


def test_no_patient_text_stops_a_prescribed_medicine() -> None:
    found = [(i.id, i.patient_text) for i in ITEMS.rows if STOPS.search(i.patient_text)]
    assert found == []


def test_whoever_takes_prescribed_medicines_is_told_to_keep_them() -> None:
    patient = person(medicines=["eliquis", "tretinoin", "minoxidil", "naproxen"])
    found = timeline(course(zones=("scalp", "cheek")), patient, flags=NOBODY, session_time=TEN)
    avoids = " ".join(i.text for i in found if i.polarity == "avoid" and i.topic in ("minoxidil", "nsaid"))
    assert avoids == ""
    assert {"B20", "B20T", "B02P", "B11P", "B09P"} <= {i.item for i in found}
    assert "B02" not in {i.item for i in found}
    for item in ("B02P", "B11P", "B03P", "A11", "A12"):
        assert PRESCRIBED_SAFE.search(ITEMS.by_id[item].patient_text)


def test_a_medicine_that_was_stopped_before_is_not_kept() -> None:
    assert "B20T" not in shown(person(medicines=[{"name": "eliquis", "stopped": "2026-01-01"}]), course())
    assert "B20T" in shown(person(medicines=[{"name": "eliquis", "stopped": "2027-01-01"}]), course())


def test_patients_read_no_antiviral_dose() -> None:
    texts = [i.patient_text for i in ITEMS.rows if i.topic == "antiviral"]
    assert texts
    assert all("as your prescriber wrote" in text for text in texts)
    assert not any(re.search(r"\d|mg|aciclovir|acyclovir", text) for text in texts)


def test_paracetamol_takes_the_place_of_painkillers() -> None:
    assert "paracetamol" in ITEMS.by_id["A13P"].patient_text
    assert ITEMS.by_id["A13P"].basis == "house"


def test_the_anaesthetic_is_used_safely() -> None:
    text = ITEMS.by_id["D03"].clinician_text
    for duty in ("intact skin only", "Remove it completely", "Never re-apply once needling has started", "No wrap"):
        assert duty in text
    assert "Never use chlorhexidine near the eyes" in ITEMS.by_id["D02"].clinician_text


def test_no_topic_is_orphaned_and_every_flag_exists() -> None:
    classes = {concept.drug_class for concept in CONCEPTS.rows}
    assert {name for flag in FLAGS.rows for name in flag.drug_classes} <= classes
    assert {name for flag in FLAGS.rows for name in flag.concepts} <= CONCEPTS.by_id.keys()
    assert {flag for item in ITEMS.rows for flag in item.applies} <= FLAGS.by_id.keys()


def test_house_windows_say_so() -> None:
    for item in ("A03", "A06", "A07", "A11", "A12", "A13P", "A19R", "A23"):
        assert ITEMS.by_id[item].basis == "house"
        assert "house_default" in ITEMS.by_id[item].sources


def test_session_time_may_be_unknown() -> None:
    found = timeline(course(), person(), flags=NOBODY)
    assert {i.begins.time() for i in found if i.item == "D01"} == {time(10)}


def test_flags_of_the_whole_course_are_public() -> None:
    flags = care_flags(person(), course(endpoint="pinpoint_bleeding"))
    assert {"all", "deep", "face", "phototype_light"} <= flags
    assert "deep" not in care_flags(person(), course())
