"""Adjuncts that a clinician adds: each is screened as if the person had asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from punctum.patient import Patient
from punctum.problems import Problem, shown
from punctum.screening import TREATABLE, Finding, screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjuncts:
    """What screening says of adjuncts.

    Arguments:
        asking: the person as if they had asked for them; screened on the day of every session.
        findings: what applies because of them. problems: one for each that screening does not let through.
    """

    asking: Patient
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What is done differently because of them."""
        return tuple(
            f"{finding.rule}: {finding.title}. {'; '.join(finding.adjustment.instructions).capitalize()}."
            for finding in self.findings
            if finding.adjustment.instructions
        )


def screened_adjuncts(patient: Patient, on: date, adjuncts: tuple[str, ...], zones: tuple[str, ...]) -> Adjuncts:
    """Screen adjuncts for the zones treated. What is referred must be cleared in the patient file first."""
    if not adjuncts:
        return Adjuncts(asking=patient)
    asked = patient.requests.adjuncts
    requests = patient.requests.model_copy(update={"adjuncts": (*asked, *adjuncts)})
    asking = patient.model_copy(update={"requests": requests})
    findings = tuple(each for each in screen(asking, on=on).findings if set(each.zones) & set(zones))
    found: dict[str, Finding] = {}
    problems = []
    for at, name in enumerate(adjuncts):
        path = f"requests.adjuncts[{len(asked) + at}]"
        own = [finding for finding in findings if path in finding.paths]
        found |= {f"{finding.rule} {finding.title}": finding for finding in own}
        stops = [each for each in own if each.action not in TREATABLE or each.adjustment.adjuncts_excluded]
        if stops:
            why = "; ".join(f"{each.rule} {each.title}: {each.action}" for each in stops)
            problems.append(Problem(f"adjuncts[{at}]", f"what screening lets through ({why})", shown(name)))
    return Adjuncts(asking=asking, findings=tuple(found.values()), problems=tuple(problems))
