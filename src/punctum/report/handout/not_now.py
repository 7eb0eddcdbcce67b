"""For what may not be treated now: why, what comes first and who decides, and what to do instead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from punctum.evidence import Language, Said
from punctum.evidence.indications import INDICATIONS
from punctum.evidence.sentences import quoted
from punctum.planning.values import Step, TreatmentPlan, ZonePlan
from punctum.report.handout.agreed import agreed
from punctum.report.handout.concerns import concern_name, zone_names
from punctum.report.handout.open_zones import left_to_a_clinician, no_settings
from punctum.report.handout.values import Grid, Line, Section
from punctum.report.handout.voice import Voice, joined
from punctum.screening import TREATABLE, Finding

QUOTES: dict[Language, tuple[str, str]] = {"en": ("“", "”"), "de": ("„", "“")}


def why_not(plan: TreatmentPlan, voice: Voice) -> Section:
    """Why a person is not treated now, each reason with what comes first, and when to ask again."""
    return Section("why", voice.sentence("head_why"), tuple(_why(plan, voice)), ways_there(plan, voice))


def ways_there(plan: TreatmentPlan, voice: Voice) -> Grid | None:
    """Each reason with what has to happen first; None when nothing stands in the way."""
    findings = {finding.rule: finding for finding in reversed(plan.screening.findings)}
    everywhere = {zone.zone for zone in plan.zones}
    rows = tuple(
        _row(step, finding, everywhere, voice)
        for step in plan.steps
        if (finding := findings.get(step.rule)) is not None
    )
    if not rows:
        return None
    return Grid((voice.sentence("col_why"), voice.sentence("col_first")), tuple(dict.fromkeys(rows)))


def instead(plan: TreatmentPlan, voice: Voice) -> Section:
    """Whom to ask for another way, and what is known about needling for each concern; nothing that sounds promising."""
    concerns = dict.fromkeys(concern.indication for concern in plan.patient.concerns)
    sober = [concern for concern in concerns if INDICATIONS.by_id[concern].evidence != "some"]
    lines = [_answer(indication, voice) for indication in sober]
    return Section("instead", voice.sentence("head_instead"), (voice.sentence("instead_ask"), *lines))


def also(plan: TreatmentPlan, voice: Voice) -> Iterator[Section]:
    """What screening found beside the reasons to wait; no section without any."""
    found = [finding for finding in plan.screening.findings if finding.action in TREATABLE and finding.patient_reason]
    if found:
        first = {finding.patient_reason: finding for finding in reversed(found)}
        lines = [
            line
            for text, finding in reversed(first.items())
            for line in (voice.table(text, f"rules.{finding.rule}"), *agreed(plan, finding, voice))
        ]
        yield Section("also", voice.sentence("head_also"), tuple(lines))


def _why(plan: TreatmentPlan, voice: Voice) -> Iterator[Line]:
    screening = plan.screening
    yield voice.sentence("not_today", zones=zone_names(tuple(zone.zone for zone in plan.zones)))
    if screening.until:
        yield voice.sentence("earliest", until=screening.until)
        if any(_comes_earlier(zone, screening.until) for zone in plan.zones):
            yield voice.sentence("some_earlier")
    elif screening.until_open:
        yield voice.sentence("ask_again")
    for zones in left_to_a_clinician(plan):
        yield no_settings(zones, voice)
    if screening.unrecognised:
        opening, closing = QUOTES[voice.language]
        texts = tuple(dict.fromkeys(f"{opening}{item.text}{closing}" for item in screening.unrecognised))
        yield voice.sentence("unread", own=("texts",), texts=texts)


def _comes_earlier(zone: ZonePlan, last: date) -> bool:
    return zone.verdict == "postpone" and not zone.until_open and zone.until is not None and zone.until < last


def _row(step: Step, finding: Finding, everywhere: set[str], voice: Voice) -> tuple[Line, ...]:
    said = step.patient_said or (quoted(finding.patient_reason),)
    *reasons, first = [_spoken(sentence, finding, voice) for sentence in said]
    if set(finding.zones) != everywhere:
        reasons.insert(0, voice.sentence("where", zones=zone_names(finding.zones)))
    return (joined(tuple(reasons)) if reasons else voice.sentence("decides_here"), first)


def _spoken(sentence: Said, finding: Finding, voice: Voice) -> Line:
    line = voice.of(sentence)
    return Line(line.text, f"rules.{finding.rule}", missing=line.missing) if sentence.sentence == "quoted" else line


def _answer(indication: str, voice: Voice) -> Line:
    answer = INDICATIONS.by_id[indication].answer
    line = voice.sentence("instead_answer", own=("concern",), concern=concern_name(indication, voice), answer=answer)
    return Line(line.text, f"indications.{indication}", missing=line.missing)
