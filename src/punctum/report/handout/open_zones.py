"""Zones that nothing speaks against, and that still get no settings: a clinician decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from punctum.evidence.indications import INDICATIONS
from punctum.planning.values import TreatmentPlan, ZonePlan
from punctum.report.handout.concerns import zone_names
from punctum.report.handout.values import Line
from punctum.report.handout.voice import Voice
from punctum.screening import TREATABLE


def left_to_a_clinician(plan: TreatmentPlan) -> list[tuple[ZonePlan, ...]]:
    """These zones, those with the same concerns together. The others without settings have a way there."""
    groups: dict[tuple[str, ...], list[ZonePlan]] = {}
    for zone in plan.zones:
        if zone.settings is None and zone.verdict in TREATABLE:
            groups.setdefault(zone.indications, []).append(zone)
    return [tuple(group) for group in groups.values()]


def no_settings(zones: Iterable[ZonePlan], voice: Voice) -> Line:
    """That the plan sets nothing here."""
    return voice.sentence("no_settings", zones=zone_names(tuple(zone.zone for zone in zones)))


def answers(indications: Iterable[str], voice: Voice) -> Iterator[Line]:
    """What is known about needling for each concern."""
    for indication in indications:
        yield voice.table(INDICATIONS.by_id[indication].answer, f"indications.{indication}")
