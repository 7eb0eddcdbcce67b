"""One person's result as a clinic measured it: scores and settings, and nothing that says whose it is."""

from __future__ import annotations

from functools import cache
from math import log
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from punctum.evidence.indications import INDICATIONS, find_indication
from punctum.evidence.lookup import by_name, look_up
from punctum.evidence.scales import SCALES, check_score, find_scale
from punctum.outcome.agents import AGENTS, Agent
from punctum.outcome.constants import fixed
from punctum.outcome.design import Design, measure_on
from punctum.outcome.learning.rules import rule
from punctum.problems import InputError, Problem, nearest, shown

MIXED = "mixed"


def _agents(names: object) -> Any:
    if not isinstance(names, list | tuple):
        return names
    found = {look_up(str(name), _known_agents(), "", "an agent that the tables know") for name in names}
    if other := [agent.id for agent in found if agent.never_pooled]:
        raise InputError([Problem("", "what is added to needling", f"{other[0]}, another treatment")])
    return tuple(sorted(agent.id for agent in found))


@cache
def _known_agents() -> dict[str, tuple[str, Agent]]:
    return by_name([*((row.name, row) for row in AGENTS.rows), *((row.id, row) for row in AGENTS.rows)])


class OwnResult(BaseModel):
    """What a clinic measured on one person after a course of needling.

    There is no field for a name, a day, a number of a record or a note, and an unknown field is refused.

    Arguments:
        indication, scale: by any of their names. subtype: the kind of lesion, or empty.
        baseline, after: the score before the first session, and the one so many weeks after the last.
        weeks_after_last: weeks. sessions: how many. interval_weeks: weeks between them, if more than one.
        needle_length_mm: if known. agents: what was added (`agents.csv`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    indication: Annotated[str, BeforeValidator(lambda name: find_indication(str(name), "").id)]
    scale: Annotated[str, BeforeValidator(lambda name: find_scale(str(name), "").id)]
    subtype: str = ""
    baseline: float
    after: float
    weeks_after_last: Annotated[float, Field(ge=0)]
    sessions: Annotated[float, Field(ge=1)]
    interval_weeks: Annotated[float, Field(gt=0)] | None = None
    needle_length_mm: Annotated[float, Field(gt=0)] | None = None
    agents: Annotated[tuple[str, ...], BeforeValidator(_agents)] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> OwnResult:
        problems = [*_subtype_problems(self), *_score_problems(self), *_slips(self)]
        if problems:
            raise InputError(problems)
        return self

    @property
    def design(self) -> Design:
        """What was done, as the synthesis sees it; a mixture of kinds is what most studies had."""
        measure = measure_on(SCALES.by_id[self.scale])
        return Design(
            indication=self.indication,
            measure=measure,
            subtype="" if self.subtype == MIXED else self.subtype,
            agents=self.agents,
            sessions=self.sessions,
            interval_weeks=self.interval_weeks,
            needle_length_mm=self.needle_length_mm,
            weeks_after_last=self.weeks_after_last,
            baseline=self.baseline - measure.origin,
        )

    @property
    def log_gone(self) -> float:
        """What was measured: −ln of the share of the problem that remains, which counts as the least if smaller."""
        origin = measure_on(SCALES.by_id[self.scale]).origin
        least = 1 - fixed("most_percent") / 100
        return -log(max((self.after - origin) / (self.baseline - origin), least))


def _slips(result: OwnResult) -> list[Problem]:
    most = {
        "weeks_after_last": fixed("horizon_weeks"),
        **{name: rule(f"most_{name}") for name in ("sessions", "interval_weeks", "needle_length_mm")},
    }
    return [
        Problem(name, f"at most {end:g}", shown(value))
        for name, end in most.items()
        if (value := getattr(result, name)) is not None and value > end
    ]


def _subtype_problems(result: OwnResult) -> list[Problem]:
    known = INDICATIONS.by_id[result.indication].subtypes
    if not result.subtype or result.subtype in known:
        return []
    expected = f"nothing or one of {', '.join(known)}" if known else f"nothing ({result.indication} has no kinds)"
    return [Problem("subtype", expected, shown(result.subtype), nearest(result.subtype, known))]


def _score_problems(result: OwnResult) -> list[Problem]:
    scale = SCALES.by_id[result.scale]
    origin = measure_on(scale).origin
    if scale.change or scale.higher_is_better is not False or scale.range_max is None:
        return [Problem("scale", "a scale with an end that is scored before and after and falls", shown(scale.name))]
    if scale.indications and result.indication not in scale.indications:
        return [Problem("scale", f"a scale of {result.indication}", shown(scale.name))]
    problems = [
        Problem(field, problem.expected, problem.found)
        for field, value in (("baseline", result.baseline), ("after", result.after))
        if (problem := check_score(scale, value))
    ]
    if not problems and result.baseline <= origin:
        problems.append(Problem("baseline", f"more than {origin:g} ({scale.name})", shown(result.baseline)))
    return problems
