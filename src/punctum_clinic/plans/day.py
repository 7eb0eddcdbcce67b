"""A signed plan on the day of a visit: screened again, and held against what was signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from punctum import Finding, InputError, Screening, patient_of, screen
from punctum.report import plan_document, words
from punctum.screening import STRICTNESS, TREATABLE, Action, screening_document
from punctum_clinic.people.models import History
from punctum_clinic.plans.core import Source, changed, planned, source_now
from punctum_clinic.plans.differences import differences
from punctum_clinic.plans.models import Plan
from punctum_clinic.plans.treated import is_treated

# What is changed in zones and adjuncts holds on the day; dates and numbers of visits are not asked again.
ASKED_AGAIN = ("zones", "adjuncts", "anaesthetic")


@dataclass(frozen=True, slots=True)
class Line:
    """Something that is not as it was signed. `kind`: verdict, finding, setting or gone; only `gone` lets it stand."""

    kind: str
    text: str
    holds_up: bool


@dataclass(frozen=True, slots=True)
class DayAnswer:
    """May the visit go ahead? `stands`: as it was signed. `screening`: the core's document."""

    verdict: Action
    stands: bool
    screening: dict[str, Any]
    lines: tuple[Line, ...]


def answer_on(row: Plan, history: History, on: date) -> DayAnswer:
    """The current history screened on a day, held against the plan as it was signed.

    Raises:
        InputError: the history cannot be screened on this day.
    """
    source = source_now(row.person, history, on)
    screening = screen(patient_of(source.patient), on=on)
    zones = zones_on(row, on)
    lines = tuple(_lines(row, source, screening, zones))
    verdicts = [screening.zones[zone].verdict if zone in screening.zones else "postpone" for zone in zones]
    open_ones = [verdict for verdict in verdicts if verdict in TREATABLE]
    stands = len(open_ones) == len(verdicts) and not any(line.holds_up for line in lines)
    if not open_ones:
        verdict: Action = max(verdicts, key=STRICTNESS.index, default="postpone")
    else:
        verdict = "proceed" if stands else "adjust"
    return DayAnswer(verdict, stands, screening_document(screening), lines)


def zones_on(row: Plan, on: date) -> tuple[str, ...]:
    """The zones of the visit on a day; every zone that the plan treats when no visit is planned then."""
    treated = tuple(zone["zone"] for zone in row.document["zones"] if is_treated(zone))
    visit = next((each for each in row.document["sessions"] if each["date"] == on.isoformat()), None)
    return tuple(visit["zones"]) if visit else treated


def _lines(row: Plan, source: Source, screening: Screening, zones: tuple[str, ...]) -> Iterator[Line]:
    names = {zone["zone"]: zone["name"] for zone in row.document["zones"]}
    for zone in zones:
        screened = screening.zones.get(zone)
        if screened is None:
            line = _("%(zone)s: no longer asked for in the history.") % {"zone": words.capital(names[zone])}
            yield Line("verdict", line, holds_up=True)
        elif screened.verdict not in TREATABLE:
            said = words.verdict_words(screened.verdict, screened.until, screened.until_open)
            yield Line("verdict", f"{words.capital(names[zone])}: {said}.", holds_up=True)
    yield from _findings(row, screening, set(zones))
    yield from _settings(row, source, set(zones))


def _findings(row: Plan, screening: Screening, zones: set[str]) -> Iterator[Line]:
    before = {(each["rule"], each["action"]) for each in row.document["findings"] if zones & set(each["zones"])}
    now = {(each.rule, each.action): each for each in screening.findings if zones & set(each.zones)}
    for key, finding in now.items():
        if key not in before:
            yield Line("finding", _found(finding), holds_up=finding.action not in ("proceed", "caution"))
    for each in row.document["findings"]:
        if zones & set(each["zones"]) and (each["rule"], each["action"]) not in now:
            line = _("No longer found: %(rule)s %(title)s.") % {"rule": each["rule"], "title": each["title"]}
            yield Line("gone", line, holds_up=False)


def _found(finding: Finding) -> str:
    said = words.ACTION_WORDS[finding.action]
    text = _("New: %(rule)s %(title)s. %(said)s.") % {"rule": finding.rule, "title": finding.title, "said": said}
    return text + " " + _("Not before %s.") % words.day_text(finding.until) if finding.until else text


def _settings(row: Plan, source: Source, zones: set[str]) -> Iterator[Line]:
    """What a plan made today would set more gently, with the same changes by a clinician where they are allowed."""
    amendment = {name: value for name, value in row.amendment.items() if name in ASKED_AGAIN}
    stood = {(each.zone, each.field, each.value) for each in row.overrides.all()}
    try:
        made = changed(source, amendment)
        fresh = made.plan
        for over in made.exceeded:
            if (over.zone or "", over.bound.field, str(over.value)) not in stood:
                yield Line("setting", _("Over a limit now: %s") % over.text, holds_up=True)
    except InputError as error:
        for problem in error.problems:
            allowed = _("No longer allowed: expected %(expected)s, found %(found)s.")
            line = allowed % {"expected": problem.expected, "found": problem.found}
            yield Line("setting", line, holds_up=True)
        fresh = planned(source)
    treatable = {zone.zone for zone in fresh.zones if zone.settings is not None} & zones
    for each in differences(row.document, plan_document(fresh), treatable):
        if each.tighter:
            yield Line("setting", each.text, holds_up=True)
