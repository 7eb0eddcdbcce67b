"""May this person be treated on this day, where, and why or why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from punctum.evidence.limits import implausible
from punctum.patient import Patient, age_years
from punctum.problems import InputError, Problem, shown
from punctum.screening.clearances import Decision, decide, known
from punctum.screening.conditions import fits_file, fits_person, qualifies, touched, triggers
from punctum.screening.disclosures import Disclosure, disclosed_by
from punctum.screening.implied import implied_by, implied_rows
from punctum.screening.rules import RULES, Rule
from punctum.screening.values import STRICTNESS, Finding, Screening, ZoneScreening, strictest
from punctum.screening.windows import End, end_of, first_day_older


@dataclass(frozen=True, slots=True)
class _Hit:
    """A row that one fact triggered, the zones it touches and when it ends."""

    rule: Rule
    fact: Disclosure
    zones: tuple[str, ...]
    end: End


def screen(patient: Patient, *, on: date) -> Screening:
    """Hold every rule against everything a patient file discloses.

    The verdict of a zone is the strictest action that touches it; the overall verdict is the strictest over the
    requested zones. `until` is the latest date of all findings, whatever their action.

    Arguments:
        patient: the patient file.
        on: the treatment date.

    Raises:
        InputError: the date does not fit the birth date, or a clearance names no rule.
    """
    _check(patient, on)
    disclosed = disclosed_by(patient, on)
    facts = (*disclosed.facts, *implied_by(disclosed))
    hits = _yielded([hit for fact in facts for hit in _hits(fact, facts, patient, on)])
    decisions = {
        rule.id: decide(rule, patient.clearances, on) for rule in {hit.rule.id: hit.rule for hit in hits}.values()
    }
    findings = _merged(_finding(hit, decisions[hit.rule.id]) for hit in hits)
    ends = [(hit.zones, hit.end) for hit in hits if not decisions[hit.rule.id].by]
    zones = {zone: _zone(zone, findings, ends) for zone in sorted(patient.zones)}
    return Screening(
        on=on,
        verdict=strictest(tuple(zone.verdict for zone in zones.values())),
        until=_latest(end.until for _, end in ends),
        until_open=any(end.is_open for _, end in ends),
        zones=zones,
        findings=findings,
        unrecognised=disclosed.unrecognised,
    )


def _check(patient: Patient, on: date) -> None:
    known(patient.clearances)
    if on < patient.birth_date:
        expected = f"a date not after the treatment date ({on.isoformat()})"
        raise InputError([Problem("birth_date", expected, patient.birth_date.isoformat())])
    age = age_years(patient.birth_date, on)
    if problem := implausible("age_years", age):
        raise InputError([Problem("birth_date", f"an age of {problem.expected}", shown(age))])


def _hits(fact: Disclosure, facts: tuple[Disclosure, ...], patient: Patient, on: date) -> Iterator[_Hit]:
    if fact.implied:
        rows = implied_rows(fact)
        fitting = [rule for rule in rows if qualifies(rule, fact)] or [
            rule for rule in rows if qualifies(rule, fact, lenient=True)
        ]
    else:
        fitting = [rule for rule in RULES.rows if triggers(rule, fact) and qualifies(rule, fact)]
    for rule in fitting:
        zones = touched(rule, fact, patient.zones)
        if zones and fits_person(rule, patient, on) and fits_file(rule, fact, facts):
            end = end_of(rule, fact.last, fact.since, on)
            if end is not None:
                yield _Hit(rule, replace(fact, path=_path(rule, fact)), zones, _with_birthday(end, rule, patient))


def _path(rule: Rule, fact: Disclosure) -> str:
    """The field that triggered a row; a row about everyone is triggered by what it asks of the person."""
    if fact.trait != "anyone" or rule.age_min_years is not None or rule.age_max_years is not None:
        return fact.path
    return "phototype" if rule.phototypes else "concerns"


def _with_birthday(end: End, rule: Rule, patient: Patient) -> End:
    if rule.permanence == "until_date" and rule.age_max_years is not None and not rule.window_from:
        return End(first_day_older(patient.birth_date, rule.age_max_years), is_open=False)
    return end


def _yielded(hits: list[_Hit]) -> list[_Hit]:
    """The hits without the zones in which another row takes over for the same entry."""
    kept = []
    for hit in hits:
        taken = {
            zone
            for other in hits
            if other.rule.id in hit.rule.yields_to and other.fact.path == hit.fact.path
            for zone in other.zones
        }
        zones = tuple(zone for zone in hit.zones if zone not in taken)
        if zones:
            kept.append(replace(hit, zones=zones))
    return kept


def _finding(hit: _Hit, decision: Decision) -> Finding:
    rule, cleared = hit.rule, bool(decision.by)
    return Finding(
        rule=rule.rule,
        title=rule.title,
        action=decision.action,
        zones=hit.zones,
        reason=rule.reason,
        patient_reason=rule.patient_reason,
        sources=rule.sources,
        basis=rule.basis,
        disagreement=rule.disagreement,
        until=None if cleared else hit.end.until,
        until_open=not cleared and hit.end.is_open,
        until_text="" if cleared else rule.until_text,
        permanence="" if cleared else rule.permanence,
        adjustment=decision.adjustment,
        paths=(hit.fact.path,),
        cleared_by=decision.by,
        clearance_valid_until=decision.valid_until,
        clearance_note=decision.note,
        clear_roles=rule.clear_roles,
        cleared_action=rule.cleared_action,
    )


def _merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings that say the same of several entries as one; strictest first, in an order no list can change."""
    groups: dict[Finding, list[Finding]] = {}
    for finding in findings:
        same = replace(finding, zones=(), until=None, until_open=False, paths=())
        groups.setdefault(same, []).append(finding)
    merged = [
        replace(
            same,
            zones=tuple(sorted({zone for member in group for zone in member.zones})),
            until=_latest(member.until for member in group),
            until_open=any(member.until_open for member in group),
            paths=tuple(sorted({path for member in group for path in member.paths})),
        )
        for same, group in groups.items()
    ]
    return tuple(sorted(merged, key=_order))


def _order(finding: Finding) -> tuple[int, str, str, str, tuple[str, ...]]:
    strictness = -STRICTNESS.index(finding.action)
    return strictness, finding.rule, finding.title, finding.until_text, finding.paths


def _zone(zone: str, findings: tuple[Finding, ...], ends: list[tuple[tuple[str, ...], End]]) -> ZoneScreening:
    own = [finding for finding in findings if zone in finding.zones]
    own_ends = [end for zones, end in ends if zone in zones]
    return ZoneScreening(
        verdict=strictest(tuple(finding.action for finding in own)),
        until=_latest(end.until for end in own_ends),
        until_open=any(end.is_open for end in own_ends),
        rules=tuple(dict.fromkeys(finding.rule for finding in own)),
    )


def _latest(dates: Iterable[date | None]) -> date | None:
    return max((day for day in dates if day is not None), default=None)
