"""What a clinic learned, as it reads in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from punctum.evidence.language import NBSP
from punctum.evidence.scales import SCALES
from punctum.outcome import Drift
from punctum.outcome.agents import AGENTS
from punctum.outcome.learning.summary import Achieved, ClinicSummary, NextPerson
from punctum.report.figures.forest_words import span_words
from punctum.report.terminal import paragraph
from punctum.report.words import capital, count, listed, number

IN = "  "
BOUND = (
    "All of this is change from before to after in people who came back, without a group beside them, scored by those "
    "who treated. It is an upper bound of what the needling does."
)
LOOK = (
    "Look at what changed: needles, settings, who treats, who scores and with which light, who comes back. It may also "
    "be chance: docs/clinic_learning.md says how often."
)


def learning_text(summary: ClinicSummary) -> str:
    """What the clinic's hands achieve beside the studies, how far forecasts move, and drift."""
    return "\n".join(_lines(summary)).replace(NBSP, " ")


def _lines(summary: ClinicSummary) -> Iterator[str]:
    yield f"What your hands achieve: {count(summary.results, 'own result')}"
    yield ""
    for achieved in summary.achieved:
        yield from _achieved(achieved)
        yield ""
    yield from _drift(summary.drift)
    yield ""
    share = f"Each own result counts {number(summary.share_of_result, 2)} times as much as one of a study."
    yield from paragraph(f"{share} {BOUND}")


def _achieved(achieved: Achieved) -> Iterator[str]:
    with_agents = listed(AGENTS.by_id[agent].name for agent in achieved.agents)
    done = f"needling with {with_agents}" if with_agents else "needling alone"
    yield from paragraph(f"{capital(achieved.indication)}, {done}, {SCALES.by_id[achieved.scale].name}")
    middle = f"{count(achieved.results, 'result')}. The score fell by {number(achieved.own_median, 0)} percent in the"
    yield from paragraph(f"{middle} middle of them.", IN)
    if achieved.studies is None or achieved.clinic is None:
        yield from paragraph("Too few clean studies share this scale, so no forecast with a figure can move.", IN)
        return
    yield f"{IN}The next person, the studies alone:  {_next(achieved.studies)}"
    yield f"{IN}The next person, with your results:  {_next(achieved.clinic)}"
    moved = achieved.clinic.median - achieved.studies.median
    sign = "up" if moved > 0 else "down"
    points = number(abs(moved), 0)
    words = f"by {points} of 100 {sign}" if points != "0" else "by less than 1 of 100"
    yield f"{IN}Your results move the middle of the forecast {words}."


def _next(person: NextPerson) -> str:
    return f"falls by {number(person.median, 0)} percent; 80 of 100 people by {span_words(person.interval_80)}"


def _drift(drift: Drift) -> Iterator[str]:
    if drift.flagged is None:
        yield from paragraph("Drift: none. Your results lie where the studies and your earlier results said.")
        return
    said = f"Drift: from result {drift.flagged} on your results are {drift.direction} than forecast."
    yield from paragraph(f"{said} {LOOK}")
