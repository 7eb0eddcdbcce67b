"""Risks of this person, and the list of when to call."""

from __future__ import annotations

import re

import pytest

from punctum.care import ADVERSE_EVENTS, FLAGS, TRIAGE_SIGNS, Clinic, Risk, call_list, risks
from punctum.device import DEVICES
from tests.care.people import course, numbed_with, person

CLINIC = Clinic(
    name="Example",
    phone="01632 960 142",
    out_of_hours="01632 960 999",
    emergency_number="112",
    address="1 Sample Street",
)
LMX4 = numbed_with("LMX4", "lidocaine")
EMLA = numbed_with("EMLA", "lidocaine", "prilocaine")


def of(found: tuple[Risk, ...], event: str) -> Risk:
    (only,) = [risk for risk in found if risk.event == event]
    return only


def test_every_event_of_the_evidence_is_there() -> None:
    assert {f"AE{n:02d}" for n in range(1, 40)} == ADVERSE_EVENTS.by_id.keys()


def test_expected_reactions_come_first() -> None:
    expected = [risk.expected for risk in risks(person(), course())]
    assert expected[0]
    assert expected == sorted(expected, reverse=True)


def test_what_cannot_happen_is_left_out() -> None:
    plain = {risk.event for risk in risks(person(), course())}
    assert plain.isdisjoint({"AE25", "AE26", "AE31", "AE36", "AE37", "AE38"})
    assert {"AE14", "AE19", "AE27"} <= plain
    assert "AE25" in {risk.event for risk in risks(person(), course(anaesthetic=LMX4))}
    assert "AE26" not in {risk.event for risk in risks(person(), course(anaesthetic=LMX4))}
    assert "AE26" in {risk.event for risk in risks(person(), course(anaesthetic=EMLA))}
    assert "AE36" in {risk.event for risk in risks(person(), course(adjuncts=("vitamin C",)))}
    assert "AE37" in {risk.event for risk in risks(person(), course(zones=("periorbital",)))}
    assert "AE31" in {risk.event for risk in risks(person(conditions=["rosacea"]), course())}
    assert "AE32" not in {risk.event for risk in risks(person(), course(zones=("thigh",)))}


def test_radiofrequency_is_never_planned_so_never_shown() -> None:
    everything = course(zones=("cheek", "periorbital", "scalp"), anaesthetic=EMLA, adjuncts=("PRP",))
    flags = frozenset(row.id for row in FLAGS.rows if row.id != "radiofrequency")
    assert {risk.event for risk in risks(person(), everything, flags=flags)} == ADVERSE_EVENTS.by_id.keys() - {"AE38"}


@pytest.mark.parametrize(
    ("phototype", "known"),
    [("I", False), ("II", False), ("III", True), ("IV", True), ("V", True), ("VI", False), ("unknown", True)],
)
def test_the_pigment_figure_is_given_only_where_it_was_studied(phototype: str, known: bool) -> None:
    found = of(risks(person(phototype=phototype), course()), "AE14")
    assert found.incidence_percent == ((2, 7, 16) if known else None)
    assert "7 of 100" in found.incidence


def test_no_other_event_has_a_percentage() -> None:
    assert [event.id for event in ADVERSE_EVENTS.rows if event.incidence_percent] == ["AE14"]
    assert all(event.incidence for event in ADVERSE_EVENTS.rows)


def test_only_reasons_true_here_raise_a_risk() -> None:
    assert of(risks(person(), course()), "AE14").raised_by == ()
    dark = of(risks(person(phototype="V", lifestyle={"sun": True}), course()), "AE14")
    assert dark.raised_by == ("phototype_dark", "outdoor_sun")
    assert dark.raised_by_text[0].startswith("darker skin")
    assert of(risks(person(conditions=["keloid"]), course()), "AE17").raised_by == ("keloid_history",)
    roller = next(device.id for device in DEVICES.rows if device.kind == "roller")
    rolled = risks(person(), course(device=roller, zones=("forehead",), endpoint="pinpoint_bleeding"))
    assert of(rolled, "AE16").raised_by == ("roller", "bone_close_zone", "deep")
    assert of(risks(person(), course()), "AE16").raised_by == ()


def test_triage_is_as_decided() -> None:
    levels = {event.id: event.triage for event in ADVERSE_EVENTS.rows}
    assert {id_ for id_, level in levels.items() if level == "emergency"} == {
        "AE25",
        "AE26",
        "AE27",
        "AE28",
        "AE32",
        "AE39",
    }
    assert levels["AE18"] == levels["AE19"] == "same_day"
    assert {levels[f"AE{n:02d}"] for n in (1, 2, 3, 4, 5, 6, 7, 37)} == {"self_care"}


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("breathe", "emergency"), ("passes out", "emergency"), ("seizure", "emergency"), ("eye hurts", "emergency"),
        ("see badly", "emergency"), ("blue or grey", "emergency"), ("sores spread fast and you have a", "emergency"),
        ("get a cold sore", "same_day"), ("redness spreads", "same_day"), ("pus", "same_day"), ("shiver", "same_day"),
        ("more than 7 days", "call_clinic"), ("dark marks", "call_clinic"), ("like a sunburn", "self_care"),
    ],
)  # fmt: skip
def test_each_sign_has_its_level(word: str, level: str) -> None:
    assert {sign.level for sign in TRIAGE_SIGNS.rows if word in sign.text} == {level}


def test_a_sign_is_not_less_urgent_than_every_event_it_may_be() -> None:
    order = ["emergency", "same_day", "call_clinic", "self_care"]
    for sign in TRIAGE_SIGNS.rows:
        if sign.events:
            mildest = max(order.index(ADVERSE_EVENTS.by_id[event].triage) for event in sign.events)
            assert order.index(sign.level) <= mildest, sign.text


def test_every_serious_event_has_a_sign() -> None:
    signed = {event for sign in TRIAGE_SIGNS.rows for event in sign.events}
    assert ADVERSE_EVENTS.by_id.keys() - signed == {"AE38"}


def test_the_call_list_has_four_levels_and_the_out_of_hours_route() -> None:
    levels = call_list(CLINIC)
    assert [level.level for level in levels] == ["emergency", "same_day", "call_clinic", "self_care"]
    assert levels[0].numbers == (("Emergency", "112"),)
    for level in levels[1:]:
        assert ("Out of hours", "01632 960 999") in level.numbers
        assert "out-of-hours" in level.what_to_do
    assert sum(len(level.signs) for level in levels) == len(TRIAGE_SIGNS.rows)


def test_without_a_clinic_there_are_blanks_to_fill_in() -> None:
    levels = call_list(None)
    assert levels[0].numbers == (("Emergency", "Write your local emergency number here"),)
    for level in levels[1:]:
        assert [number for _, number in level.numbers] == [
            "Write your clinic's number here",
            "Write the out-of-hours number here",
        ]


def test_no_text_leaves_it_at_having_told_the_clinic() -> None:
    texts = [event.patient_action for event in ADVERSE_EVENTS.rows] + [level.what_to_do for level in call_list(None)]
    assert [text for text in texts if re.search(r"has been told|will be told|is informed", text)] == []


def test_emergencies_name_the_emergency_number() -> None:
    actions = [event.patient_action for event in ADVERSE_EVENTS.rows if event.triage == "emergency"]
    assert all("emergency number" in action for action in actions)
