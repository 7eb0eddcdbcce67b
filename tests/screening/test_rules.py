"""Every row of the table of rules fires when it should, and not beside it."""

from __future__ import annotations

import pytest

from punctum.patient import patient_of
from punctum.screening import RULES, Finding, screen
from tests.screening.cases import CASES, ON, WELL, Case, Fields


def found(row: str, fields: Fields) -> list[Finding]:
    """The findings of one row; the texts of a row say which row it is."""
    rule = RULES.by_id[row]
    findings = screen(patient_of(WELL | fields), on=ON).findings
    return [
        finding
        for finding in findings
        if (finding.rule, finding.title, finding.action, finding.permanence, finding.reason)
        == (rule.rule, rule.title, rule.action, rule.permanence, rule.reason)
        and (finding.until_text == rule.until_text)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.row)
def test_a_row_fires(case: Case) -> None:
    findings = found(case.row, case.fires)
    assert len(findings) == 1
    finding = findings[0]
    assert (finding.action, finding.until, finding.until_open) == (case.action, case.until, case.is_open)
    assert finding.paths


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.row)
def test_a_near_miss_does_not_fire(case: Case) -> None:
    assert found(case.row, case.near_miss) == []


def test_every_row_has_a_case_or_is_an_exception() -> None:
    exceptions = {"S003", "S031", "S042", "S046", "S124"}
    assert {rule.id for rule in RULES.rows if rule.exception} == exceptions
    assert {rule.id for rule in RULES.rows} - exceptions == {case.row for case in CASES}
    assert len(CASES) == len({case.row for case in CASES})


def test_a_well_person_may_be_treated() -> None:
    screening = screen(patient_of(WELL), on=ON)
    assert (screening.verdict, screening.findings, screening.until, screening.until_open) == (
        "proceed",
        (),
        None,
        False,
    )
