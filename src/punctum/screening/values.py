"""What screening says: findings, adjustments, and a verdict for each requested zone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from punctum.evidence.table import Basis

Action = Literal["proceed", "caution", "adjust", "postpone", "refer", "contraindicated"]
STRICTNESS: tuple[Action, ...] = ("proceed", "caution", "adjust", "postpone", "refer", "contraindicated")
TREATABLE: frozenset[Action] = frozenset({"proceed", "caution", "adjust"})
Endpoint = Literal["planned_dose_warmth", "erythema", "pinpoint_bleeding"]
Permanence = Literal["permanent", "while_active", "until_date", "until_condition", ""]


def strictest(actions: tuple[Action, ...]) -> Action:
    """The strictest of several actions; `proceed` when there is none."""
    return max(actions, key=STRICTNESS.index, default="proceed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """What a finding changes in the plan. Every field can only restrict.

    Arguments:
        first_session_shorter_mm: how much shorter the needle is in the first session.
        needle_length_max_mm: longest needle allowed.
        passes_max: most passes allowed.
        endpoint: the gentlest endpoint that must be kept to.
        interval_min_weeks: shortest interval between sessions.
        agents_excluded: anaesthetic agents not to be used (`lidocaine`, `prilocaine`, `tetracaine`).
        agent_classes_excluded: classes of anaesthetic not to be used (`amide`, `ester`).
        no_topical_anaesthetic: treat without any topical anaesthetic.
        zones_excluded: zones left out.
        materials_excluded: materials not to be used (`latex`, `chlorhexidine`, `iodine`, `nickel`…).
        adjuncts_excluded: adjuncts not to be put on open channels.
        skip: what to leave out inside a zone (`moles`, `tattoos`…).
        hold_hours_before: product or medicine group → hours it is stopped before a session.
        care: ids of care items this finding adds.
        instructions: what the practitioner does differently, in a few words each.
    """

    first_session_shorter_mm: float | None = None
    needle_length_max_mm: float | None = None
    passes_max: int | None = None
    endpoint: Endpoint | None = None
    interval_min_weeks: float | None = None
    agents_excluded: tuple[str, ...] = ()
    agent_classes_excluded: tuple[str, ...] = ()
    no_topical_anaesthetic: bool = False
    zones_excluded: tuple[str, ...] = ()
    materials_excluded: tuple[str, ...] = ()
    adjuncts_excluded: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    hold_hours_before: tuple[tuple[str, float], ...] = ()
    care: tuple[str, ...] = ()
    instructions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule that applies to this person.

    Arguments:
        rule: the rule's id, for example `S041`.
        title: what was found, in a few words.
        action: what follows, after any clearance.
        zones: the requested zones it applies to.
        until: the first date allowed, when the rule gives one.
        until_open: True when the end is a condition and not a date.
        until_text: the condition in words.
        permanence: how long a contraindication holds.
        adjustment: what it changes in the plan.
        reason: why, for the clinician. `patient_reason`: why, for the patient.
        paths: the fields that triggered it.
        cleared_by: who cleared it, when somebody did. `clearance_note`: why a clearance was not accepted.
        clear_roles: who may clear it. `cleared_action`: what it becomes then.
    """

    rule: str
    title: str
    action: Action
    zones: tuple[str, ...]
    reason: str
    patient_reason: str
    sources: tuple[str, ...]
    basis: Basis
    disagreement: str = ""
    until: date | None = None
    until_open: bool = False
    until_text: str = ""
    permanence: Permanence = ""
    adjustment: Adjustment = field(default_factory=Adjustment)
    paths: tuple[str, ...] = ()
    cleared_by: str = ""
    clearance_valid_until: date | None = None
    clearance_note: str = ""
    clear_roles: tuple[str, ...] = ()
    cleared_action: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrecognised:
    """A text that was not recognised for certain. `assumed` is what it was read as, if anything."""

    path: str
    text: str
    assumed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneScreening:
    """The verdict of one requested zone."""

    verdict: Action
    until: date | None
    until_open: bool
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """May this person be treated on this day, where, and why or why not.

    Arguments:
        on: the treatment date screened for.
        verdict: the strictest verdict over the requested zones.
        until: the latest date of all dated findings, whatever the verdict. `until_open`: some end is a condition.
        zones: verdict by requested zone. findings: strictest first. unrecognised: what a clinician must read.
    """

    on: date
    verdict: Action
    until: date | None
    until_open: bool
    zones: dict[str, ZoneScreening]
    findings: tuple[Finding, ...]
    unrecognised: tuple[Unrecognised, ...]

    def in_zone(self, zone: str) -> tuple[Finding, ...]:
        """The findings that apply to a zone."""
        return tuple(finding for finding in self.findings if zone in finding.zones)
