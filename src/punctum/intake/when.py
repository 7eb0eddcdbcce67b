"""When a question is asked: for whom a rule asks it, after which answer, and about what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from punctum.evidence.concepts import CONCEPTS
from punctum.evidence.indications import INDICATIONS, find_indication
from punctum.evidence.names import match
from punctum.intake.tables import IntakeQuestion, RuleField
from punctum.intake.values import NOT_SURE, SKIPPED, Question, When
from punctum.patient import ISO_DATE, age_years
from punctum.problems import InputError
from punctum.screening.rules import RULES, Rule


def asked_when(row: IntakeQuestion) -> tuple[When, ...]:
    """The conditions of a question of the table, as data."""
    found: list[When] = []
    entry = row.path.split("[]")[0]
    if row.asked_by_rule is not None:
        rule = RULES.by_id[row.asked_by_rule]
        found.append(When(question="sex", values=tuple(rule.sex), if_unknown=True))
        youngest, oldest = rule.age_min_years, rule.age_max_years
        found.append(When(question="birth_date", age_min_years=youngest, age_max_years=oldest, if_unknown=True))
    if row.when_field:
        found.append(When(question=f"{entry}.{row.when_field}", values=row.when_values))
    if row.vocabulary == "subtypes":
        with_subtypes = tuple(indication.id for indication in INDICATIONS.rows if indication.subtypes)
        found.append(When(question=f"{entry}.indication", values=with_subtypes))
    if row.when_rules_use and entry == "concerns":
        found.append(When(question=f"{entry}.indication", values=_indications(row.when_rules_use)))
    elif row.when_rules_use:
        found.append(When(question=f"{entry}.name", concepts=_concepts(row.when_rules_use)))
    return tuple(found)


def is_asked(question: Question, answers: Mapping[str, Any], on: date, entry: Mapping[str, Any] | None = None) -> bool:
    """Whether a question is asked.

    Arguments:
        answers: all answers so far, by question id. on: the day, for ages.
        entry: the thing a follow-up is about, by key.
    """
    return all(_holds(when, answers, entry, on) for when in question.asked_when)


def _holds(when: When, answers: Mapping[str, Any], entry: Mapping[str, Any] | None, on: date) -> bool:
    value = answers.get(when.question) if entry is None else entry.get(when.question.rsplit(".", 1)[-1])
    if value is None or value in (NOT_SURE, SKIPPED, ""):
        return when.if_unknown
    if when.age_min_years is not None or when.age_max_years is not None:
        born = _day(value)
        if born is None:
            return when.if_unknown
        age = age_years(born, on)
        above = when.age_min_years is None or age >= when.age_min_years
        return above and (when.age_max_years is None or age <= when.age_max_years)
    if when.concepts:
        return isinstance(value, str) and any(found.id in when.concepts for found in match(value, "condition").concepts)
    return _plain(when.question, value) in when.values


def _plain(question: str, value: Any) -> str:
    if question == "concerns.indication" and isinstance(value, str):
        try:
            return find_indication(value).id
        except InputError:
            return ""
    return str(value).strip().lower() if isinstance(value, str | bool) else ""


def _day(value: Any) -> date | None:
    if not isinstance(value, str) or not ISO_DATE.fullmatch(value.strip()):
        return None
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        return None


def _concepts(field: RuleField) -> tuple[str, ...]:
    """What some rule judges by a field, and what suggests such a rule until somebody answers."""
    rules = [rule for rule in RULES.rows if _uses(rule, field)]
    judging = {name for rule in rules for name in (rule.id, rule.rule)}
    named = [concept for rule in rules for concept in rule.concepts]
    suggesting = [concept.id for concept in CONCEPTS.rows if judging & set(concept.implies_rules)]
    return tuple(dict.fromkeys([*named, *suggesting]))


def _indications(field: RuleField) -> tuple[str, ...]:
    judged = set(_concepts(field))
    named = {indication for rule in RULES.rows if _uses(rule, field) for indication in rule.indications}
    return tuple(row.id for row in INDICATIONS.rows if row.id in named or judged & set(row.concepts))


def _uses(rule: Rule, field: RuleField) -> bool:
    if field == "since":
        return rule.window_from == "since"
    return bool(rule.severity) if field == "severity" else getattr(rule, field) != "any"
