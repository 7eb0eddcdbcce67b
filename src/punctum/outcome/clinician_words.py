"""What a clinician reads of a forecast: what was pooled, what was left out and why."""

from __future__ import annotations

from punctum.evidence.scales import SCALES
from punctum.evidence.studies import StudyArm
from punctum.outcome.pooling import Effect, PooledArms, other_scores
from punctum.outcome.priors import PRIORS
from punctum.outcome.shown import named
from punctum.outcome.subtypes import Subtype
from punctum.patient import Concern

UPPER_BOUND = "Before and after only: an upper bound, because nobody was left untreated."


def text_of_figure(
    indication: str,
    found: PooledArms,
    subtype: Subtype | None,
    controlled: tuple[StudyArm, ...],
    below: tuple[str, ...],
    sessions: int,
) -> str:
    """A figure for one person, with what it rests on. `below`: zones that it does not speak for."""
    pool = found.pool
    low, high = pool.confidence_interval()
    new_low, new_high = pool.new_study().interval(0.95)
    out = [f"{arm.label} ({_why_out(arm)})" for arm in {arm.study: arm for arm in found.left_out}.values()]
    most = found.sessions[1] if found.sessions else sessions
    parts = [
        f"{pool.studies} studies of needling alone or with an inert liquid share this scale: {named(found.arms)}; "
        f"{pool.participants} people, {session_span(found.sessions)} sessions.",
        f"Average fall of the score {pool.mean:.0f} % (95 % confidence interval {low:.0f} to {high:.0f}; a new study "
        f"may see {new_low:.0f} to {new_high:.0f}).",
        f"Left out: {'; '.join(out)}." if out else "",
        _elsewhere(other_scores(indication, found.scale)),
        UPPER_BOUND,
        _side_by_side(controlled),
        f"For one person the spread between people (SD {found.person_variance**0.5:.0f} points) and the largest "
        f"spread between studies that these few do not rule out (SD {pool.tau_upper:.0f} points) are added.",
        subtype.text if subtype else "Kind of scar not stated or mixed.",
        f"No figure for {', '.join(below)}: the needle stays below the studied length there." if below else "",
        f"More than {most:g} sessions were not studied on this scale." if sessions > most else "",
    ]
    return " ".join(part for part in parts if part)


def text_of_share(
    found: PooledArms,
    share: float,
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
        f"{found.pool.participants} people, counted who improved ({found.definition}): {share:.0f} of 100 "
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


def why_no_pool(concern: Concern) -> str:
    """Why nothing could be pooled for a concern."""
    fewest = PRIORS.by_id["studies_min"].value
    on_scale = f"on the scale {SCALES.by_id[concern.scale].name}" if concern.scale else "on one scale"
    return f"Fewer than {fewest:.0f} clean studies of needling alone give a fall of the score {on_scale}."


def session_span(ends: tuple[float, float] | None) -> str:
    """How many sessions studies used: `3 to 6`."""
    if ends is None:
        return "an unknown number of"
    return f"{ends[0]:g}" if ends[0] == ends[1] else f"{ends[0]:g} to {ends[1]:g}"


def _side_by_side(pair: tuple[StudyArm, ...]) -> str:
    if len(pair) != 2:
        return ""
    treated, untreated = pair
    return (
        f"The one study with an untreated side ({treated.label}, {treated.participants} people, "
        f"{treated.weeks_after_last:g} weeks): {_points(treated)} treated, {_points(untreated)} untreated. "
        "It is shown and not pooled."
    )


def _elsewhere(effects: tuple[Effect, ...]) -> str:
    if not effects:
        return ""
    low, high = (choose(effect.value for effect in effects) for choose in (min, max))
    names = named(effect.arm for effect in effects)
    return f"On other scores falls ran from {low:.0f} to {high:.0f} % ({names}); these are not pooled here."


def _points(arm: StudyArm) -> str:
    interval = ""
    if arm.change_ci_low is not None and arm.change_ci_high is not None:
        interval = f" ({arm.change_ci_low:+g} to {arm.change_ci_high:+g})"
    return f"{arm.change_mean:+g} points{interval}".replace("-", "−")


def _why_out(arm: StudyArm) -> str:
    if arm.role == "validation":
        return "kept to check forecasts"
    if arm.doubtful:
        return arm.doubt[:1].lower() + arm.doubt[1:].rstrip(".")
    return "not read" if arm.basis != "read" else "no usable number, or another look at the same people"
