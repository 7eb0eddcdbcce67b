"""What screening says, in the words and shapes that stand on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from punctum import Finding, Screening
from punctum.report import Citation, Clearable, adjustment_words, citation, clearable_findings, words
from punctum.screening import ROLES, Action, acts_as
from punctum.skin import ZONES
from punctum_clinic.web.core_words import action_words, basis_words, day_text, told, verdict_words


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """A verdict: its words, and the tone that gives it colour and shape."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding as it reads.

    Arguments:
        anchor: its id on the page. key: tells findings of one rule apart. zones: by name; empty when it is all of them.
        asked: what a clearance could answer here, if anything. mine: whether whoever looks may answer it themselves.
    """

    anchor: str
    finding: Finding
    verdict: ShownVerdict
    zones: tuple[str, ...]
    until: str
    changes: tuple[str, ...]
    sources: tuple[Citation, ...]
    basis: str
    roles: tuple[str, ...]
    asked: Clearable | None
    mine: bool


@dataclass(frozen=True, slots=True)
class ShownScreening:
    """All of it: the verdict overall, by zone, and the findings, strictest first."""

    on: date
    verdict: ShownVerdict
    zones: tuple[tuple[str, ShownVerdict], ...]
    findings: tuple[ShownFinding, ...]
    exceptions: tuple[tuple[Clearable, tuple[str, ...], bool], ...]


def shown_screening(screening: Screening, profession: str) -> ShownScreening:
    """A screening for somebody of a profession to look at."""
    asked = {item.rule: item for item in clearable_findings(screening)}
    seen: dict[str, int] = {}
    findings = []
    for finding in screening.findings:
        seen[finding.rule] = seen.get(finding.rule, 0) + 1
        again = f"-{seen[finding.rule]}" if seen[finding.rule] > 1 else ""
        findings.append(_finding(finding, f"finding-{finding.rule}{again}", screening, asked, profession))
    return ShownScreening(
        on=screening.on,
        verdict=_verdict(screening.verdict, screening.until, screening.until_open),
        zones=tuple(
            (told(ZONES.by_id[zone].name), _verdict(item.verdict, item.until, item.until_open))
            for zone, item in screening.zones.items()
        ),
        findings=tuple(findings),
        exceptions=tuple(
            (item, role_names(item.roles), may_answer(profession, item.roles))
            for item in asked.values()
            if item.exception
        ),
    )


def may_answer(profession: str, roles: tuple[str, ...]) -> bool:
    """Whether somebody of a profession acts in one of these roles."""
    return bool(acts_as(profession) & set(roles))


def role_names(roles: tuple[str, ...]) -> tuple[str, ...]:
    """Roles as they read."""
    return tuple(told(ROLES.by_id[role].name) for role in roles)


def _finding(
    finding: Finding, anchor: str, screening: Screening, asked: Mapping[str, Clearable], profession: str
) -> ShownFinding:
    item = asked.get(finding.rule)
    answer = item if item is not None and finding in item.findings and not item.exception else None
    dated = finding.action == "postpone"
    as_verdict = dated or finding.action == "proceed"
    text = (
        verdict_words(finding.action, finding.until, finding.until_open) if as_verdict else action_words(finding.action)
    )
    everywhere = set(finding.zones) >= set(screening.zones)
    return ShownFinding(
        anchor=anchor,
        finding=finding,
        verdict=ShownVerdict(text, words.TONES[finding.action]),
        zones=() if everywhere else tuple(told(ZONES.by_id[zone].name) for zone in finding.zones),
        until=day_text(finding.until) if finding.until and not dated else "",
        changes=adjustment_words(finding.adjustment),
        sources=tuple(citation(source) for source in finding.sources),
        basis=basis_words(finding.basis),
        roles=role_names(finding.clear_roles),
        asked=answer,
        mine=answer is not None and may_answer(profession, answer.roles),
    )


def _verdict(action: Action, until: date | None, until_open: bool) -> ShownVerdict:
    return ShownVerdict(verdict_words(action, until, until_open), words.TONES[action])
