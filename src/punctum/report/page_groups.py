"""What the page says once for all that are alike: zones, settings, verdicts and other ways."""

from __future__ import annotations

from dataclasses import replace

from punctum.outcome import Alternative, StudyResult
from punctum.planning.values import TreatmentPlan, ZonePlan
from punctum.report.words import capital, verdict_words
from punctum.screening import Action, Finding


def cards(zones: tuple[ZonePlan, ...]) -> tuple[tuple[ZonePlan, tuple[ZonePlan, ...]], ...]:
    """Treated zones, those that differ in nothing but the name under one heading."""
    groups: list[tuple[ZonePlan, list[ZonePlan]]] = []
    for zone in zones:
        if zone.settings is None:
            continue
        bare = replace(zone, zone="", name="", settings=replace(zone.settings, zone=""))
        same = next((members for known, members in groups if known == bare), None)
        if same is None:
            groups.append((bare, [zone]))
        else:
            same.append(zone)
    return tuple((members[0], tuple(members)) for _, members in groups)


def untreated(zones: tuple[ZonePlan, ...]) -> tuple[tuple[ZonePlan, tuple[ZonePlan, ...]], ...]:
    """Zones without settings, those that differ in nothing but the name under one heading."""
    groups: dict[ZonePlan, list[ZonePlan]] = {}
    for zone in zones:
        if zone.settings is None:
            groups.setdefault(replace(zone, zone="", name="", rules=()), []).append(zone)
    return tuple((members[0], tuple(members)) for members in groups.values())


def grouped_ways(ways: tuple[Alternative, ...]) -> tuple[tuple[Alternative, tuple[str, ...]], ...]:
    """Other ways, those of which the same is known in one row."""
    groups: dict[Alternative, list[Alternative]] = {}
    for way in ways:
        groups.setdefault(replace(way, name=""), []).append(way)
    return tuple((members[0], tuple(way.name for way in members)) for members in groups.values())


def grouped_results(shown: tuple[StudyResult, ...]) -> tuple[tuple[StudyResult, str], ...]:
    """What each study saw in its groups: one result of the study, and all that it saw with the measure said once."""
    groups: dict[tuple[str, str, int | None], list[StudyResult]] = {}
    for result in shown:
        groups.setdefault((result.study, result.source, result.participants), []).append(result)
    return tuple((results[0], said_once([result.result for result in results])) for results in groups.values())


def said_once(texts: list[str]) -> str:
    """Several results as one text, the measure that all begin with said once."""
    measure, colon, _ = texts[0].partition(": ")
    head = measure + colon if all(text.startswith(measure + colon) for text in texts) else ""
    first, *rest = (text.removeprefix(head) for text in texts)
    return " ".join([head + first, *map(capital, rest)])


def first_findings(findings: tuple[Finding, ...]) -> dict[str, Finding]:
    """The first finding of each rule: where a reference to the rule leads."""
    return {finding.rule: finding for finding in reversed(findings)}


def shared(plan: TreatmentPlan) -> frozenset[str]:
    """The settings that are the same in every zone treated, and said once."""
    treated = [zone.settings for zone in plan.zones if zone.settings is not None]
    return frozenset(
        field
        for field in ("density_per_cm2", "glide", "off_label")
        if len({(getattr(settings, field), settings.why.get(field)) for settings in treated}) == 1
    )


def by_verdict(zones: tuple[ZonePlan, ...]) -> tuple[tuple[Action, str, tuple[str, ...]], ...]:
    """The zones by verdict and its words: verdict, words, names."""
    groups: dict[tuple[Action, str], list[str]] = {}
    for zone in zones:
        groups.setdefault((zone.verdict, verdict_words(zone.verdict, zone.until, zone.until_open)), []).append(
            zone.name
        )
    return tuple((verdict, text, tuple(names)) for (verdict, text), names in groups.items())
