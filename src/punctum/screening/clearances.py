"""What a named clinician's clearance makes of a rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from punctum.patient import Clearance
from punctum.problems import InputError, Problem, nearest, shown
from punctum.screening.adjustments import both
from punctum.screening.roles import acts_as
from punctum.screening.rules import RULES, Rule
from punctum.screening.values import STRICTNESS, Action, Adjustment


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows from a row after the clearances were read."""

    action: Action
    adjustment: Adjustment
    by: str = ""
    valid_until: date | None = None
    note: str = ""


def known(clearances: Iterable[Clearance]) -> None:
    """Check that every clearance names a rule.

    Raises:
        InputError: a rule that does not exist; the nearest known one is given.
    """
    rules = sorted({rule.rule for rule in RULES.rows})
    problems = [
        Problem(f"clearances[{index}].rule", "the id of a rule", shown(clearance.rule), nearest(clearance.rule, rules))
        for index, clearance in enumerate(clearances)
        if _rule(clearance) not in rules
    ]
    if problems:
        raise InputError(problems)


def decide(rule: Rule, clearances: Iterable[Clearance], on: date) -> Decision:
    """What a row says on a day, in the light of all clearances.

    A clearance turns a referral into its cleared action; one for an exception does so with the rows it relaxes.
    Adjustments stay. A clearance that is not accepted changes nothing and is named in the note.
    """
    uncleared = Decision(rule.action, rule.adjustment)
    notes: list[str] = []
    for clearance in sorted(clearances, key=_order):
        for row in _meant(clearance, rule):
            refusal = _refusal(clearance, row, rule, on)
            if refusal:
                notes.append(f"{clearance.by} ({clearance.role}): {refusal}")
            elif row.cleared_action is not None:
                return Decision(
                    min(row.cleared_action, rule.action, key=STRICTNESS.index),
                    rule.adjustment if row is rule else both(rule.adjustment, row.adjustment),
                    f"{clearance.by} ({clearance.role})",
                    clearance.valid_until,
                )
    if not notes or STRICTNESS.index(rule.action) < STRICTNESS.index("postpone"):
        return uncleared
    return Decision(rule.action, rule.adjustment, note="; ".join(dict.fromkeys(notes)))


def _order(clearance: Clearance) -> tuple[str, ...]:
    reason = clearance.reason or ""
    return clearance.rule, clearance.by, clearance.role, str(clearance.on), str(clearance.valid_until), reason


def _rule(clearance: Clearance) -> str:
    return clearance.rule.strip().upper()


def _meant(clearance: Clearance, rule: Rule) -> Iterable[Rule]:
    """The row that a clearance speaks of: the row itself, or an exception that relaxes it."""
    if _rule(clearance) == rule.rule:
        yield rule
    yield from (row for row in RULES.rows if row.rule == _rule(clearance) and rule.id in row.excepts)


def _refusal(clearance: Clearance, row: Rule, rule: Rule, on: date) -> str:
    if row is rule and not rule.clearable:
        exceptions = sorted({other.rule for other in RULES.rows if rule.id in other.excepts})
        instead = f"; only by the exception {' or '.join(exceptions)}" if exceptions else ""
        return f"{rule.rule} cannot be cleared{instead}"
    if not acts_as(clearance.role) & set(row.clear_roles):
        return f"{row.rule} is cleared by: {', '.join(row.clear_roles)}"
    if clearance.on > on:
        return f"it holds only from {clearance.on.isoformat()}"
    if clearance.valid_until is not None and on > clearance.valid_until:
        return f"it ended on {clearance.valid_until.isoformat()}"
    return ""
