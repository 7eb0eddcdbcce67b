"""What a person is told before they agree: the handout's parts, and what only a consent holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from punctum.evidence import Language
from punctum.planning.values import TreatmentPlan
from punctum.prescription import ZoneSettings
from punctum.report.handout.call import call
from punctum.report.handout.concerns import concern_name, zone_names
from punctum.report.handout.dates import dates
from punctum.report.handout.outlook import FLAGS, can_do, normal, unknown
from punctum.report.handout.values import Group, Line, Section
from punctum.report.handout.voice import Voice, joined
from punctum.report.handout.what import not_treated, what_and_why
from punctum.report.words import capital

HARM = "sentences.handout_head_harm"
# How a reason of the label begins → the sentence that says it plainly.
OFF_LABEL = {
    "no label": "off_none_seen",
    "the label does not name": "off_indication",
    "for ": "off_zone",
    "the label names the phototypes": "off_phototype",
    "the label begins at": "off_age",
    "the label was evaluated up to": "off_length",
    "the longest needle": "off_length_unseen",
}


def consent_sections(plan: TreatmentPlan, language: Language) -> dict[str, Section]:
    """What a consent says of one plan, in a language, from the plan's values and the tables and from nothing else.

    Returns:
        `what`, `dates`, `numbing`, `off_label`, `normal`, `can`, `harm`, `flags`, `ways`, `unknown`, `cost` and
        `call`; `not_treated` where a zone gets nothing. Pictures are left out.

    Raises:
        ValueError: nobody is treated by this plan.
    """
    if plan.prescription is None:
        raise ValueError("expected a plan with settings")
    voice = Voice(language)
    what, expected, can = what_and_why(plan, voice), normal(plan, voice), can_do(plan, voice)
    drawn = "sentences.handout_chart_key", "sentences.handout_days_key"
    parts = [
        replace(what, beside=(), lines=(*_without(what.lines, drawn), *_visits(plan, voice))),
        *not_treated(plan, voice),
        dates(plan, voice),
        _section("numbing", tuple(_numbing(plan, voice)), voice),
        _section("off_label", tuple(_off_label(plan.prescription.settings, voice)), voice),
        replace(expected, lines=(*_without(expected.lines, drawn), *_courses(plan, voice)), grid=None),
        replace(can, groups=tuple(group for group in can.groups if group.title.ref != HARM)),
        Section("harm", voice.own(""), tuple(_counted_harms(plan, voice)), groups=tuple(_other_harms(plan, voice))),
        _section("flags", tuple(_flags(plan, voice)), voice),
        Section("ways", voice.own(""), groups=tuple(_ways(plan, voice))),
        unknown(plan, voice),
        _section("cost", tuple(_cost(plan, voice)), voice),
        call(plan, voice),
    ]
    return {part.id: part for part in parts}


def _section(name: str, lines: tuple[Line, ...], voice: Voice) -> Section:
    return Section(name, voice.own(""), lines)


def _without(lines: tuple[Line, ...], refs: tuple[str, ...]) -> tuple[Line, ...]:
    return tuple(line for line in lines if not line.ref.startswith(refs))


def _visits(plan: TreatmentPlan, voice: Voice) -> Iterator[Line]:
    if plan.prescription and plan.prescription.sessions:
        visits = len(plan.prescription.sessions)
        weeks = plan.prescription.interval_weeks
        yield voice.consent("visit_one") if visits == 1 else voice.consent("visits", visits=visits, weeks=weeks)


def _courses(plan: TreatmentPlan, voice: Voice) -> Iterator[Line]:
    """What is expected, when it comes and how long it stays."""
    for risk in plan.risks:
        if risk.expected:
            yield voice.consent("course", name=risk.patient_name, onset=risk.onset, duration=risk.duration)


def _numbing(plan: TreatmentPlan, voice: Voice) -> Iterator[Line]:
    cream = plan.prescription.anaesthetic if plan.prescription else None
    if cream is None:
        yield voice.consent("numbing_none")
        return
    yield voice.sentence("numbing")
    yield voice.consent(
        "numbing_cream",
        product=cream.product, grams=cream.max_g, least=cream.minutes_min, most=cream.minutes_max,
    )  # fmt: skip
    yield voice.consent("numbing_limit")


def _off_label(settings: tuple[ZoneSettings, ...], voice: Voice) -> Iterator[Line]:
    zones: dict[str, list[str]] = {}
    for setting in settings:
        for reason in setting.off_label:
            name = next((name for start, name in OFF_LABEL.items() if reason.startswith(start)), "off_else")
            if setting.zone not in zones.setdefault(name, []):
                zones[name].append(setting.zone)
    if not zones:
        yield voice.consent("no_off_label")
        return
    yield voice.consent("off_label_what")
    for name, where in zones.items():
        yield voice.consent(name, zones=zone_names(tuple(where)))


def _flags(plan: TreatmentPlan, voice: Voice) -> Iterator[Line]:
    """What makes a harm likelier for this person; nobody knows by how much."""
    raised: dict[tuple[str, ...], list[str]] = {}
    for risk in plan.risks:
        if risk.raised_by_text and not risk.expected:
            raised.setdefault(risk.raised_by_text, []).append(risk.patient_name)
    for why, names in raised.items():
        yield voice.consent("flags", why=why, names=tuple(names))
    yield voice.consent("flags_how_much" if raised else "flags_none")


def _counted_harms(plan: TreatmentPlan, voice: Voice) -> Iterator[Line]:
    """Harms that are not expected and that somebody tried to count, with the people counted."""
    counted = {harm.event: harm for harm in plan.harms}
    for risk in plan.risks:
        if not risk.expected and risk.event in counted:
            said = [voice.of(each) for each in counted[risk.event].patient_said if each.sentence != FLAGS]
            line = joined(tuple(said))
            yield replace(line, ref=f"adverse_events.{risk.event};{line.ref}")


def _other_harms(plan: TreatmentPlan, voice: Voice) -> Iterator[Group]:
    """Every other harm that is not expected, by name; what is serious stands first, and apart."""
    counted = {harm.event for harm in plan.harms}
    rest = [risk for risk in plan.risks if not risk.expected and risk.event not in counted]
    serious = [risk for risk in rest if risk.is_serious]
    others = [risk for risk in rest if not risk.is_serious]
    for title, risks in ((voice.consent("harm_serious"), serious), (voice.sentence("harm_others"), others)):
        if risks:
            yield Group(title, tuple(voice.table(risk.patient_name, f"adverse_events.{risk.event}") for risk in risks))


def _ways(plan: TreatmentPlan, voice: Voice) -> Iterator[Group]:
    """Each other way by its kind; what was studied of it is a talk, not a consent."""
    treated = {name for zone in plan.zones if zone.settings for name in zone.indications}
    for indication in dict.fromkeys((*plan.alternatives, *sorted(treated))):
        if indication in treated:
            kinds = dict.fromkeys(("nothing", *(way.kind for way in plan.alternatives.get(indication, ()))))
            title = replace(voice.own(concern_name(indication, voice)), ref=f"indications.{indication}")
            yield Group(replace(title, text=capital(title.text)),
                        tuple(voice.consent(f"way_{kind}") for kind in kinds))  # fmt: skip


def _cost(plan: TreatmentPlan, voice: Voice) -> Iterator[Line]:
    clinic, visits = plan.clinic, len(plan.prescription.sessions) if plan.prescription else 0
    if clinic is None or clinic.currency is None or "session" not in clinic.prices or not visits:
        yield voice.consent("cost_unknown")
        return
    price = clinic.prices["session"]
    yield voice.consent("cost_session", price=price, visits=visits, total=price * visits, currency=clinic.currency)
    if (review := clinic.prices.get("review")) is not None:
        free = review == 0
        yield (
            voice.consent("cost_free_review")
            if free
            else voice.consent("cost_review", price=review, currency=clinic.currency)
        )
