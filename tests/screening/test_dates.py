"""`until`: the first day allowed, in calendar months, and what has no date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from punctum.patient import patient_of
from punctum.problems import InputError
from punctum.screening import Rule, screen
from punctum.screening.windows import End, add_months, end_of, first_day_older
from tests.screening.cases import WELL, concern, condition, exposure, medicine, procedure, product
from tests.screening.reading import finding, rules, screened

HOURS = Rule.model_validate({
    "id": "X", "rule": "S999", "traits": "anyone", "action": "caution", "title": "t", "reason": "r",
    "patient_reason": "p", "sources": "house_default", "basis": "house", "window_from": "last", "window_hours": "36",
})  # fmt: skip


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-05-20", 0, "2026-05-20"),
        ("9999-11-01", 12, "9999-12-31"),
    ],
)
def test_calendar_months_end_on_the_last_day_of_a_shorter_month(start: str, months: int, end: str) -> None:
    assert add_months(day(start), months) == day(end)


@pytest.mark.parametrize(
    ("born", "first"),
    [
        ("2008-11-21", "2026-11-21"),
        ("2008-02-29", "2026-03-01"),
        ("2010-02-28", "2028-02-28"),
        ("9990-01-01", "9999-12-31"),
    ],
)
def test_the_eighteenth_birthday(born: str, first: str) -> None:
    assert first_day_older(day(born), 17) == day(first)


def test_hours_are_rounded_up_to_days() -> None:
    last = day("2026-11-01")
    assert end_of(HOURS, last, None, day("2026-11-02")) == End(day("2026-11-03"), is_open=False)
    assert end_of(HOURS, last, None, day("2026-11-03")) is None


def test_treatment_is_allowed_on_the_day_itself() -> None:
    stopped = medicine("isotretinoin", stopped="2026-08-31")
    assert screened(stopped, on=day("2027-02-27")).until == day("2027-02-28")
    assert screened(stopped, on=day("2027-02-28")).verdict == "proceed"


def test_until_is_the_latest_date_whatever_the_verdict() -> None:
    screening = screened(
        medicine("isotretinoin", stopped="2026-08-31"),
        product("retinol serum", last_used="2026-11-19"),
        condition("cirrhosis"),
    )
    assert (screening.verdict, screening.until, screening.until_open) == ("refer", day("2027-02-28"), True)
    retinol = screened(product("retinol serum", last_used="2026-11-19"))
    assert (retinol.verdict, retinol.until, retinol.until_open) == ("adjust", day("2026-11-22"), False)


def test_a_retinoid_still_in_use_has_no_date() -> None:
    screening = screened(product("retinol serum"))
    assert (screening.verdict, screening.until, screening.until_open) == ("adjust", None, True)
    assert finding(screening, "S093").adjustment.hold_hours_before == (("topical retinoids", 72.0),)
    assert "72 hours" in finding(screening, "S093").until_text


def test_an_undated_procedure_may_have_been_yesterday() -> None:
    screening = screened(procedure("botox"))
    assert (screening.verdict, screening.until, screening.until_open) == ("postpone", None, True)


def test_a_date_that_is_still_to_come_counts() -> None:
    planned = screened(procedure("superficial chemical peel", on="2026-12-01"))
    assert (planned.verdict, planned.until) == ("postpone", day("2026-12-15"))
    assert screened(medicine("isotretinoin", stopped="2026-12-24")).verdict == "contraindicated"


def test_a_burn_waits_longer_on_darker_and_on_unknown_skin() -> None:
    burn = exposure("sunburn", on="2026-11-15", zones=["nose"])
    assert screened(burn).until == day("2026-11-29")
    assert screened(burn, {"phototype": "IV"}).until == day("2026-12-13")
    assert screened(burn, {"phototype": "unknown"}).until == day("2026-12-13")


def test_under_age_until_the_birthday() -> None:
    screening = screened({"birth_date": "2012-03-03"})
    assert (screening.verdict, screening.until, screening.until_open) == ("contraindicated", day("2030-03-03"), False)
    assert finding(screening, "S130").permanence == "until_date"


def test_a_scar_runs_through_three_ages() -> None:
    scar = concern("surgical/traumatic scars", since="2026-01-01")
    verdicts = [screened(scar, on=day(on)).verdict for on in ("2026-02-11", "2026-02-12", "2026-12-31", "2027-01-01")]
    assert verdicts == ["postpone", "refer", "refer", "proceed"]


def test_a_condition_that_ended_is_not_active() -> None:
    assert rules(screened(condition("impetigo", ended="2026-11-01"))) == set()
    assert "S023" in rules(screened(condition("impetigo", ended="2026-11-21")))
    assert "S023" in rules(screened(condition("impetigo", ended="2026-11-01", active=True)))


def test_dates_that_do_not_fit_the_birth_date_are_refused() -> None:
    with pytest.raises(InputError, match="birth_date: expected a date not after the treatment date"):
        screen(patient_of(WELL), on=day("1990-06-14"))
    with pytest.raises(InputError, match="birth_date: expected an age of 0 to 120"):
        screen(patient_of(WELL), on=day("2200-01-01"))


def test_a_date_at_the_end_of_the_calendar_is_no_accident() -> None:
    far = screened(exposure("sunburn", on="9999-12-31"), procedure("dermal filler", on="9999-12-30"))
    assert far.until == date.max


@pytest.mark.parametrize("shift", range(-1, 16))
def test_a_window_is_over_on_its_last_day_and_not_before(shift: int) -> None:
    done = day("2026-11-06")
    screening = screened(procedure("botox", on=done.isoformat()), on=done + timedelta(days=shift))
    assert screening.verdict == ("postpone" if shift < 14 else "proceed")
