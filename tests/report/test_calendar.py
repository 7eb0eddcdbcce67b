from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from punctum.planning.values import TreatmentPlan
from punctum.report import calendar
from tests.report import plans

TELLING = ("needl", "acne", "scar", "melasma", "hair", "alopecia", "rosacea", "stretch", "collagen", "treatment")


def events(plan: TreatmentPlan) -> list[Any]:
    return list(Calendar.from_ical(calendar(plan)).walk("VEVENT"))


def test_visits_care_and_reviews_come_back_as_written() -> None:
    found = events(plans.treatable())
    visits = [event for event in found if str(event["summary"]).startswith("Clinic appointment")]
    assert [event.decoded("dtstart") for event in visits] == [
        date(2026, 11, 20), date(2027, 1, 1), date(2027, 2, 12),
    ]  # fmt: skip
    assert [str(event["summary"]) for event in visits][1] == "Clinic appointment (2 of 3)"
    assert any(event.decoded("dtstart") == date(2027, 5, 14) for event in found)
    lists = [event for event in found if str(event["summary"]) == "Skin care: today's list"]
    # Texts with commas and semicolons survive, also over folded lines.
    assert any("every day; then again, and again. (until Fri 15" in str(event["description"]) for event in lists)
    assert all("Wipe the cream off." not in str(event["description"]) for event in found)


def test_it_is_published_and_every_event_is_whole() -> None:
    raw = calendar(plans.treatable())
    whole = Calendar.from_ical(raw)
    assert (str(whole["version"]), str(whole["method"])) == ("2.0", "PUBLISH")
    for event in whole.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
        alarms = event.walk("VALARM")
        assert len(alarms) == 1
        assert str(alarms[0]["action"]) == "DISPLAY"
        assert "trigger" in alarms[0]


@pytest.mark.parametrize("name", ["hand", "hand waits", "hand never", *sorted(plans.examples())])
def test_every_calendar_keeps_to_the_format_and_gives_nothing_away(name: str) -> None:
    by_hand = {"hand": plans.treatable, "hand waits": plans.postponed, "hand never": plans.contraindicated}
    plan = by_hand[name]() if name in by_hand else plans.examples()[name]
    raw = calendar(plan)
    assert raw.endswith(b"END:VCALENDAR\r\n")
    lines = raw.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    found = events(plan)
    assert found
    uids = [str(event["uid"]) for event in found]
    assert len(uids) == len(set(uids))
    for event in found:
        shown = [str(event["summary"]), *(str(alarm["description"]) for alarm in event.walk("VALARM"))]
        assert not [word for text in shown for word in TELLING if word in text.casefold()]
        start = event.decoded("dtstart")
        if isinstance(start, datetime):
            assert start.tzinfo is None
            assert 8 <= start.hour <= 20
        assert plan.patient.id not in str(event["uid"])


def test_no_event_starts_before_the_plan_was_made() -> None:
    for plan in (plans.treatable(), *plans.examples().values()):
        for event in events(plan):
            start = event.decoded("dtstart")
            assert (start.date() if isinstance(start, datetime) else start) >= plan.made_on


def test_an_event_keeps_its_id_when_its_date_moves() -> None:
    plan = plans.treatable()
    assert plan.prescription is not None
    week = timedelta(weeks=1)
    moved = replace(
        plan,
        prescription=replace(
            plan.prescription,
            sessions=tuple(replace(visit, date=visit.date + week) for visit in plan.prescription.sessions),
        ),
        care=tuple(replace(item, begins=item.begins + week, ends=item.ends + week) for item in plan.care),
    )
    before = {str(event["uid"]): event.decoded("dtstart") for event in events(plan)}
    after = {str(event["uid"]): event.decoded("dtstart") for event in events(moved)}
    # What lay before the first day of the plan stands in a list of its own.
    shared = {uid for uid in before if "visit-1" not in uid and "care-1-before" not in uid}
    assert shared <= set(after)
    assert all(after[uid] - before[uid] == week for uid in shared if "review" not in uid)


def test_two_people_have_no_event_in_common() -> None:
    plan = plans.treatable()
    other = replace(plan, patient=plan.patient.model_copy(update={"id": "eva"}))
    assert not {str(e["uid"]) for e in events(plan)} & {str(e["uid"]) for e in events(other)}


def test_a_wait_says_when_to_ask_again_and_nothing_else() -> None:
    (event,) = events(plans.postponed())
    assert str(event["summary"]) == "You can ask again from this date"
    assert event.decoded("dtstart") == date(2027, 2, 1)


def test_without_any_date_one_note_keeps_the_file_valid() -> None:
    (event,) = events(plans.contraindicated())
    assert str(event["summary"]) == "Note from the clinic: no dates yet"
    assert event.decoded("dtstart") == plans.MADE_ON


def test_control_characters_never_reach_the_file() -> None:
    hostile = plans.CLINIC.model_copy(update={"phone": "1\x00\x1b[2J\r\nBEGIN:VALARM\x7f", "out_of_hours": "a,b;c\\n"})
    raw = calendar(replace(plans.treatable(), clinic=hostile))
    assert not set(raw) & (set(range(32)) - {10, 13} | {127})
    assert b"\r\nBEGIN:VALARM\x7f" not in raw
    (first, *_) = events(replace(plans.treatable(), clinic=hostile))
    assert "When the clinic is closed: a,b;c\\n." in str(first["description"])
