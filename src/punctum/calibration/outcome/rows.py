"""Rows of the studies as the synthesis sees them: a design, and what was printed on the scale of the model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import log, sqrt
from typing import TypedDict

from punctum.calibration.outcome.tables import HANDLING, Handling
from punctum.evidence.scales import SCALES
from punctum.evidence.studies import STUDIES, StudyArm
from punctum.outcome.agents import AGENTS, agents_in
from punctum.outcome.constants import fixed
from punctum.outcome.design import Design, Measure, measure_on
from punctum.outcome.priors import PRIORS
from punctum.outcome.responders import responder_class


class Printed(TypedDict, total=False):
    """What a row prints, by the names of `Observation`."""

    people: tuple[int, int]
    y: float
    change: float
    person_sd: float | None


NEEDLED = ("needling", "needling_plus")


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One row that is fitted.

    Arguments:
        row: its id. study, arm, scored: whose people; which of them; and what was scored on them.
        design: what was done.
        people: (responded, of), where people are counted.
        y: −ln of the share that remains, or hairs per cm², where a mean is printed with its score before, or in
            percent. change: the fall in points, where the score before is not printed.
        person_sd: the spread between people in the units of `y`; None where none is printed.
        participants: how many. doubtful: its error is widened.
    """

    row: str
    study: str
    arm: str
    scored: str
    design: Design
    participants: int
    doubtful: bool
    people: tuple[int, int] | None = None
    y: float | None = None
    change: float | None = None
    person_sd: float | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One row that is not fitted, and why."""

    row: str
    study: str
    reason: str


def observations(arms: Iterable[StudyArm] = STUDIES.rows) -> tuple[tuple[Observation, ...], tuple[LeftOut, ...]]:
    """The rows that are fitted, sorted by id, and those that are not with the reason."""
    fitted, left = [], []
    for arm in sorted(arms, key=lambda arm: arm.id):
        found = observed(arm)
        if isinstance(found, Observation):
            fitted.append(found)
        else:
            left.append(LeftOut(arm.id, arm.study, found))
    return tuple(fitted), tuple(left)


def observed(arm: StudyArm) -> Observation | str:
    """A row as the synthesis sees it, or why it is not fitted."""
    handling = HANDLING.by_id.get(arm.id)
    if reason := _why_not(arm, handling):
        return reason
    agents = agents_of(arm)
    if any(AGENTS.by_id[agent].never_pooled for agent in agents):
        return "radiofrequency is another treatment"
    measure = _measure(arm, handling)
    printed = _printed(arm, measure, handling)
    if isinstance(printed, str):
        return printed
    baseline = None
    if arm.baseline_mean is not None and measure.family in ("sum", "grade"):
        baseline = arm.baseline_mean - measure.origin
    return Observation(
        row=arm.id,
        study=arm.study,
        arm=f"{arm.study}|{arm.study if arm.subtype else arm.arm}|{arm.sessions}|{arm.needle_length_mm}",
        scored=f"{arm.study}|{arm.scale or arm.measure}|{arm.measure_kind}",
        design=Design(
            indication=arm.indications[0],
            measure=measure,
            subtype=arm.subtype,
            needled=arm.arm_kind in NEEDLED,
            agents=agents,
            sessions=arm.sessions if arm.arm_kind in NEEDLED else None,
            interval_weeks=arm.interval_weeks if arm.arm_kind in NEEDLED else None,
            needle_length_mm=arm.needle_length_mm,
            weeks_after_last=arm.weeks_after_last,
            baseline=baseline,
        ),
        participants=arm.participants or arm.responders_of or int(fixed("participants_unprinted")),
        doubtful=_is_doubtful(arm, handling),
        **printed,
    )


def agents_of(arm: StudyArm) -> tuple[str, ...]:
    """What else was done in an arm, by id."""
    if arm.arm_kind == "needling":
        return ()
    return agents_in(arm.adjunct if arm.arm_kind == "needling_plus" else arm.treatment)


def _is_doubtful(arm: StudyArm, handling: Handling | None) -> bool:
    """Whether the error of a row is widened: its notes doubt it, or a rating of change is read as percent."""
    if handling and handling.handling == "plain":
        return False
    return arm.doubtful or bool(handling and handling.handling == "as_percent")


def _why_not(arm: StudyArm, handling: Handling | None) -> str:
    longest = fixed("horizon_weeks")
    if arm.duplicate_of:
        return "repeats the people and the measure of another row"
    if arm.role == "validation":
        return "kept to check forecasts"
    if arm.basis != "read":
        return "not read, only remembered"
    if handling and handling.handling == "left_out":
        return handling.reason
    if arm.measure_kind not in ("rater", "patient"):
        return "not about what people see"
    if arm.design == "meta_analysis":
        return "gathers studies that are listed here already"
    if arm.design == "case_report":
        return "one person"
    if arm.weeks_after_last is not None and arm.weeks_after_last > longest:
        return f"later than {longest:g} weeks after the last session"
    if arm.arm_kind == "needling_plus" and not agents_of(arm):
        return "what was added is not in the table of agents"
    return ""


def _measure(arm: StudyArm, handling: Handling | None) -> Measure:
    by_patient = arm.measure_kind == "patient"
    if handling and handling.family:
        return Measure(family=handling.family, top=handling.top, by_patient=by_patient)
    counted = arm.responders is not None and arm.responders_of is not None
    a_mean = any(value is not None for value in (arm.followup_mean, arm.change_mean, arm.percent_improvement))
    if counted and (not a_mean or (handling and handling.handling == "as_people")):
        found = handling.responder_class if handling else ""
        found = found or responder_class(arm.responder_definition)
        return Measure(family="responders", by_patient=by_patient, responder_class=found)
    if scale := SCALES.by_id.get(arm.scale):
        return replace(measure_on(scale), by_patient=by_patient)
    family = {"score": "sum", "grade": "grade"}.get(arm.percent_of, "percent")
    return Measure(family=family, by_patient=by_patient)  # type: ignore[arg-type]


def _printed(arm: StudyArm, measure: Measure, handling: Handling | None) -> Printed | str:
    """What a row prints, by the names of `Observation`, or why that is too little."""
    if measure.family == "responders":
        if not measure.responder_class:
            return "what counts as a response is in no class"
        return {"people": (arm.responders or 0, arm.responders_of or 0)}
    if measure.family == "count":
        factor = handling.factor if handling else 1.0
        if arm.change_mean is None:
            return "prints no change of the count"
        spread = None if arm.change_sd is None else arm.change_sd / factor
        return {"y": arm.change_mean / factor, "person_sd": spread}
    before, after = arm.baseline_mean, arm.followup_mean
    if before is not None and after is not None:
        return _from_means(arm, before - measure.origin, after - measure.origin)
    value = arm.percent_improvement
    if handling and handling.handling == "no_change":
        return {"y": 0.0}
    if handling and handling.handling == "as_percent" and after is not None and handling.top:
        value = 100 * after / handling.top
    if value is not None:
        value = min(value, fixed("most_percent"))
        spread = None if arm.percent_sd is None else arm.percent_sd / (100 - value)
        return {"y": -log(1 - value / 100), "person_sd": spread}
    if arm.change_mean is not None and measure.top is not None:
        return {"change": -arm.change_mean}
    return "prints too little"


def _from_means(arm: StudyArm, before: float, after: float) -> Printed | str:
    if min(before, after) <= 0:
        return "a score at its origin has no logarithm"
    spread = None
    if arm.baseline_sd is not None and arm.followup_sd is not None:
        c_before, c_after = arm.baseline_sd / before, arm.followup_sd / after
        rho = PRIORS.by_id["pre_post_correlation"].value
        spread = sqrt(c_after**2 + c_before**2 - 2 * rho * c_after * c_before)
    return {"y": log(before / after), "person_sd": spread}
