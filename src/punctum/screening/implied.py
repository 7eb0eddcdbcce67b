"""What an entry suggests without saying it: a medicine implies a disease until the file answers the question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from punctum.evidence.concepts import CONCEPTS, Concept
from punctum.screening.disclosures import Disclosed, Disclosure
from punctum.screening.rules import RULES, Rule


def implied_by(disclosed: Disclosed) -> Iterator[Disclosure]:
    """The facts that hold until somebody answers, each with the clinical rules that it implies.

    A question is answered by a stated entry about it, also one that says no, and by the recognised reason of the
    medicine that raised it. What one medicine suggests is not answered by another: it may be for something else.
    """
    for fact in disclosed.facts:
        if not fact.concept or fact.path in disclosed.reasoned:
            continue
        concept = CONCEPTS.by_id[fact.concept]
        said = {
            name
            for other in disclosed.facts
            if other.exact and other.path != fact.path
            for name in (other.concept, other.indication)
            if _answers(name, concept)
        }
        if said & set(concept.implies_concepts):
            continue
        open_rules = tuple(rule for rule in concept.implies_rules if not _answered(rule, said, disclosed))
        if open_rules:
            yield replace(
                fact, concept="", implied=open_rules, active=None, controlled=None, severity=None, subtype=None,
                since=fact.last, over=False,
            )  # fmt: skip


def implied_rows(fact: Disclosure) -> tuple[Rule, ...]:
    """The rows that an implied fact may trigger; with a date only those that look at dates, where there are any."""
    rows: list[Rule] = []
    for rule in fact.implied:
        own = [row for row in rows_of(rule) if (row.concepts or row.indications) and not row.exception]
        dated = [row for row in own if row.window_from]
        rows += dated if fact.last is not None and dated else own
    return tuple(rows)


def _answers(name: str, asking: Concept) -> bool:
    return asking.kind != "medicine" or name not in CONCEPTS.by_id or CONCEPTS.by_id[name].kind != "medicine"


@cache
def rows_of(rule: str) -> tuple[Rule, ...]:
    """The rows of a clinical rule."""
    return tuple(row for row in RULES.rows if row.rule == rule)


def _answered(rule: str, said: set[str], disclosed: Disclosed) -> bool:
    rows = rows_of(rule)
    about = {name for row in rows for name in (*row.concepts, *row.indications)}
    return bool(said & about) or any(trait in disclosed.answered for row in rows for trait in row.traits)
