"""What we will do and why, and what we do not treat now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from punctum.planning.tables import ENDPOINTS
from punctum.planning.values import TreatmentPlan
from punctum.prescription import ZoneSettings
from punctum.report.handout.agreed import agreed
from punctum.report.handout.concerns import concern_names, zone_names
from punctum.report.handout.drawings import chart_key, where
from punctum.report.handout.not_now import ways_there
from punctum.report.handout.open_zones import answers, left_to_a_clinician, no_settings
from punctum.report.handout.values import Line, Section
from punctum.report.handout.voice import Voice, joined
from punctum.screening import TREATABLE
from punctum.skin import ZONES


def what_and_why(plan: TreatmentPlan, voice: Voice) -> Section:
    """What needling is, each zone in a sentence, numbing, and what screening found that matters for it."""
    drawings = tuple(where(plan, voice))
    lines = (*_what(plan, voice), *(chart_key(plan, voice) if drawings else ()))
    return Section("what", voice.sentence("head_what"), lines, beside=drawings)


def not_treated(plan: TreatmentPlan, voice: Voice) -> Iterator[Section]:
    """The zones of a treated person that get nothing, with the reason and the way there; no section without any."""
    if any(zone.settings is None for zone in plan.zones):
        lines = [
            line
            for zones in left_to_a_clinician(plan)
            for line in (no_settings(zones, voice), *answers(zones[0].indications, voice))
        ]
        yield Section("not_treated", voice.sentence("head_not_treated"), tuple(lines), ways_there(plan, voice))


def _what(plan: TreatmentPlan, voice: Voice) -> Iterator[Line]:
    settings = plan.prescription.settings if plan.prescription else ()
    yield voice.sentence("how")
    if any(ZONES.by_id[setting.zone].region != "scalp" for setting in settings):
        yield voice.sentence("collagen")
    for group in _same(settings):
        yield _zones(group, voice)
    yield from _endpoints(settings, voice)
    if plan.prescription and plan.prescription.anaesthetic:
        yield voice.sentence("numbing")
    yield from _reasons(plan, {setting.zone for setting in settings}, voice)
    if off_label := tuple(setting.zone for setting in settings if setting.off_label):
        if len(off_label) == len(settings):
            yield voice.sentence("off_label_all")
        else:
            yield voice.sentence("off_label", zones=zone_names(off_label))


def _endpoints(settings: Iterable[ZoneSettings], voice: Voice) -> Iterator[Line]:
    """When we stop; where it is not the same everywhere, with the zones."""
    zones: dict[str, list[str]] = {}
    for setting in settings:
        zones.setdefault(setting.endpoint, []).append(setting.zone)
    for endpoint, where_so in zones.items():
        line = voice.table(ENDPOINTS.by_id[endpoint].patient_text, f"endpoints.{endpoint}")
        place = voice.sentence("where", zones=zone_names(tuple(where_so)))
        yield line if len(zones) == 1 else joined((place, line))


def _zones(group: tuple[ZoneSettings, ...], voice: Voice) -> Line:
    one = group[0]
    zones = zone_names(tuple(setting.zone for setting in group))
    concerns = concern_names(one.indications, voice)
    length, first = one.needle_length_mm, one.first_needle_length_mm
    if first == length:
        return voice.sentence("zones", own=("concerns",), zones=zones, length=length, concerns=concerns)
    return voice.sentence(
        "zones_gentler", own=("concerns",), zones=zones, length=length, first=first, concerns=concerns
    )


def _same(settings: Iterable[ZoneSettings]) -> list[tuple[ZoneSettings, ...]]:
    """Zones that are treated alike, in the order asked for."""
    groups: dict[tuple[object, ...], list[ZoneSettings]] = {}
    for setting in settings:
        key = (setting.needle_length_mm, setting.first_needle_length_mm, setting.indications)
        groups.setdefault(key, []).append(setting)
    return [tuple(group) for group in groups.values()]


def _reasons(plan: TreatmentPlan, treated: set[str], voice: Voice) -> Iterator[Line]:
    found = [finding for finding in plan.screening.findings if finding.action in TREATABLE]
    seen: set[str] = set()
    for finding in found:
        if finding.patient_reason and set(finding.zones) & treated and finding.patient_reason not in seen:
            seen.add(finding.patient_reason)
            yield voice.table(finding.patient_reason, f"rules.{finding.rule}")
            yield from agreed(plan, finding, voice)
