"""From a plan to what the patient takes home: whole for a person who is treated, the way there for one who is not."""

from __future__ import annotations

from collections.abc import Iterator

from punctum.evidence.language import Language
from punctum.planning.values import TreatmentPlan
from punctum.report.handout.after import after
from punctum.report.handout.before import before, the_day
from punctum.report.handout.call import call, contact
from punctum.report.handout.dates import dates
from punctum.report.handout.days import full_day
from punctum.report.handout.not_now import also, instead, why_not
from punctum.report.handout.outlook import can_do, normal, unknown
from punctum.report.handout.values import Handout, Line, Section
from punctum.report.handout.voice import Voice
from punctum.report.handout.what import not_treated, what_and_why


def handout(plan: TreatmentPlan, language: Language) -> Handout:
    """The patient's pages in a language, from the plan's values and the tables, and from nothing else."""
    voice = Voice(language)
    treated = plan.prescription is not None
    made_on, who = full_day(plan.made_on, language), plan.patient.id
    return Handout(
        language=language,
        title=voice.sentence(f"title_{_title(plan)}"),
        made_on=plan.made_on,
        facts=tuple(_facts(plan, voice, made_on)),
        foot=voice.sentence("foot", own=("who", "day"), who=who, day=made_on),
        sections=tuple(_treated(plan, voice) if treated else _not_now(plan, voice)),
    )


def _title(plan: TreatmentPlan) -> str:
    screening = plan.screening
    if plan.prescription is not None:
        return "treat"
    if screening.verdict == "contraindicated":
        return "not_now" if screening.until_open or screening.until else "never"
    return "wait" if screening.verdict == "postpone" else "ask"


def _facts(plan: TreatmentPlan, voice: Voice, made_on: str) -> Iterator[tuple[Line, Line]]:
    yield voice.sentence("for"), voice.own(plan.patient.id)
    yield voice.sentence("made_on"), voice.own(made_on)
    if clinic := plan.clinic:
        yield voice.sentence("clinic"), voice.own(f"{clinic.name}, {clinic.address}")
        yield voice.sentence("phone"), voice.own(clinic.phone)
        yield voice.sentence("closed"), voice.own(clinic.out_of_hours)


def _treated(plan: TreatmentPlan, voice: Voice) -> Iterator[Section]:
    yield what_and_why(plan, voice)
    yield from not_treated(plan, voice)
    yield dates(plan, voice)
    yield from before(plan, voice)
    yield the_day(plan, voice)
    yield from after(plan, voice)
    yield normal(plan, voice)
    yield call(plan, voice)
    yield can_do(plan, voice)
    yield unknown(plan, voice)


def _not_now(plan: TreatmentPlan, voice: Voice) -> Iterator[Section]:
    yield why_not(plan, voice)
    yield from also(plan, voice)
    yield instead(plan, voice)
    yield from before(plan, voice)
    yield contact(plan, voice)
