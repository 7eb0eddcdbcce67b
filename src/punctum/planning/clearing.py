"""For what may not be treated now: what would clear the way, and what to do instead."""

from __future__ import annotations

from punctum.evidence.indications import INDICATIONS
from punctum.evidence.sentences import Said, quoted, said
from punctum.patient import Patient
from punctum.planning.values import Step, ZonePlan
from punctum.screening import ROLES, TREATABLE, Finding, Screening


def steps_to_treatment(screening: Screening) -> tuple[Step, ...]:
    """Everything that stands in the way, strictest first."""
    return tuple(
        Step(
            rule=finding.rule,
            text=_step_text(finding),
            who=finding.clear_roles if finding.action == "refer" else (),
            until=finding.until,
            until_text=finding.until_text,
            sources=finding.sources,
            basis=finding.basis,
            patient_said=_patient_step(finding),
        )
        for finding in screening.findings
        if finding.action not in TREATABLE
    )


def instead_of_needling(patient: Patient, zones: tuple[ZonePlan, ...], screening: Screening) -> tuple[str, ...]:
    """What to do instead, for every indication that gets no settings in some zone."""
    untreated = {indication for zone in zones if zone.settings is None for indication in zone.indications}
    answers = [
        INDICATIONS.by_id[indication].answer
        for indication in dict.fromkeys(concern.indication for concern in patient.concerns)
        if indication in untreated
    ]
    reasons = [
        finding.patient_reason
        for finding in screening.findings
        if finding.action not in TREATABLE and finding.patient_reason
    ]
    return tuple(dict.fromkeys([*reasons, *answers]))


def _patient_step(finding: Finding) -> tuple[Said, ...]:
    reason = (quoted(finding.patient_reason),) if finding.patient_reason else ()
    return (*reason, _what_first(finding))


def _what_first(finding: Finding) -> Said:
    if finding.action == "refer" and finding.clear_roles:
        who = tuple(ROLES.by_id[role].name for role in finding.clear_roles)
        return said("step_ask_one_of" if len(who) > 1 else "step_ask", who=who)
    if finding.action == "contraindicated" and finding.permanence == "permanent":
        return said("step_never")
    if finding.until and finding.until_text and finding.permanence != "until_date":
        return said("step_wait_both", until=finding.until, condition=finding.until_text)
    if finding.until:
        return said("step_wait_date", until=finding.until)
    return said("step_wait_condition", condition=finding.until_text) if finding.until_text else said("step_wait")


def _step_text(finding: Finding) -> str:
    if finding.action == "refer":
        return f"{finding.title}: a clinician must clear this first."
    if finding.action == "postpone" or finding.permanence != "permanent":
        end = finding.until.isoformat() if finding.until else finding.until_text or "it has ended"
        return f"{finding.title}: wait until {end}."
    return f"{finding.title}: needling is not for this person here."
