"""When to call and whom; for somebody who is not treated now, whom to ask."""

from __future__ import annotations

from punctum.care import CallLevel, call_list
from punctum.evidence import say
from punctum.planning.values import TreatmentPlan
from punctum.report.handout.values import Group, Line, Section
from punctum.report.handout.voice import Voice


def call(plan: TreatmentPlan, voice: Voice) -> Section:
    """The four levels with their signs and numbers, the most urgent first."""
    groups = tuple(
        Group(
            title=voice.of(level.title_said),
            lines=tuple(voice.table(sign.text, f"triage_signs.{sign.id}") for sign in level.signs),
            notes=(voice.of(level.what_to_do_said), *_numbers(level, voice)),
        )
        for level in call_list(plan.clinic)
    )
    return Section("call", voice.sentence("head_call"), groups=groups)


def contact(plan: TreatmentPlan, voice: Voice) -> Section:
    """The clinic's numbers for questions."""
    ask = next(level for level in call_list(plan.clinic) if level.level == "call_clinic")
    return Section("contact", voice.sentence("questions"), _numbers(ask, voice))


def _numbers(level: CallLevel, voice: Voice) -> tuple[Line, ...]:
    return tuple(
        voice.own(f"{say(label, voice.language)}: {say(number, voice.language)}")
        for label, number in level.numbers_said
    )
