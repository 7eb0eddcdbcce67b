"""Whether a row of the table of rules applies to a person and to one fact, and which zones it touches."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from punctum.patient import Patient, age_years
from punctum.screening.disclosures import UNSTATED, WORST, Disclosure
from punctum.screening.rules import Rule
from punctum.skin import ZONES


def fits_person(rule: Rule, patient: Patient, on: date) -> bool:
    """Whether a row's limits of age, sex and phototype hold. An unknown phototype is every phototype."""
    age = age_years(patient.birth_date, on)
    return (
        (rule.age_min_years is None or age >= rule.age_min_years)
        and (rule.age_max_years is None or age <= rule.age_max_years)
        and (not rule.sex or patient.sex in rule.sex)
        and (not rule.phototypes or patient.phototype is None or patient.phototype in rule.phototypes)
    )


def fits_file(rule: Rule, fact: Disclosure, facts: Collection[Disclosure]) -> bool:
    """Whether what must be disclosed beside a fact is there, and what must not be is not."""
    if any(other.concept in rule.unless for other in facts if other.concept):
        return False
    if not rule.together or fact.implied:
        return True
    return any(other.concept in rule.together and _still_counts(other) for other in facts if other.path != fact.path)


def _still_counts(fact: Disclosure) -> bool:
    """What was used and stopped no longer acts together with something; a disease one had still does."""
    return not fact.over or fact.path.startswith("conditions")


def triggers(rule: Rule, fact: Disclosure) -> bool:
    """Whether a fact names what a row is about."""
    return bool(
        (fact.concept and fact.concept in rule.concepts)
        or (fact.indication and fact.indication in rule.indications)
        or (fact.trait and fact.trait in rule.traits)
    )


def qualifies(rule: Rule, fact: Disclosure, *, lenient: bool = False) -> bool:
    """Whether a fact has the qualities that a row asks for.

    Unstated counts as active, as still used, as prescribed, as not controlled and as severe.

    Arguments:
        rule: the row.
        fact: the fact.
        lenient: whatever is unstated fits, so that an implied rule is not lost for want of an answer.
    """
    return (
        ((lenient and fact.active is None) or _yes_or_no(rule.active, fact.active is not False))
        and (lenient or rule.in_use == "any" or (rule.in_use == "stopped") == fact.over)
        and _yes_or_no(rule.prescribed, fact.prescribed is not False)
        and ((lenient and fact.controlled is None) or _yes_or_no(rule.controlled, fact.controlled is True))
        and (not rule.severity or (lenient and fact.severity is None) or (fact.severity or WORST) in rule.severity)
        and (not rule.subtypes or (fact.subtype or UNSTATED) in rule.subtypes)
    )


def _yes_or_no(wanted: str, answer: bool) -> bool:
    return wanted == "any" or (wanted == "yes") == answer


def touched(rule: Rule, fact: Disclosure, requested: Collection[str]) -> tuple[str, ...]:
    """The requested zones that a row touches when a fact triggers it. Unstated zones are everywhere."""
    zones = list(requested)
    if fact.zones is not None and rule.reach != "patient":
        regions = {ZONES.by_id[zone].infection_region for zone in fact.zones}
        zones = [
            zone
            for zone in zones
            if zone in fact.zones or (rule.reach == "region" and ZONES.by_id[zone].infection_region in regions)
        ]
    if rule.target_zones or rule.target_regions:
        zones = [zone for zone in zones if zone in rule.target_zones or ZONES.by_id[zone].region in rule.target_regions]
    return tuple(zones)
