"""Absolute dates, windows merged, and never an instruction against another."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punctum.care import ITEMS, Instruction, contradictions, timeline
from punctum.care.flags import care_flags, flags_on
from punctum.care.tables import CareFlag
from punctum.patient import Patient
from punctum.prescription import Prescription
from punctum.skin import ZONES
from tests.care.people import TEN, course, numbed_with, person

NOBODY: frozenset[str] = frozenset()


def one(found: tuple[Instruction, ...], item: str, session: int = 1) -> Instruction:
    (only,) = [i for i in found if i.item == item and i.session == session]
    return only


def test_windows_are_dates_in_local_time() -> None:
    found = timeline(course(28), person(products=["retinol"]), flags=NOBODY, session_time=time(14, 30))
    assert one(found, "B02").begins == datetime(2026, 11, 17, 14, 30)
    assert one(found, "B02").ends == datetime(2026, 11, 20, 14, 30)
    assert one(found, "A12").ends == datetime(2026, 12, 4, 14, 30)
    assert one(found, "B02", 2).begins == datetime(2026, 12, 15, 14, 30)
    assert one(found, "A20").begins == datetime(2026, 12, 18, 14, 30)
    assert all(i.begins.tzinfo is None for i in found)


def test_the_last_session_gets_reviews_instead_of_a_next_session() -> None:
    found = timeline(course(28, 28), person(), flags=NOBODY, session_time=TEN)
    assert {i.session for i in found if i.item == "A20"} == {1, 2}
    for item in ("A21", "A25C", "A25D", "A25E", "A30"):
        assert {i.session for i in found if i.item == item} == {3}
    last = course(28, 28).sessions[-1].date
    assert one(found, "A25E", 3).begins.date() - last == timedelta(days=180)


def test_permission_comes_between_two_sessions_when_there_is_time() -> None:
    found = timeline(course(28), person(products=["retinol"]), flags=NOBODY, session_time=TEN)
    again = one(found, "A19R")
    assert again.begins == one(found, "A12").ends
    assert again.ends <= one(found, "B02", 2).begins
    assert not one(found, "A12").runs_on


def test_windows_that_meet_the_next_preparation_run_on() -> None:
    found = timeline(course(16), person(products=["retinol"]), flags=NOBODY, session_time=TEN)
    off = one(found, "A12")
    assert off.runs_on
    assert off.ends == datetime(2026, 12, 6, 10)
    assert [i.session for i in found if i.item == "A19R"] == [2]


def test_the_longest_do_not_wins_within_a_topic() -> None:
    found = timeline(course(), person(phototype="V"), flags=NOBODY, session_time=TEN)
    assert ITEMS.by_id["A17"].ends_hours < ITEMS.by_id["A06D"].ends_hours
    assert one(found, "A17").ends == one(found, "A06D").ends


def test_sunscreen_makes_room_for_clean_skin() -> None:
    found = timeline(course(14), person(), flags=NOBODY, session_time=TEN)
    clean = one(found, "B12S", 2)
    assert one(found, "A07").ends == clean.begins


def test_windows_stay_between_the_neighbouring_sessions() -> None:
    found = timeline(course(7, 7), person(phototype="V"), flags=NOBODY, session_time=TEN)
    starts = [datetime.combine(session.date, TEN) for session in course(7, 7).sessions]
    for i in found:
        if i.item == "A20":
            continue
        assert i.session == 1 or i.begins >= starts[i.session - 2]
        assert i.session == 3 or i.ends <= starts[i.session]


def test_without_sessions_there_is_no_care() -> None:
    assert timeline(replace(course(), sessions=()), person(), flags=NOBODY, session_time=TEN) == ()


def test_order_of_sessions_does_not_matter() -> None:
    forward = course(28, 28)
    backward = replace(forward, sessions=forward.sessions[::-1])
    assert timeline(forward, person(), session_time=TEN) == timeline(backward, person(), session_time=TEN)


def test_the_checker_finds_a_contradiction() -> None:
    found = timeline(course(), person(products=["retinol"]), flags=NOBODY, session_time=TEN)
    again = one(found, "A19R")
    wrong = replace(again, begins=again.begins - timedelta(hours=1))
    assert contradictions(found) == ()
    assert contradictions((*found, wrong)) == ((one(found, "A12"), wrong),)


PRODUCTS = ["retinol serum", "glycolic acid", "vitamin c serum", "led mask", "benzoyl peroxide wash"]
MEDICINES = ["tretinoin", "minoxidil", "eliquis", "ibuprofen", "aspirin", "azelaic acid"]
NEEDLED = [zone.id for zone in ZONES.rows if "never" not in zone.flags]
FLAGS = sorted(set(get_args(CareFlag)))

persons = st.builds(
    lambda phototype, products, medicines, swims: person(
        phototype=phototype, products=products, medicines=medicines, lifestyle={"swimming": swims}
    ),
    st.sampled_from(["I", "II", "III", "IV", "V", "VI", "unknown"]),
    st.lists(st.sampled_from(PRODUCTS), unique=True),
    st.lists(
        st.fixed_dictionaries({"name": st.sampled_from(MEDICINES), "prescribed": st.sampled_from([True, False, None])}),
        max_size=4,
    ),
    st.booleans(),
)
courses = st.builds(
    lambda gaps, zones, numbed: course(
        *gaps, zones=tuple(zones), anaesthetic=numbed_with("LMX4", "lidocaine") if numbed else None
    ),
    st.lists(st.integers(1, 100), max_size=5),
    st.lists(st.sampled_from(NEEDLED), min_size=1, max_size=4, unique=True),
    st.booleans(),
)
flag_sets = st.frozensets(st.sampled_from(FLAGS), max_size=8)
times = st.times(min_value=time(6), max_value=time(21))


@pytest.mark.slow
@given(courses, persons, flag_sets, times)
@settings(max_examples=2000)
def test_nobody_ever_gets_a_contradiction(
    prescription: Prescription, patient: Patient, flags: frozenset[str], at: time
) -> None:
    found = timeline(prescription, patient, flags=flags, session_time=at)
    assert contradictions(found) == ()
    assert all(i.begins < i.ends for i in found)
    assert list(found) == sorted(found, key=lambda i: (i.begins, i.session))


@given(courses, persons, flag_sets)
@settings(max_examples=300)
def test_merging_forgets_nothing_that_is_forbidden(
    prescription: Prescription, patient: Patient, flags: frozenset[str]
) -> None:
    """Every half day of each "do not" of each session, up to the neighbouring sessions, is still forbidden."""
    found = [i for i in timeline(prescription, patient, flags=flags, session_time=TEN) if i.polarity == "avoid"]
    true = care_flags(patient, prescription, extra_flags=flags)
    starts = [datetime.combine(session.date, TEN) for session in prescription.sessions]
    for number, start in enumerate(starts):
        here = flags_on(true, prescription.sessions[number].zones)
        for item in ITEMS.rows:
            if item.polarity != "avoid" or not set(item.applies) <= here:
                continue
            at = start + timedelta(hours=item.begins_hours)
            ends = start + timedelta(hours=item.ends_hours)
            if item.phase == "before":
                at = max([at, *starts[:number]])
            if item.phase == "after":
                ends = min([ends, *starts[number + 1 :]])
            while at < ends:
                assert any(i.topic == item.topic and i.begins <= at < i.ends for i in found), (item.id, at)
                at += timedelta(hours=12)


@given(courses, persons, flag_sets)
@settings(max_examples=300)
def test_a_permission_comes_only_after_every_ban(
    prescription: Prescription, patient: Patient, flags: frozenset[str]
) -> None:
    found = timeline(prescription, patient, flags=flags, session_time=TEN)
    for allowed in (i for i in found if i.polarity == "allow"):
        of_topic = [i for i in found if i.polarity == "avoid" and i.topic == allowed.topic]
        assert all(ban.ends <= allowed.begins for ban in of_topic if ban.session <= allowed.session)
        assert all(allowed.ends <= ban.begins for ban in of_topic if ban.session > allowed.session)


@given(courses, persons, flag_sets)
@settings(max_examples=200)
def test_sunscreen_runs_wherever_the_sun_is_avoided(
    prescription: Prescription, patient: Patient, flags: frozenset[str]
) -> None:
    """Hour by hour, outside the scalp: either sunscreen is asked for, or the skin must be bare and is covered."""
    found = timeline(prescription, patient, flags=flags, session_time=TEN)
    scalp_only = {session.number for session in prescription.sessions if set(session.zones) == {"scalp"}}
    for sun in (i for i in found if i.topic == "sun" and i.polarity == "avoid" and i.session not in scalp_only):
        at = sun.begins
        while at < sun.ends:
            said = [i for i in found if i.topic == "spf" and i.begins <= at < i.ends]
            assert said, (sun.item, sun.session, at)
            at += timedelta(hours=6)


@pytest.mark.parametrize("gap", [7, 14, 17, 18, 28, 42])
def test_each_session_has_its_own_list(gap: int) -> None:
    found = timeline(course(gap, gap), person(phototype="IV", products=["retinol"]), flags=NOBODY, session_time=TEN)
    for session in (1, 2, 3):
        for topic in ("sun", "retinoid"):
            phases = {i.phase for i in found if i.session == session and i.topic == topic and i.polarity == "avoid"}
            assert phases == {"before", "after"}
