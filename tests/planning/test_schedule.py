"""Dates: after every window, clear of events, never closer than the floor."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from punctum.patient import patient_of
from punctum.planning import TreatmentPlan, plan
from punctum.screening import screen

ON = date(2026, 11, 20)
CLEAR: dict[str, Any] = {
    "id": "p", "birth_date": "1990-01-01", "sex": "male", "phototype": "II", "smoker": False, "weight_kg": 70,
    "concerns": [{"indication": "atrophic acne scars", "zones": ["cheek"]}],
}  # fmt: skip


def planned(**fields: Any) -> TreatmentPlan:
    return plan(patient_of({**CLEAR, **fields}), on=ON)


def dates(**fields: Any) -> list[date]:
    made = planned(**fields)
    assert made.prescription is not None
    return [session.date for session in made.prescription.sessions]


def test_the_studied_course_starts_on_the_day_and_keeps_four_weeks() -> None:
    assert dates() == [ON, ON + timedelta(weeks=4), ON + timedelta(weeks=8)]


def test_a_product_in_use_puts_off_the_first_session_by_its_window() -> None:
    assert dates(products=[{"name": "retinol serum"}])[0] == ON + timedelta(days=3)


def test_a_product_used_lately_puts_off_the_first_session_to_the_end_of_its_window() -> None:
    assert dates(products=[{"name": "retinol serum", "last_used": "2026-11-19"}])[0] == date(2026, 11, 22)


def test_an_event_moves_the_session_behind_it() -> None:
    assert dates(preferences={"events": ["2026-11-24"]})[0] == date(2026, 11, 25)
    assert dates(preferences={"events": ["2026-11-28"]})[0] == ON


def test_visits_are_held_to_what_the_person_can_make() -> None:
    made = planned(preferences={"max_visits": 2})
    assert made.prescription is not None
    assert len(made.prescription.sessions) == 2
    assert any("visits" in note for note in made.notes)


def test_the_scalp_may_be_treated_every_two_weeks() -> None:
    found = dates(concerns=[{"indication": "androgenetic alopecia", "zones": ["scalp"]}])
    assert len(found) == 6
    assert {(b - a).days for a, b in pairwise(found)} == {14}


def test_a_clearance_that_ends_ends_the_course() -> None:
    made = planned(
        medicines=[{"name": "warfarin"}],
        clearances=[
            {"rule": "S043", "by": "Dr. L", "role": "prescriber", "on": "2026-11-01", "valid_until": "2026-12-01"}
        ],
    )
    assert made.prescription is not None
    assert len(made.prescription.sessions) == 1
    assert any("No day was found for session 2" in note for note in made.notes)


DAYS = st.dates(ON - timedelta(days=200), ON + timedelta(days=200)).map(date.isoformat)


@settings(max_examples=120)
@given(
    peel=st.none() | DAYS,
    sun=st.none() | DAYS,
    retinol=st.none() | DAYS,
    events=st.lists(DAYS, max_size=3),
    phototype=st.sampled_from(["I", "III", "IV", "VI"]),
    isotretinoin=st.none() | DAYS,
)
def test_every_date_respects_every_window(
    peel: str | None, sun: str | None, retinol: str | None, events: list[str], phototype: str, isotretinoin: str | None
) -> None:
    fields = {
        **CLEAR,
        "phototype": phototype,
        "procedures": [{"name": "superficial chemical peel", "on": peel}] if peel else [],
        "exposures": [{"name": "sunburn", "on": sun}] if sun else [],
        "products": [{"name": "retinol serum", "last_used": retinol}] if retinol else [],
        "medicines": [{"name": "isotretinoin", "stopped": isotretinoin}] if isotretinoin else [],
        "preferences": {"events": events},
    }
    patient = patient_of(fields)
    made = plan(patient, on=ON)
    if made.prescription is None:
        assert screen(patient, on=ON).verdict in ("postpone", "refer", "contraindicated")
        return
    sessions = made.prescription.sessions
    for session in sessions:
        screening = screen(patient, on=session.date)
        assert screening.verdict in ("proceed", "caution", "adjust")
        assert screening.until is None or session.date >= screening.until
        assert not any(
            session.date <= date.fromisoformat(event) <= session.date + timedelta(days=7) for event in events
        )
    floor = 6 if phototype in ("IV", "VI") else 4
    for first, second in pairwise(sessions):
        assert (second.date - first.date) >= timedelta(weeks=floor)
