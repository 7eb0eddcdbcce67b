"""What is normal on which day, what the treatment can and cannot do, and what nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from punctum.care import Risk
from punctum.evidence.language import translated
from punctum.evidence.studies import StudyArm, arms_of
from punctum.outcome import Forecast
from punctum.outcome.harm.values import HarmLikelihood
from punctum.outcome.shown import shows_benefit
from punctum.planning.tables import REDNESS
from punctum.planning.values import TreatmentPlan
from punctum.report.handout.concerns import concern_name, zones_text
from punctum.report.handout.drawings import days
from punctum.report.handout.values import Grid, Group, Line, Section
from punctum.report.handout.voice import Voice, joined

NORMAL = ("col_see", "col_days", "col_lasts")
BETWEEN = "; "
# What stands here instead is shorter: nobody has measured this well.
NO_NUMBER = "outcome_no_number"
# True of every concern with a figure, and said at the first.
ONCE = {"outcome_matters_house", "outcome_spread_assumed"}
# Three pages hold what must be heeded; what makes a harm likelier is talked about.
FLAGS = "harm_flags"


def normal(plan: TreatmentPlan, voice: Voice) -> Section:
    """Everything that is expected, with the day on which it starts and how long it lasts."""
    told = {item.item: item.text for item in plan.care if item.topic == "expect" and item.audience == "patient"}
    lines = [voice.table(text, f"items.{item}") for item, text in told.items()]
    lines += _redness(plan, voice)
    lines += [voice.of(each) for harm in plan.harms if harm.kind == "class" for each in harm.patient_said[:1]
              if each.sentence == "harm_redness"]  # fmt: skip
    expected = tuple(risk for risk in plan.risks if risk.expected)
    rows, drawn = tuple(_expected(risk, voice) for risk in expected), tuple(days(expected, voice))
    grid = Grid(tuple(voice.sentence(column) for column in NORMAL), rows, drawn) if rows else None
    if rows:
        lines.append(voice.sentence("days_key"))
    return Section("normal", voice.sentence("head_normal"), tuple(lines), grid)


def _redness(plan: TreatmentPlan, voice: Voice) -> Iterator[Line]:
    """How long redness lasts where it lasts longest: the class of the settings, or a longer one of the model."""
    settings = plan.prescription.settings if plan.prescription else ()
    told = {plan.healing[each.zone].told_class if each.zone in plan.healing else each.redness_class
            for each in settings}  # fmt: skip
    known = [row for row in REDNESS.rows if row.name in told]
    if told - {row.name for row in known}:
        yield voice.sentence("redness_longer")
    else:
        yield from (voice.table(row.text, f"redness.{row.id}") for row in known[-1:])


def can_do(plan: TreatmentPlan, voice: Voice) -> Section:
    """What each treated concern may come to, beside doing nothing, and what can go wrong."""
    told: set[str] = set()
    treated = {zone.zone for zone in plan.zones if zone.settings is not None}
    groups: list[Group] = []
    for forecast in plan.forecasts:
        if treated.intersection(forecast.zones):
            zones = tuple(zone for zone in forecast.zones if zone in treated)
            groups.append(_forecast(forecast, zones, voice, {NO_NUMBER} | (ONCE & told)))
            told |= {sentence.sentence for sentence in forecast.patient_said}
    results = {item.item: item.text for item in plan.care if item.topic == "results" and item.audience == "patient"}
    lines = [*(voice.table(text, f"items.{item}") for item, text in results.items()), voice.sentence("cannot")]
    return Section("can", voice.sentence("head_can"), tuple(lines), groups=(*groups, *_harm(plan, voice)))


def unknown(plan: TreatmentPlan, voice: Voice) -> Section:
    """What nobody has measured."""
    upkeep = {item.item: item.text for item in plan.care if item.topic == "maintenance" and item.audience == "patient"}
    lines = [voice.table(text, f"items.{item}") for item, text in upkeep.items()]
    known = [voice.sentence(f"unknown_{what}") for what in ("later", "depth", "plan")]
    return Section("unknown", voice.sentence("head_unknown"), (*lines, *known))


def _expected(risk: Risk, voice: Voice) -> tuple[Line, ...]:
    ref = f"adverse_events.{risk.event}"
    return tuple(voice.table(text, ref) for text in (risk.patient_name, risk.onset, risk.duration))


def _forecast(forecast: Forecast, treated: tuple[str, ...], voice: Voice, skipped: set[str]) -> Group:
    zones, concern = zones_text(treated, voice), concern_name(forecast.indication, voice)
    title = voice.sentence("concern_zones", own=("concern", "zones"), concern=concern, zones=zones)
    said = [voice.of(sentence) for sentence in forecast.patient_said if sentence.sentence not in skipped]
    if not forecast.quantity and not any(line.text.startswith(_unmeasured(voice)) for line in said):
        said.append(voice.sentence("not_measured"))
    beside = any(sentence.sentence == "outcome_untreated_side" for sentence in forecast.patient_said)
    return Group(
        title,
        (
            *said,
            *(() if beside else _doing_nothing(forecast, voice)),
            voice.sentence(f"sure_{forecast.certainty.replace(' ', '_')}"),
            # How far the change has come by when is said once, by the care item about results.
            *(voice.of(sentence) for sentence in forecast.time_said if len(forecast.time_said) == 1),
        ),
    )


def _unmeasured(voice: Voice) -> str:
    return voice.sentence("not_measured").text.rstrip(".")


def _doing_nothing(forecast: Forecast, voice: Voice) -> Iterator[Line]:
    """What the untreated side of a study came to, or that nobody looked."""
    arms = arms_of(forecast.indication)
    untreated = [arm for arm in arms if arm.arm_kind == "none" and arm.change_mean is not None and shows_benefit(arm)]
    for last in sorted(untreated, key=lambda arm: arm.weeks_after_last or 0)[-1:]:
        for treated in [arm for arm in arms if arm.arm_kind == "needling" and _same_look(arm, last)][:1]:
            yield voice.sentence(
                "nothing_beside",
                people=treated.participants or 0,
                weeks=last.weeks_after_last or 0,
                fall=-(last.change_mean or 0),
                fall_treated=-(treated.change_mean or 0),
            )
            if forecast.scale != last.scale:
                yield voice.sentence("nothing_other_score")
            return
    if not any(arm.arm_kind == "none" for arm in arms):
        yield voice.sentence("nothing_unknown")


def _same_look(arm: StudyArm, other: StudyArm) -> bool:
    same = (arm.study, arm.measure, arm.weeks_after_last) == (other.study, other.measure, other.weeks_after_last)
    return same and arm.change_mean is not None


def _harm(plan: TreatmentPlan, voice: Voice) -> Iterator[Group]:
    others = [risk for risk in plan.risks if not risk.expected and risk.severity != "mild"]
    likely = {harm.event: harm for harm in plan.harms if harm.percent}
    counted = [likely[risk.event] for risk in others if risk.event in likely]
    lines = [_counted(harm, voice) for harm in counted]
    if rest := [risk for risk in others if risk.event not in likely]:
        lines.append(joined((voice.sentence("harm_others"), _in_a_row(rest, voice))))
    if lines:
        yield Group(voice.sentence("head_harm"), tuple(lines))


def _counted(harm: HarmLikelihood, voice: Voice) -> Line:
    line = joined(tuple(voice.of(each) for each in harm.patient_said if each.sentence != FLAGS))
    return replace(line, ref=f"adverse_events.{harm.event};{line.ref}")


def _in_a_row(risks: list[Risk], voice: Voice) -> Line:
    """The names of several harms, without a capital in the middle of a sentence."""
    names = [voice.table(risk.patient_name, f"adverse_events.{risk.event}") for risk in risks]
    text = BETWEEN.join(translated(risk.patient_name, voice.language) for risk in risks)
    return replace(joined(tuple(names)), text=text + ".")
