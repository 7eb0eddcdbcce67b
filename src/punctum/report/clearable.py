"""Which findings a named clinician could clear, and why the others cannot be asked about."""

from __future__ import annotations

from dataclasses import dataclass

from punctum.problems import InputError, Problem, nearest, shown
from punctum.report.words import date_only, listed
from punctum.screening import TREATABLE, Adjustment, Finding, Screening
from punctum.screening.rules import RULES, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearable:
    """One rule that a clearance could answer.

    Arguments:
        rule: the id that the clearance names; for an exception, its own.
        findings: what it would clear. zones: where it would open the way.
        adjustments: what would still hold afterwards. roles: who may clear it.
        exception: why there may be an exception; empty for a referral.
    """

    rule: str
    findings: tuple[Finding, ...]
    zones: tuple[str, ...]
    adjustments: tuple[Adjustment, ...]
    roles: tuple[str, ...]
    exception: str = ""


def clearable(screening: Screening) -> tuple[Clearable, ...]:
    """Everything a clearance could answer on this day: referrals first, then exceptions from what stands in the way."""
    referred = [finding for finding in screening.findings if finding.action == "refer" and finding.cleared_action]
    rules = dict.fromkeys(finding.rule for finding in referred)
    found = [_referral(rule, [finding for finding in referred if finding.rule == rule], screening) for rule in rules]
    found += [_exception(row, screening) for row in RULES.rows if row.exception]
    return tuple(item for item in found if item.findings and item.zones)


def find_clearable(screening: Screening, name: str) -> Clearable:
    """What a clearance of this rule could answer.

    Arguments:
        name: the id of a rule (`S043`), or of one row of it (`S146_notes`) to ask about that alone.

    Raises:
        InputError: there is no such rule, it did not fire, or nobody can clear it. What can be cleared is listed.
    """
    wanted = name.strip().upper()
    row = next((row for row in RULES.rows if row.id.upper() == wanted and row.id != row.rule), None)
    possible = clearable(screening)
    for item in possible:
        if item.rule == wanted:
            return item
        if row is not None and item.rule == row.rule:
            alone = tuple(finding for finding in item.findings if finding.title == row.title)
            if alone:
                return _referral(row.rule, list(alone), screening)
    expected = f"a finding that can be cleared ({listed((_entry(item) for item in possible), 'or')})"
    if not possible:
        expected = "a finding that can be cleared (there is none on this day)"
    known = sorted({rule.rule for rule in RULES.rows})
    rule = row.rule if row else wanted
    if rule not in known:
        raise InputError([Problem("--rule", expected, shown(name), nearest(wanted, known))])
    raise InputError([Problem("--rule", expected, f"{rule}, {_why_not(rule, screening)}")])


def _entry(item: Clearable) -> str:
    return f"{item.rule} {'; '.join(dict.fromkeys(finding.title for finding in item.findings))}"


def _referral(rule: str, findings: list[Finding], screening: Screening) -> Clearable:
    return Clearable(
        rule=rule,
        findings=tuple(findings),
        zones=_openable(findings, screening),
        adjustments=tuple(finding.adjustment for finding in findings),
        # Several findings of one rule are answered by one letter, so by somebody who may clear them all.
        roles=tuple(role for role in findings[0].clear_roles if all(role in item.clear_roles for item in findings)),
    )


def _exception(row: Rule, screening: Screening) -> Clearable:
    relaxed = {(RULES.by_id[name].rule, RULES.by_id[name].title) for name in row.excepts}
    findings = [
        finding
        for finding in screening.findings
        if (finding.rule, finding.title) in relaxed and finding.action not in TREATABLE
    ]
    return Clearable(
        rule=row.rule,
        findings=tuple(findings),
        zones=_openable(findings, screening),
        adjustments=(*(finding.adjustment for finding in findings), row.adjustment),
        roles=row.clear_roles,
        exception=f"{row.title}. {row.reason}",
    )


def _openable(findings: list[Finding], screening: Screening) -> tuple[str, ...]:
    """The zones of these findings in which nothing speaks against needling for good."""
    closed = {zone for finding in screening.findings if _for_good(finding) for zone in finding.zones}
    zones = dict.fromkeys(zone for finding in findings for zone in finding.zones)
    return tuple(zone for zone in zones if zone not in closed)


def _for_good(finding: Finding) -> bool:
    return finding.action == "contraindicated" and finding.permanence == "permanent"


def _why_not(rule: str, screening: Screening) -> str:
    if any(row.rule == rule and row.exception for row in RULES.rows):
        return "an exception from what does not stand in this person's way"
    findings = [finding for finding in screening.findings if finding.rule == rule]
    if not findings:
        return "which does not apply to this person on this day"
    strictest = findings[0]
    if strictest.cleared_by:
        until = strictest.clearance_valid_until
        return f"which {strictest.cleared_by} has cleared" + (f" until {date_only(until)}" if until else "")
    if strictest.action in TREATABLE:
        return f"{strictest.title!r}, which does not stand in the way of needling"
    closing = sorted({finding.rule for finding in screening.findings if _for_good(finding)} - {rule})
    if strictest.action == "refer" and strictest.cleared_action and closing:
        return f"{strictest.title!r}, beside {listed(closing)}, which closes the same zones and which nobody can clear"
    exceptions = listed(item.rule for item in clearable(screening) if item.exception and strictest in item.findings)
    instead = f", except by {exceptions}" if exceptions else ""
    return f"{strictest.title!r}, which nobody can clear{instead}"
