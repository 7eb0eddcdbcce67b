"""What a clinician reads of a forecast: what was pooled, what was left out and why."""

from __future__ import annotations

from punctum.evidence.language import number_text
from punctum.evidence.scales import SCALES
from punctum.evidence.studies import StudyArm
from punctum.outcome.agents import AGENTS
from punctum.outcome.cells import Cell
from punctum.outcome.controlled_words import UPPER_BOUND, side_by_side, span
from punctum.outcome.evidence_rows import share
from punctum.outcome.pooling import Effect, PooledArms, other_scores
from punctum.outcome.priors import PRIORS
from punctum.outcome.shown import named
from punctum.outcome.subtypes import Subtype
from punctum.outcome.values import Forecast
from punctum.patient import Concern


def text_of_figure(
    result: Forecast,
    cell: Cell,
    scores: PooledArms | None,
    counted: PooledArms | None,
    subtype: Subtype | None,
    pair: tuple[StudyArm, ...],
    below: tuple[str, ...],
    sessions: int,
) -> str:
    """A figure for one person, with what it rests on.

    Arguments:
        result: the figure. cell: the studies it stands on.
        scores, counted: the same studies pooled by themselves, as falls of the score or as people who improved.
        pair: the treated and the untreated row of a study that had both. below: zones that it does not speak for.
    """
    out = [f"{arm.label} ({_why_out(arm)})" for arm in {arm.study: arm for arm in cell.left_out}.values()]
    what = "needling alone or with an inert liquid"
    if cell.adjuncts:
        what = f"needling with {', '.join(AGENTS.by_id[agent].name for agent in cell.adjuncts)}"
    most = cell.sessions[1] if cell.sessions else sessions
    parts = [
        f"{cell.studies} studies of {what} share this scale: {named(cell.arms)}; {cell.participants} people, "
        f"{session_span(cell.sessions)} sessions.",
        _pooled_alone(scores, counted),
        _for_one(result, cell),
        f"Left out: {'; '.join(out)}." if out else "",
        "" if cell.adjuncts else _elsewhere(other_scores(cell.indication, cell.scale.id)),
        UPPER_BOUND + side_by_side(pair),
        subtype.text if subtype else "Kind of lesion not stated or mixed.",
        f"No figure for {', '.join(below)}: the needle stays below the studied length there." if below else "",
        f"More than {most:g} sessions were not studied on this scale and count as {most:g}." if sessions > most else "",
    ]
    return " ".join(part for part in parts if part)


def _pooled_alone(scores: PooledArms | None, counted: PooledArms | None) -> str:
    """What the studies of the cell come to by themselves, without the rest of the synthesis."""
    found = scores or counted
    if found is None:
        return ""
    pool = found.pool
    (low, high), (new_low, new_high) = pool.confidence_interval(), pool.new_study().interval(0.95)
    if scores:
        return (
            f"Pooled by themselves: average fall of the score {pool.mean:.0f} % (95 % confidence interval {low:.0f} "
            f"to {high:.0f}; a new study may see {new_low:.0f} to {new_high:.0f})."
        )
    return (
        f"{pool.studies} of them ({named(found.arms)}) counted who improved ({found.definition}): "
        f"{share(pool.mean):.0f} of 100 (95 % confidence interval {share(low):.0f} to {share(high):.0f})."
    )


def _for_one(result: Forecast, cell: Cell) -> str:
    """The interval of one person, where it comes from, and what in it is assumed."""
    what = "the score" if result.quantity == "score" else "the fall of the score in percent"
    assumed = [slope.name.removeprefix("slope_").replace("_", " ") for slope in result.slopes if slope.prior_driven]
    printed = f"{cell.spreads_printed} of {cell.studies} studies print" if cell.spreads_printed else "No study prints"
    return (
        f"For one person, from the synthesis of all fitted studies with one new study, arm, score and person each: "
        f"{what} has the middle {number_text(result.median or 0.0, 'en')}, 80 % prediction interval "
        f"{span(result.interval_80)}, 95 % prediction interval {span(result.interval_95)}. It is wider than the "
        f"average of the studies because people differ. {printed} how far; where it is not printed it is a stated "
        "prior."
    ) + (f" Hardly told by studies, so driven by their priors: {', '.join(assumed)}." if assumed else "")


def text_of_share(
    found: PooledArms,
    percent: float,
    interval: tuple[float, float],
    new_study: tuple[float, float],
    subtype: Subtype | None,
) -> str:
    """How many improved, in percent, where no figure for one person can be given."""
    low, high = interval
    new_low, new_high = new_study
    kind = f" {subtype.text}" if subtype else ""
    return (
        f"No figure for one person on this scale. {found.pool.studies} studies ({named(found.arms)}), "
        f"{found.pool.participants} people, counted who improved ({found.definition}): {percent:.0f} of 100 "
        f"(95 % confidence interval {low:.0f} to {high:.0f}; a new study may see {new_low:.0f} to {new_high:.0f}). "
        f"{UPPER_BOUND} Such counts run higher than mean scores do.{kind}"
    )


def text_without_figure(why: str, shown: list[StudyArm], arms: tuple[StudyArm, ...]) -> str:
    """Why there is no figure, and what is shown instead."""
    doubtful = [arm for arm in shown if arm.doubtful]
    unread = [arm for arm in arms if arm.basis != "read" and arm.arm_kind == "needling"]
    studies = len({arm.study for arm in shown})
    are = "study is" if studies == 1 else "studies are"
    kept = f"{studies} {are} shown instead." if studies else "No study was found."
    left = f" Doubtful: {named(doubtful)}." if doubtful else ""
    left += f" Not read and left out: {named(unread)}." if unread else ""
    return f"No figure. {why} {kept}{left}"


def why_no_pool(concern: Concern, adjuncts: tuple[str, ...]) -> str:
    """Why no figure can stand: too few clean studies of the treatment on the scale."""
    fewest = PRIORS.by_id["studies_min"].value
    on_scale = f"on the scale {SCALES.by_id[concern.scale].name}" if concern.scale else "on one scale"
    if adjuncts:
        names = ", ".join(AGENTS.by_id[agent].name if agent in AGENTS.by_id else agent for agent in adjuncts)
        return f"Fewer than {fewest:.0f} clean studies of needling with {names} print a result {on_scale}."
    return f"Fewer than {fewest:.0f} clean studies of needling alone give a fall of the score {on_scale}."


def session_span(ends: tuple[float, float] | None) -> str:
    """How many sessions studies used: `3 to 6`."""
    if ends is None:
        return "an unknown number of"
    return f"{ends[0]:g}" if ends[0] == ends[1] else f"{ends[0]:g} to {ends[1]:g}"


def _elsewhere(effects: tuple[Effect, ...]) -> str:
    if not effects:
        return ""
    low, high = (choose(effect.value for effect in effects) for choose in (min, max))
    names = named(effect.arm for effect in effects)
    return f"On other scores falls ran from {low:.0f} to {high:.0f} % ({names}); these are not pooled here."


def _why_out(arm: StudyArm) -> str:
    if arm.role == "validation":
        return "kept to check forecasts"
    if arm.doubtful:
        return arm.doubt[:1].lower() + arm.doubt[1:].rstrip(".")
    return "not read" if arm.basis != "read" else "no usable number, or another look at the same people"
