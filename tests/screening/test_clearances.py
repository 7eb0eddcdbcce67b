"""Clearances: what a named clinician may decide, and what is not accepted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from punctum.problems import InputError
from tests.screening.cases import concern, condition, medicine, wish
from tests.screening.reading import finding, screened


def cleared(rule: str, role: str, **fields: Any) -> dict[str, Any]:
    return {"clearances": [{"rule": rule, "by": "Dr. A. Lund", "role": role, "on": "2026-11-01", **fields}]}


@pytest.mark.parametrize("role", ["prescriber", "physician", "Doctor", "GP", "dermatologist", "cardiologist"])
def test_a_referral_becomes_its_cleared_action_and_keeps_its_adjustment(role: str) -> None:
    screening = screened(medicine("Eliquis"), cleared("S043", role))
    one = finding(screening, "S043")
    assert (one.action, one.cleared_by, one.clearance_note) == ("adjust", f"Dr. A. Lund ({role})", "")
    assert (one.adjustment.needle_length_max_mm, one.adjustment.passes_max) == (1.0, 4)
    assert one.adjustment.zones_excluded == ("periorbital",)
    assert (screening.verdict, screening.until_open) == ("adjust", False)


@pytest.mark.parametrize("role", ["nurse", "pharmacist", "therapist", "friend", "cardiologist of love"])
def test_a_role_that_may_not_clear_it_is_not_accepted(role: str) -> None:
    screening = screened(medicine("warfarin"), cleared("S043", role))
    assert (screening.verdict, finding(screening, "S043").cleared_by) == ("refer", "")
    assert "prescriber" in finding(screening, "S043").clearance_note


def test_a_specialist_stands_in_for_a_physician_and_not_the_other_way() -> None:
    assert screened(condition("cirrhosis"), cleared("S069", "rheumatologist")).verdict == "adjust"
    assert screened(condition("heart failure"), cleared("S066", "physician")).verdict == "refer"


@pytest.mark.parametrize(
    ("fields", "accepted"),
    [
        ({}, True),
        ({"on": "2026-11-20"}, True),
        ({"on": "2026-11-21"}, False),
        ({"valid_until": "2026-11-20"}, True),
        ({"valid_until": "2026-11-19"}, False),
    ],
)
def test_a_clearance_holds_from_its_day_until_its_end(fields: dict[str, str], accepted: bool) -> None:
    screening = screened(medicine("warfarin"), cleared("S043", "prescriber", **fields))
    assert (screening.verdict == "adjust") is accepted
    assert (finding(screening, "S043").clearance_note == "") is accepted


def test_a_permanent_contraindication_cannot_be_cleared() -> None:
    for fields, rule in (
        (condition("keloid"), "S030"),
        (condition("haemophilia"), "S047"),
        (condition("psoriasis"), "S012"),
    ):
        screening = screened(fields, cleared(rule, "dermatologist"))
        assert screening.verdict == "contraindicated"
        assert all("cannot be cleared" in one.clearance_note for one in screening.findings if one.rule == rule)


def test_a_postponement_is_not_cleared_but_by_its_exception() -> None:
    stopped = medicine("isotretinoin", stopped="2026-08-31")
    direct = screened(stopped, cleared("S041", "physician"))
    assert direct.verdict == "postpone"
    assert "S042" in finding(direct, "S041").clearance_note
    override = screened(stopped, cleared("S042", "physician"))
    assert (override.verdict, override.until, override.until_open) == ("caution", None, False)
    assert "test area first" in finding(override, "S041").adjustment.instructions
    assert screened(stopped, cleared("S042", "prescriber")).verdict == "postpone"


def test_the_other_exceptions() -> None:
    acne = concern("active acne", active=True, severity="mild")
    assert screened(acne).verdict == "postpone"
    assert screened(acne, cleared("S003", "dermatologist")).verdict == "caution"
    assert screened(acne, cleared("S003", "physician")).verdict == "postpone"
    family = {**condition("family history of keloid"), **concern("skin laxity", "décolletage")}
    assert screened(family).verdict == "refer"
    assert screened(family, cleared("S031", "dermatologist")).verdict == "adjust"
    assert screened(family, cleared("S033", "dermatologist")).verdict == "caution"
    quiet = condition("vitiligo", active=False)
    assert screened(quiet, cleared("S124", "dermatologist")).verdict == "caution"
    assert screened(condition("vitiligo"), cleared("S124", "dermatologist")).verdict == "contraindicated"
    aspirin = screened(medicine("aspirin"), cleared("S046", "prescriber"))
    assert finding(aspirin, "S044").cleared_by
    assert finding(aspirin, "S044").adjustment.passes_max == 4


def test_an_exception_is_never_a_finding() -> None:
    for rule in ("S003", "S031", "S042", "S046", "S124"):
        assert screened(cleared(rule, "dermatologist")).findings == ()


def test_isotretinoin_taken_now_is_not_overridden() -> None:
    assert screened(medicine("isotretinoin"), cleared("S042", "physician")).verdict == "contraindicated"


def test_notes_and_unknown_names_are_cleared_through_the_rule_for_everything_else() -> None:
    fields = {**condition("zorblaxitis"), "notes": "I feel fine."}
    assert screened(fields).verdict == "refer"
    screening = screened(fields, cleared("S146", "physician"))
    assert screening.verdict == "caution"
    assert len(screening.unrecognised) == 1


def test_radio_waves_are_out_of_scope_and_not_cleared() -> None:
    assert screened(wish("rf microneedling"), cleared("S164", "dermatologist")).verdict == "refer"


def test_a_referral_until_a_date_loses_the_date_when_cleared() -> None:
    young = concern("surgical/traumatic scars", since="2026-05-01")
    assert screened(young).until == date(2027, 5, 1)
    screening = screened(young, cleared("S034", "plastic surgeon"))
    assert (screening.verdict, screening.until) == ("caution", None)
    assert (finding(screening, "S034").until, finding(screening, "S034").until_text) == (None, "")


def test_a_rule_that_does_not_exist_is_bad_input() -> None:
    with pytest.raises(InputError, match=r"clearances\[0\].rule: expected the id of a rule, found 'S04'"):
        screened(cleared("S04", "physician"))
    with pytest.raises(InputError, match="did you mean 'S04"):
        screened(cleared("S0434", "physician"))


def test_one_of_several_clearances_is_enough() -> None:
    refused = cleared("S043", "nurse")["clearances"]
    accepted = cleared("S043", "GP")["clearances"]
    for order in ([*refused, *accepted], [*accepted, *refused]):
        assert screened(medicine("warfarin"), {"clearances": order}).verdict == "adjust"
